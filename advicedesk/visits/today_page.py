"""What the page Today and the log page's side panel show, and the part of them that is asked
again every few seconds."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask_babel import lazy_gettext as _
from flask_login import current_user

from advicedesk.accounts.models import StaffMember
from advicedesk.database import utc_now
from advicedesk.desks.models import Desk
from advicedesk.referrals import queries as referrals
from advicedesk.roles import Role
from advicedesk.visits import day, queries
from advicedesk.visits.models import Bridged, Visit
from advicedesk.visits.pages import start_of_day, visit_words
from advicedesk.visits.to_correct import Fault
from advicedesk.visits.undoing import may_undo
from advicedesk.web.fields import desk_zone
from advicedesk.web.templating import ui_language

SHOWN_VISITS = 12
SHOWN_LATE = 5
SHOWN_TO_CORRECT = 5
MOST_TO_CORRECT = 40
FAULT_WORDS: dict[Fault, Any] = {
    Fault.UNMET_WITHOUT_REASON: _("unmet, but no reason"),
    Fault.SENT_ON_NOWHERE: _("referred, but to nowhere"),
    Fault.NOTHING_TOLD: _("nothing told of the need"),
    Fault.LANGUAGE_UNKNOWN: _("language not known"),
    Fault.BRIDGED_WITHOUT_GAP: _("an interpreter, but one language"),
    Fault.INTERPRETER_LONGER: _("interpreter longer than the visit"),
    Fault.VERY_LONG: _("4 hours or longer"),
    Fault.LOGGED_TWICE: _("perhaps logged twice"),
}


@dataclass(frozen=True)
class Wanted:
    """Which visits of the day are shown: whose, with which topic, how many."""

    is_mine: bool = False
    topic: str = ""
    is_whole: bool = False

    @classmethod
    def of(cls, arguments: Any) -> "Wanted":
        """Read an address's arguments; what is not understood is left out."""
        return cls(
            is_mine=arguments.get("whose") == "mine",
            topic=arguments.get("topic", "")[:64],
            is_whole=arguments.get("show") == "all",
        )

    def arguments(self, **changes: Any) -> dict[str, str]:
        """Return an address's arguments, changed ones in place of the own."""
        whole = {
            "whose": "mine" if self.is_mine else None,
            "topic": self.topic or None,
            "show": "all" if self.is_whole else None,
            **changes,
        }
        return {name: value for name, value in whole.items() if value}

    def fits(self, visit: Visit, person_id: int) -> bool:
        """Tell whether a visit is one of those wanted."""
        if self.is_mine and visit.staff_member_id != person_id:
            return False
        topic, _slash, subtopic = self.topic.partition("/")
        return not topic or any(
            need.topic == topic and (not subtopic or need.subtopic == subtopic)
            for need in visit.needs
        )


def working_desk() -> Desk:
    """Return the desk whose day is shown."""
    desk = current_user.working_desk
    assert desk is not None  # noqa: S101 - the views' role mark guarantees a desk
    return desk  # type: ignore[no-any-return]


def undo_rule(now: datetime | None = None) -> Any:
    """Return a teller of whether the reader can still undo a visit."""
    return partial(may_undo, person_id=current_user.id, now=now or utc_now())


def version(wanted: Wanted) -> str:
    """Return the seal of all that the live part shows; the same in every process."""
    now, desk = utc_now(), working_desk()
    since = start_of_day(now)
    stored = day.find_version(desk.id, current_user.id, since, now)
    shown = (desk.id, current_user.id, ui_language(), since, urlencode(wanted.arguments()), stored)
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:24]


def live_context(wanted: Wanted) -> dict[str, Any]:
    """Return what the part of Today shows that is asked again."""
    now, desk = utc_now(), working_desk()
    since, today = start_of_day(now), now.astimezone(desk_zone()).date()
    visits = queries.list_visits_between(desk.id, since, since + timedelta(days=1, hours=2))
    fitting = [visit for visit in visits if wanted.fits(visit, current_user.id)]
    return {
        "wanted": wanted,
        "visits": fitting if wanted.is_whole else fitting[:SHOWN_VISITS],
        "fitting_count": len(fitting),
        "tiles": _tiles([visit for visit in visits if not visit.is_withdrawn]),
        "today": today,
        "late": referrals.list_late([desk.id], today, SHOWN_LATE),
        "late_count": referrals.count_late([desk.id], today),
        "closed": day.list_closed_since(desk.id, since),
        "may_undo": undo_rule(now),
        **visit_words(),
    }


def _tiles(visits: list[Visit]) -> dict[str, int]:
    needs = [need for visit in visits for need in visit.needs]
    return {
        "visits": len(visits),
        "needs": len(needs),
        "languages": len({visit.client_language for visit in visits}),
        "referrals": sum(len(need.referrals) for need in needs),
        "not_bridged": sum(visit.bridged is Bridged.NOT_BRIDGED for visit in visits),
    }


def today_context(person: StaffMember, wanted: Wanted) -> dict[str, Any]:
    """Return what the page Today shows."""
    now = utc_now()
    at_own = [desk.id for desk in person.desks()]
    supervised = [desk.id for desk in person.desks(Role.SUPERVISOR)]
    return {
        "desk": working_desk(),
        "now": now,
        "to_correct": day.list_visits_to_correct(person.id, at_own, supervised, now),
        "shown_to_correct": SHOWN_TO_CORRECT,
        "most_to_correct": MOST_TO_CORRECT,
        "fault_words": FAULT_WORDS,
        **live_context(wanted),
    }


def recent_context() -> dict[str, Any]:
    """Return what the log page's side panel shows."""
    now, desk = utc_now(), working_desk()
    since = start_of_day(now)
    return {
        "recent": queries.list_recent_visits(desk.id, since),
        "visit_count": queries.count_visits_since(desk.id, since),
        "may_undo": undo_rule(now),
        **visit_words(),
    }
