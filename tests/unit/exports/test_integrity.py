"""Our files keep the rules no schema checks; a file with one mistake breaks exactly that rule."""

import json
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from advicedesk.exports.cube import NotACube, cube_of
from advicedesk.exports.json_stat import write_json_stat
from advicedesk.exports.px import write_px
from advicedesk.exports.table import HIDDEN, Row, Table
from tests.unit.exports.awkward import CROSS, LIST, MEASURES, latin, publication
from tests.unit.exports.integrity import json_stat_faults, px_faults, read_px

TABLES = [LIST, MEASURES, CROSS]
every_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.title)


def dataset_of(table: Table = LIST):
    return json.loads(write_json_stat(publication(tables=(table,))))


def px_of(table: Table = LIST, *languages: str) -> bytes:
    told = [publication(tables=(latin(table),), language=one) for one in languages or ("fi", "sv")]
    return write_px(told)


@every_table
def test_json_stat_keeps_every_rule(table):
    assert json_stat_faults(dataset_of(table)) == []


@every_table
def test_px_keeps_every_rule(table):
    assert px_faults(px_of(table)) == []
    assert px_faults(px_of(table, "fi")) == []


BROKEN = {
    "S1": lambda d: d["size"].append(1),
    "S2": lambda d: d["dimension"].update(other={"category": {"index": ["a"]}}),
    "S3": lambda d: d["value"].pop(),
    "S4": lambda d: d.update(value={"99": 1}),
    "S5": lambda d: d["role"]["time"].append("moment"),
    "S6": lambda d: d.update(status=["c"]),
    "S7": lambda d: d["status"].update({"10": "c"}),
    "S8": lambda d: d["dimension"]["measure"]["category"].pop("unit"),
    "D1": lambda d: d["dimension"]["topic"]["category"]["index"].append("more"),
    "D3a": lambda d: d["dimension"]["topic"]["category"]["label"].update(more="More"),
    "D3b": lambda d: d["dimension"]["topic"]["category"]["label"].pop("lines"),
    "D4": lambda d: d["dimension"]["topic"]["category"].update(unit={"more": {}}),
    "D6": lambda d: d["dimension"]["topic"]["category"].update(note={"more": ["x"]}),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_mistake_in_json_stat_is_named(rule):
    dataset = dataset_of()
    BROKEN[rule](dataset)
    assert rule in json_stat_faults(dataset)


BROKEN_PX = {
    "cells are not the product of the values": (b"1300", b"1300 1"),
    "a cell is neither number nor symbol": (b"1300", b".."),
    "a value twice": (b'"=SUM(A1)"', b'"Asuminen"'),
    "codes are not as many as values": (b'"formula",', b""),
    "elimination by no value": (b'ELIMINATION("Topic")="Total"', b'ELIMINATION("Topic")="All"'),
    "no UNITS in another language": (b"UNITS[sv]", b"UNIT[sv]"),
    "no TITLE in another language": (b"TITLE[sv]", b"TITLES[sv]"),
    "main language is not the first": (b'LANGUAGE="fi"', b'LANGUAGE="sv"'),
    "a symbol is not explained": (b"DATASYMBOL2=", b"DATASYMBOL4="),
    "no MATRIX": (b"MATRIX=", b"MATRIZ="),
}


@pytest.mark.parametrize("rule", BROKEN_PX)
def test_a_mistake_in_px_is_named(rule):
    before, after = BROKEN_PX[rule]
    content = px_of()
    assert before in content
    assert rule in px_faults(content.replace(before, after))


def test_hidden_and_not_known_are_two_statuses():
    dataset = dataset_of(MEASURES)
    # visits, median, share: September before October
    assert dataset["value"] == [0, 32, None, 7.5, None, 6.25]
    assert dataset["status"] == {"2": "z", "4": "c"}
    _keywords, cells = read_px(px_of(MEASURES))
    assert cells == ["0", "32", '"."', "7.5", '".."', "6.25"]


def test_months_run_from_the_earliest_and_px_reads_them_as_time():
    keywords, _cells = read_px(px_of())
    assert keywords['VALUES("Month")'] == ["2026M09", "2026M10"]
    assert keywords['TIMEVAL("Month")'] == ["202609", "202610"]
    assert dataset_of()["role"]["time"] == ["period"]


def test_figures_carry_their_unit_their_exactness_and_their_definition():
    keywords, _cells = read_px(px_of(MEASURES))
    assert keywords['UNITS("Median")'] == ["minutes"]
    assert keywords['PRECISION("Figure","Returning")'] == ["1"]
    assert keywords['VALUENOTE("Figure","Median")'] == ["Half took longer."]
    measure = dataset_of(MEASURES)["dimension"]["measure"]["category"]
    assert measure["unit"]["returning_share"] == {"label": "%", "decimals": 1}
    assert measure["note"]["minutes_median"] == ["Half took longer."]
    only = dataset_of(LIST)["dimension"]["measure"]["category"]
    assert only["unit"] == {"needs": {"label": "needs", "decimals": 0}}


def test_several_tables_are_a_px_file_each():
    with zipfile.ZipFile(BytesIO(write_px([publication()]))) as archive:
        assert archive.namelist() == [f"{table.machine_name}.px" for table in TABLES]


def test_long_notes_are_split_and_lines_stay_short():
    long = replace(LIST, definition="A sentence about needs. " * 40)
    content = px_of(long)
    assert px_faults(content) == []
    keywords, _cells = read_px(content)
    assert keywords["NOTE"] == [" ".join((long.definition).split())]
    wide = replace(
        CROSS,
        columns=(
            *CROSS.columns[:2],
            *(replace(CROSS.columns[2], title=f"L{n}", category=f"l{n}") for n in range(90)),
        ),
        rows=tuple(replace(row, cells=(*row.cells[:2], *[123456] * 90)) for row in CROSS.rows),
    )
    assert max(map(len, px_of(wide).splitlines())) <= 256
    assert px_faults(px_of(wide)) == []


def test_two_values_of_one_name_stay_apart_in_px():
    rows = (*LIST.rows, Row(("Total", 1, 2, 3), "other"))
    keywords, _cells = read_px(px_of(replace(LIST, rows=rows)))
    assert keywords['VALUES("Topic")'][-2:] == ["Total", "Total (other)"]


@pytest.mark.parametrize(
    "rows",
    [
        (*LIST.rows, LIST.rows[0]),
        (Row(("a", "text", 1, 2), "a"),),
    ],
    ids=["one place twice", "a word for a figure"],
)
def test_what_is_no_cube_is_a_mistake(rows):
    with pytest.raises(NotACube):
        cube_of(replace(LIST, rows=rows))


def test_a_missing_line_of_one_month_is_a_mistake():
    with pytest.raises(NotACube):
        cube_of(replace(CROSS, rows=CROSS.rows[1:]))


def test_raw_figures_carry_the_mark():
    raw = publication(tables=(LIST,), internal_mark="Internal & raw")
    assert "Internal & raw" in json.loads(write_json_stat(raw))["note"]
    assert read_px(write_px([raw]))[0]["NOTEX"][0].startswith("Internal & raw#")
    assert HIDDEN in cube_of(LIST).figures
