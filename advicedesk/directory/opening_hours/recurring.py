"""Days that come again by a rule: holidays by their name, and recurrences as calendars write them.

Pure. The dates of Easter and the recurrence rules (RFC 5545, 3.3.10) are dateutil's.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache

_FRIDAY, _SATURDAY = 4, 5


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _from_easter(days: int) -> Callable[[int], date]:
    def of_year(year: int) -> date:
        from dateutil.easter import easter  # loading it takes longer than a page

        sunday: date = easter(year)
        return sunday + timedelta(days=days)

    return of_year


def _first(weekday: int, month: int, day: int) -> Callable[[int], date]:
    def of_year(year: int) -> date:
        earliest = date(year, month, day)
        return earliest + timedelta(days=(weekday - earliest.weekday()) % 7)

    return of_year


# names as PTV writes them (vrk-kpa/ptv-releases, Holiday.json), the days of Finland's calendar
HOLIDAYS: dict[str, Callable[[int], date]] = {
    "NewYearsDay": _fixed(1, 1),
    "Epiphany": _fixed(1, 6),
    "MaundyThursday": _from_easter(-3),
    "GoodFriday": _from_easter(-2),
    "HolySaturday": _from_easter(-1),
    "EasterSunday": _from_easter(0),
    "EasterMonday": _from_easter(1),
    "MayDayEve": _fixed(4, 30),
    "MayDay": _fixed(5, 1),
    "AscensionDay": _from_easter(39),
    "Pentecost": _from_easter(49),
    "MidsummerEve": _first(_FRIDAY, 6, 19),
    "MidsummerDay": _first(_SATURDAY, 6, 20),
    "AllSaintsDay": _first(_SATURDAY, 10, 31),
    "IndependenceDay": _fixed(12, 6),
    "ChristmasEve": _fixed(12, 24),
    "ChristmasDay": _fixed(12, 25),
    "BoxingDay": _fixed(12, 26),
    "NewYearsEve": _fixed(12, 31),
}
# other words for the same days
_ALSO = {
    "newyear": "NewYearsDay",
    "vappu": "MayDay",
    "firstofmay": "MayDay",
    "holythursday": "MaundyThursday",
    "eastersaturday": "HolySaturday",
    "eastereve": "HolySaturday",
    "easter": "EasterSunday",
    "easterday": "EasterSunday",
    "whitsunday": "Pentecost",
    "whitsun": "Pentecost",
    "midsummer": "MidsummerDay",
    "juhannus": "MidsummerDay",
    "allsaints": "AllSaintsDay",
    "christmas": "ChristmasDay",
    "ststephensday": "BoxingDay",
    "secondchristmasday": "BoxingDay",
}
_BY_LETTERS = {name.casefold(): name for name in HOLIDAYS} | _ALSO


def find_holiday(name: str) -> str | None:
    """Return the known name of a holiday, however it was spelt, or None."""
    return _BY_LETTERS.get("".join(sign for sign in name.casefold() if sign.isalpha()))


def is_holiday(name: str, day: date) -> bool:
    """Tell whether a day is the holiday of a known name."""
    return HOLIDAYS[name](day.year) == day


def next_holiday(name: str, first: date) -> date:
    """Return the holiday's next day, a given day included."""
    this_year = HOLIDAYS[name](first.year)
    return this_year if this_year >= first else HOLIDAYS[name](first.year + 1)


@lru_cache(maxsize=4096)
def recurs_on(rule: str, day: date) -> bool:
    """Tell whether a recurrence ("DTSTART:20260105\\nRRULE:FREQ=MONTHLY;BYDAY=2TU") falls on a day.

    Raise ValueError for what is no rule.
    """
    from dateutil.rrule import rrulestr  # only feeds of other calendars need it

    moment = datetime.combine(day, time(0))
    return bool(rrulestr(rule).between(moment, moment, inc=True))
