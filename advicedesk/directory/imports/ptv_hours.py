"""PTV's service hours read into sets of opening hours; all of an entry's hours or none of them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from advicedesk.directory.imports.texts import one_line
from advicedesk.directory.opening_hours import (
    MIDNIGHT,
    HoursKind,
    HoursSet,
    Opening,
    label_of,
    opening,
    parse_clock,
)

# PTV serviceHourType -> ours; the second of each is version 7's word
KINDS = {
    "DaysOfTheWeek": HoursKind.WEEKLY,
    "Standard": HoursKind.WEEKLY,
    "OverMidnight": HoursKind.WEEKLY,
    "Special": HoursKind.WEEKLY,
    "Exceptional": HoursKind.EXCEPTION,
    "Exception": HoursKind.EXCEPTION,
}
OVER_MIDNIGHT = ("OverMidnight", "Special")
VERSION_7 = ("Standard", "Special", "Exception")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# days are Finnish days; some answers give their midnight in UTC, the evening before
_FINLAND = ZoneInfo("Europe/Helsinki")


class HoursUnreadable(ValueError):
    """An entry's hours are not of a known shape: half of them would be a lie."""


def read_hours(entries: Iterable[Any]) -> tuple[HoursSet, ...]:
    """Return the sets of hours, or raise HoursUnreadable."""
    try:
        return tuple(_set(entry) for entry in entries)
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise HoursUnreadable from fault


def labels(entries: Any) -> dict[str, str]:
    """Return the texts of a list of {language, value} by language; null values are none."""
    found: dict[str, str] = {}
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("language"), str):
            text = one_line(entry.get("value"))
            if text:
                found[entry["language"]] = text
    return found


def _set(entry: Mapping[str, Any]) -> HoursSet:
    kind = KINDS[entry["serviceHourType"]]
    first, last = _day(entry.get("validFrom")), _day(entry.get("validTo"))
    if kind is HoursKind.EXCEPTION:
        if first is None:
            raise HoursUnreadable
        # a holiday comes as its next occurrence, with a first day only
        last = last or first
    if first and last and last < first:
        raise HoursUnreadable
    rows = entry.get("openingHour") or []
    is_night = entry["serviceHourType"] in OVER_MIDNIGHT
    return HoursSet(
        kind=kind,
        label=label_of(labels(entry.get("additionalInformation"))),
        valid_from=first,
        valid_to=last,
        is_closed=entry.get("isClosed") is True,
        is_always_open=entry.get("isAlwaysOpen") is True,
        by_appointment=entry.get("isReservation") is True,
        openings=tuple(each for row in rows for each in _openings(row, kind, is_night)),
    )


def _day(value: Any) -> date | None:
    if not value:
        return None
    moment = datetime.fromisoformat(value)
    return (moment.astimezone(_FINLAND) if moment.tzinfo else moment).date()


def _openings(row: Mapping[str, Any], kind: HoursKind, is_night: bool) -> Iterator[Opening]:
    first, last = _weekday(row.get("dayFrom")), _weekday(row.get("dayTo"))
    begins, ends = parse_clock(row["from"]), parse_clock(row["to"])
    if first is None:
        if kind is HoursKind.WEEKLY:
            raise HoursUnreadable
        yield opening(begins, ends)
    elif is_night and last is not None and last != first:
        yield from _nights(Opening(begins, ends, first), (last - first) % 7)
    elif is_night:
        yield opening(begins, ends, first)
    else:
        yield opening(begins, ends, first, last)


def _nights(told: Opening, nights: int) -> Iterator[Opening]:
    """Yield a span that ends `nights` days later, cut at the midnights between."""
    first = told.weekday or 0
    if nights == 1 and told.ends != MIDNIGHT:
        yield Opening(told.begins, told.ends, first, is_next_day=True)
        return
    yield Opening(told.begins, MIDNIGHT, first)
    for offset in range(1, nights):
        yield Opening(MIDNIGHT, MIDNIGHT, (first + offset) % 7)
    if told.ends != MIDNIGHT:
        yield Opening(MIDNIGHT, told.ends, (first + nights) % 7)


def _weekday(value: Any) -> int | None:
    return WEEKDAYS.index(value) if value else None
