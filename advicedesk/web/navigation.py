"""The menus: which pages a signed-in person is offered. A structure test wants every page here
or on the list of pages that are reached otherwise."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import request, url_for
from flask_babel import lazy_gettext
from flask_login import current_user

from advicedesk.roles import Role

# {endpoint: how much waits there}; the application sets it, the counts are features' own
waiting_counts: dict[str, Callable[[], int]] = {}


@dataclass(frozen=True)
class MenuEntry:
    """A page in the menu."""

    endpoint: str
    title: Any
    roles: tuple[Role, ...]
    is_main: bool = True

    @property
    def url(self) -> str:
        """Return the page's address."""
        return _address_of(request.script_root, self.endpoint)

    @property
    def is_current(self) -> bool:
        """Tell whether the reader is on this page or below it."""
        return request.endpoint == self.endpoint

    @property
    def waiting_count(self) -> int:
        """Return how much waits for the reader on the page."""
        count = waiting_counts.get(self.endpoint)
        return count() if count else 0


@lru_cache(maxsize=200)
def _address_of(_root: str, endpoint: str) -> str:
    # eleven of them on every page; a proxy's prefix is part of the answer
    return url_for(endpoint)


AT_DESK = (Role.COUNSELLOR, Role.SUPERVISOR)
MENU = (
    MenuEntry("visits.log_visit", lazy_gettext("Log a visit"), AT_DESK),
    MenuEntry("visits.today", lazy_gettext("Today"), AT_DESK),
    MenuEntry("referrals.follow_up", lazy_gettext("Follow-up"), (*AT_DESK, Role.PARTNER)),
    MenuEntry(
        "directory.service_points",
        lazy_gettext("Directory"),
        (*AT_DESK, Role.ADMINISTRATOR),
    ),
    MenuEntry(
        "statistics.month", lazy_gettext("Statistics"), (Role.SUPERVISOR, Role.ADMINISTRATOR)
    ),
    MenuEntry("accounts.staff", lazy_gettext("Staff"), (Role.ADMINISTRATOR,), False),
    MenuEntry(
        "desks.organisation", lazy_gettext("Desks and settings"), (Role.ADMINISTRATOR,), False
    ),
    MenuEntry(
        "codelists.code_lists", lazy_gettext("Topics and lists"), (Role.ADMINISTRATOR,), False
    ),
    MenuEntry(
        "accessibility.feedback_list", lazy_gettext("Feedback"), (Role.ADMINISTRATOR,), False
    ),
    MenuEntry("visits.import_visits", lazy_gettext("Import visits"), (Role.SUPERVISOR,), False),
    MenuEntry("privacy.audit_trail", lazy_gettext("Audit trail"), (Role.ADMINISTRATOR,), False),
    MenuEntry("guide.guide", lazy_gettext("Guide"), tuple(Role), False),
    MenuEntry("accounts.change_password", lazy_gettext("Password"), tuple(Role), False),
)


def menu(is_main: bool) -> list[MenuEntry]:
    """Return what the signed-in person is offered, in order."""
    if not current_user.is_authenticated:
        return []
    return [
        entry for entry in MENU if entry.is_main is is_main and current_user.has_role(*entry.roles)
    ]
