"""Months of the desk's own clock as edges in UTC (pure): the two clock changes included."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


class NotAMonth(ValueError):
    """The text is no month such as 2026-10."""


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

    def edges(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """Return the first moment of the month and of the next, in UTC."""
        return _start(self.first_day, zone), _start(self.shifted(1).first_day, zone)


def _start(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
