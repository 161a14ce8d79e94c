"""Needs and referrals by their numbers: odd numbers are no accident, surplus is never cut off."""

import pytest

from advicedesk.visits.forms import MOST_NEEDS, MOST_REFERRALS
from advicedesk.visits.models import Need, Visit
from tests.factories.desk import InspectingDesk
from tests.factories.visits import a_public_id, count_rows


def _least() -> dict[str, str]:
    return {
        "public_id": a_public_id(),
        "client_language": "ar",
        "needs-0-topic": "childcare",
    }


@pytest.mark.parametrize("number", ["²", "٣", "-1", "", "x", "9" * 5000])
def test_a_name_without_a_plain_number_is_no_need(
    as_counsellor: InspectingDesk, number: str
) -> None:
    odd = {f"needs-{number}-topic": "work", f"needs-0-referrals-{number}-kind": "referral"}
    as_counsellor.post("/visits/log", _least() | odd)
    assert count_rows(Need) == 1


def test_a_number_may_be_high_while_the_needs_are_few(as_counsellor: InspectingDesk) -> None:
    as_counsellor.post("/visits/log", _least() | {"needs-123456789-topic": "work"})
    assert count_rows(Need) == 2


def test_as_many_needs_as_there_may_be_are_all_kept(as_counsellor: InspectingDesk) -> None:
    needs = {f"needs-{number}-topic": "work" for number in range(MOST_NEEDS)}
    as_counsellor.post("/visits/log", _least() | needs)
    assert count_rows(Need) == MOST_NEEDS


@pytest.mark.parametrize(
    ("name", "most"),
    [("needs-{}-topic", MOST_NEEDS), ("needs-0-referrals-{}-authority_name", MOST_REFERRALS)],
)
@pytest.mark.parametrize("surplus", [1, 900])
def test_more_are_refused_not_stored_in_part(
    as_counsellor: InspectingDesk, name: str, most: int, surplus: int
) -> None:
    told = {name.format(number): "work" for number in range(most + surplus)}
    assert "too large" in as_counsellor.post("/visits/log", _least() | told, 413).text
    assert count_rows(Visit) == 0
