"""Hours of PTV version 12 read into sets of opening hours; all of an entry's or none of them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from advicedesk.directory.imports.ptv_hours import WEEKDAYS, HoursUnreadable
from advicedesk.directory.imports.texts import one_line
from advicedesk.directory.opening_hours import (
    HoursKind,
    HoursSet,
    Label,
    Opening,
    find_holiday,
    label_of,
    opening,
    parse_clock,
)

__all__ = ["HoursUnreadable", "read_hours"]

# the type's beginning -> ours; "…UntilFurtherNotice…" and "…DateRange…" differ by their dates
KINDS = {
    "Weekly": HoursKind.WEEKLY,
    "DaysOfTheWeek": HoursKind.WEEKLY,
    "OverMidnight": HoursKind.WEEKLY,
    "AlwaysOpen": HoursKind.WEEKLY,
    "Reservation": HoursKind.WEEKLY,
    "Exceptional": HoursKind.EXCEPTION,
}
# openingStatus -> what it makes of a set
CLOSED = ("Closed",)
ALWAYS_OPEN = ("AlwaysOpen", "Open24Hours")
BY_APPOINTMENT = ("Reservation", "ByReservation", "Appointment")


def read_hours(told: Any, holidays: Any) -> tuple[HoursSet, ...]:
    """Return the sets of hours and of holidays, or raise HoursUnreadable."""
    try:
        hours = (told or {}).get("hours") or ()
        named = (holidays or {}).get("holidays") or ()
        return (*(_set(each) for each in hours), *(_holiday(each) for each in named))
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise HoursUnreadable from fault


def _set(told: Mapping[str, Any]) -> HoursSet:
    kinds = [ours for theirs, ours in KINDS.items() if told["type"].startswith(theirs)]
    if not kinds:
        raise HoursUnreadable
    kind = kinds[0]
    status = told.get("openingStatus")
    first, last = _day(told.get("from")), _day(told.get("to"))
    if kind is HoursKind.EXCEPTION:
        if first is None:
            raise HoursUnreadable
        last = last or first
    if first and last and last < first:
        raise HoursUnreadable
    return HoursSet(
        kind=kind,
        label=_label(told),
        valid_from=first,
        valid_to=last,
        is_closed=status in CLOSED,
        is_always_open=status in ALWAYS_OPEN or told["type"].startswith("AlwaysOpen"),
        by_appointment=status in BY_APPOINTMENT or told["type"].startswith("Reservation"),
        openings=(*_openings(told, None), *_of_days(told)),
    )


def _holiday(told: Mapping[str, Any]) -> HoursSet:
    name = find_holiday(told["name"])
    if name is None:
        raise HoursUnreadable
    is_closed = told.get("openingStatus") in CLOSED
    openings = tuple(_openings(told, None))
    if not is_closed and not openings:
        raise HoursUnreadable
    return HoursSet(
        kind=HoursKind.HOLIDAY,
        label=_label(told),
        is_closed=is_closed,
        openings=openings,
        holiday=name,
    )


def _of_days(told: Mapping[str, Any]) -> Iterator[Opening]:
    for day in told.get("days") or ():
        yield from _openings(day, WEEKDAYS.index(day["day"]))


def _openings(told: Mapping[str, Any], weekday: int | None) -> Iterator[Opening]:
    for span in told.get("openingTimes") or ():
        yield opening(parse_clock(span["from"]), parse_clock(span["to"]), weekday)


def _label(told: Mapping[str, Any]) -> Label:
    words = told.get("additionalInformation")
    return label_of(
        {language: one_line(text) for language, text in words.items()}
        if isinstance(words, dict)
        else {}
    )


def _day(value: Any) -> date | None:
    return date.fromisoformat(str(value)[:10]) if value else None
