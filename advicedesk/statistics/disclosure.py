"""Hide small counts so that no published total gives them back: one pass before any writer.

Figures are cells with a key; a published sum (`Sum`) says which cells add up to which. Tables that
share a margin share its key, so a cell hidden in one table is hidden in all of them and the sums of
all tables are looked at together.

Primary: 0 < n < threshold is hidden. Secondary: a reader who knows every published cell, every
sum, and that a hidden cell is at least 1 (zeros are published and never serve as cover) can bound
each hidden cell. Where the bounds are closer than the threshold one more cell is hidden, the
cheapest that is enough; a total only when no part in its line or near it is left.

The bounds are found by passing them along the sums until nothing moves, and what whole sums give
exactly by elimination. The exact bounds of a linear program may still be closer in rare tables:
the full audit, the optimal choice of cells, and differences between months, desks and versions
are not in this module yet.

Sources: Hundepool et al., Statistical Disclosure Control (2012), chapter 4; Fischetti and
Salazar-González, Mathematical Programming 84 (1999), for the protection levels.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from advicedesk.exports.table import HIDDEN, Hidden
from advicedesk.statistics.subtraction import solved_cells

LEAST_THRESHOLD = 3
DEFAULT_THRESHOLD = 5
PART_STEPS = 3  # how far a part is looked for before a total is hidden

Key = tuple[str, ...]
Bounds = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum that readers can work out: the parts add up to the total, all may be published."""

    total: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts of one or two dimensions with the totals that are published beside them."""

    cells: tuple[tuple[int | Hidden, ...], ...]
    row_totals: tuple[int | Hidden, ...] | None = None
    column_totals: tuple[int | Hidden, ...] | None = None
    total: int | Hidden | None = None


def hidden_cells(
    counts: Mapping[Key, int],
    sums: Iterable[Sum],
    threshold: int = DEFAULT_THRESHOLD,
    also_hidden: Iterable[Key] = (),
) -> frozenset[Key]:
    """Return the keys of all cells that may not be published, small ones and their cover.

    `also_hidden` are hidden for another reason and are covered like small ones.
    """
    if threshold < LEAST_THRESHOLD:
        raise ValueError(f"a threshold under {LEAST_THRESHOLD} protects nobody")
    web = _Web(counts, sums)
    web.hide(key for key, count in counts.items() if 0 < count < threshold)
    web.hide(key for key in also_hidden if counts.get(key, 0))
    while exposed := web.exposed(threshold) or web.solved(threshold):
        touched: set[int] = set()
        for key, shortfall, line in exposed:
            if line not in touched:  # one step a line, then look again
                touched.add(line)
                web.hide(web.cover(key, line, shortfall))
    return frozenset(web.hidden)


def protect(table: CountTable, threshold: int = DEFAULT_THRESHOLD) -> CountTable:
    """Return the table with every cell that may not be published replaced by `HIDDEN`."""
    counts = {key: value for key, value in _flat(table).items() if isinstance(value, int)}
    hidden = hidden_cells(counts, _sums(table), threshold)

    def shown(key: Key, value: int | Hidden) -> int | Hidden:
        return HIDDEN if key in hidden else value

    return _mapped(table, shown)


class _Web:
    """Cells and the sums that tie them together, while cover is looked for."""

    def __init__(self, counts: Mapping[Key, int], sums: Iterable[Sum]) -> None:
        self.counts = counts
        self.hidden: set[Key] = set()
        self.lines: list[tuple[Key, tuple[Key, ...]]] = []
        self.lines_of: dict[Key, list[int]] = defaultdict(list)
        for line in sums:
            parts = tuple(key for key in line.parts if counts.get(key, 0))
            if counts.get(line.total, 0) != sum(counts[key] for key in parts):
                raise ValueError(f"the parts of {'/'.join(line.total)} do not add up to it")
            self._tie(line.total, parts)

    def _tie(self, total: Key, parts: tuple[Key, ...]) -> None:
        if parts:  # a sum of zeros hides nothing
            for key in (total, *parts):
                self.lines_of[key].append(len(self.lines))
            self.lines.append((total, parts))

    def hide(self, keys: Iterable[Key]) -> None:
        """Keep more cells from readers."""
        self.hidden.update(keys)

    def exposed(self, threshold: int) -> list[tuple[Key, float, int]]:
        """List hidden cells that are known too well: key, what is missing, the line that tells."""
        bounds = self._bounds()
        found = []
        for key in sorted(self.hidden):
            low, high = bounds[key]
            if high - low < threshold:
                line = self._telling_line(key, bounds, tells_high=high - 1 < threshold)
                found.append((key, threshold - (high - low), line))
        return found

    def solved(self, threshold: int) -> list[tuple[Key, float, int]]:
        """List hidden cells that adding and subtracting several sums would give away."""
        system = [
            {key: -1 if key == total else 1 for key in (total, *parts) if key in self.hidden}
            for total, parts in self.lines
        ]
        solved = sorted(solved_cells(system))
        return [(key, threshold, self.lines_of[key][0]) for key in solved]

    def cover(self, key: Key, line: int, shortfall: float) -> list[Key]:
        """Choose the next cell to hide: a part in the line or in the nearest, else a total."""
        # nothing is left when an earlier step of this round has taken the last cover
        found = self._parts_near(key, line) or self._totals_near(key, line)
        return sorted(found, key=lambda cell: self._cost(cell, shortfall))[:1]

    def _parts_near(self, key: Key, line: int) -> list[Key]:
        """List the nearest parts: a total costs readers more than a part a few steps away."""
        for lines in islice(self._rings(key, line), PART_STEPS):
            parts = [part for near in lines for part in self.lines[near][1]]
            if found := [part for part in parts if part not in self.hidden]:
                return found
        return []

    def _totals_near(self, key: Key, line: int) -> list[Key]:
        """List the nearest totals, or parts where these are nearer."""
        for lines in self._rings(key, line):
            terms = [self._terms(near) for near in lines]
            parts = [part for _, *others in terms for part in others if part not in self.hidden]
            if found := parts or [total for total, *_ in terms if total not in self.hidden]:
                return found
        return []

    def _rings(self, key: Key, line: int) -> Iterator[list[int]]:
        """Yield a line, then the lines its cells stand in, and so on: they pass knowledge on."""
        lines, seen = [line], {key}
        while True:
            yield lines
            near = seen.union(*(self._terms(number) for number in lines))
            if near == seen:
                return
            seen = near
            lines = sorted({number for other in seen for number in self.lines_of[other]})

    def _terms(self, line: int) -> tuple[Key, ...]:
        total, parts = self.lines[line]
        return (total, *parts)

    def _cost(self, key: Key, shortfall: float) -> tuple[bool, int, Key]:
        """Order covers: one that is enough first, then by the counts that readers lose."""
        lonely = sum(not self.hidden.intersection(self._terms(n)) for n in self.lines_of[key])
        count = self.counts[key]
        if count - 1 < shortfall:  # the largest of those too small on their own
            return True, -count, key
        return False, count * (1 + lonely), key  # a lonely cell will need a cover itself

    def _bounds(self) -> dict[Key, Bounds]:
        """Return what a reader can know of each cell that stands in a sum."""
        bounds: dict[Key, Bounds] = {
            key: (1, math.inf) if key in self.hidden else (self.counts[key],) * 2
            for key in {*self.lines_of, *self.hidden}
        }
        waiting = {line for key in self.hidden for line in self.lines_of[key]}
        while waiting:
            line = waiting.pop()
            for key, implied in self._implied(line, bounds).items():
                low, high = bounds[key]
                closer = max(low, implied[0]), min(high, implied[1])
                if closer != bounds[key]:
                    bounds[key] = closer
                    waiting.update(self.lines_of[key])
        return bounds

    def _implied(self, line: int, bounds: Mapping[Key, Bounds]) -> dict[Key, Bounds]:
        """Return what one sum alone tells of its hidden cells."""
        total, parts = self.lines[line]
        lowest = sum(bounds[key][0] for key in parts)
        highs = [bounds[key][1] for key in parts]
        endless, highest = highs.count(math.inf), sum(high for high in highs if high < math.inf)
        implied = {}
        for key in self.hidden.intersection(parts):
            low, high = bounds[key]
            own_endless, own_high = (1, 0) if high == math.inf else (0, high)
            others = math.inf if endless > own_endless else highest - own_high
            implied[key] = (bounds[total][0] - others, bounds[total][1] - (lowest - low))
        if total in self.hidden:
            implied[total] = (lowest, math.inf if endless else highest)
        return implied

    def _telling_line(self, key: Key, bounds: Mapping[Key, Bounds], *, tells_high: bool) -> int:
        """Return the sum that tells most of a cell: its upper bound, else its lower one."""

        def told(line: int) -> float:
            low, high = self._implied(line, bounds)[key]
            return high if tells_high else -low

        return min(self.lines_of[key], key=told)


def _flat(table: CountTable) -> dict[Key, int | Hidden]:
    """Give every cell and total of a table its key."""
    flat: dict[Key, int | Hidden] = {
        ("cell", str(row), str(column)): value
        for row, values in enumerate(table.cells)
        for column, value in enumerate(values)
    }
    for side, totals in (("row", table.row_totals), ("column", table.column_totals)):
        flat |= {(side, str(place)): value for place, value in enumerate(totals or ())}
    if table.total is not None:
        flat["total",] = table.total
    return flat


def _sums(table: CountTable) -> list[Sum]:
    """List the sums a reader of the table can check."""
    rows = [
        [("cell", str(row), str(column)) for column in range(len(values))]
        for row, values in enumerate(table.cells)
    ]
    sums: list[Sum] = []
    margins: list[list[Key]] = []
    for side, totals, lines in (
        ("row", table.row_totals, rows),
        ("column", table.column_totals, zip(*rows, strict=True)),
    ):
        if totals is not None:
            keys: list[Key] = [(side, str(place)) for place in range(len(totals))]
            margins.append(keys)
            sums += [Sum(key, tuple(line)) for key, line in zip(keys, lines, strict=True)]
    if table.total is not None:
        everything: list[Key] = [key for row in rows for key in row]
        sums += [Sum(("total",), tuple(keys)) for keys in margins or [everything]]
    return sums


def _mapped(table: CountTable, shown: Callable[[Key, int | Hidden], int | Hidden]) -> CountTable:
    """Return the table with every cell passed through a function of its key and value."""
    flat = {key: shown(key, value) for key, value in _flat(table).items()}

    def margin(
        side: str, totals: tuple[int | Hidden, ...] | None
    ) -> tuple[int | Hidden, ...] | None:
        return totals and tuple(flat[side, str(place)] for place in range(len(totals)))

    return replace(
        table,
        cells=tuple(
            tuple(flat["cell", str(row), str(column)] for column in range(len(values)))
            for row, values in enumerate(table.cells)
        ),
        row_totals=margin("row", table.row_totals),
        column_totals=margin("column", table.column_totals),
        total=flat.get(("total",)),
    )
