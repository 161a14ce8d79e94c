"""Excel's own charts beside the tables: they follow the cells, and a reader can change them.

A hidden figure is text in its cell, so that Excel draws nothing for it.
"""

from typing import Any

from advicedesk.exports.table import Kind, Publication, Table

MOST_LINES = 40
COLOURS = ("#0B645F", "#B9C4C1")  # this period, the one before: apart in grey print too
LINE_HEIGHT, HEAD_HEIGHT, WIDTH = 30, 110, 620


def chart_lines(table: Table) -> int:
    """Return how many rows of a table are drawn: all but a total at its end; 0 for no chart."""
    is_list = table.dimension and not table.column_dimension
    totals = [place for place, row in enumerate(table.rows) if row.is_total]
    lines = len(table.rows) - len(totals)
    has_total_last = totals in ([], [lines])
    return lines if is_list and has_total_last and 1 < lines <= MOST_LINES else 0


def insert_chart(
    book: Any, sheet: Any, publication: Publication, table: Table, place: tuple[str, int]
) -> None:
    """Draw the table beside itself; `place` is the sheet's name and its row of headers."""
    lines = chart_lines(table)
    if not lines:
        return
    name, header = place
    chart = book.add_chart({"type": "bar"})
    first, last = header + 1, header + lines
    for number, column in enumerate(_drawn_columns(table)):
        chart.add_series(
            {
                "name": [name, header, column],
                "categories": [name, first, 0, last, 0],
                "values": [name, first, column, last, column],
                "fill": {"color": COLOURS[number]},
                "gap": 60,
            }
        )
    chart.set_title({"name": table.title, "overlay": False, "name_font": {"size": 12}})
    is_turned = {"reverse": True}
    chart.set_y_axis(is_turned | {"major_gridlines": {"visible": False}})
    chart.set_x_axis(_axis_of_figures(table) | (is_turned if publication.right_to_left else {}))
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": WIDTH, "height": HEAD_HEIGHT + LINE_HEIGHT * lines})
    described = f"{table.title} ({table.unit_title}). {table.definition}"
    sheet.insert_chart(header, len(table.columns) + 1, chart, {"description": described})


def _drawn_columns(table: Table) -> list[int]:
    """Return the places of this period and the one before."""
    return [
        place
        for place, column in enumerate(table.columns)
        if column.kind is not Kind.TEXT and not column.is_comparison
    ][: len(COLOURS)]


def _axis_of_figures(table: Table) -> dict[str, Any]:
    line = {"color": "#DDE2E0"}
    return {
        "name": table.unit_title,
        "num_format": "#,##0",
        "min": 0,
        "major_gridlines": {"visible": True, "line": line},
    }
