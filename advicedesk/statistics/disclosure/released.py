"""Figures beside all that was released before: other versions, and figures of other desks and
months that add up to them or that they are part of.

What was released stands: only the new figures can still be hidden, and are refused when that is
not enough. Readers may take a count that two releases show alike for unchanged, and are right where
it is, so a count of the same desks and months that is the same in both is one cell of the web.
Where the two differ by less than the threshold, the difference would be a small count of its own
(the visit that was corrected, with all that is told of it): the new figure is hidden.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from advicedesk.statistics.disclosure.audit import exposed_cells
from advicedesk.statistics.disclosure.hiding import CannotBeHidden, hide_cells
from advicedesk.statistics.disclosure.sums import Key, Sum, Web
from advicedesk.statistics.disclosure.tilings import Region, tilings
from advicedesk.statistics.disclosure.together import Published

Tiling = tuple[Region, tuple[Region, ...]]


@dataclass(frozen=True)
class Column:
    """Published figures, and the desks and months they are of: pairs of a desk and a month."""

    region: Region
    published: Published


class GivenAway(Exception):
    """Refuse figures because what was released before gives a cell away beside them."""

    def __init__(self, region: Region, key: Key) -> None:
        super().__init__("/".join(key))
        self.region, self.key = region, key


def hide_beside_released(
    new: Sequence[Column], earlier: Sequence[Column], threshold: int
) -> list[frozenset[Key]]:
    """Choose the cells to hide in new figures so that they and all released ones pass the audit.

    Returns what each column hides: what it hid already stays hidden. Raises GivenAway.
    """
    web = _Releases(new, _connected(new, earlier), threshold)
    found = web.hide()
    return [
        column.published.hidden.union(
            key for key in column.published.counts if web.cell(column, key) in found
        )
        for column in new
    ]


def _connected(new: Sequence[Column], earlier: Sequence[Column]) -> list[Column]:
    """Return the earlier figures that sums can tie to the new ones, directly or through others."""
    found, left = list[Column](), [column for column in earlier if column.region]
    reached = frozenset().union(*(column.region for column in new))
    while near := [column for column in left if not reached.isdisjoint(column.region)]:
        found += near
        left = [column for column in left if reached.isdisjoint(column.region)]
        reached = reached.union(*(column.region for column in near))
    return found


class _Releases:
    """One web of the new figures and the released ones."""

    def __init__(self, new: Sequence[Column], earlier: Sequence[Column], threshold: int) -> None:
        self.new, self.earlier, self.threshold = new, earlier, threshold
        self.columns = [*new, *earlier]
        regions = dict.fromkeys(column.region for column in self.columns)
        self.numbers = {region: str(number) for number, region in enumerate(regions)}
        self.regions = list(regions)
        self.tilings = [
            (whole, parts) for whole in regions for parts in tilings(whole, self.regions)
        ]
        self.by_region: defaultdict[Region, list[Column]] = defaultdict(list)
        for column in self.columns:
            self.by_region[column.region].append(column)

    def cell(self, column: Column, key: Key) -> Key:
        """Return the cell of a figure: one for all columns of a region that count the same."""
        return self._cell(column.region, column.published.counts.get(key, 0), key)

    def _cell(self, region: Region, count: int, key: Key) -> Key:
        return (self.numbers[region], str(count), *key)

    def hide(self) -> frozenset[Key]:
        """Return the cells that stay hidden, earlier ones too."""
        known = self._cells(self.earlier, is_hidden=False)
        before = self._cells(self.earlier, is_hidden=True) - known
        try:
            found = self._hide(before, known)
        except CannotBeHidden as refused:
            # what the earlier ones tell without the new one is not the new one's doing
            given_away = self._given_away(before)
            if not given_away:
                raise self._in_words_of_columns(refused) from None
            found = self._hide_beside_given_away(before, known, given_away)
        # what an earlier release hides stays hidden, though it may be known by now
        return found.union(before)

    def _hide_beside_given_away(
        self, before: set[Key], known: set[Key], given_away: set[Key]
    ) -> frozenset[Key]:
        try:
            return self._hide(before - given_away, known | given_away)
        except CannotBeHidden as refused:
            raise self._in_words_of_columns(refused) from None

    def _in_words_of_columns(self, refused: CannotBeHidden) -> GivenAway:
        number, _count, *key = refused.key
        return GivenAway(self.regions[int(number)], tuple(key))

    def _hide(self, before: set[Key], known: set[Key]) -> frozenset[Key]:
        new = set(self._counts(self.new)) - known
        # by what readers can add up only now: a new zero is no cell, but tells too
        regions = {column.region for column in self.new}
        ties = self._ties(one for one in self.tilings if not regions.isdisjoint((one[0], *one[1])))
        told = {key for tie in ties for key in (tie.total, *tie.parts)}
        every_sum = [*self._sums(self.columns), *self._ties(self.tilings)]
        sums = _reached(every_sum, new | told, new | before)
        near = new.union(*((line.total, *line.parts) for line in sums))
        every = self._counts(self.columns)
        counts = {key: count for key, count in every.items() if key in near}
        wanted = before | self._cells(self.new, is_hidden=True) | self._small_differences()
        return hide_cells(counts, sums, self.threshold, wanted & near, known & near).hidden

    def _cells(self, columns: Iterable[Column], *, is_hidden: bool) -> set[Key]:
        return {
            self.cell(column, key)
            for column in columns
            for key in column.published.counts
            if (key in column.published.hidden) is is_hidden
        }

    def _counts(self, columns: Iterable[Column]) -> dict[Key, int]:
        return {
            self.cell(column, key): count
            for column in columns
            for key, count in column.published.counts.items()
            if count
        }

    def _sums(self, columns: Iterable[Column]) -> list[Sum]:
        found = (self._named(column, line) for column in columns for line in column.published.sums)
        return list(dict.fromkeys(found))

    def _named(self, column: Column, line: Sum) -> Sum:
        return Sum(
            self.cell(column, line.total),
            tuple(self.cell(column, part) for part in line.parts),
            line.is_group,
            frozenset(self.cell(column, part) for part in line.sensitive),
        )

    def _given_away(self, before: set[Key]) -> set[Key]:
        """Return what the earlier releases tell by themselves, by a threshold that was lower."""
        counts = self._counts(self.earlier)
        regions = {column.region for column in self.earlier}
        tied = (one for one in self.tilings if regions.issuperset((one[0], *one[1])))
        ties = [tie for tie in self._ties(tied) if counts.keys() >= {tie.total, *tie.parts}]
        web = Web(counts, [*self._sums(self.earlier), *ties])
        web.hide(before)
        while exposed := exposed_cells(web, self.threshold):
            web.hidden -= exposed.keys()
        return before - web.hidden

    def _small_differences(self) -> set[Key]:
        found = set()
        for column in self.new:
            versions = [one for one in self.earlier if one.region == column.region]
            for key, count in column.published.counts.items():
                others = (one.published.counts.get(key, count) for one in versions)
                if any(0 < abs(other - count) < self.threshold for other in others):
                    found.add(self.cell(column, key))
        return found

    def _ties(self, tied: Iterable[Tiling]) -> list[Sum]:
        return [tie for whole, parts in tied for tie in self._added_up(whole, parts)]

    def _added_up(self, whole: Region, parts: tuple[Region, ...]) -> Iterator[Sum]:
        """Tie each count to those of the parts, in whichever versions they add up."""
        totals = self._variants(whole)
        inside = [self._variants(part) for part in parts]
        for key, counts in totals.items():
            for chosen in product(*(variants.get(key, {0}) for variants in inside)):
                if (total := sum(chosen)) in counts and total:
                    named = zip(parts, chosen, strict=True)
                    cells = tuple(self._cell(part, count, key) for part, count in named if count)
                    yield Sum(self._cell(whole, total, key), cells)

    def _variants(self, region: Region) -> dict[Key, set[int]]:
        found: defaultdict[Key, set[int]] = defaultdict(set)
        for column in self.by_region[region]:
            for key, count in column.published.counts.items():
                found[key].add(count)
        return found


def _reached(sums: Iterable[Sum], start: Iterable[Key], unknown: Container[Key]) -> list[Sum]:
    """Return the sums by which cells tell of the first ones: linked by what readers do not know.

    The rest was proved before, and nothing new comes to it.
    """
    lines = [(line, [key for key in (line.total, *line.parts) if key in unknown]) for line in sums]
    lines_of: defaultdict[Key, list[int]] = defaultdict(list)
    for number, (_line, cells) in enumerate(lines):
        for key in cells:
            lines_of[key].append(number)
    waiting, seen, found = list(start), set(start), set[int]()
    while waiting:
        for number in lines_of[waiting.pop()]:
            if number not in found:
                found.add(number)
                further = [key for key in lines[number][1] if key not in seen]
                seen.update(further)
                waiting += further
    return [line for number, (line, _cells) in enumerate(lines) if number in found]
