"""Early warnings as a card on the first page: all for the desk's supervisors, else one's own."""

from flask import render_template
from flask_login import current_user
from markupsafe import Markup

from advicedesk.database import utc_now
from advicedesk.roles import Role
from advicedesk.statistics.early_warnings import findings, queries
from advicedesk.statistics.early_warnings.judging import LEAST_COUNT
from advicedesk.statistics.early_warnings.models import WarningAnswer
from advicedesk.statistics.early_warnings.series import Series
from advicedesk.statistics.early_warnings.words import WarningWords, warning_words
from advicedesk.statistics.queries import find_organisation
from advicedesk.web.fields import desk_zone

MOST_SHOWN = 3


def draw() -> Markup | None:
    """Return the card for a supervisor of the desk at hand, or for whom a warning is assigned."""
    desk = current_user.working_desk
    if desk is None:
        return None
    assigned = queries.list_assigned(current_user.id, desk.id)
    is_supervisor = desk in current_user.desks(Role.SUPERVISOR)
    if not assigned and not is_supervisor:
        return None
    least = least_count()
    words = warning_words(least)
    page = render_template(
        "statistics/_early_warnings.html",
        findings=findings.find(desk.id, utc_now(), desk_zone(), least) if is_supervisor else None,
        assigned=[_told(answer, words) for answer in assigned[:MOST_SHOWN]],
        most_shown=MOST_SHOWN,
        desk=desk,
        threshold=least,
        words=words,
    )
    return Markup(page)  # noqa: S704 - a template's own, escaped there


def least_count() -> int:
    """Return the least count that is ever told: five, or the organisation's threshold."""
    organisation = find_organisation()
    return max(LEAST_COUNT, organisation.suppression_threshold if organisation else LEAST_COUNT)


def _told(answer: WarningAnswer, words: WarningWords) -> tuple[str, str, str]:
    when = words.period(answer.grain, answer.first_day)
    return words.series(Series.parse(answer.series)), when, answer.note or ""
