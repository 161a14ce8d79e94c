"""What holds on a day: exceptions over weeks, narrow over wide, unlike labels apart."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from advicedesk.directory.opening_hours.sets import ALL_DAY, MIDNIGHT, HoursSet, Label, Span

_ONE_DAY = timedelta(days=1)


class HoursState(StrEnum):
    """What is known of a day."""

    OPEN = "open"
    CLOSED = "closed"
    BY_APPOINTMENT = "by_appointment"
    TEXT = "text"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class SetHours:
    """A day's hours under one label."""

    label: Label
    state: HoursState
    intervals: tuple[Span, ...] = ()

    @property
    def names(self) -> dict[str, str]:
        """Return the label by language."""
        return dict(self.label)


@dataclass(frozen=True)
class DayHours:
    """A day's hours: the state in all, and each label by itself."""

    day: date
    state: HoursState
    sets: tuple[SetHours, ...] = ()


def resolve(sets: Iterable[HoursSet], day: date) -> DayHours:
    """Return what holds on a day."""
    sets = tuple(sets)
    governing = _governing(sets, day)
    nights = _nights(_governing(sets, day - _ONE_DAY), governing, day)
    found = [
        _hours_under(label, governing.get(label, ()), nights.get(label, ()), day)
        for label in dict.fromkeys([*governing, *nights])
    ]
    return DayHours(day, _state_in_all(found), tuple(sorted(found, key=_place_in_list)))


def week(sets: Iterable[HoursSet], monday: date) -> list[DayHours]:
    """Return seven days from a day on."""
    sets = tuple(sets)
    return [resolve(sets, monday + timedelta(days=offset)) for offset in range(7)]


def _governing(sets: tuple[HoursSet, ...], day: date) -> dict[Label, tuple[HoursSet, ...]]:
    weeks: dict[Label, tuple[HoursSet, ...]] = {}
    exceptions = []
    for each in sets:
        if each.covers(day) and each.is_exception:
            exceptions.append(each)
        elif each.covers(day):
            weeks[each.label] = (*weeks.get(each.label, ()), each)
    weeks = {label: _strongest(members) for label, members in weeks.items()}
    return _with_exceptions(weeks, exceptions, sets) if exceptions else weeks


def _with_exceptions(
    weeks: dict[Label, tuple[HoursSet, ...]],
    exceptions: list[HoursSet],
    sets: tuple[HoursSet, ...],
) -> dict[Label, tuple[HoursSet, ...]]:
    # an exception that bears the label of a week concerns that week only, any other the whole place
    labelled = {each.label for each in sets if each.label and not each.is_exception}
    concerned = [each.label for each in exceptions if each.label in labelled]
    governing: dict[Label, tuple[HoursSet, ...]] = {}
    for label in dict.fromkeys([*weeks, *concerned]) or [()]:
        rivals = [each for each in exceptions if each.label == label or each.label not in labelled]
        for each in _strongest(rivals) if rivals else weeks[label]:
            known = governing.get(each.label, ())
            governing[each.label] = known if each in known else (*known, each)
    return governing


def _strongest(sets: Sequence[HoursSet]) -> tuple[HoursSet, ...]:
    narrowest = min(each.width for each in sets)
    rivals = tuple(each for each in sets if each.width == narrowest)
    return tuple(each for each in rivals if each.is_closed)[:1] or rivals


def _nights(
    before: dict[Label, tuple[HoursSet, ...]],
    governing: dict[Label, tuple[HoursSet, ...]],
    day: date,
) -> dict[Label, tuple[HoursSet, ...]]:
    """Return the sets of the day before whose night reaches into a day."""
    today = [each for members in governing.values() for each in members]
    is_exceptional = any(each.is_exception for each in today)
    reaching: dict[Label, tuple[HoursSet, ...]] = {}
    for label, members in before.items():
        kept = tuple(
            each
            for each in members
            if (each in today or not is_exceptional) and any(_tails(each, day))
        )
        if kept:
            reaching[label] = kept
    return reaching


def _tails(hours_set: HoursSet, day: date) -> Iterator[Span]:
    if not hours_set.is_closed:
        for each in hours_set.openings:
            if each.is_next_day and each.begins_on(day - _ONE_DAY):
                yield (MIDNIGHT, each.ends)


def _own_spans(hours_set: HoursSet, day: date) -> Iterator[Span]:
    if hours_set.is_always_open:
        yield ALL_DAY
    for each in hours_set.openings:
        if each.begins_on(day):
            yield (each.begins, MIDNIGHT if each.is_next_day else each.ends)


def _hours_under(
    label: Label, members: Sequence[HoursSet], nights: Sequence[HoursSet], day: date
) -> SetHours:
    if any(each.is_closed for each in members):
        return SetHours(label, HoursState.CLOSED)
    found: dict[bool, list[Span]] = {False: [], True: []}
    for each in members:
        found[each.by_appointment].extend(_own_spans(each, day))
    for each in nights:
        found[each.by_appointment].extend(_tails(each, day))
    if found[False]:
        return SetHours(label, HoursState.OPEN, _joined(found[False]))
    if found[True] or any(each.by_appointment for each in members):
        return SetHours(label, HoursState.BY_APPOINTMENT, _joined(found[True]))
    return SetHours(label, _state_without_spans(label, members, day))


def _state_without_spans(label: Label, members: Sequence[HoursSet], day: date) -> HoursState:
    if any(day.weekday() in each.closed_weekdays for each in members):
        return HoursState.CLOSED
    has_times = any(each.openings or each.closed_weekdays for each in members)
    has_words = bool(label) or any(each.note for each in members)
    return HoursState.TEXT if has_words and not has_times else HoursState.UNKNOWN


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for begins, ends in sorted(spans, key=lambda span: (span[0], seconds_to(span[1]))):
        if joined and _seconds(begins) <= seconds_to(joined[-1][1]):
            joined[-1] = (joined[-1][0], max(joined[-1][1], ends, key=seconds_to))
        else:
            joined.append((begins, ends))
    return tuple(joined)


def _seconds(moment: time) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second


def seconds_to(end: time) -> int:
    """Return the seconds from a day's begin to the end of a span."""
    return _seconds(end) or 86_400


def _state_in_all(found: list[SetHours]) -> HoursState:
    states = {each.state for each in found}
    for state in (HoursState.OPEN, HoursState.BY_APPOINTMENT, HoursState.TEXT):
        if state in states:
            return state
    return HoursState.CLOSED if states == {HoursState.CLOSED} else HoursState.UNKNOWN


def _place_in_list(each: SetHours) -> tuple[bool, tuple[tuple[time, int], ...], bool, Label]:
    spans = tuple((begins, seconds_to(ends)) for begins, ends in each.intervals)
    return (not spans, spans, not each.label, each.label)
