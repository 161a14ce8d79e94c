"""Tidy CSV for programs: UTF-8, comma, one line per figure, codes instead of words."""

import csv
import io

from advicedesk.exports.table import HIDDEN, Column, Kind, Publication, Row, Table, cell_values

HEADER = (
    "table",
    "unit",
    "period",
    "desk",
    "dimension",
    "category",
    "dimension_2",
    "category_2",
    "measure",
    "value",
    "obs_status",
    "conf_status",
)
CONFIDENTIAL = "c"  # SDMX: the observation is confidential
FREE, NOT_FOR_PUBLICATION = "F", "N"  # SDMX: confidentiality of the file
DECIMALS = 6


def write_tidy(publication: Publication) -> bytes:
    """Return the tidy CSV; a hidden figure is empty with the status `c`."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    for table in publication.tables:
        for row in table.rows:
            for column, cell in cell_values(row, table.columns):
                if column.kind is not Kind.TEXT and not column.is_comparison:
                    writer.writerow(_line(publication, table, row, column, cell))
    return text.getvalue().encode()


def _line(
    publication: Publication, table: Table, row: Row, column: Column, cell: object
) -> tuple[str, ...]:
    return (
        table.machine_name,
        table.unit,
        column.period or row.period or "",
        publication.desk,
        table.dimension,
        row.category,
        table.column_dimension,
        column.category,
        row.measure or table.unit,
        _value(cell),
        CONFIDENTIAL if cell is HIDDEN else "",
        NOT_FOR_PUBLICATION if publication.is_internal else FREE,
    )


def _value(cell: object) -> str:
    if cell is HIDDEN or cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return str(cell)
