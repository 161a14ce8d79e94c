"""Small counts stay hidden whatever a reader adds and subtracts."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advicedesk.statistics.disclosure.audit import exposed_cells
from advicedesk.statistics.disclosure.choosing import FEW_CELLS
from advicedesk.statistics.disclosure.hiding import MANY_CELLS, CannotBeHidden, hide_cells
from advicedesk.statistics.disclosure.primary import primary_cells
from advicedesk.statistics.disclosure.sums import Key, Sum, Web
from tests.unit.statistics.count_tables import (
    TOTAL,
    Counted,
    grid_of,
    hierarchy_of,
    list_of,
    table_of,
)
from tests.unit.statistics.readers import interval_by_program, intervals_by_trying

counts = st.one_of(st.just(0), st.integers(0, 9), st.integers(0, 60))
NEARLY = 1e-4


@st.composite
def grids(draw: st.DrawFn, numbers: st.SearchStrategy[int] = counts, most: int = 5) -> Counted:
    width = draw(st.integers(1, most))
    line = st.lists(numbers, min_size=width, max_size=width)
    return grid_of(draw(st.lists(line, min_size=1, max_size=most)))


@st.composite
def cubes(draw: st.DrawFn) -> Counted:
    sizes = [draw(st.integers(1, 3)) for _axis in range(3)]
    places = [
        (str(a), str(b), str(c))
        for a in range(sizes[0])
        for b in range(sizes[1])
        for c in range(sizes[2])
    ]
    return table_of({place: draw(counts) for place in places})


@st.composite
def hierarchies(draw: st.DrawFn) -> Counted:
    paths = [(a, b, c) for a in "xyz" for b in "pq" for c in "mno"]
    kept = draw(st.sets(st.sampled_from(paths), min_size=1))
    return hierarchy_of({path: draw(counts) for path in sorted(kept)})


tables = st.one_of(
    grids(),
    grids(st.integers(0, 4)),
    grids(st.one_of(*[st.just(0)] * 4, st.integers(1, 30))),
    cubes(),
    hierarchies(),
)


def too_close(
    counts: Mapping[Key, int], sums: Sequence[Sum], hidden: frozenset[Key], threshold: int
) -> dict[Key, tuple[float, float]]:
    """What another reader works out too well, cell by cell."""
    intervals = {key: interval_by_program(counts, sums, hidden, key) for key in hidden}
    return {
        key: (low, high)
        for key, (low, high) in intervals.items()
        if high - low < threshold - NEARLY
    }


@given(tables, st.integers(3, 10))
@settings(max_examples=70, deadline=None)
def test_every_hidden_cell_keeps_an_interval_as_wide_as_the_threshold(table, threshold):
    hidden = hide_cells(*table, threshold).hidden
    assert too_close(*table, hidden, threshold) == {}


@given(tables, st.integers(3, 10))
@settings(max_examples=60, deadline=None)
def test_nothing_small_is_shown_and_no_zero_is_hidden(table, threshold):
    counted, sums = table
    hidden = hide_cells(counted, sums, threshold).hidden
    assert {key for key, count in counted.items() if 0 < count < threshold} <= hidden
    assert not [key for key in hidden if counted[key] == 0]


@given(tables, st.integers(3, 8))
@settings(max_examples=60, deadline=None)
def test_the_audit_says_what_another_reader_finds_of_any_choice_of_cells(table, threshold):
    counted, sums = table
    web = Web(counted, sums)
    web.hide(primary_cells(counted, sums, threshold))
    exposed = exposed_cells(web, threshold)
    found = too_close(counted, sums, frozenset(web.hidden), threshold)
    assert exposed.keys() == found.keys()
    for key, interval in exposed.items():
        assert (interval.low, interval.high) == pytest.approx(found[key], abs=NEARLY)


@given(st.lists(st.lists(st.integers(0, 4), min_size=2, max_size=2), min_size=2, max_size=2))
@settings(max_examples=15, deadline=None)
def test_trying_every_whole_number_leaves_the_interval_too(numbers):
    counted, sums = grid_of(numbers)
    hidden = hide_cells(counted, sums, 3).hidden
    inner = [key for key in hidden if TOTAL not in key]
    if len(hidden) > 5:
        return  # too many to try
    for low, high in intervals_by_trying(counted, sums, hidden, most=20).values():
        assert high - low >= 3
    assert inner or not hidden


@given(tables)
@settings(max_examples=30, deadline=None)
def test_the_same_figures_are_always_hidden_the_same_way(table):
    counts, sums = table  # the words of another language put lines and columns in another order
    turned = [replace(line, parts=line.parts[::-1]) for line in reversed(list(sums))]
    again = dict(reversed(counts.items())), turned
    assert hide_cells(*table) == hide_cells(*again)


@given(st.lists(st.one_of(st.just(0), st.integers(5, 90)), min_size=1, max_size=20))
def test_nothing_is_hidden_when_every_count_is_zero_or_large(numbers):
    assert hide_cells(*list_of(numbers)).hidden == frozenset()


def least_cost(table: Counted, threshold: int) -> float:
    """The cheapest cover of all, every choice of cells tried."""
    counted, sums = table
    small = primary_cells(counted, sums, threshold)
    free = [key for key, count in counted.items() if count and key not in small]
    web, least = Web(counted, sums), float("inf")
    for choice in range(1 << len(free)):
        cover = [key for place, key in enumerate(free) if choice >> place & 1]
        cost = sum(counted[key] for key in cover)
        if cost < least:
            web.hidden = {*small, *cover}
            least = least if exposed_cells(web, threshold) else cost
    return least


def test_the_cost_is_at_most_half_over_the_least_there_is():
    made_up = random.Random(6)
    for _number in range(25):
        width = made_up.choice((2, 3))
        numbers = [
            [
                made_up.choice((0, made_up.randint(0, 9), made_up.randint(0, 60)))
                for _ in range(width)
            ]
            for _row in range(2)
        ]
        table = grid_of(numbers)
        assert sum(1 for count in table[0].values() if count) <= FEW_CELLS
        assert hide_cells(*table, 5).cover_cost <= 1.5 * least_cost(table, 5)


def test_a_web_of_thousands_of_cells_is_covered_along_its_sums_and_passes_the_audit():
    made_up = random.Random(1)
    cells = {
        (str(a), str(b)): min(200, int(made_up.expovariate(0.01)) + 1)
        for a in range(60)
        for b in range(44)
    }
    counted, sums = table_of(cells)
    web = Web(counted, sums)
    assert len(web.lines_of) > MANY_CELLS
    found = hide_cells(counted, sums)
    web.hide(found.hidden)
    assert found.cover_cost
    assert exposed_cells(web, 5) == {}


def inside(numbers: list[int], threshold: int = 5) -> list[object]:
    """A list without its total's doubles, hidden numbers as dots, the total last."""
    keys = [(str(place),) for place in range(len(numbers))]
    total = ("all",)
    counted = {**dict(zip(keys, numbers, strict=True)), total: sum(numbers)}
    hidden = hide_cells(counted, [Sum(total, tuple(keys))], threshold).hidden
    return ["." if key in hidden else counted[key] for key in [*keys, total]]


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [
        pytest.param([3, 40, 12, 7, 90], [".", 40, 12, ".", 90, 152], id="cheapest that is enough"),
        pytest.param([1, 5, 6, 7], [".", 5, ".", 7, 19], id="too small is passed over"),
        pytest.param([1, 5, 5], [".", ".", ".", 11], id="too small alone, enough together"),
        pytest.param([3, 4, 50, 60], [".", ".", 50, 60, 117], id="small ones cover each other"),
        pytest.param(
            [1, 1, 50, 60], [".", ".", ".", 60, 112], id="two ones are known by their sum"
        ),
        pytest.param([2, 4, 0], [".", ".", 0, "."], id="the total, when no part is left"),
        pytest.param([0, 2, 0, 30, 0], [0, ".", 0, ".", 0, 32], id="zeros never cover"),
        pytest.param([0, 0], [0, 0, 0], id="nothing counted"),
    ],
)
def test_a_list_and_its_total(numbers, shown):
    assert inside(numbers) == shown


def test_a_cell_hidden_in_one_table_is_covered_in_every_table_that_shares_it():
    counted = {
        ("needs",): 100,
        ("topic", "rights"): 3,
        ("topic", "work"): 57,
        ("topic", "other"): 40,
        ("language", "ar"): 60,
        ("language", "so"): 40,
        ("work", "ar"): 30,
        ("work", "so"): 27,
    }
    hidden = hide_cells(
        counted,
        [
            Sum(("needs",), (("topic", "rights"), ("topic", "work"), ("topic", "other"))),
            Sum(("needs",), (("language", "ar"), ("language", "so"))),
            Sum(("topic", "work"), (("work", "ar"), ("work", "so"))),
        ],
    ).hidden
    assert hidden == {("topic", "rights"), ("topic", "other")}


def test_cells_hidden_for_another_reason_are_covered_like_small_ones():
    counted = {("a",): 20, ("b",): 30, ("c",): 40, ("all",): 90, ("zero",): 0}
    sums = [Sum(("all",), (("a",), ("b",), ("c",), ("zero",)))]
    assert hide_cells(counted, sums).hidden == frozenset()
    also = [("b",), ("zero",), ("unknown",)]
    assert hide_cells(counted, sums, 5, also).hidden == {("a",), ("b",)}


def test_a_cell_that_published_figures_give_away_is_refused_by_name_with_what_is_known():
    counted = {("a",): 3, ("b",): 30, ("all",): 33}
    sums = [Sum(("all",), (("a",), ("b",)))]
    with pytest.raises(CannotBeHidden) as refused:
        hide_cells(counted, sums, kept=[("b",), ("all",)])
    assert refused.value.key == ("a",)
    assert (refused.value.interval.low, refused.value.interval.high) == (3, 3)


def test_a_small_cell_that_is_published_already_cannot_be_hidden_and_is_no_reason_to_hide_others():
    counted = {("a",): 3, ("b",): 30, ("all",): 33}
    sums = [Sum(("all",), (("a",), ("b",)))]
    assert hide_cells(counted, sums, kept=counted).hidden == frozenset()


def test_sums_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="topic/work do not add up"):
        hide_cells({("topic", "work"): 3, ("a",): 2}, [Sum(("topic", "work"), (("a",),))])


@pytest.mark.parametrize("threshold", [-1, 0, 2])
def test_a_threshold_under_three_is_refused(threshold):
    with pytest.raises(ValueError, match="protects nobody"):
        hide_cells({("a",): 1}, [], threshold)
