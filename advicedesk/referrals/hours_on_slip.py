"""A place's hours as a slip wants them: a plain week, and the state at one moment (pure)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from advicedesk.directory import opening_hours
from advicedesk.directory.opening_hours import DayHours, HoursSet, HoursState, NowKind
from advicedesk.referrals.slip_contents import DayOnSlip, Opening, OpeningState

_STATES = {
    NowKind.OPEN: OpeningState.OPEN,
    NowKind.OPENS_LATER: OpeningState.OPENS_LATER,
    NowKind.CLOSED: OpeningState.CLOSED_FOR_NOW,
    NowKind.BY_APPOINTMENT: OpeningState.BY_APPOINTMENT,
    NowKind.UNKNOWN: OpeningState.UNKNOWN,
}


def hours_of_week(
    stored: Sequence[dict[str, Any]], now: datetime, *, by_phone: bool
) -> tuple[DayOnSlip, ...]:
    """Return Monday to Sunday as they usually are; nothing when no day is known to be open."""
    sets = _read(stored)
    wanted = opening_hours.for_phone(sets) if by_phone else opening_hours.for_visit(sets)
    # an ordinary week is printed: a holiday this week must not stay on the paper
    ordinary = [each for each in wanted if not each.is_exception]
    monday = now.date() - timedelta(days=now.weekday())
    days = opening_hours.week(ordinary, monday)
    if not any(day.state is HoursState.OPEN for day in days):
        return ()
    return tuple(_on_slip(day) for day in days)


def opening_at(stored: Sequence[dict[str, Any]], now: datetime, *, by_phone: bool) -> Opening:
    """Return whether the place is open at a moment, and until when."""
    known = opening_hours.now_state(_read(stored), now, by_phone=by_phone)
    return Opening(state=_STATES[known.kind], until=known.until)


def _read(stored: Sequence[dict[str, Any]]) -> tuple[HoursSet, ...]:
    return tuple(opening_hours.from_json(stored))


def _on_slip(day: DayHours) -> DayOnSlip:
    """Return a day's spans, none when closed; None for what nobody told, which is not closed."""
    if day.state is HoursState.OPEN:
        return next(each.intervals for each in day.sets if each.state is HoursState.OPEN)
    return () if day.state is HoursState.CLOSED else None
