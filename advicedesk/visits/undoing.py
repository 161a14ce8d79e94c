"""For how long a saved visit can be undone with one key, and by whom (pure)."""

from datetime import datetime, timedelta
from typing import Protocol

UNDO_TIME = timedelta(minutes=10)


class Saved(Protocol):
    """What must be known of a visit to tell whether it can be undone."""

    @property
    def staff_member_id(self) -> int | None:
        """Return who logged it."""

    @property
    def logged_at(self) -> datetime:
        """Return when it was logged."""

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether it counts no more."""


def may_undo(visit: Saved, person_id: int, now: datetime) -> bool:
    """Tell whether the person who logged the visit can still undo it."""
    is_own = visit.staff_member_id == person_id and not visit.is_withdrawn
    return is_own and now - visit.logged_at <= UNDO_TIME
