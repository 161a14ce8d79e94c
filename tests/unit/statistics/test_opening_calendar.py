"""When a desk was open, and the rates that rest on it."""

from datetime import date, time

import pytest

from advicedesk.directory.opening_hours import ALL_DAY, HoursSet, exception, weekly
from advicedesk.directory.public_holidays import public_holidays
from advicedesk.exports.table import HIDDEN
from advicedesk.statistics.counting.counted import Counted
from advicedesk.statistics.counting.figures import Figures
from advicedesk.statistics.counting.opening import (
    NEEDS_PER_HOUR,
    OPEN_DAYS,
    VISITS_PER_DAY,
    VISITS_PER_HOUR,
    OpenTime,
    derive_openings,
)
from advicedesk.statistics.months import Span
from advicedesk.statistics.open_times.calendar import (
    OpeningCalendar,
    Week,
    holidays_of,
    weeks_from_json,
    weeks_to_json,
)
from advicedesk.statistics.open_times.queries import open_times

JANUARY = date(2026, 1, 1)
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
MAY = (date(2026, 5, 1), date(2026, 5, 31))


def office_hours(until: int = 15) -> HoursSet:
    return weekly({day: [(time(9), time(until))] if day < 5 else [] for day in range(7)})


CALENDAR = OpeningCalendar((Week(JANUARY, office_hours(), closed_on_holidays=True),))


def test_a_month_has_its_working_days_and_their_hours() -> None:
    assert CALENDAR.open_time(*OCTOBER) == OpenTime(22, 132.0)


def test_public_holidays_are_closed_where_the_desk_says_so() -> None:
    # the first of May and Ascension Day, of 21 days Monday to Friday
    assert CALENDAR.open_time(*MAY) == OpenTime(19, 114.0)
    open_then = OpeningCalendar((Week(JANUARY, office_hours()),))
    assert open_then.open_time(*MAY) == OpenTime(21, 126.0)


@pytest.mark.parametrize("year", range(2020, 2031))
def test_holidays_are_those_of_the_directory(year: int) -> None:
    assert holidays_of(year) == set(public_holidays(date(year, 1, 1), date(year, 12, 31)))


def test_days_that_differ_win_over_the_week_and_over_holidays() -> None:
    closed = exception(date(2026, 10, 12), date(2026, 10, 16))
    short = exception(date(2026, 10, 14), spans=[(time(9), time(11))])
    holiday = exception(date(2026, 5, 1), spans=[(time(10), time(12))])
    calendar = OpeningCalendar(CALENDAR.weeks, (closed, short, holiday))
    assert calendar.open_time(*OCTOBER) == OpenTime(18, 104.0)
    assert calendar.open_time(*MAY) == OpenTime(20, 116.0)


def test_old_months_keep_the_hours_that_held_then() -> None:
    longer = CALENDAR.with_week(Week(date(2026, 10, 1), office_hours(17), True))
    assert longer.open_time(*MAY) == CALENDAR.open_time(*MAY)
    assert longer.open_time(*OCTOBER) == OpenTime(22, 176.0)


def test_a_week_told_twice_holds_once_and_an_unknown_one_ends_it() -> None:
    same = CALENDAR.with_week(Week(date(2026, 10, 1), office_hours(), True))
    assert same == CALENDAR
    ended = CALENDAR.with_week(Week(date(2026, 10, 15), weekly({})))
    assert ended.open_time(*OCTOBER) is None
    assert ended.open_time(*MAY) == CALENDAR.open_time(*MAY)
    assert CALENDAR.with_week(Week(JANUARY, weekly({}))) == OpeningCalendar()


def test_what_nobody_told_is_unknown_but_before_its_first_visit_there_was_no_desk() -> None:
    before = date(2025, 12, 31)
    assert OpeningCalendar().open_time(*OCTOBER) is None
    assert CALENDAR.open_time(before, JANUARY) is None
    assert CALENDAR.open_time(before, JANUARY, began=JANUARY) == OpenTime(0, 0.0)


def test_a_night_is_counted_on_the_day_it_begins_and_a_whole_day_has_24_hours() -> None:
    night = Week(JANUARY, weekly({0: [(time(22), time(6))], 1: [ALL_DAY]}))
    assert OpeningCalendar((night,)).open_time(date(2026, 10, 5), date(2026, 10, 6)) == OpenTime(
        2, 32.0
    )


def test_weeks_are_kept_as_plain_values() -> None:
    assert weeks_from_json(weeks_to_json(CALENDAR.weeks)) == CALENDAR.weeks


def test_desks_and_months_add_up_until_today() -> None:
    quarter = Span.parse("2026-Q4")
    told = [(CALENDAR, JANUARY), (CALENDAR, JANUARY)]
    assert open_times(told, [quarter], date(2026, 10, 31)) == [OpenTime(44, 264.0)]
    unknown = [*told, (OpeningCalendar(), JANUARY)]
    assert open_times(unknown, [quarter], date(2026, 10, 31)) == [None]


def test_a_rate_is_hidden_exactly_when_its_count_is() -> None:
    counts = {("visits",): 44, ("needs",): 66}
    derived = derive_openings(Counted(counts), OpenTime(22, 132.0))
    assert Figures(counts, derived).value(VISITS_PER_DAY) == 2
    assert Figures(counts, derived).value(NEEDS_PER_HOUR) == 0.5
    hidden = Figures(counts, derived, frozenset([("visits",)]))
    assert hidden.value(VISITS_PER_DAY) is HIDDEN
    assert hidden.value(VISITS_PER_HOUR) is HIDDEN
    assert (hidden.value(NEEDS_PER_HOUR), hidden.value(OPEN_DAYS)) == (0.5, 22)
    assert hidden.counts_behind([VISITS_PER_DAY]) == {("visits",): 44}


@pytest.mark.parametrize("told", [None, OpenTime(0, 0.0)])
def test_without_open_time_there_is_no_rate(told: OpenTime | None) -> None:
    derived = derive_openings(Counted({("visits",): 44}), told)
    assert derived[VISITS_PER_HOUR].value is None
