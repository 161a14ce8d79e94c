"""Excel workbooks: a sheet that explains, then one sheet per table with real numbers."""

import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC
from typing import Any

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
from advicedesk.exports.xlsx_charts import insert_chart

LONGEST_NAME = 31  # Excel's limit for the name of a sheet
FORBIDDEN_IN_NAME = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
WHOLE, HALVES = "#,##0", "#,##0.0"  # a median may end in a half
NUMBER_FORMATS = {Kind.SHARE: "0.0%", Kind.RATIO: "0.00"}
HEADER_ROW = 3  # title, definition and an empty line stand above
WIDEST = 60
TEAL, SUNKEN, QUIET = "#0B645F", "#F1EDE4", "#56625F"


def write_xlsx(publication: Publication) -> bytes:
    """Return the workbook; the same publication gives the same bytes."""
    import xlsxwriter  # only an export pays for it

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    made_at = publication.made_at.astimezone(UTC).replace(tzinfo=None)
    book.set_properties(
        {
            "title": publication.title,
            "created": made_at,
            "keywords": publication.internal_mark,
        }
    )
    paper = _Paper(book, publication)
    names = sheet_names([publication.explanation_title, *(t.title for t in publication.tables)])
    paper.explain(names)
    for place, (name, table) in enumerate(zip(names[1:], publication.tables, strict=True)):
        paper.draw(name, table)
        paper.name_titles(place + 2, name, table)
    book.close()
    return stream.getvalue()


def sheet_names(titles: Iterable[str]) -> list[str]:
    """Return a name for each sheet: allowed characters, at most 31, none twice in any case."""
    names: list[str] = []
    taken = {"history"}  # Excel keeps this one for itself
    for title in titles:
        clean = " ".join(title.translate(FORBIDDEN_IN_NAME).split()) or "-"
        name, number = clean[:LONGEST_NAME].rstrip(), 1
        while name.casefold() in taken:
            number += 1
            ending = f" {number}"
            name = clean[: LONGEST_NAME - len(ending)].rstrip() + ending
        taken.add(name.casefold())
        names.append(name)
    return names


@dataclass(frozen=True, slots=True)
class _Style:
    """How a cell looks; Excel wants one format for each."""

    kind: Kind
    is_comparison: bool = False
    is_total: bool = False
    is_hidden: bool = False
    number: str = "General"


class _Paper:
    """A workbook while it is written, with its cell formats."""

    def __init__(self, book: Any, publication: Publication) -> None:
        self.book = book
        self.publication = publication
        self.styles: dict[_Style, Any] = {}
        order = 2 if publication.right_to_left else 1
        self.title = book.add_format({"bold": True, "font_size": 14, "reading_order": order})
        self.mark = book.add_format({"bold": True, "font_color": "#963D0C"})
        self.wrapped = book.add_format(
            {"text_wrap": True, "valign": "top", "reading_order": order, "font_color": QUIET}
        )
        self.label = book.add_format({"bold": True, "valign": "top", "reading_order": order})
        self.figure = book.add_format({"indent": 1, "valign": "top", "reading_order": order})
        self.header = book.add_format(
            {"bold": True, "bg_color": TEAL, "font_color": "#FFFFFF", "text_wrap": True}
            | {"valign": "vcenter", "reading_order": order}
        )

    def sheet(self, name: str, title: str) -> Any:
        """Add a sheet with its title and, where the figures are raw, the mark."""
        sheet = self.book.add_worksheet(name)
        if self.publication.right_to_left:
            sheet.right_to_left()
        sheet.write_string(0, 0, title, self.title)
        if self.publication.is_internal:
            sheet.write_string(2, 0, self.publication.internal_mark, self.mark)
            sheet.set_header("&C" + self.publication.internal_mark.replace("&", "&&"))
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        return sheet

    def explain(self, names: list[str]) -> None:
        """Write the first sheet: the notes, then what every table counts."""
        sheet = self.sheet(names[0], self.publication.title)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 16)
        sheet.set_column(2, 2, 100)
        line = HEADER_ROW
        for note in self.publication.notes:
            sheet.write_string(line, 0, note.title, self.label)
            sheet.write_string(line, 2, note.text, self.wrapped)
            line += 1
        line += 1
        for place, heading in enumerate(self.publication.headings):
            sheet.write_string(line, place, heading, self.header)
        for name, table in zip(names[1:], self.publication.tables, strict=True):
            line += 1
            link = f"internal:'{name}'!A1"
            sheet.write_url(line, 0, link, self.label, table.title)
            sheet.write_string(line, 1, table.unit_title, self.wrapped)
            sheet.write_string(line, 2, table.definition, self.wrapped)
            for row in defined_rows(table):
                line += 1
                sheet.write_string(line, 0, str(row.cells[0]), self.figure)
                sheet.write_string(line, 1, row.unit_title or table.unit_title, self.wrapped)
                sheet.write_string(line, 2, row.definition, self.wrapped)
        sheet.freeze_panes(1, 0)

    def draw(self, name: str, table: Table) -> None:
        """Write one table on its own sheet, the header frozen above the rows."""
        sheet = self.sheet(name, f"{table.title} ({table.unit_title})")
        sheet.write_string(1, 0, table.definition)
        for place, column in enumerate(table.columns):
            sheet.write_string(HEADER_ROW, place, column.title, self.header)
            sheet.set_column(place, place, _width(table, place))
        for line, row in enumerate(table.rows, HEADER_ROW + 1):
            for place, (column, cell) in enumerate(cell_values(row, table.columns)):
                style = _Style(table.kind_of(row, column), column.is_comparison, row.is_total)
                self._write(sheet, (line, place), cell, style)
        text_columns = sum(column.kind is Kind.TEXT for column in table.columns)
        sheet.freeze_panes(HEADER_ROW + 1, text_columns)
        sheet.repeat_rows(HEADER_ROW)
        insert_chart(self.book, sheet, self.publication, table, (name, HEADER_ROW))

    def name_titles(self, sheet_number: int, name: str, table: Table) -> None:
        """Tell screen readers where titles stand: they read them together with each figure."""
        from xlsxwriter.utility import xl_rowcol_to_cell as cell

        last = cell(HEADER_ROW + len(table.rows), len(table.columns) - 1)
        # JAWS and NVDA look for names of this form: first cell, last cell, number of the sheet
        self.book.define_name(
            f"TitleRegion{sheet_number}.{cell(HEADER_ROW, 0)}.{last}.{sheet_number}",
            f"='{name}'!{cell(HEADER_ROW, 0, row_abs=True, col_abs=True)}",
        )

    def _write(self, sheet: Any, place: tuple[int, int], cell: Cell, style: _Style) -> None:
        if cell is None:
            sheet.write_blank(*place, None, self._style(style))
        elif cell is HIDDEN:
            sheet.write_string(*place, HIDDEN_SIGN, self._style(replace(style, is_hidden=True)))
        elif isinstance(cell, str):
            sheet.write_string(*place, cell, self._style(style))
        else:
            number_format = _number_format(cell, style)
            sheet.write_number(*place, cell, self._style(replace(style, number=number_format)))

    def _style(self, style: _Style) -> Any:
        if style not in self.styles:
            settings: dict[str, Any] = {"bold": style.is_total, "num_format": style.number}
            if style.is_total:
                settings["top"] = 1
            if style.is_hidden:
                settings |= {"align": "right", "font_color": QUIET, "bg_color": SUNKEN}
            self.styles[style] = self.book.add_format(settings)
        return self.styles[style]


def _number_format(number: int | float, style: _Style) -> str:
    whole = WHOLE if isinstance(number, int) else HALVES
    plain = NUMBER_FORMATS.get(style.kind, whole)
    return f"+{plain};-{plain};{plain}" if style.is_comparison else plain


def _width(table: Table, place: int) -> int:
    column = table.columns[place]
    if column.kind is not Kind.TEXT:
        return max(10, min(18, len(column.title) + 2))
    longest = max([len(column.title), *(len(str(row.cells[place])) for row in table.rows)])
    return min(WIDEST, longest + 2)
