"""Rates by the time a desk was open, so that a short month is not a drop.

A rate times the open time is the count: it may be published exactly when its count may. The open
time itself is public. It is looked up whenever a report is made and is no part of a kept month.
"""

from dataclasses import dataclass

from advicedesk.exports.table import Kind, Unit
from advicedesk.statistics.counting.counted import Counted
from advicedesk.statistics.counting.figures import Derived, Drafting
from advicedesk.statistics.disclosure.sums import Key

VISITS: Key = ("visits",)
NEEDS: Key = ("needs",)
OPEN_DAYS: Key = ("visits", "open_days")
OPEN_HOURS: Key = ("visits", "open_hours")
VISITS_PER_DAY: Key = ("visits", "per_open_day")
VISITS_PER_HOUR: Key = ("visits", "per_open_hour")
NEEDS_PER_HOUR: Key = ("needs", "per_open_hour")


@dataclass(frozen=True, slots=True)
class OpenTime:
    """On how many days a desk was open, and how many hours; of several desks their sum."""

    days: int
    hours: float

    def __add__(self, other: "OpenTime") -> "OpenTime":
        """Return both together."""
        return OpenTime(self.days + other.days, self.hours + other.hours)


NEVER_OPEN = OpenTime(0, 0.0)


def derive_openings(counted: Counted, told: OpenTime | None) -> dict[Key, Derived]:
    """Work out the rates; nothing of an open time that is not known."""
    days, hours = (told.days, told.hours) if told else (None, None)
    rates: tuple[tuple[Key, Key, float | None], ...] = (
        (VISITS_PER_DAY, VISITS, days),
        (VISITS_PER_HOUR, VISITS, hours),
        (NEEDS_PER_HOUR, NEEDS, hours),
    )
    derived = {
        rate: Derived(counted.counts.get(count, 0) / time if time else None, (count,))
        for rate, count, time in rates
    }
    return derived | {OPEN_DAYS: Derived(days, ()), OPEN_HOURS: Derived(hours, ())}


def lay_out_openings(drafting: Drafting) -> None:
    """Lay out the table of open time and the visits by it."""
    drafting.add_measures(
        "visits_by_opening",
        Unit.VISITS,
        [
            ("open_days", Kind.DAYS, OPEN_DAYS),
            ("open_hours", Kind.HOURS, OPEN_HOURS),
            ("visits_per_open_day", Kind.RATIO, VISITS_PER_DAY),
            ("visits_per_open_hour", Kind.RATIO, VISITS_PER_HOUR),
        ],
    )
