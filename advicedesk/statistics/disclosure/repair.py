"""Cover for one exposed cell at the least cost, by a linear program over all cells.

Two tables are looked for in which the cell differs by the threshold and every sum holds; the
cells that differ from the true table must be hidden, and cost what they count.
"""

from collections.abc import Iterator

from advicedesk.statistics.disclosure.programs import DUAL_SIMPLEX, Program, Range
from advicedesk.statistics.disclosure.sums import Key, Web

FAR = 16  # times the threshold: farther no cell need move to free another
TRACE = 1e-6  # the solver's own tolerance
WAYS = range(4)  # a cell may be lower or higher in either table: each is a variable of the program
FIRST, SECOND = (0, 1), (2, 3)
DIFFERENCE = (-1.0, 1.0, 1.0, -1.0)  # of the second table from the first


class Covers:
    """The program of a web, made once: only what is looked for and what is hidden changes."""

    def __init__(self, web: Web, threshold: int) -> None:
        self.web = web
        self.cells = sorted(
            cell for cell in web.lines_of if cell in web.hidden or web.can_hide(cell)
        )
        self.places = {cell: len(WAYS) * number for number, cell in enumerate(self.cells)}
        ranges = [
            Range(0.0, FAR * threshold if way in (FIRST[0], SECOND[0]) else web.counts[cell] - 1.0)
            for cell in self.cells
            for way in WAYS
        ]
        asked: tuple[dict[int, float], float] = ({}, float(threshold))
        self.program = Program(ranges, [asked, *self._rows()], DUAL_SIMPLEX)
        self.asked: Key | None = None
        self.threshold = threshold
        # of all tables found so far: how far each cell was from its true count
        self.lows, self.highs = [0.0] * len(self.cells), [0.0] * len(self.cells)
        self.priced = set(self.cells)
        self.program.price(
            {self.places[c] + way: float(web.counts[c]) for c in self.cells for way in WAYS}
        )

    def _rows(self) -> Iterator[tuple[dict[int, float], float]]:
        for total, parts in self.web.lines:
            signs = {self.places[part]: 1.0 for part in parts if part in self.places}
            if total in self.places:
                signs[self.places[total]] = -1.0
            for up, down in (FIRST, SECOND):
                higher = {place + up: sign for place, sign in signs.items()}
                lower = {place + down: -sign for place, sign in signs.items()}
                if signs:
                    yield higher | lower, 0.0

    def cheapest(self, key: Key) -> list[Key]:
        """Return the cells to hide so that this one is wide enough; none when that cannot be."""
        self._ask_for(key)
        free = [cell for cell in self.priced if cell in self.web.hidden]
        self.program.price({self.places[cell] + way: 0.0 for cell in free for way in WAYS})
        self.priced.difference_update(free)
        found = self.program.least()
        if found is None:
            return []
        self._remember(found)
        return [
            cell
            for cell in self.priced
            if any(found[self.places[cell] + way] > TRACE for way in WAYS)
        ]

    def is_wide(self, key: Key) -> bool:
        """Tell whether the tables found for other cells leave this one wide enough too."""
        number = self.places[key] // len(WAYS)
        return self.highs[number] - self.lows[number] >= self.threshold - TRACE

    def _remember(self, found: list[float]) -> None:
        for up, down in (FIRST, SECOND):
            moved = [more - less for more, less in zip(found[up::4], found[down::4], strict=True)]
            self.lows = list(map(min, self.lows, moved))
            self.highs = list(map(max, self.highs, moved))

    def _ask_for(self, key: Key) -> None:
        changed = {}
        if self.asked is not None:
            changed = {self.places[self.asked] + way: 0.0 for way in WAYS}
        changed |= {self.places[key] + way: DIFFERENCE[way] for way in WAYS}
        self.program.change_first_row(changed)
        self.asked = key
