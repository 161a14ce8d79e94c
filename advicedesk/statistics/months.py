"""Months of the desk's own clock, and spans of them, as edges in UTC (pure).

The two clock changes are included.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LONGEST_SPAN = 12
JOINT = "--"  # ISO 8601: the one of its two signs between start and end that a file name may hold


class NotAMonth(ValueError):
    """The text is no month such as 2026-10, or the months are no span of a year at most."""


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read YYYY-MM; raise NotAMonth for anything else."""
        found = re.fullmatch(r"(20[0-9]{2})-(0[1-9]|1[0-2])", text, re.ASCII)
        if not found:
            raise NotAMonth
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> "Month":
        """Return the month of a day."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    @property
    def first_day(self) -> date:
        """Return the month's first day."""
        return date(self.year, self.number, 1)

    def shifted(self, months: int) -> "Month":
        """Return the month so many months later."""
        year, number = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, number + 1)

    def distance(self, earlier: "Month") -> int:
        """Return how many months this one is later than another."""
        return 12 * (self.year - earlier.year) + self.number - earlier.number

    def edges(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return the first moment of the month and of the next, in UTC."""
        return _start(self.first_day, zone), _start(self.shifted(1).first_day, zone)


@dataclass(frozen=True, order=True)
class Span:
    """Whole months in a row: a month, a quarter, a year or any other."""

    first: Month
    last: Month

    def __post_init__(self) -> None:
        if not 0 <= self.last.distance(self.first) < LONGEST_SPAN:
            raise NotAMonth

    @classmethod
    def of(cls, month: Month) -> "Span":
        """Return one month as a span."""
        return cls(month, month)

    @classmethod
    def parse(cls, text: str) -> "Span":
        """Read 2026-10, 2026-Q4, 2026 or 2026-08--2026-10, as a span is written."""
        first, _joint, last = text.partition(JOINT)
        if last:
            return cls(Month.parse(first), Month.parse(last))
        quarter = re.fullmatch(r"(20[0-9]{2})-Q([1-4])", text, re.ASCII)
        if quarter:
            start = Month(int(quarter[1]), 3 * int(quarter[2]) - 2)
            return cls(start, start.shifted(2))
        if re.fullmatch(r"20[0-9]{2}", text, re.ASCII):
            return cls(Month(int(text), 1), Month(int(text), 12))
        return cls.of(Month.parse(text))

    def __str__(self) -> str:
        if self.length == 1:
            return str(self.first)
        if self.is_year:
            return f"{self.first.year:04d}"
        if self.is_quarter:
            return f"{self.first.year:04d}-Q{self.last.number // 3}"
        return f"{self.first}{JOINT}{self.last}"

    @property
    def length(self) -> int:
        """Return how many months there are."""
        return self.last.distance(self.first) + 1

    @property
    def is_year(self) -> bool:
        """Tell whether it is a calendar year."""
        return self.length == 12 and self.first.number == 1

    @property
    def is_quarter(self) -> bool:
        """Tell whether it is a quarter of a calendar year."""
        return self.length == 3 and self.last.number % 3 == 0

    @property
    def until(self) -> str | None:
        """Return the last month as written; nothing for one month, which has no other."""
        return str(self.last) if self.length > 1 else None

    @property
    def months(self) -> tuple[Month, ...]:
        """Return the months in order."""
        return tuple(self.first.shifted(later) for later in range(self.length))

    def shifted(self, months: int) -> "Span":
        """Return the span so many months later."""
        return Span(self.first.shifted(months), self.last.shifted(months))

    def compared(self) -> tuple["Span", "Span", "Span"]:
        """Return the span, the one as long before it, and the same a year earlier.

        What is a year long has the year before that in its place: one of them would stand twice.
        """
        earlier = 12 if self.length < LONGEST_SPAN else 2 * LONGEST_SPAN
        return self, self.shifted(-self.length), self.shifted(-earlier)


def _start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
