"""Which visits look wrong or incomplete, so that their counsellor looks again (pure).

What may be left open by design is no fault: a visit of two keys, language and topic, is sound.
A fault is what contradicts itself, what cannot be counted, and what is probably a slip of a key.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from advicedesk.visits.models import Bridged, Outcome

DAYS_BACK = 14
LONG_MINUTES = 240
_SOON_AFTER = timedelta(minutes=5)
_INTERPRETED = (
    Bridged.INTERPRETER_PHONE,
    Bridged.INTERPRETER_VIDEO,
    Bridged.INTERPRETER_ON_SITE,
)


class Fault(StrEnum):
    """Why a visit is worth another look."""

    UNMET_WITHOUT_REASON = "unmet_without_reason"
    SENT_ON_NOWHERE = "sent_on_nowhere"
    NOTHING_TOLD = "nothing_told"
    LANGUAGE_UNKNOWN = "language_unknown"
    BRIDGED_WITHOUT_GAP = "bridged_without_gap"
    INTERPRETER_LONGER = "interpreter_longer"
    VERY_LONG = "very_long"
    LOGGED_TWICE = "logged_twice"


@dataclass(frozen=True)
class ToldNeed:
    """What a need says, as far as a fault can be seen in it."""

    topic: str
    subtopic: str | None
    has_acts: bool
    outcome: Outcome | None
    has_unmet_reasons: bool
    has_referrals: bool


@dataclass(frozen=True)
class ToldVisit:
    """What a visit says, as far as a fault can be seen in it."""

    public_id: str
    staff_member_id: int | None
    started_at: datetime
    client_language: str
    service_language: str
    bridged: Bridged
    interpreter_minutes: int | None
    minutes: int
    needs: tuple[ToldNeed, ...]


def list_faults(visits: Sequence[ToldVisit]) -> dict[str, list[Fault]]:
    """Return the faults by public id, of visits that have any; the order of the visits stays."""
    twice = _logged_twice(visits)
    found = {}
    for visit in visits:
        faults = [*_faults_of(visit), *([Fault.LOGGED_TWICE] if visit.public_id in twice else ())]
        if faults:
            found[visit.public_id] = faults
    return found


def _faults_of(visit: ToldVisit) -> list[Fault]:
    needs = visit.needs
    tests = {
        Fault.UNMET_WITHOUT_REASON: any(
            need.outcome is Outcome.UNMET and not need.has_unmet_reasons for need in needs
        ),
        Fault.SENT_ON_NOWHERE: any(
            need.outcome is Outcome.REFERRED and not need.has_referrals for need in needs
        ),
        Fault.NOTHING_TOLD: all(_says_nothing(need) for need in needs),
        Fault.LANGUAGE_UNKNOWN: visit.client_language == "und",
        Fault.BRIDGED_WITHOUT_GAP: visit.client_language == visit.service_language
        and (visit.bridged in _INTERPRETED or visit.bridged is Bridged.NOT_BRIDGED),
        Fault.INTERPRETER_LONGER: (visit.interpreter_minutes or 0) > visit.minutes,
        Fault.VERY_LONG: visit.minutes >= LONG_MINUTES,
    }
    return [fault for fault, holds in tests.items() if holds]


def _says_nothing(need: ToldNeed) -> bool:
    is_open = need.subtopic is None and not need.has_acts and need.outcome is None
    return need.topic == "other" and is_open and not need.has_referrals


def _logged_twice(visits: Iterable[ToldVisit]) -> set[str]:
    """Return the later of two visits of one person that say the same within minutes."""
    last: dict[tuple[object, ...], ToldVisit] = {}
    found = set()
    for visit in sorted(visits, key=lambda one: one.started_at):
        same = (visit.staff_member_id, visit.client_language, visit.minutes, visit.needs)
        before = last.get(same)
        is_soon = before is not None and visit.started_at - before.started_at <= _SOON_AFTER
        if is_soon and any(need.has_acts or need.subtopic for need in visit.needs):
            found.add(visit.public_id)
        last[same] = visit
    return found
