"""Counts with the sums that readers can check: lists, grids, cubes and hierarchies."""

from collections.abc import Iterator, Sequence
from itertools import product

from advicedesk.statistics.disclosure.sums import Key, Sum

TOTAL = "T"
Counted = tuple[dict[Key, int], list[Sum]]


def list_of(numbers: Sequence[int]) -> Counted:
    """Numbers and their total."""
    return table_of({(str(place),): number for place, number in enumerate(numbers)})


def grid_of(numbers: Sequence[Sequence[int]]) -> Counted:
    """Rows and columns with all their totals."""
    return table_of(
        {
            (str(row), str(column)): number
            for row, line in enumerate(numbers)
            for column, number in enumerate(line)
        }
    )


def table_of(cells: dict[Key, int]) -> Counted:
    """Inner cells of any number of dimensions, with the totals over each set of them."""
    size = len(next(iter(cells)))
    axes = [sorted({key[axis] for key in cells}) for axis in range(size)]
    counts: dict[Key, int] = dict.fromkeys(product(*((*axis, TOTAL) for axis in axes)), 0)
    for key, count in cells.items():
        for inside in product((False, True), repeat=size):
            counts[_margin(key, inside)] += count
    return counts, [line for axis in range(size) for line in _lines(axes, axis)]


def hierarchy_of(cells: dict[Key, int]) -> Counted:
    """Cells below parents below a total, by their paths; each level is published."""
    counts: dict[Key, int] = {}
    parts: dict[Key, set[Key]] = {}
    for path, count in cells.items():
        for length in range(len(path) + 1):
            counts[TOTAL, *path[:length]] = counts.get((TOTAL, *path[:length]), 0) + count
        for length in range(len(path)):
            parts.setdefault((TOTAL, *path[:length]), set()).add((TOTAL, *path[: length + 1]))
    return counts, [Sum(total, tuple(sorted(inside))) for total, inside in parts.items()]


def _margin(key: Key, inside: Sequence[bool]) -> Key:
    return tuple(TOTAL if is_total else code for code, is_total in zip(key, inside, strict=True))


def _lines(axes: Sequence[Sequence[str]], along: int) -> Iterator[Sum]:
    others = [(*axis, TOTAL) if place != along else ("",) for place, axis in enumerate(axes)]
    for rest in product(*others):
        line = [(*rest[:along], code, *rest[along + 1 :]) for code in (TOTAL, *axes[along])]
        yield Sum(line[0], tuple(line[1:]))
