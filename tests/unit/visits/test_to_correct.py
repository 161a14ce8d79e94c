"""Visits that look wrong or incomplete: what contradicts itself, never what may be left open."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from advicedesk.visits.models import Bridged, Outcome
from advicedesk.visits.to_correct import Fault, ToldNeed, ToldVisit, list_faults

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LEAST = ToldNeed("work", None, False, None, False, False)
WHOLE = ToldNeed("work", "cv", True, Outcome.RESOLVED, False, False)


def a_visit(*needs: ToldNeed, public_id: str = "one", **told: Any) -> ToldVisit:
    visit = ToldVisit(
        public_id=public_id,
        staff_member_id=1,
        started_at=NOON,
        client_language="ar",
        service_language="fi",
        bridged=Bridged.INTERPRETER_PHONE,
        interpreter_minutes=None,
        minutes=15,
        needs=needs or (LEAST,),
    )
    return replace(visit, **told)


def faults(visit: ToldVisit) -> list[Fault]:
    return list_faults([visit]).get("one", [])


@pytest.mark.parametrize("visit", [a_visit(), a_visit(WHOLE), a_visit(WHOLE, LEAST)])
def test_what_may_be_left_open_is_no_fault(visit: ToldVisit) -> None:
    assert faults(visit) == []


@pytest.mark.parametrize(
    ("visit", "fault"),
    [
        (a_visit(replace(LEAST, outcome=Outcome.UNMET)), Fault.UNMET_WITHOUT_REASON),
        (a_visit(WHOLE, replace(LEAST, outcome=Outcome.REFERRED)), Fault.SENT_ON_NOWHERE),
        (a_visit(replace(LEAST, topic="other")), Fault.NOTHING_TOLD),
        (a_visit(client_language="und"), Fault.LANGUAGE_UNKNOWN),
        (a_visit(service_language="ar"), Fault.BRIDGED_WITHOUT_GAP),
        (a_visit(service_language="ar", bridged=Bridged.NOT_BRIDGED), Fault.BRIDGED_WITHOUT_GAP),
        (a_visit(interpreter_minutes=16), Fault.INTERPRETER_LONGER),
        (a_visit(minutes=240), Fault.VERY_LONG),
    ],
)
def test_what_contradicts_itself_is_a_fault(visit: ToldVisit, fault: Fault) -> None:
    assert faults(visit) == [fault]


@pytest.mark.parametrize(
    "visit",
    [
        a_visit(replace(LEAST, outcome=Outcome.UNMET, has_unmet_reasons=True)),
        a_visit(replace(LEAST, outcome=Outcome.REFERRED, has_referrals=True)),
        a_visit(replace(LEAST, topic="other", has_acts=True)),
        a_visit(replace(LEAST, topic="other"), WHOLE),
        a_visit(service_language="ar", bridged=Bridged.NONE_NEEDED),
        a_visit(interpreter_minutes=15),
        a_visit(minutes=239),
    ],
)
def test_what_is_told_in_full_is_no_fault(visit: ToldVisit) -> None:
    assert faults(visit) == []


def test_the_same_within_minutes_is_perhaps_logged_twice() -> None:
    first = a_visit(WHOLE)
    again = a_visit(WHOLE, public_id="two", started_at=NOON + timedelta(minutes=4))
    assert list_faults([again, first]) == {"two": [Fault.LOGGED_TWICE]}


@pytest.mark.parametrize(
    "other",
    [
        {"started_at": NOON + timedelta(minutes=6)},
        {"client_language": "so"},
        {"staff_member_id": 2},
        {"needs": (LEAST,)},
    ],
)
def test_a_similar_visit_is_another_visit(other: dict[str, Any]) -> None:
    assert list_faults([a_visit(WHOLE), replace(a_visit(WHOLE, public_id="two"), **other)]) == {}


def test_two_of_the_least_that_saves_are_two_visits() -> None:
    assert list_faults([a_visit(), a_visit(public_id="two")]) == {}
