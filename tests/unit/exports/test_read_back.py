"""One publication in every format, read by programs others wrote: the same figures in all."""

import csv
import io
import json
import math
import zipfile
from pathlib import Path

import openpyxl
import pandas
import pytest
from frictionless import Package
from pyaxis import pyaxis
from pyjstat import pyjstat

from advicedesk.exports.csv_fi import write_csv_fi
from advicedesk.exports.json_stat import write_json_stat
from advicedesk.exports.package import write_package
from advicedesk.exports.px import write_px
from advicedesk.exports.table import HIDDEN, Figure, Table
from advicedesk.exports.tidy import write_tidy
from advicedesk.exports.xlsx import write_xlsx
from tests.unit.exports.awkward import (
    ARABIC,
    CROSS,
    FIGURES,
    FORMULA,
    LINES,
    LIST,
    MEASURES,
    QUOTED,
    latin,
    publication,
)

every_table = pytest.mark.parametrize("table", [LIST, MEASURES, CROSS], ids=lambda t: t.title)

# pyjstat's own way to a frame goes through a function it has put aside
pyjstat_warns = pytest.mark.filterwarnings("ignore:Shouldn't use:DeprecationWarning")


def numbers(table: Table) -> dict[tuple[str, ...], float | None]:
    """Return the figures to find; what is hidden or not known is no number."""
    return {key: number(figure) for key, figure in FIGURES[table.machine_name].items()}


def number(figure: Figure) -> float | None:
    return float(figure) if isinstance(figure, int | float) else None


def as_written(value: object) -> float | None:
    if value in (None, "") or (isinstance(value, float) and math.isnan(value)):
        return None
    return float(value)  # type: ignore[arg-type]


@every_table
def test_pyaxis_finds_the_figures_in_px(table: Table, tmp_path: Path):
    file = tmp_path / "table.px"
    content = write_px([publication(tables=(table,))])
    file.write_bytes(content)
    code_page = "utf-8" if b'CODEPAGE="utf-8"' in content else "windows-1252"
    read = pyaxis.parse(str(file), code_page, null_values=r'^"\."$', sd_values=r'^"\.\."$')
    found = [as_written(cell) for cell in read["DATA"]["DATA"]]
    expected = sorted_by_month(table)
    assert found == list(expected.values())


def sorted_by_month(table: Table) -> dict[tuple[str, ...], float | None]:
    """Return the figures in a cube's order: line, month from the earliest, column."""
    found = numbers(table)
    lines = list(dict.fromkeys(key[0] for key in found))
    columns = list(dict.fromkeys(key[2:] for key in found))
    return {
        (line, month, *column): found[line, month, *column]
        for line in lines
        for month in ("2026-09", "2026-10")
        for column in columns
    }


@pyjstat_warns
@every_table
def test_pyjstat_finds_the_figures_in_json_stat(table: Table):
    content = write_json_stat(publication(tables=(table,))).decode()
    frame = pyjstat.Dataset.read(content).write("dataframe", naming="id")
    rows = [row[:-1] for row in frame.astype(object).values.tolist()]
    found = {
        tuple(row[: len(next(iter(numbers(table))))]): as_written(value)
        for row, value in zip(rows, frame["value"], strict=True)
    }
    assert found == numbers(table)


@pyjstat_warns
def test_a_collection_holds_a_data_set_for_every_table():
    collection = json.loads(write_json_stat(publication()))
    assert collection["class"] == "collection"
    for dataset, table in zip(collection["link"]["item"], (LIST, MEASURES, CROSS), strict=True):
        alone = json.dumps({"version": "2.0", **dataset})
        frame = pyjstat.Dataset.read(alone).write("dataframe", naming="id")
        assert len(frame) == len(FIGURES[table.machine_name])


def test_frictionless_finds_the_package_valid_and_the_figures_in_it(tmp_path: Path):
    with zipfile.ZipFile(io.BytesIO(write_package(publication()))) as archive:
        archive.extractall(tmp_path)
    package = Package(str(tmp_path / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type", "note"])
    found = {
        (row["table"], row["category"] or row["measure"], row["category_2"], str(row["period"])): (
            as_written(row["value"]),
            row["obs_status"],
        )
        for row in package.get_resource("figures").read_rows()
    }
    assert len(found) == sum(map(len, FIGURES.values()))
    hidden = {key for key, (_value, status) in found.items() if status == "c"}
    assert len(hidden) == sum(
        figure is HIDDEN for figures in FIGURES.values() for figure in figures.values()
    )
    titles = {row["title"] for row in package.get_resource("codes").read_rows()}
    assert {FORMULA, QUOTED, LINES, ARABIC} <= titles


def test_the_package_says_what_each_figure_counts(tmp_path: Path):
    with zipfile.ZipFile(io.BytesIO(write_package(publication()))) as archive:
        told = csv.DictReader(io.StringIO(archive.read("codes.csv").decode()))
        found = {line["code"]: (line["unit"], line["definition"]) for line in told}
        on_the_web = json.loads(archive.read("csv-metadata.json"))
        assert archive.read("figures.csv") == write_tidy(publication())
    assert found["minutes_median"] == ("minutes", "Half took longer.")
    assert [table["url"] for table in on_the_web["tables"]] == [
        "figures.csv",
        "tables.csv",
        "codes.csv",
    ]


def test_pandas_finds_the_figures_in_the_tidy_file():
    frame = pandas.read_csv(
        io.BytesIO(write_tidy(publication())), keep_default_na=False, na_values={"value": [""]}
    )
    for table in (LIST, CROSS):
        mine = frame[frame["table"] == table.machine_name]
        found = {
            tuple(filter(None, (row.category, row.period, row.category_2))): as_written(row.value)
            for row in mine.itertuples()
        }
        assert found == numbers(table)
        hidden = mine["obs_status"] == "c"
        assert hidden.sum() == sum(f is HIDDEN for f in FIGURES[table.machine_name].values())


def test_pandas_finds_figures_and_texts_in_the_workbook_and_the_csv():
    book = pandas.read_excel(
        io.BytesIO(write_xlsx(publication())),
        sheet_name="Needs by topic",
        header=3,
        engine="openpyxl",
    )
    assert book["Topic"].tolist() == [FORMULA, QUOTED, LINES, ARABIC, "Total"]
    assert book["October 2026"].tolist() == [1200, 0, "..", "..", 1300]
    rows = list(
        csv.reader(
            io.StringIO(write_csv_fi(publication()).decode("utf-8-sig"), newline=""), delimiter=";"
        )
    )
    assert [f"'{FORMULA}", "1200", "12", "1188"] in rows
    assert [QUOTED, "0", "3", "-3"] in rows
    assert [LINES, "..", "7", ".."] in rows
    assert [ARABIC, "..", "..", ".."] in rows


def test_texts_survive_px_and_json_stat(tmp_path: Path):
    file = tmp_path / "table.px"
    file.write_bytes(write_px([publication(tables=(LIST,))]))
    read = pyaxis.parse(str(file), encoding="utf-8")
    topics = read["DATA"]["Topic"].unique().tolist()
    # a PX text has no straight quotation mark and a value no second line
    assert topics == [FORMULA, "Työ; ”yrittäjyys”", "two lines", ARABIC, "Total"]
    labels = json.loads(write_json_stat(publication(tables=(LIST,))))["dimension"]["topic"]
    assert list(labels["category"]["label"].values()) == [FORMULA, QUOTED, LINES, ARABIC, "Total"]


def test_px_is_windows_1252_where_its_letters_are_enough():
    content = write_px([publication(tables=(latin(LIST),))])
    assert b'CODEPAGE="windows-1252"' in content
    assert "Työ".encode("cp1252") in content
    assert b'CODEPAGE="utf-8"' in write_px([publication(tables=(LIST,))])


def test_a_workbook_has_excel_s_own_chart_beside_a_list():
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(publication())))
    charts = {sheet.title: len(sheet._charts) for sheet in book}
    assert charts == {"About": 0, "Needs by topic": 1, "Minutes": 0, "Topic by language": 0}
    series = book["Needs by topic"]._charts[0].series
    assert [one.val.numRef.f for one in series] == [
        "'Needs by topic'!$B$5:$B$8",  # the total is no bar
        "'Needs by topic'!$C$5:$C$8",
    ]


def test_the_first_sheet_and_the_csv_define_every_figure():
    words = [
        cell.value
        for row in openpyxl.load_workbook(io.BytesIO(write_xlsx(publication())))["About"]
        for cell in row
    ]
    assert {"Median", "minutes", "Half took longer."} <= set(words)
    assert "Median;Half took longer." in write_csv_fi(publication()).decode()


@pytest.mark.parametrize("write", [write_json_stat, write_package, lambda p: write_px([p])])
def test_the_same_publication_gives_the_same_bytes(write):
    assert write(publication()) == write(publication())
