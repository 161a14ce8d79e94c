"""Figures by key, and the published sums that tie them together.

Tables that share a margin share its key, so a cell hidden in one table is hidden in all of them
and the sums of all tables are looked at together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

LEAST_THRESHOLD = 3
DEFAULT_THRESHOLD = 5

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum that readers can work out: the parts add up to the total, all may be published.

    Where the total is a group of people, a part that holds all of it tells of each of them;
    of a sensitive part this is so for larger groups too.
    """

    total: Key
    parts: tuple[Key, ...]
    is_group: bool = False
    sensitive: frozenset[Key] = frozenset()


class Web:
    """The cells that are not zero, the sums that tie them, and which of them readers do not see."""

    def __init__(
        self, counts: Mapping[Key, int], sums: Iterable[Sum], kept: Iterable[Key] = ()
    ) -> None:
        self.counts = counts
        self.hidden: set[Key] = set()
        self.kept = frozenset(kept)  # published already: these cannot be hidden any more
        self.lines: list[tuple[Key, tuple[Key, ...]]] = []
        self.lines_of: defaultdict[Key, list[int]] = defaultdict(list)
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
        """Keep more cells from readers; a zero never is, nor what is published already."""
        self.hidden.update(key for key in keys if self.counts.get(key, 0) and key not in self.kept)

    def can_hide(self, key: Key) -> bool:
        """Tell whether a cell is still shown and may be hidden."""
        return key not in self.hidden and key not in self.kept

    def terms(self, line: int) -> tuple[Key, ...]:
        """Return the total of a sum and its parts."""
        total, parts = self.lines[line]
        return (total, *parts)

    def cost(self, keys: Iterable[Key]) -> int:
        """Return how many counted things readers lose with these cells."""
        return sum(self.counts[key] for key in keys)
