"""Between the form's week and sets of hours: what a person typed, and back for editing."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from advicedesk.directory.forms import ServicePointForm
from advicedesk.directory.hours_text import format_day
from advicedesk.directory.opening_hours import (
    HoursKind,
    HoursSet,
    Span,
    exception,
    from_json,
    grid,
    to_json,
    weekly,
)
from advicedesk.directory.public_holidays import coming_holidays


def hours_of_form(
    form: ServicePointForm, today: date, label_language: str, before: Iterable[dict[str, Any]] = ()
) -> list[dict[str, Any]]:
    """Return the sets that a valid form tells; what it cannot show stays as it was."""
    kept = [each for each in from_json(before) if not _is_shown(each)]
    exceptions = _exceptions(form, label_language)
    holidays = _holidays(exceptions, today) if form.closed_on_holidays.data else []
    return to_json([*_week(form), *kept, *exceptions, *holidays])


def fill_hours(form: ServicePointForm, stored: Iterable[dict[str, Any]], today: date) -> None:
    """Put stored hours into the form; days that have gone by are left out."""
    sets = from_json(stored)
    week = next((each for each in sets if _is_plain_week(each)), None)
    form.hours_unknown.data = week is None
    form.by_appointment.data = bool(week and week.by_appointment)
    form.closed_on_holidays.data = any(each.kind is HoursKind.HOLIDAY for each in sets)
    for field, spans in zip(form.week(), grid(week).values() if week else (), strict=False):
        field.data = format_day(spans)
    for each in sets:
        if _is_day_exception(each) and each.valid_to and each.valid_to >= today:
            form.exceptions.append_entry(_row(each))


def _week(form: ServicePointForm) -> list[HoursSet]:
    days: dict[int, Sequence[Span]] = {
        number: field.spans for number, field in enumerate(form.week())
    }
    is_told = any(days.values())
    if form.by_appointment.data:
        # without hours each day is by appointment; with some, the others are closed
        return [weekly(days if is_told else {}, by_appointment=True)]
    return [weekly(days)] if is_told else []


def _exceptions(form: ServicePointForm, label_language: str) -> list[HoursSet]:
    rows = [entry.form for entry in form.exceptions if not entry.form.is_empty]
    return [
        exception(
            row.first.day,
            row.last.day,
            row.hours.spans,
            label={label_language: row.label.data or ""},
        )
        for row in rows
    ]


def _holidays(exceptions: list[HoursSet], today: date) -> list[HoursSet]:
    return [
        exception(day, label=names, kind=HoursKind.HOLIDAY)
        for day, names in coming_holidays(today).items()
        if not any(each.covers(day) for each in exceptions)
    ]


def _is_plain_week(each: HoursSet) -> bool:
    is_dated = each.valid_from or each.valid_to
    is_special = each.label or each.note or each.is_always_open or each.is_closed
    return not (each.is_exception or is_dated or is_special)


def _is_day_exception(each: HoursSet) -> bool:
    has_days = each.valid_from is not None and each.valid_to is not None
    return each.kind is HoursKind.EXCEPTION and has_days and not each.is_always_open


def _is_shown(each: HoursSet) -> bool:
    return each.kind is HoursKind.HOLIDAY or _is_day_exception(each) or _is_plain_week(each)


def _row(each: HoursSet) -> dict[str, str]:
    return {
        "first": each.valid_from.isoformat() if each.valid_from else "",
        "last": each.valid_to.isoformat()
        if each.valid_to and each.valid_to != each.valid_from
        else "",
        "hours": format_day(tuple((one.begins, one.ends) for one in each.openings)),
        "label": next((text for _code, text in each.label), ""),
    }
