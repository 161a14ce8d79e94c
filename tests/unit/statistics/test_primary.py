"""Cells that tell of single people by themselves; what is put together before."""

import pytest

from advicedesk.statistics.disclosure.coarsening import categories_of_their_own
from advicedesk.statistics.disclosure.primary import primary_cells
from advicedesk.statistics.disclosure.sums import Sum

HEALTH, WORK, ARABIC = ("health",), ("work",), ("ar",)


@pytest.mark.parametrize(("count", "is_hidden"), [(0, False), (1, True), (4, True), (5, False)])
def test_a_count_from_one_to_under_the_threshold_is_small(count, is_hidden):
    assert bool(primary_cells({WORK: count}, [], 5)) is is_hidden


@pytest.mark.parametrize(
    ("health", "work", "hidden"),
    [
        pytest.param(0, 9, {WORK, ARABIC}, id="a small group in one cell"),
        pytest.param(0, 10, set(), id="a larger group in one cell"),
        pytest.param(19, 0, {HEALTH, ARABIC}, id="a larger group in one sensitive cell"),
        pytest.param(20, 0, set(), id="a large group in one sensitive cell"),
        pytest.param(6, 7, set(), id="a group in two cells"),
    ],
)
def test_a_small_group_that_stands_wholly_in_one_cell_is_hidden(health, work, hidden):
    counts = {HEALTH: health, WORK: work, ARABIC: health + work}
    line = Sum(ARABIC, (HEALTH, WORK), is_group=True, sensitive=frozenset({HEALTH}))
    assert primary_cells(counts, [line], 5) == hidden


def test_a_total_that_is_no_group_of_people_may_stand_in_one_cell():
    assert primary_cells({WORK: 9, ARABIC: 9}, [Sum(ARABIC, (WORK,))], 5) == set()


def test_the_most_frequent_stand_alone_and_equals_go_by_their_code():
    assert categories_of_their_own({"ar": 9, "fa": 4, "so": 9, "ru": 9}, 2) == {"ar", "ru"}


def test_what_is_rare_never_stands_alone():
    assert categories_of_their_own({"ar": 90, "fa": 14, "so": 15}, 8, 15) == {"ar"}
    assert categories_of_their_own({"ar": 90, "fa": 14, "so": 15, "ru": 3}, 8, 15) == {"ar", "so"}
    assert categories_of_their_own({"ar": 90, "so": 15}, 8, 15) == {"ar", "so"}
    assert categories_of_their_own({}, 8, 15) == set()
