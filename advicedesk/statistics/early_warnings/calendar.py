"""Which periods are looked at (pure): what is judged, and the pasts it is held against."""

from collections.abc import Sequence
from datetime import date, timedelta

from advicedesk.statistics.early_warnings.judging import HALF_WINDOW, PERIODS_IN_YEAR, YEARS
from advicedesk.statistics.early_warnings.series import Grain, Period
from advicedesk.statistics.months import Month

_WEEK = timedelta(days=7)
_RECENT = 16
_MARGIN = 4


def months_until(today: date, back: int) -> list[Period]:
    """Return the months up to the running one."""
    running = Month.of(today)
    months = [running.shifted(-number) for number in range(back, -1, -1)]
    return [Period(Grain.MONTH, one.first_day, one.shifted(1).first_day) for one in months]


def full_weeks_until(today: date, back: int) -> list[Period]:
    """Return the weeks, Monday to Sunday, up to the last full one."""
    monday = today - timedelta(days=today.weekday()) - _WEEK
    firsts = [monday - _WEEK * number for number in range(back, -1, -1)]
    return [Period(Grain.WEEK, first, first + _WEEK) for first in firsts]


def periods_for(grain: Grain, today: date, first_visit: date) -> list[Period]:
    """Return the periods since the first visit, at most as many as any method looks at."""
    most = PERIODS_IN_YEAR[grain] * YEARS + HALF_WINDOW[grain] + _MARGIN
    found = (months_until if grain is Grain.MONTH else full_weeks_until)(today, most)
    return [period for period in found if period.end > first_visit]


def needed(periods: Sequence[Period], grain: Grain) -> list[bool]:
    """Tell which periods must be read: all when three years of weeks are there, else some.

    The recent ones and those around the same season of earlier years are enough for Bayes.
    """
    count, year, half = len(periods), PERIODS_IN_YEAR[grain], HALF_WINDOW[grain] + 1
    if grain is Grain.WEEK and count > year * YEARS + HALF_WINDOW[grain] + 1:
        return [True] * count
    wanted = set(range(max(0, count - _RECENT), count))
    for back in range(1, YEARS + 1):
        centre = count - 1 - back * year
        wanted.update(range(centre - half, centre + half + 1))
    return [place in wanted for place in range(count)]
