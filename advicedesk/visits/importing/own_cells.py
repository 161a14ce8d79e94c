"""Dates, times and durations as people write them in a table of their own (pure)."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from advicedesk.visits.importing.own_words import month_of, unit_of

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[./]\s*(\d{1,2})\s*[./]?\s*(\d{4}|\d{2})?")
_SERIAL = re.compile(r"([34]\d{4}|5[0-4]\d{3})(?:[.,](\d+))?")
_PART_OF_DAY = re.compile(r"0[.,](\d+)")
_WEEKDAY = re.compile(r"^[^\W\d_]{2,12}\.?,?\s+(?=\d)")  # ma 1.9.2026
_MONTH_IN_WORDS = re.compile(r"(\d{1,2})\.?\s*([^\W\d_]{3,12})\.?,?\s*(\d{4}|\d{2}(?!\d))?")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})(?:\s*[.:]\s*(\d{2})(?:[.:]\d{2})?)?(?!\d)")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")
_HOURS_AND_MINUTES = re.compile(r"(\d+)\s*(?:h|t|:)\s*(\d{1,2})", re.IGNORECASE)
_PEOPLE = re.compile(
    r"\s*\bx?\s*(\d{1,3})\s*(?:hlöä?|henkilöä|pers(?:oner)?|people|persons)\b\.?", re.I
)
_SERIAL_ORIGIN = date(1899, 12, 30)  # spreadsheets count days from here


@dataclass(frozen=True)
class DayRead:
    """A day, or what keeps the cell from being one: no year, no such day."""

    day: date | None = None
    day_and_month: tuple[int, int] | None = None  # the year is not told
    clock: time | None = None  # in the same cell


def read_day(text: str, year: int | None) -> DayRead | None:
    """Read a date: d.m.yyyy, d.m.yy, d.m., d/m/yyyy, ISO or a spreadsheet's serial number.

    None means that it is no date at all, or a day that never was.
    """
    text = _WEEKDAY.sub("", text.strip())
    if serial := _SERIAL.fullmatch(text):
        return DayRead(
            _SERIAL_ORIGIN + timedelta(days=int(serial[1])), clock=_part_of_day(serial[2])
        )
    if iso := _ISO.match(text):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]), text[iso.end() :])
    if (named := _MONTH_IN_WORDS.match(text)) and (number := month_of(named[2])):
        text = f"{named[1]}.{number}.{named[3] or ''}{text[named.end() :]}"
    told = _DAY_FIRST.match(text)
    if told is None:
        return None
    day, month = int(told[1]), int(told[2])
    if told[3] is None and year is None:
        return DayRead(day_and_month=(day, month)) if _exists(2024, month, day) else None
    written = int(told[3]) if told[3] else year or 0
    return _day(written + 2000 if written < 100 else written, month, day, text[told.end() :])


def _part_of_day(digits: str | None) -> time | None:
    if not digits:
        return None
    minutes = round(float(f"0.{digits}") * 24 * 60)
    return time(minutes // 60 % 24, minutes % 60)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _day(year: int, month: int, day: int, rest: str) -> DayRead | None:
    if not _exists(year, month, day):
        return None
    clock = read_clock(rest) if rest.strip() else None
    # midnight is what programs write after a day alone
    return DayRead(date(year, month, day), clock=None if clock == time() else clock)


def read_clock(text: str) -> time | None:
    """Read the first time of day: 10.15, klo 11, 10:40:00, 10–12; None when there is none.

    A spreadsheet that lost its format shows a part of the day: 0.4375 is half past ten.
    """
    if part := _PART_OF_DAY.fullmatch(text.strip()):
        return _part_of_day(part[1])
    found = _CLOCK.search(text.replace("T", " "))
    if found is None:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


@dataclass(frozen=True)
class MinutesRead:
    """How long it took; `unlikely` holds the minutes when only the unit can be wrong."""

    minutes: int | None = None
    unlikely: int | None = None
    is_wrong: bool = False


def read_minutes(text: str, unit: str, most: int) -> MinutesRead:
    """Read a duration in the column's unit, hours or minutes, or in the unit of the cell."""
    text = text.strip()
    if not text:
        return MinutesRead()
    if both := _HOURS_AND_MINUTES.search(text):
        return _within(int(both[1]) * 60 + int(both[2]), most)
    number = _NUMBER.search(text)
    if number is None:
        return MinutesRead(is_wrong=True)
    value = float(number[0].replace(",", "."))
    named = unit_of(text)
    if (named or unit) == "minutes":
        return _within(value, most)
    read = _within(value * 60, most)
    # 30 in a column of hours can only be minutes
    if read.is_wrong and named is None and value.is_integer() and 0 < value <= most:
        return MinutesRead(unlikely=int(value))
    return read


def _within(minutes: float, most: int) -> MinutesRead:
    return MinutesRead(round(minutes)) if 0 <= minutes <= most else MinutesRead(is_wrong=True)


def unit_of_column(header: str, cells: list[str]) -> str:
    """Return hours or minutes: as the header says, else as the numbers look."""
    if named := unit_of(header):
        return named
    numbers = [float(one[0].replace(",", ".")) for cell in cells if (one := _NUMBER.search(cell))]
    return "hours" if numbers and max(numbers) <= 12 else "minutes"


def read_people(text: str) -> tuple[str, int | None]:
    """Take a count of people out of a cell: "infotilaisuus x 14 hlö"."""
    found = _PEOPLE.search(text)
    if found is None:
        return text, None
    return (text[: found.start()] + text[found.end() :]).strip(), int(found[1])
