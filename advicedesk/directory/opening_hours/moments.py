"""What holds at a moment: open until when, closed until when, for going there or for phoning."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from advicedesk.directory.opening_hours.days import (
    DayHours,
    HoursState,
    SetHours,
    resolve,
    seconds_to,
)
from advicedesk.directory.opening_hours.sets import MIDNIGHT, HoursSet, Label

DAYS_AHEAD = 21
_ONE_DAY = timedelta(days=1)
_BY_PHONE = re.compile(r"puhelin|soitto|telefon|phone|\bcall|هاتف", re.IGNORECASE)


class NowKind(StrEnum):
    """What is known of a moment."""

    OPEN = "open"
    OPENS_LATER = "opens_later"
    CLOSED = "closed"
    BY_APPOINTMENT = "by_appointment"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class NextOpening:
    """When a place opens next, and under which label."""

    at: datetime
    label: Label = ()


@dataclass(frozen=True)
class NowState:
    """The state at a moment; `until` is when it closes, or opens. Open without: day and night."""

    kind: NowKind
    until: datetime | None = None
    label: Label = ()

    @property
    def names(self) -> dict[str, str]:
        """Return the label by language."""
        return dict(self.label)


def next_opening(
    sets: Iterable[HoursSet], moment: datetime, days: int = DAYS_AHEAD
) -> NextOpening | None:
    """Return the first opening after a local moment, or None when none is known."""
    sets = tuple(sets)
    at_night: set[Label] = set()
    for offset in range(days + 1):
        today = resolve(sets, moment.date() + timedelta(days=offset))
        found = [
            NextOpening(at, each.label)
            for each in _open(today)
            for begins, _ends in each.intervals
            if not (begins == MIDNIGHT and each.label in at_night)
            and (at := _at(today.day, begins, moment)) > moment
        ]
        if found:
            return min(found, key=lambda each: (each.at, each.label))
        at_night = {each.label for each in _open(today) if each.intervals[-1][1] == MIDNIGHT}
    return None


def now_state(sets: Iterable[HoursSet], moment: datetime, *, by_phone: bool = False) -> NowState:
    """Return what is known at a local moment, for going there or for phoning."""
    sets = for_phone(sets) if by_phone else for_visit(sets)
    today = resolve(sets, moment.date())
    clock = moment.time()
    now_open = [
        (seconds_to(ends), each.label, ends)
        for each in _open(today)
        for begins, ends in each.intervals
        if begins <= clock and (ends == MIDNIGHT or clock < ends)
    ]
    if now_open:
        _length, label, ends = max(now_open)
        return NowState(NowKind.OPEN, _closes_at(sets, moment, ends, label), label)
    opens = next_opening(sets, moment)
    if opens:
        return NowState(NowKind.OPENS_LATER, opens.at, opens.label)
    if today.state is HoursState.BY_APPOINTMENT:
        return NowState(NowKind.BY_APPOINTMENT, label=_label_with(today, today.state))
    if today.state in (HoursState.CLOSED, HoursState.OPEN):
        return NowState(NowKind.CLOSED, label=_label_with(today, today.state))
    return NowState(NowKind.UNKNOWN, label=_label_with(today, HoursState.TEXT))


def is_by_phone(label: Label) -> bool:
    """Tell whether a label names hours of a telephone service."""
    return any(_BY_PHONE.search(text) for _code, text in label)


def for_visit(sets: Iterable[HoursSet]) -> tuple[HoursSet, ...]:
    """Return the sets without telephone hours: nobody is sent to a door that only answers calls."""
    return _without(sets, by_phone=True)


def for_phone(sets: Iterable[HoursSet]) -> tuple[HoursSet, ...]:
    """Return telephone hours and what differs from them, or everything when none are named so."""
    return _without(sets, by_phone=False)


def _open(day_hours: DayHours) -> Iterator[SetHours]:
    return (each for each in day_hours.sets if each.state is HoursState.OPEN)


def _label_with(day_hours: DayHours, state: HoursState) -> Label:
    return next((each.label for each in day_hours.sets if each.state is state), ())


def _at(day: date, clock: time, moment: datetime) -> datetime:
    return datetime.combine(day, clock, tzinfo=moment.tzinfo)


def _closes_at(
    sets: tuple[HoursSet, ...], moment: datetime, ends: time, label: Label
) -> datetime | None:
    day = moment.date()
    for _night in range(DAYS_AHEAD):
        if ends != MIDNIGHT:
            return _at(day, ends, moment)
        day += _ONE_DAY
        tomorrow = list(_open(resolve(sets, day)))
        # under an exception the day bears its name instead
        same = [each for each in tomorrow if each.label == label] or tomorrow
        on = [each.intervals[0][1] for each in same if each.intervals[0][0] == MIDNIGHT]
        if not on:
            return _at(day, MIDNIGHT, moment)
        ends = max(on, key=seconds_to)
    return None


def _without(sets: Iterable[HoursSet], *, by_phone: bool) -> tuple[HoursSet, ...]:
    sets = tuple(sets)
    weeks = {each.label for each in sets if not each.is_exception}
    left_out = {label for label in weeks if is_by_phone(label) is by_phone}
    if left_out == weeks:
        return sets
    return tuple(
        each
        for each in sets
        if each.label not in left_out and not (by_phone and is_by_phone(each.label))
    )
