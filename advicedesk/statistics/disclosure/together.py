"""Figures beside others that readers have too: single desks beside their sum, months beside their
quarter. Two safe tables may leak through their sum.

Each has its own cells in one web; sums tie them. What stands in the others is published already:
only the new figures can still be hidden, and are refused when that is not enough.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from advicedesk.statistics.disclosure.hiding import Hiding, hide_cells
from advicedesk.statistics.disclosure.sums import Key, Sum

NEW = "new"


@dataclass(frozen=True, slots=True)
class Published:
    """Figures that readers have: counts, the sums that tie them, and which are hidden."""

    counts: Mapping[Key, int]
    sums: Sequence[Sum]
    hidden: frozenset[Key] = field(default_factory=frozenset)


def hide_beside_parts(
    whole: Published, splits: Sequence[Sequence[Published]], threshold: int
) -> Hiding:
    """Choose the cells to hide in figures that are the sum of others: of the parts of each split,
    its desks, and its months besides."""
    named = [
        {f"{split}-{number}": part for number, part in enumerate(parts)}
        for split, parts in enumerate(splits)
    ]
    every = {name: part for parts in named for name, part in parts.items()}
    ties = [tie for parts in named for tie in _added_up(whole, parts)]
    return _hide_beside(whole, every, ties, threshold)


def _added_up(whole: Published, parts: Mapping[str, Published]) -> Iterator[Sum]:
    """Tie each count to those of the parts; one that is not their sum cannot be told from them."""
    for key, count in whole.counts.items():
        inside = [(name, *key) for name, part in parts.items() if part.counts.get(key, 0)]
        if inside and count == sum(parts[name].counts[tuple(key)] for name, *key in inside):
            yield Sum((NEW, *key), tuple(inside))


def _hide_beside(
    new: Published, others: Mapping[str, Published], ties: Iterable[Sum], threshold: int
) -> Hiding:
    every = {NEW: new, **others}
    counts = {(n, *key): count for n, one in every.items() for key, count in one.counts.items()}
    sums = [_named(name, line) for name, one in every.items() for line in one.sums]
    hidden = {(name, *key) for name, other in others.items() for key in other.hidden}
    kept = {key for key in counts if key[0] != NEW} - hidden
    # what another has hidden would be told by the same figure here, minus the rest
    repeated = {(NEW, *key[1:]) for key in hidden}
    found = hide_cells(counts, [*sums, *ties], threshold, hidden | repeated, kept)
    return Hiding(_own(found.hidden), _own(found.primary), found.cover_cost)


def _named(name: str, line: Sum) -> Sum:
    return Sum(
        (name, *line.total),
        tuple((name, *part) for part in line.parts),
        line.is_group,
        frozenset((name, *part) for part in line.sensitive),
    )


def _own(keys: Iterable[Key]) -> frozenset[Key]:
    return frozenset(key[1:] for key in keys if key[0] == NEW)
