"""For how long, and by whom, a saved visit can be undone."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from advicedesk.visits.undoing import UNDO_TIME, may_undo

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@dataclass(frozen=True)
class SavedVisit:
    """A visit as far as undoing asks."""

    staff_member_id: int | None = 1
    logged_at: datetime = NOW
    is_withdrawn: bool = False


@pytest.mark.parametrize(
    ("visit", "can"),
    [
        (SavedVisit(), True),
        (SavedVisit(logged_at=NOW - UNDO_TIME), True),
        (SavedVisit(logged_at=NOW - UNDO_TIME - timedelta(seconds=1)), False),
        (SavedVisit(staff_member_id=2), False),
        (SavedVisit(staff_member_id=None), False),
        (SavedVisit(is_withdrawn=True), False),
    ],
)
def test_only_ones_own_visit_of_the_last_minutes(visit: SavedVisit, can: bool) -> None:
    assert may_undo(visit, 1, NOW) is can
