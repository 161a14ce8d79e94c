"""Early warnings: a topic is told when it is clearly above the same days of the months before."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from advicedesk.statistics.early_warnings import Rise, find_rises, same_days

HELSINKI = ZoneInfo("Europe/Helsinki")


def rises(count: int, *before: int, threshold: int = 5) -> list[Rise]:
    """Find the rise of one topic beside another that stays as it is."""
    months = [{"housing": one, "work": 20} for one in before]
    return find_rises({"housing": count, "work": 20}, months, threshold)


def test_a_topic_far_above_its_usual_is_told_with_both_figures() -> None:
    assert rises(30, 10, 12, 11) == [Rise("housing", 30, 11)]


@pytest.mark.parametrize(
    ("count", "before", "why"),
    [
        (13, (10, 12, 11), "chance"),
        (150, (110, 112, 108), "less than half as much again"),
        (30, (31, 8, 9), "one of the months was as high"),
        (4, (0, 0, 0), "a small count"),
        (0, (9, 9, 9), "a fall"),
    ],
)
def test_what_is_not_clear_is_not_told(count: int, before: tuple[int, ...], why: str) -> None:
    assert rises(count, *before) == [], why


def test_a_small_usual_is_never_told_as_a_figure() -> None:
    assert rises(12, 1, 0, 2) == [Rise("housing", 12, None)]
    assert rises(30, 4, 5, 5) == [Rise("housing", 30, None)]


def test_the_threshold_is_the_organisations_own() -> None:
    assert rises(9, 0, 0, 1, threshold=10) == []
    assert rises(40, 9, 9, 9, threshold=10) == [Rise("housing", 40, None)]


def test_without_a_past_of_three_months_nothing_is_told() -> None:
    assert rises(30) == []
    assert rises(30, 5, 5) == []
    assert find_rises({"work": 30}, [{}, {"work": 3}, {"work": 3}], 5) == []


def test_the_clearest_rise_stands_first() -> None:
    before = [{"work": 10, "health": 10}] * 3
    found = find_rises({"work": 25, "health": 40, "money": 9}, before, 5)
    assert [rise.topic for rise in found] == ["health", "money", "work"]


def test_a_topic_that_grows_with_the_year_by_chance_is_seldom_told() -> None:
    # usual 20: told from 36 on; a Poisson count of 20 is that high once in some thousands
    assert rises(35, 20, 20, 20) == []
    assert rises(36, 20, 20, 20) != []


def test_the_same_days_of_each_month_are_compared() -> None:
    now, *before = same_days(date(2026, 11, 24), HELSINKI)
    assert now == (
        datetime(2026, 11, 1, tzinfo=HELSINKI),
        datetime(2026, 11, 24, tzinfo=HELSINKI),
    )
    assert [edges[1].astimezone(HELSINKI).isoformat()[:10] for edges in before] == [
        "2026-10-24",
        "2026-09-24",
        "2026-08-24",
    ]


def test_a_shorter_month_is_compared_whole() -> None:
    _now, february, *_others = same_days(date(2026, 3, 31), HELSINKI)
    assert february[1].astimezone(HELSINKI).date() == date(2026, 3, 1)


def test_on_the_first_of_a_month_there_are_no_full_days() -> None:
    first, last = same_days(date(2026, 11, 1), HELSINKI)[0]
    assert first == last
