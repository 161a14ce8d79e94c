"""A service point's hours as a slip wants them: a plain week, the state at a moment (pure)."""

from datetime import datetime, timedelta
from typing import Any

from advicedesk.directory import opening_hours
from advicedesk.directory.opening_hours import HoursSet, HoursState, NowKind
from advicedesk.referrals.slip_contents import Opening, OpeningState, Span

_STATES = {
    NowKind.OPEN: OpeningState.OPEN,
    NowKind.OPENS_LATER: OpeningState.OPENS_LATER,
    NowKind.CLOSED: OpeningState.CLOSED_FOR_NOW,
    NowKind.BY_APPOINTMENT: OpeningState.BY_APPOINTMENT,
    NowKind.UNKNOWN: OpeningState.UNKNOWN,
}


def read_sets(stored: list[dict[str, Any]], *, by_phone: bool) -> tuple[HoursSet, ...]:
    """Read stored hours and keep those of a visit, or of a phone service."""
    sets = opening_hours.from_json(stored)
    return opening_hours.for_phone(sets) if by_phone else opening_hours.for_visit(sets)


def hours_of_week(sets: tuple[HoursSet, ...], now: datetime) -> tuple[tuple[Span, ...], ...]:
    """Return Monday to Sunday's spans as they are this week; nothing when no day is known open."""
    monday = now.date() - timedelta(days=now.weekday())
    # an ordinary week is printed, so that a holiday this week does not stay on the paper
    ordinary = tuple(one for one in sets if not one.is_exception)
    days = opening_hours.week(ordinary, monday)
    if not any(day.state is HoursState.OPEN for day in days):
        return ()
    return tuple(
        next((one.intervals for one in day.sets if one.state is HoursState.OPEN), ())
        for day in days
    )


def opening_at(sets: tuple[HoursSet, ...], now: datetime) -> Opening:
    """Return whether the place is open at a moment, and until when."""
    known = opening_hours.now_state(sets, now)
    state = _STATES[known.kind]
    return Opening(state=state, until=known.until)
