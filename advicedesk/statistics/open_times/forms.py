"""What may be typed of a desk's opening hours: a week from a day on, and days that differ."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, FormField

from advicedesk.directory.fields import DayField, DayHoursField
from advicedesk.directory.forms import MOST_EXCEPTIONS, SPARE_ROWS, WEEK, ExceptionForm
from advicedesk.directory.hours_text import LONGEST, format_day
from advicedesk.directory.opening_hours import HoursSet, Span, exception, grid, weekly
from advicedesk.statistics.open_times.calendar import OpeningCalendar, Week
from advicedesk.web.fields import NumberedList
from advicedesk.web.forms import BaseForm


class DaysForm(ExceptionForm):
    """Days that differ from the week; the reason is nobody's concern."""

    label = None


class OpenTimesForm(BaseForm):
    """A week from a day on, and days that differ."""

    first = DayField(_("From"), render_kw={"type": "date"})
    monday = DayHoursField("", render_kw={"maxlength": LONGEST, "dir": "ltr"})
    tuesday = DayHoursField("", render_kw={"maxlength": LONGEST, "dir": "ltr"})
    wednesday = DayHoursField("", render_kw={"maxlength": LONGEST, "dir": "ltr"})
    thursday = DayHoursField("", render_kw={"maxlength": LONGEST, "dir": "ltr"})
    friday = DayHoursField("", render_kw={"maxlength": LONGEST, "dir": "ltr"})
    saturday = DayHoursField("", render_kw={"maxlength": LONGEST, "dir": "ltr"})
    sunday = DayHoursField("", render_kw={"maxlength": LONGEST, "dir": "ltr"})
    closed_on_holidays = BooleanField(_("Closed on public holidays"))
    exceptions = NumberedList(FormField(DaysForm), max_entries=MOST_EXCEPTIONS)

    def __init__(self, weekdays: Sequence[str], **arguments: Any) -> None:
        super().__init__(**arguments)
        for field, weekday in zip(self.week_fields(), weekdays, strict=True):
            field.label.text = weekday

    def week_fields(self) -> list[DayHoursField]:
        """Return the fields of the days, Monday first."""
        return [self[name] for name in WEEK]

    def validate_first(self, field: Any) -> None:
        """Want the day from which the week holds."""
        if not field.errors and field.day is None:
            field.errors = [gettext("Give a day: year-month-day.")]

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a week without its first day."""
        is_valid: bool = super().validate(extra_validators)
        return is_valid and not self.first.errors

    def fill(self, calendar: OpeningCalendar, first: date, shown_from: date) -> None:
        """Put the week of a day into the form, and the days that differ from a day on."""
        week = calendar.week_on(first)
        self.first.data = (week.first if week else first).isoformat()
        self.closed_on_holidays.data = week.closed_on_holidays if week else True
        if week:
            for field, spans in zip(self.week_fields(), grid(week.hours).values(), strict=True):
                field.data = format_day(spans)
        for one in _since(calendar.exceptions, shown_from):
            self.exceptions.append_entry(_row(one))

    def offer_rows(self) -> None:
        """Offer some blank rows, so that no script is needed."""
        blank = sum(entry.form.is_empty for entry in self.exceptions)
        for _row_number in range(max(SPARE_ROWS - blank, 0)):
            if len(self.exceptions) < MOST_EXCEPTIONS:
                self.exceptions.append_entry()

    def told_week(self) -> Week:
        """Return the week of a valid form; when all its days are empty, it is unknown."""
        days: dict[int, Sequence[Span]] = {
            number: field.spans for number, field in enumerate(self.week_fields())
        }
        hours = weekly(days if any(days.values()) else {})
        return Week(self.first.day or date.min, hours, bool(self.closed_on_holidays.data))

    def told_exceptions(self, calendar: OpeningCalendar, shown_from: date) -> list[HoursSet]:
        """Return the days that differ: those of before that the form does not show, and its own."""
        rows = [entry.form for entry in self.exceptions if not entry.form.is_empty]
        told = [exception(row.first.day, row.last.day, row.hours.spans) for row in rows]
        shown = _since(calendar.exceptions, shown_from)
        kept = [one for one in calendar.exceptions if one not in shown]
        return sorted([*kept, *told], key=lambda one: one.valid_from or date.min)

    def messages(self) -> list[tuple[str, str]]:
        """Return (field id, message) of everything refused, the rows of days included."""
        rows = [field for entry in self.exceptions for field in entry.form]
        plain = [field for field in self if field.name != "exceptions"]
        return [(one.id, str(error)) for one in (*plain, *rows) for error in one.errors]


def _since(exceptions: Sequence[HoursSet], day: date) -> list[HoursSet]:
    return [one for one in exceptions if one.valid_to and one.valid_to >= day]


def _row(one: HoursSet) -> dict[str, str]:
    first, last = one.valid_from, one.valid_to
    return {
        "first": first.isoformat() if first else "",
        "last": last.isoformat() if last and last != first else "",
        "hours": format_day(tuple((each.begins, each.ends) for each in one.openings)),
    }
