"""Sets of hours as they were told, by a feed or a person, and how they are made by hand."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from advicedesk.directory.opening_hours.recurring import is_holiday, recurs_on

# names by language code, in the order of the codes: a label can be compared and be a key
Label = tuple[tuple[str, str], ...]
# an end of 00:00 is the end of the day; elsewhere an end at or before its begin is after midnight
Span = tuple[time, time]

MIDNIGHT = time(0)
ALL_DAY: Span = (MIDNIGHT, MIDNIGHT)
_HALF_OPEN = 1_000_000
_UNDATED = 2_000_000
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?", re.ASCII)


class HoursKind(StrEnum):
    """Whether a set is a usual week or differs from it; holidays are exceptions with a name."""

    WEEKLY = "weekly"
    EXCEPTION = "exception"
    HOLIDAY = "holiday"


@dataclass(frozen=True)
class Opening:
    """One span of a set: on a weekday (0 is Monday), on a run of them, or on each day."""

    begins: time
    ends: time
    weekday: int | None = None
    last_weekday: int | None = None
    is_next_day: bool = False

    def begins_on(self, day: date) -> bool:
        """Tell whether the span begins on a day."""
        if self.weekday is None:
            return True
        last = self.weekday if self.last_weekday is None else self.last_weekday
        return (day.weekday() - self.weekday) % 7 <= (last - self.weekday) % 7


@dataclass(frozen=True)
class HoursSet:
    """Hours under one label, as they were told."""

    kind: HoursKind = HoursKind.WEEKLY
    label: Label = ()
    valid_from: date | None = None
    valid_to: date | None = None
    is_closed: bool = False
    is_always_open: bool = False
    by_appointment: bool = False
    note: Label = ()
    openings: tuple[Opening, ...] = ()
    closed_weekdays: tuple[int, ...] = ()
    # a known name of `recurring.HOLIDAYS`: the day comes every year
    holiday: str = ""
    # a calendar's rule (RFC 5545): the days on which the openings hold
    recurrence: str = ""

    @property
    def is_exception(self) -> bool:
        """Tell whether the set replaces the usual week."""
        return self.kind is not HoursKind.WEEKLY

    @property
    def width(self) -> int:
        """Return how many days the set covers beyond the first; narrower is stronger."""
        if self.holiday:
            return 0
        if self.valid_from and self.valid_to:
            return (self.valid_to - self.valid_from).days
        return _HALF_OPEN if self.valid_from or self.valid_to else _UNDATED

    def covers(self, day: date) -> bool:
        """Tell whether the set says something of a day."""
        return (
            (self.valid_from or day) <= day <= (self.valid_to or day)
            and (not self.holiday or is_holiday(self.holiday, day))
            and (not self.recurrence or recurs_on(self.recurrence, day))
        )


def label_of(names: Mapping[str, str]) -> Label:
    """Return names by language as a label; empty names are none."""
    return tuple(sorted((code, text) for code, text in names.items() if text))


def opening(
    begins: time, ends: time, weekday: int | None = None, last_weekday: int | None = None
) -> Opening:
    """Return a span; one that ends at or before its begin goes on after midnight."""
    return Opening(begins, ends, weekday, last_weekday, MIDNIGHT != ends <= begins)


def weekly(
    days: Mapping[int, Sequence[Span]],
    *,
    label: Mapping[str, str] | None = None,
    valid_from: date | None = None,
    valid_to: date | None = None,
    by_appointment: bool = False,
) -> HoursSet:
    """Return a week written by hand: a day without spans is closed, a day left out is unknown."""
    return HoursSet(
        label=label_of(label or {}),
        valid_from=valid_from,
        valid_to=valid_to,
        by_appointment=by_appointment,
        openings=tuple(opening(*span, day) for day in sorted(days) for span in days[day]),
        closed_weekdays=tuple(sorted(day for day, spans in days.items() if not spans)),
    )


def exception(
    first: date,
    last: date | None = None,
    spans: Sequence[Span] = (),
    *,
    label: Mapping[str, str] | None = None,
    kind: HoursKind = HoursKind.EXCEPTION,
) -> HoursSet:
    """Return days that differ from the week: other hours, or closed when there are none."""
    return HoursSet(
        kind=kind,
        label=label_of(label or {}),
        valid_from=first,
        valid_to=last or first,
        is_closed=not spans,
        openings=tuple(opening(*span) for span in spans),
    )


def grid(hours_set: HoursSet) -> dict[int, tuple[Span, ...]]:
    """Return the spans that begin on each weekday, as a form shows them for editing."""
    some_monday = date(2024, 1, 1)
    return {
        weekday: tuple(
            (each.begins, each.ends)
            for each in hours_set.openings
            if each.begins_on(some_monday + timedelta(days=weekday))
        )
        for weekday in range(7)
    }


def parse_clock(text: str) -> time:
    """Return the time of "09:00", "9:00:00" or "24:00"; raise ValueError for anything else."""
    found = _CLOCK.fullmatch(text.strip())
    if not found:
        raise ValueError(text)
    hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return MIDNIGHT if (hours, minutes, seconds) == (24, 0, 0) else time(hours, minutes, seconds)


def format_clock(moment: time, *, is_end: bool = False) -> str:
    """Write a time, with seconds where there are some; the end of the day as 24:00."""
    if is_end and moment == MIDNIGHT:
        return "24:00"
    return moment.isoformat("auto" if moment.second else "minutes")
