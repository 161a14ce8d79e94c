"""Readers who try to work hidden counts out, each in a way of their own.

None of them shares code with the product: the programs hold counts, not how far counts move, and
ask one question at a time of a fresh model; the other reader tries every whole number.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import product

import highspy

from advicedesk.statistics.disclosure.sums import Key, Sum


def interval_by_program(
    counts: Mapping[Key, int], sums: Sequence[Sum], hidden: Collection[Key], key: Key
) -> tuple[float, float]:
    """The bounds of a linear program over all sums."""
    return _extreme(counts, sums, hidden, key, 1), _extreme(counts, sums, hidden, key, -1)


def _extreme(
    counts: Mapping[Key, int], sums: Sequence[Sum], hidden: Collection[Key], key: Key, sign: int
) -> float:
    model = highspy.Highs()
    model.silent()
    shown = {cell: model.addVariable(lb=1) for cell in hidden}
    for line in sums:
        parts = sum(shown.get(part, counts.get(part, 0)) for part in line.parts)
        total = shown.get(line.total, counts.get(line.total, 0))
        if shown.keys() & {line.total, *line.parts}:
            model.addConstr(parts - total == 0)
    model.minimize(sign * shown[key])
    if model.getModelStatus() == highspy.HighsModelStatus.kOptimal:
        return float(model.val(shown[key]))
    return sign * -float("inf")


def intervals_by_trying(
    counts: Mapping[Key, int], sums: Sequence[Sum], hidden: Collection[Key], most: int
) -> dict[Key, tuple[int, int]]:
    """The least and the greatest whole number each hidden cell can have, none over `most`."""
    cells = sorted(hidden)
    found: dict[Key, set[int]] = {cell: set() for cell in cells}
    for numbers in product(range(1, most + 1), repeat=len(cells)):
        guess = {**counts, **dict(zip(cells, numbers, strict=True))}
        if all(guess[line.total] == sum(guess[part] for part in line.parts) for line in sums):
            for cell in cells:
                found[cell].add(guess[cell])
    return {cell: (min(values), max(values)) for cell, values in found.items()}
