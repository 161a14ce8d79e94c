"""Dates, times, numbers and durations in a UI language: thin wrappers on Babel (pure).

The locale is always given, the moment is already local. Digits are 0-9 in every language and the
clock has 24 hours, because offices in Finland read them over the desk.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Literal

from babel import Locale, dates, lists, numbers, units

from advicedesk.languages.babel_locales import get_locale
from advicedesk.languages.registry import locale_of

Width = Literal["wide", "abbreviated", "narrow"]

# Finland writes a point in clock times, its Swedish too (CLDR has a colon there)
_CLOCKS = {"fi": "H.mm", "sv": "H.mm"}
# CLDR puts U+200F between the parts, which would end up in files and copied text; its Somali has
# the month first or with hyphens, its Kurdish endings grow longer than the day
_DAYS = {
    "ar": ("dd/MM/y", "dd/MM"),
    "so": ("dd/MM/y", "dd/MM"),
    "kmr": ("dd.MM.y", "dd.MM."),
}
_NEAR_DAYS = {
    "fi": {-1: "eilen", 0: "tänään", 1: "huomenna"},
    "sv": {-1: "i går", 0: "i dag", 1: "i morgon"},
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
    "ar": {-1: "أمس", 0: "اليوم", 1: "غدًا"},
    "ru": {-1: "вчера", 0: "сегодня", 1: "завтра"},
    "uk": {-1: "вчора", 0: "сьогодні", 1: "завтра"},
    "et": {-1: "eile", 0: "täna", 1: "homme"},
    "fa": {-1: "دیروز", 0: "امروز", 1: "فردا"},
    "so": {-1: "shalay", 0: "maanta", 1: "berri"},
    "kmr": {-1: "duh", 0: "îro", 1: "sibê"},
}
# CLDR has no word for the future in Somali and none at all in Kurdish: (days ago, in days)
_FAR_DAYS = {
    "so": ("{} maalmood ka hor", "{} maalmood kaddib"),
    "kmr": ("berî {} rojan", "piştî {} rojan"),
}
# CLDR's short units of these nobody would read as an hour and a minute
_LENGTHS = {"kmr": ("m", "km"), "so": ("m", "km")}
_UNITS = {"so": ("saac", "daq"), "kmr": ("st", "deq")}


def _locale(code: str) -> Locale:
    # English here is read in Finland: 24 Nov 2026, never Nov 24 or 11/24
    return get_locale("en_GB") if code == "en" else locale_of(code)


def format_day(day: date, locale: str) -> str:
    """Return a day such as 24.11.2026."""
    return str(dates.format_date(day, _DAYS.get(locale, ("medium",))[0], locale=_locale(locale)))


def format_short_day(day: date, locale: str) -> str:
    """Return a day without its year, such as 24.11. or 24 Nov."""
    if locale in _DAYS:
        return str(dates.format_date(day, _DAYS[locale][1], locale=_locale(locale)))
    return str(dates.format_skeleton("MMMd", day, locale=_locale(locale)))


def format_long_day(day: date, locale: str) -> str:
    """Return a day with its weekday, such as tiistai 24. marraskuuta 2026."""
    return str(dates.format_date(day, "full", locale=_locale(locale)))


def format_clock(moment: datetime | time, locale: str) -> str:
    """Return a wall time such as 9.30."""
    wall = moment.time() if isinstance(moment, datetime) else moment.replace(tzinfo=None)
    pattern = _CLOCKS.get(locale, "HH:mm")
    return str(dates.format_time(wall, pattern, locale=_locale(locale)))


def format_moment(moment: datetime, locale: str) -> str:
    """Return a day with its wall time."""
    return f"{format_day(moment.date(), locale)} {format_clock(moment, locale)}"


def format_month(day: date, locale: str) -> str:
    """Return the month of a day, such as lokakuu 2026."""
    return str(dates.format_skeleton("yMMMM", day, locale=_locale(locale)))


def format_quarter(day: date, locale: str) -> str:
    """Return the quarter and year of a day: "Q3 2026"."""
    return str(dates.format_skeleton("yQQQ", day, locale=_locale(locale)))


def month_name(month: int, locale: str, width: Width = "wide") -> str:
    """Return a month's name as it stands alone; January is 1."""
    return str(dates.get_month_names(width, "stand-alone", _locale(locale))[month])


def weekday_name(weekday: int, locale: str, width: Width = "wide") -> str:
    """Return a weekday's name as it stands alone; Monday is 0."""
    return str(dates.get_day_names(width, "stand-alone", _locale(locale))[weekday])


def format_in_days(days: int, locale: str) -> str:
    """Return how far a day is: today, tomorrow, in 3 days, 2 days ago."""
    near = _NEAR_DAYS.get(locale, {}).get(days)
    if near is not None:
        return near
    if locale in _FAR_DAYS:
        return _FAR_DAYS[locale][days > 0].format(abs(days))
    # a threshold that is never reached keeps days from becoming weeks
    away = dates.format_timedelta(
        timedelta(days=days), "day", threshold=1e9, add_direction=True, locale=_locale(locale)
    )
    return str(away)


def format_duration(minutes: int, locale: str) -> str:
    """Return a duration such as 1 t 30 min."""
    hours, rest = divmod(minutes, 60)
    parts = [(hours, "duration-hour", 0), (rest, "duration-minute", 1)]
    return " ".join(
        _counted(count, unit, _UNITS[locale][at] if locale in _UNITS else None, locale)
        for count, unit, at in parts
        if count or (at and not hours)
    )


def _counted(count: int, unit: str, word: str | None, locale: str) -> str:
    if word:
        return f"{count} {word}"
    return str(
        units.format_unit(count, unit, "short", locale=locale_of(locale), numbering_system="latn")
    )


def format_distance(metres: float, locale: str) -> str:
    """Return a distance such as 450 m or 1,2 km; nobody walks by the metre."""
    is_short = metres < 995
    value = round(metres, -1) if is_short else round(metres / 1000, 1 if metres < 9950 else None)
    word = _LENGTHS.get(locale)
    if word:
        return f"{format_number(value, locale)} {word[not is_short]}"
    unit = "length-meter" if is_short else "length-kilometer"
    written = units.format_unit(
        value, unit, "short", locale=_locale(locale), numbering_system="latn"
    )
    return str(written)


def format_number(value: float, locale: str) -> str:
    """Return a number with the language's separators."""
    written = numbers.format_decimal(value, locale=_locale(locale), numbering_system="latn")
    return _signed(str(written), locale)


def format_share(value: float, locale: str) -> str:
    """Return a share (0-1) as whole per cent."""
    written = numbers.format_percent(value, locale=_locale(locale), numbering_system="latn")
    return _signed(str(written), locale)


def format_list(items: Iterable[str], locale: str) -> str:
    """Return words in a row, such as "a, b ja c"."""
    return str(lists.format_list(list(items), "standard", locale=_locale(locale)))


def _signed(written: str, locale: str) -> str:
    """Put the language's own minus where Babel leaves a hyphen.

    Right-to-left languages have a mark in front of it, or it would jump behind its number.
    """
    if not written.startswith("-"):
        return written
    minus = numbers.get_minus_sign_symbol(_locale(locale), numbering_system="latn")
    return f"{minus}{written[1:]}"
