"""Dates, times and numbers in a language: thin wrappers on Babel that take the locale openly."""

from datetime import date, datetime, time
from functools import cache

from babel import Locale, dates, numbers


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(code.replace("-", "_"))


def _number_locale(code: str) -> Locale:
    # desks in Finland write Arabic with Latin digits: phone numbers and counters have them too
    return _locale(code)


def format_day(day: date, locale: str) -> str:
    """Return a day such as 24.11.2026."""
    return str(dates.format_date(day, "medium", locale=_locale(locale)))


def format_clock(moment: datetime | time, locale: str) -> str:
    """Return a wall time such as 9.30; the moment is local already."""
    pattern = {"fi": "H.mm", "en": "HH:mm"}.get(locale, "HH:mm")
    return str(dates.format_time(_wall(moment), pattern, locale=_locale(locale)))


def _wall(moment: datetime | time) -> time:
    return moment.time() if isinstance(moment, datetime) else moment.replace(tzinfo=None)


def format_moment(moment: datetime, locale: str) -> str:
    """Return a day with its wall time; the moment is local already."""
    return f"{format_day(moment.date(), locale)} {format_clock(moment, locale)}"


def format_month(day: date, locale: str) -> str:
    """Return a month such as lokakuu 2026."""
    return str(dates.format_skeleton("yMMMM", day, locale=_locale(locale)))


def format_number(value: float, locale: str) -> str:
    """Return a number with the language's separators and Latin digits."""
    return str(
        numbers.format_decimal(value, locale=_number_locale(locale), numbering_system="latn")
    )


def format_share(value: float, locale: str) -> str:
    """Return a share (0-1) as whole per cent."""
    return str(
        numbers.format_percent(
            value, "#,##0 %" if locale in ("fi", "sv") else None,
            locale=_locale(locale), numbering_system="latn",
        )
    )


def weekday_name(weekday: int, locale: str, width: str = "wide") -> str:
    """Return a weekday's name, Monday = 0."""
    return str(dates.get_day_names(width, "stand-alone", _locale(locale))[weekday])
