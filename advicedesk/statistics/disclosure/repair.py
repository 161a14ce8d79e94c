"""Cover for one exposed cell at the least cost, by a linear program over all cells.

Two tables are looked for in which the cell differs by the threshold and every sum holds; the
cells that differ from the true table must be hidden, and cost what they count.
"""

from collections.abc import Iterator

from advicedesk.statistics.disclosure.programs import Program, Range
from advicedesk.statistics.disclosure.sums import Key, Web

FAR = 16  # times the threshold: farther no cell need move to free another
TRACE = 1e-6  # the solver's own tolerance
# the two tables, and the ways a cell may differ in them: each is a variable of the program
LOWER, UPPER = (0, 1), (2, 3)


def cheapest_cover(web: Web, key: Key, threshold: int) -> set[Key] | None:
    """Return the cells to hide so that this one is wide enough; nothing when there are none."""
    cells = sorted(cell for cell in web.lines_of if cell in web.hidden or web.can_hide(cell))
    places = {cell: 4 * number for number, cell in enumerate(cells)}
    ranges = [each for cell in cells for each in _ranges(web.counts[cell], threshold)]
    target = places[key]
    wide = {target + UPPER[0]: 1.0, target + UPPER[1]: -1.0} | {
        target + LOWER[0]: -1.0,
        target + LOWER[1]: 1.0,
    }
    program = Program(ranges, [*_rows(web, places), (wide, float(threshold))])
    costs = {
        places[cell] + way: float(web.counts[cell])
        for cell in cells
        if cell not in web.hidden
        for way in range(4)
    }
    found = program.least(costs)
    if found is None:
        return None
    return {cell for cell in cells if max(found[places[cell] : places[cell] + 4]) > TRACE}


def _ranges(count: int, threshold: int) -> list[Range]:
    up, down = Range(0.0, float(FAR * threshold)), Range(0.0, count - 1.0)
    return [up, down, up, down]


def _rows(web: Web, places: dict[Key, int]) -> Iterator[tuple[dict[int, float], float]]:
    for total, parts in web.lines:
        signs = {places[part]: 1.0 for part in parts if part in places}
        if total in places:
            signs[places[total]] = -1.0
        for up, down in (LOWER, UPPER):
            if signs:
                yield (
                    {place + up: sign for place, sign in signs.items()}
                    | {place + down: -sign for place, sign in signs.items()},
                    0.0,
                )
