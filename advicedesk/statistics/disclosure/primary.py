"""Cells that tell of single people by themselves."""

from collections.abc import Iterable, Iterator, Mapping

from advicedesk.statistics.disclosure.sums import Key, Sum

SMALL_GROUP, SENSITIVE_GROUP = 2, 4  # a group is small below so many times the threshold


def primary_cells(counts: Mapping[Key, int], sums: Iterable[Sum], threshold: int) -> set[Key]:
    """Return small cells, and groups that stand wholly in one cell with this cell."""
    small = {key for key, count in counts.items() if 0 < count < threshold}
    return small.union(*(_in_one_cell(counts, line, threshold) for line in sums if line.is_group))


def _in_one_cell(counts: Mapping[Key, int], line: Sum, threshold: int) -> Iterator[Key]:
    filled = [part for part in line.parts if counts.get(part, 0)]
    if len(filled) == 1:
        times = SENSITIVE_GROUP if filled[0] in line.sensitive else SMALL_GROUP
        if counts[filled[0]] < times * threshold:
            yield from (filled[0], line.total)
