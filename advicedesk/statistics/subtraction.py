"""What adding and subtracting whole sums gives away: exact elimination over the hidden cells."""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

PRIME = (1 << 61) - 1  # whole numbers modulo a large prime stay exact and small

Cell = TypeVar("Cell", bound=Hashable)


def solved_cells(equations: Iterable[Mapping[Cell, int]]) -> set[Cell]:
    """Return the unknowns that a linear system gives one value, whatever its right-hand side.

    An equation is given by the signs of its unknowns. An unknown is solved exactly when the
    reduced system has an equation that holds nothing else.
    """
    reduced: dict[Cell, dict[Cell, int]] = {}  # by the unknown each equation stands for
    for equation in equations:
        row = dict(equation)
        for pivot in [cell for cell in row if cell in reduced]:
            _subtract(row, reduced[pivot], pivot)
        if not row:
            continue
        pivot = next(iter(row))
        inverse = pow(row[pivot], -1, PRIME)
        row = {cell: number * inverse % PRIME for cell, number in row.items()}
        for other in reduced.values():
            if pivot in other:
                _subtract(other, row, pivot)
        reduced[pivot] = row
    return {pivot for pivot, row in reduced.items() if len(row) == 1}


def _subtract(row: dict[Cell, int], other: Mapping[Cell, int], pivot: Cell) -> None:
    """Take the multiple of another equation away that removes its pivot from a row."""
    factor = row[pivot]
    for cell, number in other.items():
        left = (row.get(cell, 0) - factor * number) % PRIME
        if left:
            row[cell] = left
        else:
            row.pop(cell, None)
