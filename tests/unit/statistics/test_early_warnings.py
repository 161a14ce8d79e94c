"""Early warnings: what is told, and what raises no alarm although its count is high."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from advicedesk.statistics.early_warnings.calendar import (
    full_weeks_until,
    months_until,
    needed,
    periods_for,
)
from advicedesk.statistics.early_warnings.causes import CAUSES, NEEDS, Cause, find_causes
from advicedesk.statistics.early_warnings.judging import (
    FAMILY_ALPHA,
    Judged,
    judge,
    judge_day,
)
from advicedesk.statistics.early_warnings.prevention import count_prevention
from advicedesk.statistics.early_warnings.series import (
    Grain,
    History,
    Kind,
    NotASeries,
    Period,
    Series,
)
from advicedesk.statistics.months import Month
from advicedesk.statistics.surveillance.baselines import usable_periods

HOUSING = Series(Kind.LANGUAGE, "housing", "ar")
OTHERS = Series(Kind.LANGUAGE, "work", "so")
HELSINKI = ZoneInfo("Europe/Helsinki")
OPEN_DAYS = 20


def months(counts: list[int], totals: list[int] | None = None, **days: int) -> History:
    """Return a history that ends with the month judged, and one that has just begun."""
    first = Month(2026, 10).shifted(1 - len(counts))
    told = [first.shifted(number) for number in range(len(counts) + 1)]
    periods = [Period(Grain.MONTH, one.first_day, one.shifted(1).first_day) for one in told]
    all_needs = [*(totals or [200 for _count in counts]), 0]
    open_days = [days.get(f"m{one.number}", OPEN_DAYS) for one in told[:-1]] + [1]
    others = [total - count for total, count in zip(all_needs, [*counts, 0], strict=True)]
    return History(periods, list(all_needs), open_days, {HOUSING: [*counts, 0], OTHERS: others})


def weeks(counts: list[int], open_days: list[int] | None = None) -> History:
    periods = full_weeks_until(date(2026, 11, 23), len(counts) - 1)
    days = open_days or [5] * len(counts)
    return History(periods, list(counts), days, {Series(Kind.ALL): counts})


def october(history: History, today: date = date(2026, 11, 20), **options: object) -> Judged:
    return judge(history, len(history.periods) - 2, today, **options)  # type: ignore[arg-type]


def rare(judged: Judged) -> list[tuple[Series, int]]:
    return [(one.series, one.count) for one in judged.rare]


# what is told


def test_a_count_that_is_rare_against_eight_months_is_told_with_usual_and_bound() -> None:
    found = october(months([5, 4, 6, 5, 5, 4, 6, 5, 18])).rare[0]
    assert (found.series, found.count, found.usual) == (HOUSING, 18, 5)
    assert 10 <= found.bound < 18
    assert found.period.first == date(2026, 10, 1)


def test_below_six_months_nothing_is_judged() -> None:
    assert october(months([5, 4, 6, 5, 5, 18])).judgements == []
    assert october(months([5, 4, 6, 5, 5, 5, 18])).rare != []


def test_fewer_than_five_are_never_told_and_the_threshold_may_be_higher() -> None:
    assert october(months([0] * 8 + [4])).rare == []
    assert rare(october(months([0] * 8 + [7]))) == [(HOUSING, 7)]
    assert october(months([0] * 8 + [7]), least=8).rare == []


def test_the_more_series_are_watched_the_rarer_a_count_must_be() -> None:
    history = months([5, 4, 6, 5, 5, 4, 6, 5, 15])
    few = october(history)
    for number in range(300):
        history.counts[Series(Kind.LANGUAGE, "health", f"x{number}")] = [1] * 10
    many = october(history)
    bounds = [
        next(one.bound for one in judged.judgements if one.series == HOUSING)
        for judged in (few, many)
    ]
    assert bounds[0] < bounds[1]


def test_all_bounds_together_spend_no_more_than_the_family_may() -> None:
    history = months([5, 4, 6, 5, 5, 4, 6, 5, 5])
    for number in range(40):
        counts = [number % 7 for _month in range(10)]
        history.counts[Series(Kind.LANGUAGE, "health", f"x{number}")] = counts
    judged = october(history)
    assert len(judged.judgements) > 30
    assert FAMILY_ALPHA[Grain.MONTH] / 3 < judged.false_alarms <= FAMILY_ALPHA[Grain.MONTH]


def test_a_rise_of_every_year_must_be_above_those_years() -> None:
    counts = [5, 5, 5, 5, 5, 5, 5, 5, 5, 14, 15, 5]
    once = months([*counts, *counts[:10]])
    assert october(once).rare == []
    assert rare(october(months([5] * 21 + [14]))) == [(HOUSING, 14)]


def test_a_running_month_is_held_against_a_whole_one() -> None:
    history = months([5, 4, 6, 5, 5, 4, 6, 5, 5])
    assert judge(history, 9, date(2026, 11, 3)).rare == []
    history.counts[HOUSING][9] = 17
    history.totals[9] = 40
    assert rare(judge(history, 9, date(2026, 11, 3))) == [(HOUSING, 17)]


def test_an_explained_month_is_left_out_of_what_is_usual() -> None:
    history = months([5, 4, 6, 5, 5, 30, 6, 5, 14])
    assert october(history).rare == []
    explained = {(Grain.MONTH, date(2026, 7, 1), HOUSING)}
    assert rare(october(history, explained=explained)) == [(HOUSING, 14)]


def test_weeks_are_held_against_three_years_once_there_are_so_many() -> None:
    rng = Random(7)
    counts = [30 + rng.randrange(-6, 7) for _week in range(165)]
    found = judge(weeks([*counts, 70]), 165, date(2026, 11, 23)).rare
    assert [one.count for one in found] == [70]
    assert judge(weeks([*counts, 36]), 165, date(2026, 11, 23)).rare == []


def test_a_day_is_held_against_the_open_days_before_it() -> None:
    days = [Period(Grain.DAY, date(2026, 11, 1), date(2026, 11, 2))] * 12
    calm = [20, 24, 19, 22, 25, 18, 21, 23, 20, 22, 19]
    told = judge_day(days, [*calm, 60])
    assert told
    assert told.is_rare
    quiet = judge_day(days, [*calm, 27])
    assert quiet
    assert not quiet.is_rare
    assert judge_day(days[:9], [20] * 9) is None


# what raises no alarm


def test_the_august_after_a_quiet_july_raises_no_alarm() -> None:
    year = [12, 11, 12, 12, 11, 12, 1, 20, 14, 12, 11, 12]
    counts = (year * 3)[: 12 * 2 + 8]
    first = Month(2024, 1)
    told = [first.shifted(number) for number in range(len(counts) + 1)]
    periods = [Period(Grain.MONTH, one.first_day, one.shifted(1).first_day) for one in told]
    totals = [10 * count for count in counts]
    history = History(
        periods, [*totals, 0], [OPEN_DAYS] * len(counts) + [1], {HOUSING: [*counts, 0]}
    )
    assert judge(history, len(counts) - 1, date(2026, 9, 3)).rare == []
    history.counts[HOUSING][len(counts) - 1] = 40
    assert rare(judge(history, len(counts) - 1, date(2026, 9, 3))) == [(HOUSING, 40)]


def test_a_july_dip_is_not_usual() -> None:
    totals: list[int | None] = [200, 210, 190, 40, 205, None, 0]
    assert usable_periods(totals, [20, 20, 20, 20, 20, 0, 0]) == [
        *[True] * 3,
        False,
        True,
        False,
        False,
    ]


def test_the_month_after_closed_weeks_raises_no_alarm() -> None:
    # half of the days, half of the needs: a whole month after them is no rise
    counts = [20, 20, 10, 10, 10, 10, 10, 10, 25]
    half = dict.fromkeys(("m4", "m5", "m6", "m7", "m8", "m9"), 10)
    totals = [count * 20 for count in counts[:-1]] + [400]
    assert october(months(counts, totals, **half)).rare == []
    assert october(months(counts, totals)).rare != []


def test_a_half_week_in_the_past_raises_no_alarm() -> None:
    counts = [40, 40, 17, 40, 16, 40, 16, 40, 16, 40, 48]
    days = [5, 5, 2, 5, 2, 5, 2, 5, 2, 5, 5]
    assert judge(weeks(counts, days), 10, date(2026, 11, 23)).rare == []


def test_a_half_week_now_is_held_against_half_a_week() -> None:
    counts = [40] * 10 + [38]
    days = [5] * 10 + [2]
    assert [one.count for one in judge(weeks(counts, days), 10, date(2026, 11, 23)).rare] == [38]
    assert judge(weeks([40] * 10 + [20], days), 10, date(2026, 11, 23)).rare == []


def test_weeks_still_filling_with_late_entries_are_not_usual() -> None:
    # visits may be logged fourteen days later: last week and the one before still grow
    filled = [40, 41, 39, 40, 42, 40, 38, 40, 40]
    history = weeks([*filled, 10, 12, 41])
    today = date(2026, 11, 23)
    assert judge(history, 11, today).rare == []
    judged = judge(history, 11, today).judgements[0]
    assert 39 <= judged.usual <= 41


def test_a_closed_month_is_no_past_at_all() -> None:
    counts = [5, 4, 6, 0, 5, 4, 6, 5, 12]
    closed = months(counts, [200, 200, 200, 0, *[200] * 5], m5=0)
    assert next(one for one in october(closed).judgements if one.series == HOUSING).usual == 5


def test_chance_alone_makes_about_as_many_warnings_as_are_told() -> None:
    rng = Random(20261124)
    expected = seen = 0.0
    for _trial in range(60):
        counts = [sum(rng.random() < 0.05 for _one in range(200)) for _month in range(9)]
        judged = october(months(counts))
        expected += judged.false_alarms
        seen += len(judged.rare)
    assert 0 < expected <= 60 * FAMILY_ALPHA[Grain.MONTH]
    assert seen <= 3 * expected + 3


# which periods are looked at


def test_months_and_weeks_end_with_the_running_month_and_the_last_full_week() -> None:
    today = date(2026, 11, 24)  # a Tuesday
    assert [one.first for one in months_until(today, 1)] == [date(2026, 10, 1), date(2026, 11, 1)]
    last = full_weeks_until(today, 3)[-1]
    assert (last.first, last.end) == (date(2026, 11, 16), date(2026, 11, 23))


def test_a_desk_is_looked_at_since_its_first_visit() -> None:
    found = periods_for(Grain.MONTH, date(2026, 11, 24), date(2026, 3, 15))
    assert found[0].first == date(2026, 3, 1)
    assert len(found) == 9


def test_only_what_a_past_needs_is_read() -> None:
    today = date(2026, 11, 24)
    told = periods_for(Grain.MONTH, today, date(2020, 1, 1))
    wanted = [
        one for one, is_needed in zip(told, needed(told, Grain.MONTH), strict=True) if is_needed
    ]
    assert len(wanted) < len(told)
    assert {one.first for one in wanted} >= {date(2025, month, 1) for month in (9, 10, 11, 12)}
    young = periods_for(Grain.WEEK, today, date(2025, 6, 1))
    assert not all(needed(young, Grain.WEEK))
    old = periods_for(Grain.WEEK, today, date(2020, 6, 1))
    assert all(needed(old, Grain.WEEK))


@pytest.mark.parametrize(
    "series",
    [Series(Kind.ALL), Series(Kind.TOPIC, "work"), HOUSING, Series(Kind.AUTHORITY, "work", "12")],
)
def test_a_series_is_read_as_it_was_written(series: Series) -> None:
    assert Series.parse(str(series)) == series


@pytest.mark.parametrize("text", ["", "x", "topic:a:b:c"])
def test_what_names_no_series_is_refused(text: str) -> None:
    with pytest.raises(NotASeries):
        Series.parse(text)


# causes and prevention


def counted(needs: int, **causes: dict[str, int]) -> dict[str, dict[str, int]]:
    return {NEEDS: {"": needs}, **{kind: causes.get(kind, {}) for kind in CAUSES}}


def test_a_cause_is_what_makes_up_half_of_the_rise() -> None:
    now = counted(20, authority={"1": 15, "2": 3}, unmet_reason={"cost": 6})
    before = counted(40, authority={"1": 8}, unmet_reason={"cost": 24})
    assert find_causes(now, before, 5, 5) == [Cause("authority", "1", 15, 1.0)]


def test_a_cause_below_the_threshold_is_not_told() -> None:
    assert find_causes(counted(6, subtopic={"a/b": 4}), counted(0), 1, 5) == []


def test_deadlines_are_reached_on_their_day_and_missed_after_it() -> None:
    due = date(2026, 10, 15)
    on_the_day = datetime(2026, 10, 15, 20, 59, tzinfo=UTC)
    rows = [
        (due, on_the_day, None),
        (due, on_the_day + timedelta(minutes=2), None),
        (due, None, on_the_day - timedelta(days=3)),
        (due, None, None),
        (date(2026, 11, 24), None, None),
    ]
    told = count_prevention(7, rows, date(2026, 11, 24), HELSINKI)
    assert (told.came_back_unmet, told.due, told.reached, told.missed) == (7, 4, 2, 2)
    assert told.share_reached == 0.5
    assert count_prevention(0, [], date(2026, 11, 24), HELSINKI).share_reached is None
