"""Sets of hours as plain values of a JSON column, and back."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from advicedesk.directory.opening_hours.sets import (
    HoursKind,
    HoursSet,
    Opening,
    format_clock,
    label_of,
    parse_clock,
)


def to_json(sets: Iterable[HoursSet]) -> list[dict[str, Any]]:
    """Return the sets as plain values for a JSON column; what is usual is left out."""
    return [_set_to_json(each) for each in sets]


def from_json(stored: Iterable[Mapping[str, Any]]) -> tuple[HoursSet, ...]:
    """Return the sets that `to_json` wrote."""
    return tuple(_set_from_json(each) for each in stored)


def _set_to_json(hours_set: HoursSet) -> dict[str, Any]:
    dates = {"valid_from": hours_set.valid_from, "valid_to": hours_set.valid_to}
    marks = ("is_closed", "is_always_open", "by_appointment")
    told: dict[str, Any] = {
        "label": dict(hours_set.label),
        **{name: day.isoformat() for name, day in dates.items() if day},
        **{name: True for name in marks if getattr(hours_set, name)},
        "note": dict(hours_set.note),
        "openings": [_opening_to_json(each) for each in hours_set.openings],
        "closed_weekdays": list(hours_set.closed_weekdays),
        "holiday": hours_set.holiday,
        "recurrence": hours_set.recurrence,
    }
    return {"kind": hours_set.kind.value, **{name: value for name, value in told.items() if value}}


def _opening_to_json(told: Opening) -> dict[str, Any]:
    days = {"weekday": told.weekday, "last_weekday": told.last_weekday}
    return {
        **{name: day for name, day in days.items() if day is not None},
        "begins": format_clock(told.begins),
        "ends": format_clock(told.ends, is_end=True),
        **({"is_next_day": True} if told.is_next_day else {}),
    }


def _set_from_json(stored: Mapping[str, Any]) -> HoursSet:
    dates = {
        name: date.fromisoformat(stored[name])
        for name in ("valid_from", "valid_to")
        if name in stored
    }
    return HoursSet(
        kind=HoursKind(stored["kind"]),
        label=label_of(stored.get("label", {})),
        is_closed=stored.get("is_closed", False),
        is_always_open=stored.get("is_always_open", False),
        by_appointment=stored.get("by_appointment", False),
        note=label_of(stored.get("note", {})),
        openings=tuple(_opening_from_json(each) for each in stored.get("openings", ())),
        closed_weekdays=tuple(stored.get("closed_weekdays", ())),
        holiday=stored.get("holiday", ""),
        recurrence=stored.get("recurrence", ""),
        **dates,
    )


def _opening_from_json(stored: Mapping[str, Any]) -> Opening:
    return Opening(
        begins=parse_clock(stored["begins"]),
        ends=parse_clock(stored["ends"]),
        weekday=stored.get("weekday"),
        last_weekday=stored.get("last_weekday"),
        is_next_day=stored.get("is_next_day", False),
    )
