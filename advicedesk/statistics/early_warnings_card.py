"""Early warnings as a card on the first page of a desk's own supervisors."""

from datetime import datetime

from flask import render_template
from flask_login import current_user
from markupsafe import Markup

from advicedesk.codelists.models import CodeList
from advicedesk.codelists.queries import names_of
from advicedesk.roles import Role
from advicedesk.statistics import queries
from advicedesk.statistics.early_warnings import find_rises, same_days
from advicedesk.web.fields import desk_zone
from advicedesk.web.templating import named

MOST_SHOWN = 3


def draw() -> Markup | None:
    """Return the card for a supervisor of the desk at hand; nothing for anybody else."""
    desk = current_user.working_desk
    if desk is None or desk not in current_user.desks(Role.SUPERVISOR):
        return None
    zone = desk_zone()
    organisation = queries.find_organisation()
    threshold = organisation.suppression_threshold if organisation else 5
    now, *before = (
        queries.count_topics(desk.id, first, last)
        for first, last in same_days(datetime.now(zone).date(), zone)
    )
    names = names_of(CodeList.TOPIC)
    page = render_template(
        "statistics/_early_warnings.html",
        rises=find_rises(now, before, threshold)[:MOST_SHOWN],
        threshold=threshold,
        topic_name=lambda topic: named(names.get(topic, {"en": topic})),
        has_past=all(before),
    )
    return Markup(page)  # noqa: S704 - a template's own, escaped there
