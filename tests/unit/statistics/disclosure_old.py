"""Small counts stay hidden whatever a reader adds and subtracts."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advicedesk.exports.table import HIDDEN
from advicedesk.statistics.disclosure import CountTable, Key, Sum, hidden_cells, protect

counts = st.one_of(st.just(0), st.integers(0, 9), st.integers(0, 60))


def grid_of(numbers: list[list[int]]) -> CountTable:
    rows = tuple(tuple(row) for row in numbers)
    return CountTable(
        rows,
        row_totals=tuple(sum(row) for row in rows),
        column_totals=tuple(sum(column) for column in zip(*rows, strict=True)),
        total=sum(sum(row) for row in rows),
    )


def list_of(numbers: list[int]) -> CountTable:
    return CountTable((tuple(numbers),), total=sum(numbers))


@st.composite
def grids(draw: st.DrawFn, most_rows: int = 6, most_columns: int = 6) -> CountTable:
    rows = draw(st.integers(1, most_rows))
    columns = draw(st.integers(1, most_columns))
    line = st.lists(counts, min_size=columns, max_size=columns)
    return grid_of(draw(st.lists(line, min_size=rows, max_size=rows)))


def lines_of(grid: CountTable) -> Iterator[list[object]]:
    """Every sum of a grid as [total, part, part, …]."""
    assert grid.row_totals is not None
    assert grid.column_totals is not None
    for total, row in zip(grid.row_totals, grid.cells, strict=True):
        yield [total, *row]
    for total, column in zip(grid.column_totals, zip(*grid.cells, strict=True), strict=True):
        yield [total, *column]
    yield [grid.total, *grid.row_totals]
    yield [grid.total, *grid.column_totals]


def values_of(grid: CountTable) -> list[object]:
    return [
        *(cell for row in grid.cells for cell in row),
        *(grid.row_totals or ()),
        *(grid.column_totals or ()),
        grid.total,
    ]


def places(grid: CountTable) -> CountTable:
    """The grid with each value replaced by its number in `values_of`."""
    height, width = len(grid.cells), len(grid.cells[0])
    numbers = iter(range(len(values_of(grid))))
    cells = tuple(tuple(next(numbers) for _ in range(width)) for _ in range(height))
    row_totals = tuple(next(numbers) for _ in range(height))
    return CountTable(cells, row_totals, tuple(next(numbers) for _ in range(width)), next(numbers))


def solved_by_subtraction(grid: CountTable) -> set[int]:
    """Gaussian elimination over all sums: which hidden places have one value only."""
    values = values_of(grid)
    unknown = [place for place, value in enumerate(values) if value is HIDDEN]
    system = []
    for total, *parts in lines_of(places(grid)):
        signs = {total: -1} | dict.fromkeys(parts, 1)
        system.append([Fraction(signs.get(place, 0)) for place in unknown])
    solved, used = set(), 0
    for column in range(len(unknown)):
        pivot = next((r for r in range(used, len(system)) if system[r][column]), None)
        if pivot is None:
            continue
        system[used], system[pivot] = system[pivot], system[used]
        system[used] = [number / system[used][column] for number in system[used]]
        for r, row in enumerate(system):
            if r != used and row[column]:
                system[r] = [a - row[column] * b for a, b in zip(row, system[used], strict=True)]
        used += 1
    for row in system[:used]:
        terms = [place for place, number in zip(unknown, row, strict=True) if number]
        if len(terms) == 1:
            solved.add(terms[0])
    return solved


def possible_values(grid: CountTable, most: int) -> dict[tuple[int, int], set[int]]:
    """Brute force: every value each hidden inner cell can have, when none is over `most`."""
    assert grid.row_totals is not None
    assert grid.column_totals is not None

    def agrees(shown: object, value: int) -> bool:
        return shown is HIDDEN or shown == value

    rows = [
        [
            row
            for row in product(*(range(1, most + 1) if c is HIDDEN else (c,) for c in cells))
            if agrees(total, sum(row))
        ]
        for cells, total in zip(grid.cells, grid.row_totals, strict=True)
    ]
    found: dict[tuple[int, int], set[int]] = {}
    for guess in product(*rows):
        columns = [sum(column) for column in zip(*guess, strict=True)]
        if agrees(grid.total, sum(columns)) and all(map(agrees, grid.column_totals, columns)):
            for (r, row), c in product(enumerate(grid.cells), range(len(columns))):
                if row[c] is HIDDEN:
                    found.setdefault((r, c), set()).add(guess[r][c])
    return found


@given(grids(), st.integers(3, 10))
@settings(max_examples=150, deadline=None)
def test_nothing_small_is_published_and_zeros_and_values_stay(grid, threshold):
    shown = protect(grid, threshold)
    for before, after in zip(values_of(grid), values_of(shown), strict=True):
        assert after is HIDDEN or after == before
        assert after is HIDDEN or after == 0 or after >= threshold
        assert before != 0 or after == 0


@given(grids(), st.integers(3, 10))
@settings(max_examples=150, deadline=None)
def test_no_subtraction_over_all_sums_gives_a_hidden_cell(grid, threshold):
    assert solved_by_subtraction(protect(grid, threshold)) == set()


@given(grids(), st.integers(3, 10))
@settings(max_examples=150, deadline=None)
def test_each_line_leaves_its_hidden_cells_an_interval_as_wide_as_the_threshold(grid, threshold):
    for total, *parts in lines_of(protect(grid, threshold)):
        hidden = parts.count(HIDDEN)
        if total is HIDDEN:
            assert hidden  # or the parts would add up to it
        elif hidden:
            left = total - sum(part for part in parts if part is not HIDDEN)
            assert hidden >= 2
            assert left - hidden >= threshold  # each is between 1 and left - (hidden - 1)


@given(
    st.lists(st.lists(st.integers(0, 7), min_size=2, max_size=2), min_size=2, max_size=2),
)
@settings(max_examples=20, deadline=None)
def test_trying_every_possible_table_never_leaves_one_value(numbers):
    shown = protect(grid_of(numbers), 3)
    for values in possible_values(shown, most=16).values():
        assert len(values) > 3


@given(st.lists(st.one_of(st.just(0), st.integers(5, 90)), min_size=1, max_size=20))
def test_nothing_is_hidden_when_every_count_is_zero_or_large(numbers):
    assert protect(list_of(numbers)) == list_of(numbers)


@given(st.lists(counts, min_size=1, max_size=20))
def test_the_same_table_is_always_protected_the_same_way(numbers):
    assert protect(list_of(numbers)) == protect(list_of(numbers))


def test_the_cheapest_cell_that_is_enough_is_the_cover():
    assert protect(list_of([3, 40, 12, 7, 90])).cells == ((HIDDEN, 40, 12, HIDDEN, 90),)


def test_a_cover_that_is_too_small_is_passed_over_for_one_that_is_enough():
    assert protect(list_of([1, 5, 6, 7])).cells == ((HIDDEN, 5, HIDDEN, 7),)


def test_covers_too_small_on_their_own_are_taken_together():
    assert protect(list_of([1, 5, 5])) == CountTable(((HIDDEN, HIDDEN, HIDDEN),), total=11)


def test_two_small_cells_cover_each_other_when_their_sum_tells_little():
    assert protect(list_of([3, 4, 50, 60])).cells == ((HIDDEN, HIDDEN, 50, 60),)


def test_two_small_cells_that_sum_to_two_are_known_and_need_more_cover():
    assert protect(list_of([1, 1, 50, 60])).cells == ((HIDDEN, HIDDEN, HIDDEN, 60),)


def test_a_total_is_hidden_when_its_line_has_no_cover_left():
    shown = protect(list_of([2, 4, 0]))
    assert shown == CountTable(((HIDDEN, HIDDEN, 0),), total=HIDDEN)


def test_a_single_small_cell_takes_its_total_along():
    shown = protect(grid_of([[3, 0], [20, 30], [9, 40]]))
    assert shown.row_totals is not None
    assert shown.row_totals[0] is HIDDEN
    assert shown.row_totals[1] is HIDDEN or shown.row_totals[2] is HIDDEN
    assert shown.total == 102


def test_zeros_are_published_and_never_cover():
    assert protect(list_of([0, 2, 0, 30, 0])).cells == ((0, HIDDEN, 0, HIDDEN, 0),)


def test_a_table_without_totals_hides_small_cells_only():
    assert protect(CountTable(((2, 7), (9, 4)))).cells == ((HIDDEN, 7), (9, HIDDEN))


def test_a_table_with_row_totals_only_is_covered_along_its_rows():
    shown = protect(CountTable(((2, 9, 30), (8, 9, 10)), row_totals=(41, 27)))
    assert shown == CountTable(((HIDDEN, HIDDEN, 30), (8, 9, 10)), row_totals=(41, 27))


def test_an_empty_table_stays_as_it_is():
    assert protect(list_of([0, 0])) == list_of([0, 0])


def test_a_cell_hidden_in_one_table_is_covered_in_every_table_that_shares_it():
    counts = {
        ("needs",): 100,
        ("topic", "rights"): 3,
        ("topic", "work"): 57,
        ("topic", "other"): 40,
        ("language", "ar"): 60,
        ("language", "so"): 40,
        ("work", "ar"): 30,
        ("work", "so"): 27,
    }
    hidden = hidden_cells(
        counts,
        [
            Sum(("needs",), (("topic", "rights"), ("topic", "work"), ("topic", "other"))),
            Sum(("needs",), (("language", "ar"), ("language", "so"))),
            Sum(("topic", "work"), (("work", "ar"), ("work", "so"))),
        ],
    )
    assert hidden == {("topic", "rights"), ("topic", "other")}


def test_cover_is_looked_for_along_hidden_cells_when_the_telling_line_has_none():
    part, total, other, whole = ("a",), ("b",), ("c",), ("d",)
    sums = [Sum(total, (part,)), Sum(whole, (total, other))]
    hidden = hidden_cells({part: 3, total: 3, other: 30, whole: 33}, sums)
    assert hidden == {part, total, other}


def test_what_only_several_sums_together_give_away_is_covered_too():
    numbers = [[0, 0, 0], [6, 0, 2], [1, 0, 0], [10, 1, 4]]  # bounds alone leave the 2 solvable
    assert solved_by_subtraction(protect(grid_of(numbers), 3)) == set()


def test_sums_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="topic/work do not add up"):
        hidden_cells({("topic", "work"): 3, ("a",): 2}, [Sum(("topic", "work"), (("a",),))])


@pytest.mark.parametrize("threshold", [-1, 0, 2])
def test_a_threshold_under_three_is_refused(threshold):
    with pytest.raises(ValueError, match="protects nobody"):
        protect(list_of([1]), threshold)


@st.composite
def webs(draw: st.DrawFn) -> tuple[dict[Key, int], list[Sum]]:
    """Topics by language by kind, with subtopics: three sums that share their margins."""
    size = draw(st.integers(2, 5))
    counted: dict[Key, int] = {}
    for topic, language in product("tuvwx"[:size], "abcde"[:size]):
        counted[topic, language] = draw(counts)
    everything = sum(counted.values())
    sums = []
    for side in (0, 1):
        parts = sorted({(key[side],) for key in counted if len(key) == 2})
        for part in parts:
            inside = tuple(key for key in counted if len(key) == 2 and key[side] == part[0])
            counted[part] = sum(counted[key] for key in inside)
            sums.append(Sum(part, inside))
        sums.append(Sum(("all",), tuple(parts)))
    half = draw(st.integers(0, everything))
    counted |= {("all",): everything, ("half",): half, ("rest",): everything - half}
    return counted, [*sums, Sum(("all",), (("half",), ("rest",)))]


@given(webs(), st.integers(3, 8))
@settings(max_examples=100, deadline=None)
def test_shared_margins_leave_every_line_of_every_table_wide(web, threshold):
    counted, sums = web
    hidden = hidden_cells(counted, sums, threshold)
    for line in sums:
        parts = [key for key in line.parts if key in hidden]
        if line.total in hidden:
            assert parts
        elif parts:
            assert sum(counted[key] for key in parts) - len(parts) >= threshold


def test_a_cell_hidden_for_another_reason_is_covered_like_a_small_one():
    counts = {("a",): 20, ("b",): 30, ("c",): 40, ("all",): 90, ("zero",): 0}
    sums = [Sum(("all",), (("a",), ("b",), ("c",), ("zero",)))]
    assert hidden_cells(counts, sums) == frozenset()
    assert hidden_cells(counts, sums, 5, [("b",), ("zero",), ("unknown",)]) == {("a",), ("b",)}


@given(st.lists(st.tuples(*[counts] * 4), min_size=2, max_size=4), st.integers(3, 8))
@settings(max_examples=100, deadline=None)
def test_a_sum_of_desks_minus_all_but_one_never_gives_that_desk_s_hidden_cell(desks, threshold):
    keys = [("topic", str(place)) for place in range(4)]
    sums = [Sum(("needs",), tuple(keys))]

    def counted(numbers: tuple[int, ...]) -> dict[Key, int]:
        return {("needs",): sum(numbers), **dict(zip(keys, numbers, strict=True))}

    singles = [hidden_cells(counted(numbers), sums, threshold) for numbers in desks]
    together = counted(tuple(map(sum, zip(*desks, strict=True))))
    hidden = hidden_cells(together, sums, threshold, set().union(*singles))
    for numbers, single in zip(desks, singles, strict=True):
        left = single & hidden  # what stays unknown to one who takes all other desks away
        assert left == single
        parts = [key for key in keys if key in left]
        if parts and ("needs",) not in left:
            assert sum(counted(numbers)[key] for key in parts) - len(parts) >= threshold
