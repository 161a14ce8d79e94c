"""The one description of a table that every writer and page reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum


class Kind(StrEnum):
    """What a cell's number is, and so how it is written."""

    TEXT = "text"
    COUNT = "count"
    SHARE = "share"  # a fraction: 0.18 is shown as 18 %
    RATIO = "ratio"
    MINUTES = "minutes"
    DAYS = "days"
    HOURS = "hours"


class Unit(StrEnum):
    """What a table counts; never two in one table."""

    VISITS = "visits"
    NEEDS = "needs"
    REFERRALS = "referrals"
    PEOPLE = "people"
    CASES = "cases"


class Hidden(Enum):
    """The type of `HIDDEN`, so that a checker can tell it from a number."""

    HIDDEN = "hidden"

    def __repr__(self) -> str:
        """Return the name tests and logs show."""
        return "HIDDEN"


HIDDEN = Hidden.HIDDEN
HIDDEN_SIGN = ".."  # Statistics Finland's sign for a protected figure
SCREEN_SIGN = "\N{MIDDLE DOT}"  # the same wherever a page hides one, whatever its size
TOTAL_CODE = "SSS"  # the code of a total in Finnish open statistics

Number = int | float | None
Figure = int | float | None | Hidden
Cell = int | float | str | None | Hidden


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a name for programs, a title for people, what its numbers are.

    A value column holds figures of one period or one category; without a period the row has it.
    A comparison is worked out from other columns of the row: machine files leave it out.
    """

    machine_name: str
    title: str
    kind: Kind = Kind.COUNT
    period: str | None = None
    category: str = ""
    is_comparison: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its cells, and the codes behind the words of its first columns."""

    cells: tuple[Cell, ...]
    category: str = ""
    measure: str = ""
    kind: Kind | None = None  # when a row's numbers are not of the column's kind
    period: str | None = None
    is_total: bool = False
    unit_title: str = ""  # when a row's numbers are not in the table's unit: minutes, %
    definition: str = ""  # what this figure counts, where the table's own words are not enough


@dataclass(frozen=True, slots=True)
class Table:
    """A table ready to be written; figures that may not be published are hidden already."""

    machine_name: str
    title: str
    unit: Unit
    unit_title: str
    definition: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    dimension: str = ""  # what the rows are, by a name for programs; empty when rows are measures
    column_dimension: str = ""
    dimension_title: str = ""
    column_dimension_title: str = ""
    period_title: str = ""

    def kind_of(self, row: Row, column: Column) -> Kind:
        """Return what the number in a cell is."""
        return row.kind if row.kind and column.kind is not Kind.TEXT else column.kind


@dataclass(frozen=True, slots=True)
class Note:
    """One line of the page that explains: what it is about, and what it says."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything one file holds: tables, and the words that explain them, in one language."""

    title: str
    tables: tuple[Table, ...]
    notes: tuple[Note, ...]
    explanation_title: str  # the name of the first sheet
    headings: tuple[str, str, str]  # over the list of tables: table, unit, what it counts
    desk: str
    made_at: datetime
    language: str = "en"
    place: str = ""  # what the desk is called
    hidden_title: str = "Hidden figure"  # what the sign of a hidden figure means
    unknown_title: str = "Not known"
    right_to_left: bool = False
    internal_mark: str = ""  # words that say "not for publication"; empty when it is protected

    @property
    def is_internal(self) -> bool:
        """Tell whether the figures are raw and the file must say so."""
        return bool(self.internal_mark)


def cell_values(row: Row, columns: Sequence[Column]) -> list[tuple[Column, Cell]]:
    """Pair the cells of a row with their columns; a row of another length is a mistake."""
    return list(zip(columns, row.cells, strict=True))


def defined_rows(table: Table) -> list[Row]:
    """Return one row for each figure that has a definition of its own."""
    found = {row.measure: row for row in table.rows if row.definition}
    return list(found.values())
