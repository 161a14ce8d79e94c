"""A desk's opening calendar (pure): weeks that hold from a day on, and days that differ from them.

A week holds until the next one begins, so that old months keep the hours they had.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any

from advicedesk.directory.opening_hours import HoursSet, Span, from_json, grid, to_json
from advicedesk.directory.opening_hours.days import seconds_to
from advicedesk.directory.opening_hours.recurring import HOLIDAYS
from advicedesk.statistics.counting.opening import NEVER_OPEN, OpenTime

# days of Finland's calendar that have a name and are no public holidays
WORKING_DAYS = frozenset(("MaundyThursday", "HolySaturday", "MayDayEve", "NewYearsEve"))
_DAY, _DAY_SECONDS = timedelta(days=1), 86_400


@lru_cache(maxsize=64)
def holidays_of(year: int) -> frozenset[date]:
    """Return Finland's public holidays of a year."""
    return frozenset(day(year) for name, day in HOLIDAYS.items() if name not in WORKING_DAYS)


@dataclass(frozen=True)
class Week:
    """The usual week from a day on."""

    first: date
    hours: HoursSet
    closed_on_holidays: bool = False

    @property
    def is_known(self) -> bool:
        """Tell whether anything was said of the hours."""
        return bool(self.hours.openings or self.hours.closed_weekdays)


@dataclass(frozen=True)
class OpeningCalendar:
    """All weeks of a desk, the earliest first, and the days that differ."""

    weeks: tuple[Week, ...] = ()
    exceptions: tuple[HoursSet, ...] = ()

    def week_on(self, day: date) -> Week | None:
        """Return the week that holds on a day."""
        return next((week for week in reversed(self.weeks) if week.first <= day), None)

    def with_week(self, week: Week) -> "OpeningCalendar":
        """Return the calendar with a week that holds from its day until the next one begins."""
        others = [one for one in self.weeks if one.first != week.first]
        weeks = sorted([*others, week], key=lambda one: one.first)
        while weeks and not weeks[0].is_known:
            weeks.pop(0)
        told = [one for before, one in pairwise(weeks) if not _is_same(before, one)]
        return replace(self, weeks=(*weeks[:1], *told))

    def open_time(self, first: date, last: date, began: date | None = None) -> OpenTime | None:
        """Return the days and hours from a day to a day; nothing when any of them is unknown.

        Before the desk began, a day of which nothing was told had no desk.
        """
        hours_by_week: dict[date, list[float]] = {}
        found = NEVER_OPEN
        for number in range((last - first).days + 1):
            day = first + number * _DAY
            hours = self._hours_on(day, hours_by_week)
            if hours is None and (began is None or day >= began):
                return None
            if hours:
                found += OpenTime(1, hours)
        return found

    def _hours_on(self, day: date, by_week: dict[date, list[float]]) -> float | None:
        exceptions = [one for one in self.exceptions if one.covers(day)]
        if exceptions:
            # the narrowest says most; of equals a closed day wins, as everywhere in the directory
            one = min(exceptions, key=lambda each: (each.width, not each.is_closed))
            return _hours((each.begins, each.ends) for each in one.openings)
        week = self.week_on(day)
        if week is None or not week.is_known:
            return None
        if week.closed_on_holidays and day in holidays_of(day.year):
            return 0.0
        if week.first not in by_week:
            by_week[week.first] = [_hours(spans) for spans in grid(week.hours).values()]
        return by_week[week.first][day.weekday()]


def weeks_to_json(weeks: Sequence[Week]) -> list[dict[str, Any]]:
    """Return weeks as plain values for a JSON column."""
    return [
        {
            "first": week.first.isoformat(),
            "hours": to_json([week.hours]),
            "closed_on_holidays": week.closed_on_holidays,
        }
        for week in weeks
    ]


def weeks_from_json(stored: Iterable[dict[str, Any]]) -> tuple[Week, ...]:
    """Return the weeks that `weeks_to_json` wrote."""
    return tuple(
        Week(
            date.fromisoformat(one["first"]),
            from_json(one["hours"])[0],
            one["closed_on_holidays"],
        )
        for one in stored
    )


def _is_same(week: Week, other: Week) -> bool:
    return replace(week, first=other.first) == other


def _hours(spans: Iterable[Span]) -> float:
    """Return how long spans last; one that ends before it begins goes on after midnight."""
    return sum(_seconds(*span) for span in spans) / 3600


def _seconds(begins: time, ends: time) -> int:
    spent = seconds_to(ends) - (seconds_to(begins) % _DAY_SECONDS)
    return spent if spent > 0 else spent + _DAY_SECONDS
