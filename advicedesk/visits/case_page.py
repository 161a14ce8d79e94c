"""The page of a case: its thread of visits and, first of all, what is open now."""

from collections.abc import Iterable, Sequence

from flask import render_template
from markupsafe import Markup, escape

from advicedesk.database import utc_now
from advicedesk.languages import formats
from advicedesk.visits import pages
from advicedesk.visits.models import Case, Visit
from advicedesk.visits.thread import thread_of
from advicedesk.web.templating import local_day, ui_language

# further back a day alone says more than a count of days
_LATELY_DAYS = 60


def case_page(case: Case, visits: Sequence[Visit]) -> str:
    """Render the thread of a case, its visits newest first."""
    today = local_day(utc_now())
    return render_template(
        "visits/case.html",
        case=case,
        visits=visits,
        thread=thread_of(visits, today),
        today=today,
        how_long_ago=lambda moment: formats.format_in_days(
            (local_day(moment) - today).days, ui_language()
        ),
        is_lately=lambda moment: (today - local_day(moment)).days <= _LATELY_DAYS,
        in_a_row=_in_a_row,
        **pages.visit_words(),
    )


def _in_a_row(items: Iterable[str]) -> Markup:
    """Join words as the page's language does: "a, b and c"."""
    joined = formats.format_list([str(escape(item)) for item in items], ui_language())
    return Markup(joined)  # noqa: S704 - every item is escaped
