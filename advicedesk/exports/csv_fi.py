"""CSV that Excel in Finland and Sweden opens by a double click.

Excel there splits at `;`, reads a decimal comma and takes UTF-8 only with a byte order mark.
The tables stand one under the other, each under its title, as on the sheets of the xlsx.
"""

import csv
import io
from collections.abc import Iterator

from advicedesk.exports.table import (
    HIDDEN,
    HIDDEN_SIGN,
    Cell,
    Kind,
    Publication,
    Table,
    cell_values,
    defined_rows,
)

BYTE_ORDER_MARK = "\ufeff"
# what Excel takes for the start of a formula, in half and full width, or skips before one
FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")
DECIMALS = {
    Kind.COUNT: 0,
    Kind.SHARE: 1,
    Kind.RATIO: 2,
    Kind.MINUTES: 1,
    Kind.DAYS: 1,
    Kind.HOURS: 1,
}


def write_csv_fi(publication: Publication) -> bytes:
    """Return the file: the explanation, then every table under its title."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([safe_text(publication.title)])
    if publication.is_internal:
        writer.writerow([safe_text(publication.internal_mark)])
    for note in publication.notes:
        writer.writerow([safe_text(note.title), safe_text(note.text)])
    for table in publication.tables:
        writer.writerows(_table_lines(table))
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def safe_text(text: str) -> str:
    """Return text that Excel shows as it is: a leading apostrophe where a formula would start."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(FORMULA_STARTS) else text


def number_text(number: int | float, kind: Kind) -> str:
    """Write a number with a decimal comma; a share as a percentage Excel reads as a number."""
    if kind is Kind.SHARE:
        return f"{100 * number:.{DECIMALS[kind]}f}%".replace(".", ",")
    if isinstance(number, int):
        return str(number)
    return f"{number:.{DECIMALS[kind]}f}".replace(".", ",")


def _table_lines(table: Table) -> Iterator[list[str]]:
    yield []
    yield [safe_text(table.title), safe_text(table.unit_title)]
    yield [safe_text(table.definition)]
    for row in defined_rows(table):
        yield [safe_text(str(row.cells[0])), safe_text(row.definition)]
    yield [safe_text(column.title) for column in table.columns]
    for row in table.rows:
        yield [
            _cell_text(cell, table.kind_of(row, column))
            for column, cell in cell_values(row, table.columns)
        ]


def _cell_text(cell: Cell, kind: Kind) -> str:
    if cell is None:
        return ""
    if cell is HIDDEN:
        return HIDDEN_SIGN
    if isinstance(cell, str):
        return safe_text(cell)
    return number_text(cell, kind)
