"""A release beside all earlier ones: versions, months beside their quarter, desks beside all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advicedesk.statistics.disclosure.hiding import hide_cells
from advicedesk.statistics.disclosure.released import Column, GivenAway, hide_beside_released
from advicedesk.statistics.disclosure.sums import Key, Sum
from advicedesk.statistics.disclosure.tilings import Region, tilings
from advicedesk.statistics.disclosure.together import Published
from advicedesk.statistics.releases.layouts import laid_out_otherwise
from tests.unit.statistics.readers import interval_by_program

TOTAL: Key = ("needs",)
TOPICS: list[Key] = [("topic", code) for code in "abcd"]
SUMS = [Sum(TOTAL, tuple(TOPICS))]
JULY, AUGUST, SEPTEMBER = "2026-07", "2026-08", "2026-09"


def region(*months: str, desks: str = "x") -> Region:
    return frozenset((desk, month) for desk in desks for month in months)


QUARTER = region(JULY, AUGUST, SEPTEMBER)


def column(where: Region, *numbers: int, hidden: frozenset[Key] | None = None) -> Column:
    """Figures that are protected by themselves, unless it is said what they hide."""
    counts = {TOTAL: sum(numbers), **dict(zip(TOPICS, numbers, strict=True))}
    if hidden is None:
        hidden = hide_cells(counts, SUMS, 5).hidden
    return Column(where, Published(counts, SUMS, hidden))


def released(new: Column, *earlier: Column) -> Column:
    """The new figures as they may be released beside the earlier ones."""
    (hidden,) = hide_beside_released([new], earlier, 5)
    return Column(new.region, Published(new.published.counts, SUMS, hidden))


def intervals(columns: list[Column], ties: list[tuple[int, list[int]]]) -> list[float]:
    """What a reader who ties columns by hand knows of each hidden cell: how wide it is."""
    counts, hidden, sums = {}, set(), []
    for number, one in enumerate(columns):
        name = str(number)
        counts |= {(name, *key): count for key, count in one.published.counts.items()}
        hidden |= {(name, *key) for key in one.published.hidden}
        sums.append(Sum((name, *TOTAL), tuple((name, *key) for key in TOPICS)))
    for whole, parts in ties:
        for key in [TOTAL, *TOPICS]:
            line = Sum((str(whole), *key), tuple((str(part), *key) for part in parts))
            if counts[line.total] == sum(counts[part] for part in line.parts):
                sums.append(line)

    def told(cell: Key) -> tuple[object, ...]:
        return columns[int(cell[0])].region, cell[1:], counts[cell]

    hidden = {cell for cell in hidden if counts[cell]}
    # what another version shows is no secret, though this one hides it
    shown = {told(cell) for cell in counts if cell not in hidden}
    secret = [cell for cell in hidden if told(cell) not in shown]
    bounds = [interval_by_program(counts, sums, hidden, cell) for cell in secret]
    return [high - low for low, high in bounds]


MONTH = st.tuples(*[st.integers(0, 30)] * 4)


@given(st.lists(MONTH, min_size=3, max_size=3))
@settings(max_examples=40, deadline=None)
def test_months_that_were_released_do_not_leak_through_their_quarter(months):
    parts = [
        column(region(month), *numbers)
        for month, numbers in zip((JULY, AUGUST, SEPTEMBER), months, strict=True)
    ]
    whole = column(QUARTER, *map(sum, zip(*months, strict=True)))
    try:
        found = released(whole, *parts)
    except GivenAway:
        return
    assert all(width > 5 - 1e-4 for width in intervals([*parts, found], [(3, [0, 1, 2])]))


@given(MONTH, MONTH)
@settings(max_examples=40, deadline=None)
def test_a_correction_does_not_leak_through_the_two_versions(first, second):
    before = column(QUARTER, *first)
    try:
        after = released(column(QUARTER, *second), before)
    except GivenAway:
        return
    assert all(width > 5 - 1e-4 for width in intervals([before, after], [(0, [1])]))
    for key, count in after.published.counts.items():
        difference = abs(count - before.published.counts[key])
        is_small = 0 < difference < 5 and count
        assert not is_small or key in after.published.hidden


def test_two_safe_months_beside_a_safe_quarter_leak_until_more_is_hidden():
    july = column(region(JULY), 3, 9, 40, 60)
    august = column(region(AUGUST), 0, 0, 30, 70)
    september = column(region(SEPTEMBER), 20, 20, 20, 20)
    alone = column(QUARTER, 23, 29, 90, 150)
    assert alone.published.hidden == frozenset()
    together = released(alone, july, august, september)
    assert together.published.hidden >= {TOPICS[0], TOPICS[1]}


def test_a_correction_shows_nothing_that_would_tell_what_the_first_version_hides():
    before = column(QUARTER, 3, 40, 12, 90)
    assert before.published.hidden == {TOPICS[0], TOPICS[2]}
    alone = column(QUARTER, 3, 11, 12, 90)
    assert alone.published.hidden == {TOPICS[0], TOPICS[1]}  # and what covered is shown
    assert released(alone, before).published.hidden >= before.published.hidden


def test_a_correction_of_one_visit_does_not_tell_of_that_visit():
    before = column(QUARTER, 20, 40, 12, 90)
    after = released(column(QUARTER, 19, 41, 12, 90), before)
    assert after.published.hidden == {TOPICS[0], TOPICS[1]}


def test_a_figure_that_was_large_and_is_small_now_is_hidden():
    before = column(QUARTER, 8, 40, 12, 90)
    assert before.published.hidden == frozenset()
    assert TOPICS[0] in released(column(QUARTER, 2, 40, 12, 90), before).published.hidden


def test_a_great_change_is_shown():
    before = column(QUARTER, 20, 40, 12, 90)
    assert released(column(QUARTER, 30, 40, 12, 90), before).published.hidden == frozenset()


def test_one_desk_minus_all_desks_does_not_tell_of_the_other():
    everywhere = column(region(JULY, desks="xy"), 20, 12, 70, 100)
    here = column(region(JULY, desks="x"), 3, 9, 40, 60)
    there = released(column(region(JULY, desks="y"), 17, 3, 30, 40), everywhere, here)
    widths = intervals([everywhere, here, there], [(0, [1, 2])])
    assert all(width > 5 - 1e-4 for width in widths)


def test_a_release_is_refused_by_the_cell_when_a_zero_gives_away_what_an_earlier_one_hides():
    hidden = frozenset({TOPICS[0], TOPICS[1]})
    here = column(region(JULY, desks="x"), 3, 9, 40, 60, hidden=hidden)
    other = frozenset({TOPICS[0], TOPICS[2]})
    everywhere = column(region(JULY, desks="xy"), 3, 9, 70, 90, hidden=other)
    with pytest.raises(GivenAway) as refused:
        released(column(region(JULY, desks="y"), 0, 0, 30, 30), everywhere, here)
    assert refused.value.key in (TOPICS[0], TOPICS[2], TOPICS[1])


def test_what_a_lower_threshold_left_open_before_does_not_stop_a_new_release():
    before = column(QUARTER, 3, 3, 40, 60, hidden=frozenset(TOPICS[:2]))  # 1 to 5: four wide
    after = released(column(region("2026-10"), 20, 20, 20, 20), before)
    assert after.published.hidden == frozenset()
    again = released(column(QUARTER, 3, 3, 40, 90), before)
    assert again.published.hidden >= set(TOPICS[:2])


def test_months_that_nothing_was_released_of_are_beside_nothing():
    far = column(region("2024-01"), 3, 9, 40, 60)
    new = column(QUARTER, 20, 20, 20, 20)
    assert released(new, far).published.hidden == frozenset()


def test_a_year_of_quarters_is_not_also_put_together_from_their_months():
    months = [f"2026-{number:02d}" for number in range(1, 13)]
    quarters = [region(*months[first : first + 3]) for first in range(0, 12, 3)]
    year = region(*months)
    every = [year, *quarters, *(region(month) for month in months)]
    assert [set(parts) for parts in tilings(year, every)] == [set(quarters)]
    assert [len(parts) for parts in tilings(quarters[0], every)] == [3]


def test_all_desks_in_a_quarter_are_their_desks_and_their_months():
    months = (JULY, AUGUST)
    whole = region(*months, desks="xy")
    desks = [region(*months, desks=desk) for desk in "xy"]
    single = [region(month, desks="xy") for month in months]
    found = {frozenset(parts) for parts in tilings(whole, [whole, *desks, *single])}
    assert found == {frozenset(desks), frozenset(single)}


def test_a_language_that_stood_among_the_others_does_not_stand_alone_beside_them_later():
    def laid_out(**by_language: int) -> Column:
        counts = {("needs", "topic_language", "work", code): n for code, n in by_language.items()}
        return Column(QUARTER, Published(counts, []))

    then = laid_out(ar=20, so=12, XX=13)
    now = laid_out(ar=20, so=12, ru=6, fa=0, XX=7)
    found = laid_out_otherwise(now, [then])
    assert {key[-1] for key in found} == {"ru", "XX"}
    assert laid_out_otherwise(now, [now]) == set()
    far = Column(region(JULY), then.published)
    assert laid_out_otherwise(now, [far]) == set()
