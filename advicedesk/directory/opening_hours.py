"""Opening hours: what a feed or a person said, resolved for a day and for a moment (pure).

The narrowest exception wins over a wider one (of two alike, the one that is closed), any exception
over the weeks; of the weeks with one label, a dated one over an undated. Weeks with unlike labels
(counter, telephone) are never merged. Where nothing is said of a day, the hours are unknown, never
closed. Source of the shapes: Suomi.fi PTV, ServiceHour (DaysOfTheWeek, Exceptional, OverMidnight).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

Label = tuple[tuple[str, str], ...]
DAY = 24 * 60
# an exception without an end is for one day; "for ever" makes a set the widest
_FOR_EVER = 10**6


class State(StrEnum):
    """What is known of a day."""

    OPEN = "open"
    CLOSED = "closed"
    BY_APPOINTMENT = "by_appointment"
    TEXT = "text"
    UNKNOWN = "unknown"


_BEST = (State.OPEN, State.CLOSED, State.BY_APPOINTMENT, State.TEXT, State.UNKNOWN)


@dataclass(frozen=True)
class Opening:
    """One span, in minutes of its day; more than 24 hours runs over midnight.

    `first` and `last` are weekdays (Monday 0), both None in an exception. A span of no length
    says that the day is closed, where nothing would leave it unknown.
    """

    start: int
    end: int
    first: int | None = None
    last: int | None = None

    def is_on(self, weekday: int) -> bool:
        """Tell whether the span begins on a weekday."""
        if self.first is None:
            return True
        last = self.first if self.last is None else self.last
        if self.first <= last:
            return self.first <= weekday <= last
        return weekday >= self.first or weekday <= last


@dataclass(frozen=True)
class HoursSet:
    """Hours that belong together: a week, or an exception of one or several days."""

    label: Label = ()
    is_exception: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    is_closed: bool = False
    is_always_open: bool = False
    by_appointment: bool = False
    openings: tuple[Opening, ...] = ()

    def holds_on(self, day: date) -> bool:
        """Tell whether the set says anything of a day."""
        last = self.valid_to
        if last is None and self.is_exception:
            last = self.valid_from
        return (self.valid_from is None or self.valid_from <= day) and (
            last is None or day <= last
        )

    @property
    def width(self) -> int:
        """Return how many days the set is valid; the narrower wins."""
        if self.is_exception and self.valid_to is None:
            return 1
        if self.valid_from is None or self.valid_to is None:
            return _FOR_EVER - (self.valid_from is not None)
        return (self.valid_to - self.valid_from).days + 1


@dataclass(frozen=True)
class DaySet:
    """What one label says of a day; intervals are minutes from midnight to at most 24:00."""

    label: Label
    state: State
    intervals: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class DayHours:
    """What is known of a day: the best of its sets, and each set."""

    state: State
    sets: tuple[DaySet, ...] = ()

    @property
    def intervals(self) -> tuple[tuple[int, int], ...]:
        """Return the open spans of the first open set."""
        return next((one.intervals for one in self.sets if one.state is State.OPEN), ())


@dataclass(frozen=True)
class NowState:
    """What is known of a moment: `until` ends an open span, `opens` begins the next one."""

    state: State
    until: datetime | None = None
    opens: datetime | None = None


def resolve(sets: Iterable[HoursSet], day: date) -> DayHours:
    """Say what is known of a day."""
    holding = list(sets)
    exceptions = [one for one in holding if one.is_exception and one.holds_on(day)]
    if exceptions:
        chosen = min(exceptions, key=lambda one: (one.width, not one.is_closed))
        found = _day_set(chosen, [chosen], day)
        return DayHours(found.state, (found,))
    weeks = _weeks_by_label(holding, day)
    found_sets = [_day_set(current, [current, *_alike(holding, current)], day) for current in weeks]
    found_sets.sort(key=lambda one: (_BEST.index(one.state), bool(one.label)))
    state = found_sets[0].state if found_sets else State.UNKNOWN
    return DayHours(state, tuple(found_sets))


def _weeks_by_label(sets: list[HoursSet], day: date) -> list[HoursSet]:
    """Return the week that holds for each label, the narrowest of several."""
    chosen: dict[Label, HoursSet] = {}
    for one in sets:
        if one.is_exception or not one.holds_on(day):
            continue
        label = tuple(sorted(one.label))
        there = chosen.get(label)
        if there is None or one.width < there.width:
            chosen[label] = one
    return list(chosen.values())


def _alike(sets: list[HoursSet], current: HoursSet) -> list[HoursSet]:
    """Return other weeks with the very same label and validity: a feed splits one into several."""
    key = (sorted(current.label), current.valid_from, current.valid_to)
    return [
        one
        for one in sets
        if one is not current
        and not one.is_exception
        and (sorted(one.label), one.valid_from, one.valid_to) == key
    ]


def _day_set(current: HoursSet, parts: list[HoursSet], day: date) -> DaySet:
    if current.is_closed:
        return DaySet(current.label, State.CLOSED)
    if any(part.is_always_open for part in parts):
        return DaySet(current.label, State.OPEN, ((0, DAY),))
    intervals = sorted({span for part in parts for span in _spans(part, day)})
    if intervals:
        return DaySet(current.label, State.OPEN, tuple(intervals))
    if any(_is_shut(part, day) for part in parts):
        return DaySet(current.label, State.CLOSED)
    if any(part.by_appointment for part in parts):
        return DaySet(current.label, State.BY_APPOINTMENT)
    says_only_words = bool(current.label) and not any(part.openings for part in parts)
    return DaySet(current.label, State.TEXT if says_only_words else State.UNKNOWN)


def _is_shut(part: HoursSet, day: date) -> bool:
    return any(
        opening.start == opening.end and opening.is_on(day.weekday()) for opening in part.openings
    )


def _spans(part: HoursSet, day: date) -> list[tuple[int, int]]:
    """Return the part's spans that touch a day, those of the evening before included."""
    spans = []
    for opening in part.openings:
        if opening.is_on(day.weekday()):
            spans.append((opening.start, min(opening.end, DAY)))
        runs_over = opening.end > DAY and opening.first is not None
        if runs_over and opening.is_on((day.weekday() - 1) % 7):
            spans.append((0, opening.end - DAY))
    return [(start, end) for start, end in spans if start < end]


def week(sets: Sequence[HoursSet], monday: date) -> list[DayHours]:
    """Return the seven days of a week."""
    return [resolve(sets, monday + timedelta(days=number)) for number in range(7)]


def now_state(sets: Sequence[HoursSet], moment: datetime, days: int = 21) -> NowState:
    """Say what is known of a local moment: open until, closed and opens at, or not known."""
    minute = moment.hour * 60 + moment.minute
    today = resolve(sets, moment.date())
    for start, end in today.intervals:
        if start <= minute < end:
            return NowState(State.OPEN, until=_end_of_span(sets, moment, end))
    opens = next_opening(sets, moment, days)
    if opens is not None:
        return NowState(State.CLOSED, opens=opens)
    if today.state in (State.OPEN, State.CLOSED):
        return NowState(State.CLOSED)
    return NowState(today.state)


def _end_of_span(sets: Sequence[HoursSet], moment: datetime, end: int) -> datetime | None:
    """Return when an open span ends; at midnight it goes on if the next day says so."""
    day = moment.date()
    for _step in range(8):
        if end < DAY:
            return _at(moment, day, end)
        following = resolve(sets, day + timedelta(days=1)).intervals
        if not following or following[0][0] > 0:
            return _at(moment, day + timedelta(days=1), 0)
        day, end = day + timedelta(days=1), following[0][1]
    return None  # always open


def next_opening(sets: Sequence[HoursSet], moment: datetime, days: int = 21) -> datetime | None:
    """Return the next time the place opens after a local moment, or None when nobody knows."""
    minute = moment.hour * 60 + moment.minute
    for number in range(days + 1):
        day = moment.date() + timedelta(days=number)
        for start, _end in resolve(sets, day).intervals:
            if number or start > minute:
                return _at(moment, day, start)
    return None


def _at(moment: datetime, day: date, minute: int) -> datetime:
    return datetime.combine(day, time(minute // 60, minute % 60), moment.tzinfo)


def clock_text(minute: int) -> str:
    """Return a minute of the day as HH:MM; the end of the day is 24:00."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def weekly(
    days: Mapping[int, Sequence[tuple[int, int]]], label: Mapping[str, str] | None = None
) -> HoursSet:
    """Build a week from spans (minutes) by weekday; a weekday without spans is closed."""
    openings = tuple(
        Opening(start, end, weekday, weekday)
        for weekday in sorted(days)
        for start, end in days[weekday] or [(0, 0)]
    )
    return HoursSet(label=tuple(sorted((label or {}).items())), openings=openings)


def to_json(sets: Iterable[HoursSet]) -> list[dict[str, Any]]:
    """Write sets as plain values."""
    return [
        {
            "label": dict(one.label),
            "exception": one.is_exception,
            "from": one.valid_from.isoformat() if one.valid_from else None,
            "to": one.valid_to.isoformat() if one.valid_to else None,
            "closed": one.is_closed,
            "always": one.is_always_open,
            "appointment": one.by_appointment,
            "openings": [[span.start, span.end, span.first, span.last] for span in one.openings],
        }
        for one in sets
    ]


def from_json(stored: Iterable[Mapping[str, Any]]) -> tuple[HoursSet, ...]:
    """Read what `to_json` wrote."""
    return tuple(
        HoursSet(
            label=tuple(sorted(one["label"].items())),
            is_exception=one["exception"],
            valid_from=date.fromisoformat(one["from"]) if one["from"] else None,
            valid_to=date.fromisoformat(one["to"]) if one["to"] else None,
            is_closed=one["closed"],
            is_always_open=one["always"],
            by_appointment=one["appointment"],
            openings=tuple(Opening(*span) for span in one["openings"]),
        )
        for one in stored
    )
