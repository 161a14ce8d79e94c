"""The bytes of any table into lines of cells: csv of many kinds, workbooks, a page saved as xls."""

import csv
from collections.abc import Iterator
from html.parser import HTMLParser
from statistics import median_low
from typing import TextIO

from advicedesk.visits.importing.sheets import (
    OLD_WORKBOOK,
    FileFault,
    FileRefused,
    text_of,
    xlsx_lines,
)

_DELIMITERS = ";,\t|"
_SNIFFED = 64 * 1024
Line = tuple[int, list[str]]
# of a web page, and of the XML that spreadsheets of 2003 wrote
_ROWS, _CELLS = ("tr", "row"), ("td", "th", "cell")
_MOST_SPANNED = 60


def read_grid(content: bytes) -> Iterator[Line]:
    """Yield each record's first line and its cells, empty ones too; raise FileRefused."""
    if content.startswith((b"PK\x03\x04", OLD_WORKBOOK)):
        return xlsx_lines(content)
    text = _decoded(content)
    start = text.read(_SNIFFED)
    text.seek(0)
    if "<table" in start.lower():
        return _html_lines(text.read())
    return _csv_lines(text, _delimiter(start))


def _decoded(content: bytes) -> TextIO:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in content[:_SNIFFED]:
        # no mark: every other byte of western text is empty
        encodings = ["utf-16-le" if content[1:2] == b"\x00" else "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        text = text_of(content, encoding)
        if text is not None:
            return text
    raise FileRefused(FileFault.NOT_A_TABLE)


def _csv_lines(text: TextIO, delimiter: str) -> Iterator[Line]:
    reader = csv.reader(text, delimiter=delimiter)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise FileRefused(FileFault.NOT_A_TABLE, line=line) from None
        yield line, cells
        line = reader.line_num + 1


def _delimiter(text: str) -> str:
    """Return the sign that divides the usual line most; titles and long notes are outvoted."""
    lines = [line for line in text.splitlines() if line.strip()] or [""]
    return max(_DELIMITERS, key=lambda sign: median_low([line.count(sign) for line in lines]))


class _Tables(HTMLParser):
    """Gathers the rows of every table of a page; a spanned cell counts as many."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Line] = []
        self._cells: list[str] | None = None
        self._text: list[str] | None = None
        self._span, self._height = 1, 1
        self._covered: dict[int, int] = {}  # column -> rows that a cell above still reaches into
        self._at = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell."""
        if tag in _ROWS:
            self._end_row()
            self._cells, self._at = [], self.getpos()[0]
        elif tag in _CELLS and self._cells is not None:
            self._end_cell()
            told = dict(attrs)
            self._text = []
            self._span = _number(told.get("colspan"), 1) + _number(told.get("ss:mergeacross"), 0)
            self._height = _number(told.get("rowspan"), 1) + _number(told.get("ss:mergedown"), 0)
            # what the XML of a spreadsheet leaves empty it passes over
            skipped = _number(told.get("ss:index"), 1) - 1 - len(self._cells)
            self._cells += [""] * max(0, skipped)
        elif tag == "br" and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """End a row or a cell."""
        if tag in _CELLS:
            self._end_cell()
        elif tag in _ROWS or tag == "table":
            self._end_row()
        if tag == "table":
            self._covered = {}

    def handle_data(self, text: str) -> None:
        """Add to the cell."""
        if self._text is not None:
            self._text.append(text)

    def _end_cell(self) -> None:
        if self._text is not None and self._cells is not None:
            self._pass_covered()
            place = len(self._cells)
            self._cells += [" ".join("".join(self._text).split()), *[""] * (self._span - 1)]
            if self._height > 1:
                self._covered |= dict.fromkeys(range(place, len(self._cells)), self._height)
        self._text = None

    def _pass_covered(self) -> None:
        """Leave empty where a cell of a row above reaches into this one."""
        while self._cells is not None and self._covered.get(len(self._cells)):
            self._cells.append("")

    def _end_row(self) -> None:
        self._end_cell()
        if self._cells is not None:
            self._pass_covered()
            self.lines.append((self._at, self._cells))
            self._covered = {place: rows - 1 for place, rows in self._covered.items() if rows > 1}
        self._cells = None


def _number(told: str | None, otherwise: int) -> int:
    return (
        min(int(told), _MOST_SPANNED) if told and told.isascii() and told.isdigit() else otherwise
    )


def _html_lines(text: str) -> Iterator[Line]:
    page = _Tables()
    page.feed(text)
    page.close()
    return iter(page.lines)
