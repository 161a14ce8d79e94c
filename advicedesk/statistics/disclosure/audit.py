"""The proof: the interval that a reader who solves all sums at once finds for a hidden cell.

One linear program holds every sum; its variables are how far each hidden cell may be from its
true count, never under 1. Every solution is a table the reader cannot rule out, so one question
proves many cells wide enough: they are asked for a few at a time, and only what is still in doubt
one by one (one of each separate part of the web, for these tell nothing of each other).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from advicedesk.statistics.disclosure.programs import PRIMAL_SIMPLEX, Program, Range
from advicedesk.statistics.disclosure.sums import Key, Web

A_FEW = 6  # cells asked for at once: of more, few can be moved as far as each by itself
FAR = 16  # times the threshold: farther no cell need move to free another
NEARLY = 1e-6  # the solver's own tolerance


@dataclass(frozen=True, slots=True)
class Interval:
    """Between what a reader knows a hidden cell to be."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """Return how much a reader does not know."""
        return self.high - self.low


def exposed_cells(web: Web, threshold: int) -> dict[Key, Interval]:
    """Return the hidden cells whose interval is closer than the threshold: none may leave."""
    if not web.hidden:
        return {}
    return _Audit(web, threshold).exposed()


class _Audit:
    """What is proven of each cell so far: the lowest and the highest it can be moved."""

    def __init__(self, web: Web, threshold: int) -> None:
        self.web, self.threshold = web, threshold
        self.cells = sorted(web.hidden)
        self.places = {key: place for place, key in enumerate(self.cells)}
        self.rows = list(self._rows())
        self.parts = _separate_parts(len(self.cells), self.rows)
        self.asked: list[int] = []
        self.lows, self.highs = [0.0] * len(self.cells), [0.0] * len(self.cells)
        far = float(FAR * threshold)
        ranges = [Range(max(1.0 - web.counts[key], -far), far) for key in self.cells]
        self.program = Program(ranges, ((row, 0.0) for row in self.rows), PRIMAL_SIMPLEX)

    def _rows(self) -> Iterator[dict[int, float]]:
        for total, parts in self.web.lines:
            row = {self.places[key]: 1.0 for key in parts if key in self.places}
            if total in self.places:
                row[self.places[total]] = -1.0
            if row:
                yield row

    def exposed(self) -> dict[Key, Interval]:
        return self._ask_apart(self._ask_few(self._doubtful(range(len(self.cells)))))

    def _ask_few(self, doubtful: list[int]) -> list[int]:
        """Ask for cells spread over the web; return those that stay in doubt."""
        waiting, left = doubtful, list[int]()
        while waiting:
            few = waiting[:: max(1, len(waiting) // A_FEW)]
            left += self._ask(few, upwards=True)
            waiting = self._doubtful(set(waiting).difference(few))
        return self._doubtful(left)

    def _ask_apart(self, doubtful: list[int]) -> dict[Key, Interval]:
        """Find the exact interval of each cell in doubt; return those that are too close."""
        exposed: dict[Key, Interval] = {}
        while doubtful:
            asked = list({self.parts[place]: place for place in reversed(doubtful)}.values())
            self._ask(self._ask(asked, upwards=True), upwards=False)
            exposed |= {self.cells[place]: self._interval(place) for place in self._doubtful(asked)}
            doubtful = self._doubtful(set(doubtful).difference(asked))
        return exposed

    def _doubtful(self, places: Iterable[int]) -> list[int]:
        return sorted(place for place in places if not self._is_wide(place))

    def _is_wide(self, place: int) -> bool:
        return self.highs[place] - self.lows[place] >= self.threshold - NEARLY

    def _interval(self, place: int) -> Interval:
        count = self.web.counts[self.cells[place]]
        return Interval(count + self.lows[place], count + self.highs[place])

    def _ask(self, places: list[int], *, upwards: bool) -> list[int]:
        """Move these cells as far as can be; return those that are not wide enough yet."""
        if not places:
            return []
        aims = dict.fromkeys(places, -1.0 if upwards else 1.0)
        self.program.price(dict.fromkeys(self.asked, 0.0) | aims)
        self.asked = places
        found = self.program.least()
        if found is not None:  # else nothing is proven, and the cells stay in doubt
            self.lows = list(map(min, self.lows, found))
            self.highs = list(map(max, self.highs, found))
        return self._doubtful(places)


def _separate_parts(size: int, rows: Iterable[Iterable[int]]) -> list[int]:
    """Number the parts of the web that share no sum: they cannot tell of each other."""
    leaders = list(range(size))

    def leader(place: int) -> int:
        while leaders[place] != place:
            leaders[place] = leaders[leaders[place]]
            place = leaders[place]
        return place

    for row in rows:
        first, *others = row
        for other in others:
            leaders[leader(other)] = leader(first)
    return [leader(place) for place in range(size)]
