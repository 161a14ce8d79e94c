"""Figures by key, and the tables that lay them out."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Protocol

from advicedesk.exports.table import HIDDEN, TOTAL_CODE, Figure, Kind, Unit
from advicedesk.statistics.disclosure.sums import Key, Sum

NOT_RECORDED = "not_recorded"
OTHER_LANGUAGES = "XX"  # no language has this code
OTHER_SUBTOPICS = "other_subtopics"  # too rare to stand alone; their topic tells of them
NO_VALUES: Mapping[float, int] = {}


class Words(Protocol):
    """What codes, tables and figures are called in the reader's language."""

    def codes(self, code_list: str) -> Sequence[str]:
        """Return the codes of a list in the order they are shown; empty when it has no order.

        The subtopics of a topic are the list `subtopic TOPIC`.
        """

    def label(self, code_list: str, code: str) -> str:
        """Return what a code is called; a subtopic is coded `topic/subtopic`."""

    def title(self, name: str) -> str:
        """Return what a table, a dimension, a unit or a figure is called."""

    def definition(self, name: str) -> str:
        """Return what a table counts, in a sentence or two."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A figure worked out from counts or rows; published only when all these counts are."""

    value: int | float | None
    rests_on: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of one month."""

    counts: Mapping[Key, int]
    derived: Mapping[Key, Derived]
    hidden: frozenset[Key] = frozenset()

    def value(self, key: Key) -> Figure:
        """Return a figure: what was never counted is 0, what may not be published `HIDDEN`."""
        if (found := self.derived.get(key)) is not None:
            return found.value if self.hidden.isdisjoint(found.rests_on) else HIDDEN
        return HIDDEN if key in self.hidden else self.counts.get(key, 0)

    def counts_behind(self, keys: Iterable[Key]) -> dict[Key, int]:
        """Return the counts that these figures are or rest on."""
        shown = {key for key in keys if key not in self.derived}
        for key in self.derived.keys() & set(keys):
            shown.update(self.derived[key].rests_on)
        return {key: self.counts.get(key, 0) for key in shown}


@dataclass(frozen=True, slots=True)
class Category:
    """A code and what it is called."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: the keys of its figures."""

    code: str
    label: str
    keys: tuple[Key, ...]
    kind: Kind = Kind.COUNT
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table as a layout of keys, the same for every month.

    Without columns a line has one figure a month; with columns one for each, a total last.
    Without a dimension the lines are measures, and their codes the measures' names.
    """

    machine_name: str
    title: str
    unit: Unit
    definition: str
    dimension: str
    lines: tuple[Line, ...]
    column_dimension: str = ""
    columns: tuple[Category, ...] = ()

    def shown_keys(self) -> set[Key]:
        """Return the keys of every figure the table shows."""
        return {key for line in self.lines for key in line.keys}


def tally(prefix: Key, values: Iterable[str | tuple[str, ...] | None]) -> dict[Key, int]:
    """Count values under a prefix; None is counted as not recorded."""
    return {
        (*prefix, *(value if isinstance(value, tuple) else (value or NOT_RECORDED,))): count
        for value, count in Counter(values).items()
    }


def ratio(counts: Mapping[Key, int], part: Key, whole: Key) -> Derived:
    """Return a share or a mean that is known only when both counts are."""
    divisor = counts.get(whole, 0)
    value = counts.get(part, 0) / divisor if divisor else None
    return Derived(value, (part, whole))


def total(values: Mapping[float, int]) -> int | float:
    """Return the sum of values and how often each occurred."""
    return sum(value * times for value, times in values.items())


def median(values: Mapping[float, int], rests_on: Key) -> Derived:
    """Return the median of values and how often each occurred; nothing of nothing."""
    count = sum(values.values())
    if not count:
        return Derived(None, (rests_on,))
    ranked = sorted(values)
    ends = list(accumulate(values[value] for value in ranked))
    lower, upper = (ranked[bisect_right(ends, place)] for place in ((count - 1) // 2, count // 2))
    middle = (lower + upper) / 2
    return Derived(int(middle) if middle == int(middle) else middle, (rests_on,))


class Drafting:
    """The report's tables and sums while they are laid out over all its months."""

    def __init__(self, months: Sequence[Figures], words: Words) -> None:
        self.words = words
        self.tables: list[ReportTable] = []
        self.sums: list[Sum] = []
        self._counts = [month.counts for month in months]

    def observed(self, prefix: Key) -> set[str]:
        """Return the codes counted under a prefix in any month."""
        length = len(prefix)
        return {
            key[length]
            for counts in self._counts
            for key in counts
            if len(key) == length + 1 and key[:length] == prefix
        }

    def categories(self, code_list: str, prefix: Key) -> tuple[Category, ...]:
        """List the codes of a table: those of the list in its order, then others by label."""
        observed, known = self.observed(prefix), self.words.codes(code_list)
        others = [self.category(code_list, code) for code in observed.difference(known)]
        others.sort(key=lambda found: (found.code == NOT_RECORDED, found.label.casefold()))
        return (*(self.category(code_list, code) for code in known), *others)

    def ordered(self, code_list: str, prefix: Key, parent: str) -> list[str]:
        """List observed codes below a parent in the order of their list, unknown ones last."""
        known = self.words.codes(f"{code_list} {parent}")
        places = {code: place for place, code in enumerate(known)}
        last = len(places)
        return sorted(
            self.observed(prefix),
            key=lambda code: (places.get(code, last), code == NOT_RECORDED, code),
        )

    def category(self, code_list: str, code: str) -> Category:
        """Return a code with its label."""
        if code in (NOT_RECORDED, OTHER_LANGUAGES, OTHER_SUBTOPICS, TOTAL_CODE):
            return Category(code, self.words.title(code))
        return Category(code, self.words.label(code_list, code))

    def add(
        self, name: str, unit: Unit, dimension: str, lines: Iterable[Line], *columns: Category
    ) -> None:
        """Add a table; its title and definition are looked up by its name."""
        dimension, _, column_dimension = dimension.partition(" × ")
        title, definition = self.words.title(name), self.words.definition(name)
        table = ReportTable(
            name, title, unit, definition, dimension, tuple(lines), column_dimension, columns
        )
        self.tables.append(table)

    def add_list(
        self, name: str, total: Key, code_list: str, field: str, *, adds_up: bool = True
    ) -> None:
        """Add a table of one dimension; with its total, unless one thing may be counted twice."""
        prefix = (total[0], field)
        keys = {each: (*prefix, each.code) for each in self.categories(code_list, prefix)}
        lines = self.lines_of(keys)
        if adds_up:
            self.sums.append(Sum(total, tuple(keys.values())))
            lines.append(self.total_line(total))
        self.add(name, Unit(total[0]), field if code_list == "language" else code_list, lines)

    def add_measures(
        self, name: str, unit: Unit, measures: Iterable[tuple[str, Kind, Key]]
    ) -> None:
        """Add a table whose lines are figures of different kinds: their name, kind and key."""
        lines = [Line(code, self.words.title(code), (key,), kind) for code, kind, key in measures]
        self.add(name, unit, "", lines)

    def add_cross(self, name: str, dimensions: str, cross: "Cross") -> None:
        """Add a table of two dimensions with its margins, and the sums that tie them."""
        lines = []
        for row, row_key in cross.rows.items():
            cells = tuple((*cross.prefix, row.code, column.code) for column in cross.columns)
            self.sums.append(Sum(row_key, cells))
            lines.append(Line(row.code, row.label, (*cells, row_key)))
        if cross.total:
            for column, key in cross.columns.items():
                inside = {row: (*cross.prefix, row.code, column.code) for row in cross.rows}
                told = frozenset(inside[row] for row in inside if row.code in cross.sensitive)
                self.sums.append(Sum(key, tuple(inside.values()), cross.of_groups, told))
            self.sums.append(Sum(cross.total, tuple(cross.rows.values())))
            self.sums.append(Sum(cross.total, tuple(cross.columns.values())))
            keys = (*cross.columns.values(), cross.total)
            lines.append(replace(self.total_line(cross.total), keys=keys))
        columns = (*cross.columns, Category(TOTAL_CODE, self.words.title(TOTAL_CODE)))
        self.add(name, Unit(cross.prefix[0]), dimensions, lines, *columns)

    def lines_of(self, keys: Mapping[Category, Key]) -> list[Line]:
        """Return one line for each category."""
        return [Line(each.code, each.label, (key,)) for each, key in keys.items()]

    def total_line(self, key: Key) -> Line:
        """Return the line that closes a table."""
        return Line(TOTAL_CODE, self.words.title(TOTAL_CODE), (key,), is_total=True)


@dataclass(frozen=True, slots=True)
class Cross:
    """Two dimensions: the prefix of the inner keys, and the key of each margin.

    Without a total only the rows add up: a thing may stand in several rows of a column.
    Where the columns are groups of people, a row that holds all of one tells of each of them.
    """

    prefix: Key
    rows: Mapping[Category, Key]
    columns: Mapping[Category, Key]
    total: Key | None
    of_groups: bool = False
    sensitive: frozenset[str] = frozenset()
