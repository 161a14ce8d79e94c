"""A table as a cube: dimensions in order and one figure for every cell, for PX and JSON-stat.

Comparisons are left out: they are worked out from other cells. A share becomes a percentage, so
that its unit is a sign every reader knows. Months run from the earliest to the latest.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from math import prod

from advicedesk.exports.table import HIDDEN, Column, Figure, Kind, Row, Table

PERIOD, MEASURE = "period", "measure"
DECIMALS = {Kind.SHARE: 1, Kind.RATIO: 2, Kind.MINUTES: 1, Kind.DAYS: 1, Kind.HOURS: 1}
MOST_DECIMALS = 4


class NotACube(ValueError):
    """Cells of the table are missing, or two stand in one place."""


@dataclass(frozen=True, slots=True)
class Category:
    """One value of a dimension; unit, decimals and definition are those of a measure."""

    code: str
    label: str
    unit: str = ""
    decimals: int = 0
    definition: str = ""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One side of a cube."""

    name: str
    title: str
    categories: tuple[Category, ...]

    @property
    def is_time(self) -> bool:
        """Tell whether the values are periods."""
        return self.name == PERIOD

    @property
    def is_measure(self) -> bool:
        """Tell whether the values are figures of different kinds."""
        return self.name == MEASURE


@dataclass(frozen=True, slots=True)
class Cube:
    """Figures in row-major order: the last dimension runs fastest."""

    table: Table
    dimensions: tuple[Dimension, ...]
    figures: tuple[Figure, ...]

    @property
    def size(self) -> tuple[int, ...]:
        """Return how many values each dimension has."""
        return tuple(len(dimension.categories) for dimension in self.dimensions)


def cube_of(table: Table) -> Cube:
    """Return a table as rows × period × columns; raise NotACube when it does not fill one."""
    rows = Dimension(
        table.dimension or MEASURE, table.dimension_title, tuple(_row_categories(table))
    )
    dimensions = [rows, Dimension(PERIOD, table.period_title, _periods(table))]
    if table.column_dimension:
        columns = tuple(Category(c.code, c.label) for c in _column_categories(table))
        dimensions.append(Dimension(table.column_dimension, table.column_dimension_title, columns))
    cells = _cells(table)
    codes = [[each.code for each in dimension.categories] for dimension in dimensions]
    if len(cells) != prod(map(len, codes)):
        raise NotACube(table.machine_name)
    return Cube(table, tuple(dimensions), tuple(cells[place] for place in product(*codes)))


def _value_columns(table: Table) -> Iterator[tuple[int, Column]]:
    for place, column in enumerate(table.columns):
        if column.kind is not Kind.TEXT and not column.is_comparison:
            yield place, column


def _row_categories(table: Table) -> Iterator[Category]:
    seen = set()
    label_place = 0 if table.columns[0].kind is Kind.TEXT and not table.column_dimension else 1
    for row in table.rows:
        code = _code(row)
        if code not in seen:
            seen.add(code)
            decimals = DECIMALS.get(row.kind, 0) if row.kind else 0
            unit = row.unit_title or table.unit_title
            yield Category(code, str(row.cells[label_place]), unit, decimals, row.definition)


def _column_categories(table: Table) -> Iterator[Category]:
    for _, column in _value_columns(table):
        yield Category(column.category, column.title)


def _periods(table: Table) -> tuple[Category, ...]:
    labels: Mapping[str, str] = {
        column.period: column.title for _, column in _value_columns(table) if column.period
    } or {row.period: str(row.cells[0]) for row in table.rows if row.period}
    return tuple(Category(code, labels[code]) for code in sorted(labels))


def _cells(table: Table) -> dict[tuple[str, ...], Figure]:
    cells: dict[tuple[str, ...], Figure] = {}
    for row in table.rows:
        for place, column in _value_columns(table):
            key: tuple[str, ...] = (_code(row), column.period or row.period or "")
            if table.column_dimension:
                key = (*key, column.category)
            if key in cells:
                raise NotACube(table.machine_name)
            cells[key] = _figure(row, place, table.kind_of(row, column))
    return cells


def _code(row: Row) -> str:
    return row.category or row.measure


def _figure(row: Row, place: int, kind: Kind) -> Figure:
    cell = row.cells[place]
    if cell is HIDDEN or cell is None:
        return cell
    if isinstance(cell, str):
        raise NotACube(cell)
    if isinstance(cell, int) and kind is not Kind.SHARE:
        return cell
    return round(100 * cell if kind is Kind.SHARE else cell, MOST_DECIMALS)
