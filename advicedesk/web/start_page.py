"""The first page of those who keep the desk running and do not sit at it."""

from typing import Any

from flask import render_template
from flask_babel import lazy_gettext

from advicedesk.web import start_cards
from advicedesk.web.navigation import menu

# what each page is for, in the order in which it is needed
ABOUT: dict[str, Any] = {
    "accounts.staff": lazy_gettext("Who works here, their roles, links to choose a password"),
    "desks.organisation": lazy_gettext("Desks, languages, how long notes are kept"),
    "codelists.code_lists": lazy_gettext("Topics, acts and reasons, and what they are called"),
    "directory.service_points": lazy_gettext("Where clients are sent, opening hours, authorities"),
    "statistics.month": lazy_gettext("The month in figures and files; small counts are hidden"),
    "privacy.audit_trail": lazy_gettext("Who changed what, and when"),
}


def start_page() -> str:
    """Render the pages that are offered, with what waits on them."""
    offered = {entry.endpoint: entry for entry in [*menu(True), *menu(False)]}
    known = [offered.pop(endpoint) for endpoint in ABOUT if endpoint in offered]
    waiting = [entry for entry in [*known, *offered.values()] if entry.waiting_count]
    return render_template(
        "web/start.html", entries=known, about=ABOUT, waiting=waiting, cards=start_cards.drawn()
    )
