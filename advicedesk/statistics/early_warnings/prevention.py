"""How far ahead of need the desk was: came back unmet, deadlines missed and kept (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Prevention:
    """Figures of a month; `due` counts the referrals whose deadline lay in it."""

    came_back_unmet: int
    due: int
    reached: int

    @property
    def missed(self) -> int:
        """Return how many deadlines passed without a word that the client arrived."""
        return self.due - self.reached

    @property
    def share_reached(self) -> float | None:
        """Return the share that arrived by the deadline; None when nothing was due."""
        return self.reached / self.due if self.due else None


def count_prevention(
    came_back_unmet: int,
    due: Iterable[tuple[date, datetime | None, datetime | None]],
    today: date,
    zone: ZoneInfo,
) -> Prevention:
    """Count deadlines that passed: reached when confirmed or completed on that day or before."""
    passed = [row for row in due if row[0] < today]
    reached = [
        moments
        for due_on, *moments in passed
        if any(moment and moment.astimezone(zone).date() <= due_on for moment in moments)
    ]
    return Prevention(came_back_unmet, len(passed), len(reached))
