"""Reads the month's page and its files back as other people's readers do."""

import csv
import io
from typing import Any

import html5lib
import openpyxl
from werkzeug.test import TestResponse

Lines = dict[str, list[str]]


def text_of(element: Any) -> str:
    """Return an element's words on one line."""
    return " ".join("".join(element.itertext()).split())


def label_of(element: Any) -> str:
    """Return what a line is called, without what it counts."""
    summary = element.find(".//summary")
    return text_of(element if summary is None else summary)


def tables_of(answer: TestResponse) -> dict[str, Lines]:
    """Return every table of the page by its machine name: the cells of each line by its label."""
    root = html5lib.parse(answer.get_data(as_text=True), namespaceHTMLElements=False)
    found = {}
    for part in root.iter():
        tables = list(part.iter("table")) if part.tag in ("section", "details") else []
        if part.get("id") and tables:
            rows = [
                [label_of(row[0]), *map(text_of, row[1:])]
                for row in tables[0].find("tbody").iter("tr")
            ]
            found[part.get("id")] = {row[0]: row[1:] for row in rows}
    return found


def tiles_of(answer: TestResponse) -> dict[str, str]:
    """Return the figures at the top of the page by their titles."""
    root = html5lib.parse(answer.get_data(as_text=True), namespaceHTMLElements=False)
    tiles = [element for element in root.iter("div") if element.get("class") == "tile"]
    return {label_of(tile): text_of(tile.find("b")) for tile in tiles}


def tidy_lines(content: bytes, table: str, period: str) -> dict[str, tuple[str, str]]:
    """Return value and status of each category of a table in a tidy CSV, for one month."""
    lines = csv.DictReader(io.StringIO(content.decode()))
    return {
        line["category"]: (line["value"], line["obs_status"])
        for line in lines
        if line["table"] == table and line["period"] == period
    }


def book_of(content: bytes) -> openpyxl.Workbook:
    """Open a workbook."""
    return openpyxl.load_workbook(io.BytesIO(content))
