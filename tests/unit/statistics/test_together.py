"""Two safe tables side by side: desks and their sum, months and their quarter."""

from hypothesis import given, settings
from hypothesis import strategies as st

from advicedesk.statistics.disclosure.hiding import hide_cells
from advicedesk.statistics.disclosure.sums import Key, Sum
from advicedesk.statistics.disclosure.together import (
    Published,
    hide_beside_parts,
)
from tests.unit.statistics.readers import interval_by_program

TOTAL: Key = ("needs",)
TOPICS: list[Key] = [("topic", code) for code in "abcd"]
SUMS = [Sum(TOTAL, tuple(TOPICS))]


def figures(*numbers: int, hidden: frozenset[Key] = frozenset()) -> Published:
    counts = {TOTAL: sum(numbers), **dict(zip(TOPICS, numbers, strict=True))}
    return Published(counts, SUMS, hidden)


def safe(*numbers: int, threshold: int = 5) -> Published:
    """Figures that are protected by themselves."""
    counts = figures(*numbers).counts
    return figures(*numbers, hidden=hide_cells(counts, SUMS, threshold).hidden)


@given(st.lists(st.tuples(*[st.integers(0, 30)] * 4), min_size=2, max_size=4))
@settings(max_examples=60, deadline=None)
def test_three_safe_months_do_not_leak_through_their_quarter(months):
    parts = [safe(*numbers) for numbers in months]
    whole = figures(*map(sum, zip(*months, strict=True)))
    shown = [
        *parts,
        figures(
            *list(whole.counts.values())[1:], hidden=hide_beside_parts(whole, [parts], 5).hidden
        ),
    ]
    counts, sums, hidden = {}, [], set()
    for name, one in enumerate(map(str, range(len(shown)))):
        counts |= {(one, *key): count for key, count in shown[name].counts.items()}
        sums += [Sum((one, *TOTAL), tuple((one, *key) for key in TOPICS))]
        hidden |= {(one, *key) for key in shown[name].hidden}
    last = str(len(parts))
    for key in [TOTAL, *TOPICS]:
        sums.append(Sum((last, *key), tuple((str(n), *key) for n in range(len(parts)))))
    for key in hidden:
        low, high = interval_by_program(counts, sums, hidden, key)
        assert high - low > 5 - 1e-4


def test_a_sum_that_would_narrow_what_its_parts_leave_open_hides_more():
    parts = [safe(3, 9, 40, 60), safe(0, 0, 30, 70)]
    assert parts[0].hidden == {TOPICS[0], TOPICS[1]}
    whole = figures(3, 9, 70, 130)
    assert hide_beside_parts(whole, [parts], 5).hidden == {TOPICS[0], TOPICS[1]}


def test_a_figure_that_is_not_the_sum_of_its_parts_is_not_taken_for_it():
    counted = Published({("cases",): 40}, [])
    parts = [Published({("cases",): 30}, []), Published({("cases",): 20}, [])]
    assert hide_beside_parts(counted, [parts], 5).hidden == frozenset()


def test_a_small_group_in_one_sensitive_cell_is_hidden_beside_parts_as_well_as_alone():
    group, health, work = ("ar",), ("ar", "health"), ("ar", "work")
    line = Sum(group, (health, work), is_group=True, sensitive=frozenset({health}))
    whole = Published({group: 12, health: 12, work: 0}, [line])
    assert hide_beside_parts(whole, [], 5).hidden == {group, health}
