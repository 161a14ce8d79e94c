"""One publication, three files: read back by other people's readers."""

import csv
import io
from datetime import UTC, datetime

import openpyxl
import pytest

from advicedesk.exports.csv_fi import number_text, safe_text, write_csv_fi
from advicedesk.exports.table import (
    HIDDEN,
    TOTAL_CODE,
    Column,
    Kind,
    Note,
    Publication,
    Row,
    Table,
    Unit,
)
from advicedesk.exports.tidy import write_tidy
from advicedesk.exports.xlsx import sheet_names, write_xlsx

TOPICS = Table(
    "needs_by_topic",
    "Needs by topic",
    Unit.NEEDS,
    "needs",
    "Every need is counted once; a visit may bring several.",
    columns=(
        Column("topic", "Topic", Kind.TEXT),
        Column("this", "October", period="2026-10"),
        Column("before", "September", period="2026-09"),
        Column("change", "Change", is_comparison=True),
    ),
    rows=(
        Row(("=SUM(A1)", 1200, 12, 1188), "childcare"),
        Row(('Työ; "yrittäjyys"', 0, None, None), "work"),
        Row(("السكن", HIDDEN, 7, HIDDEN), "housing"),
        Row(("Total", 1200, 22, -22), TOTAL_CODE, is_total=True),
    ),
    dimension="topic",
)
MEASURES = Table(
    "minutes",
    "Minutes",
    Unit.VISITS,
    "visits",
    "Minutes of advice.",
    columns=(
        Column("measure", "Measure", Kind.TEXT),
        Column("this", "October", period="2026-10"),
    ),
    rows=(
        Row(("Median", 7.5), measure="minutes_median", kind=Kind.MINUTES),
        Row(("Returning", 0.0625), measure="returning_share", kind=Kind.SHARE),
        Row(("Visits per day", 3.14159), measure="per_day", kind=Kind.RATIO),
    ),
)
CROSS = Table(
    "topic_by_language",
    "Topic by language",
    Unit.NEEDS,
    "needs",
    "Needs, by the client's language.",
    columns=(
        Column("period", "Month", Kind.TEXT),
        Column("topic", "Topic", Kind.TEXT),
        Column("ar", "Arabic", category="ar"),
    ),
    rows=(Row(("October", "Housing", 8), "housing", period="2026-10"),),
    dimension="topic",
    column_dimension="client_language",
)


def publication(**changes: object) -> Publication:
    values = {
        "title": "The month: October 2026",
        "tables": (TOPICS, MEASURES, CROSS),
        "notes": (Note("Period", "October 2026"), Note("Small figures", ".. under 5")),
        "explanation_title": "About",
        "headings": ("Table", "Unit", "What it counts"),
        "desk": "iso-omena",
        "made_at": datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    }
    return Publication(**(values | changes))  # type: ignore[arg-type]


def read_book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def read_tidy(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode())))


@pytest.mark.parametrize("write", [write_xlsx, write_csv_fi, write_tidy])
def test_the_same_publication_gives_the_same_bytes(write):
    assert write(publication()) == write(publication())


def test_a_workbook_has_a_sheet_that_explains_and_one_per_table():
    book = read_book(write_xlsx(publication()))
    assert book.sheetnames == ["About", "Needs by topic", "Minutes", "Topic by language"]
    words = [cell.value for row in book["About"].iter_rows() for cell in row]
    assert {"October 2026", ".. under 5", TOPICS.definition, "Minutes", "visits"} <= set(words)


def test_a_workbook_holds_real_numbers_under_frozen_headers():
    sheet = read_book(write_xlsx(publication()))["Needs by topic"]
    assert [cell.value for cell in sheet[4]] == ["Topic", "October", "September", "Change"]
    assert sheet.freeze_panes == "B5"
    assert sheet["B5"].value == 1200
    assert sheet["B5"].number_format == "#,##0"
    assert sheet["D5"].number_format.startswith("+")
    assert sheet["A4"].font.bold
    assert sheet["B6"].value == 0
    assert sheet["C6"].value is None
    assert sheet["A8"].font.bold


def test_screen_readers_are_told_where_the_titles_of_every_table_stand():
    book = read_book(write_xlsx(publication()))
    named = {name: defined.attr_text for name, defined in book.defined_names.items()}
    assert named == {
        "TitleRegion2.A4.D8.2": "'Needs by topic'!$A$4",
        "TitleRegion3.A4.B7.3": "'Minutes'!$A$4",
        "TitleRegion4.A4.C5.4": "'Topic by language'!$A$4",
    }


@pytest.mark.parametrize("title", ["The month: October 2026", "الشهر: أكتوبر 2026"])
def test_a_workbook_has_a_title_and_repeats_its_headers_on_every_printed_page(title):
    book = read_book(write_xlsx(publication(title=title)))
    assert book.properties.title == title
    assert all(sheet["A1"].value for sheet in book)
    for name in book.sheetnames[1:]:
        sheet = book[name]
        assert sheet.print_title_rows == "$4:$4"
        assert all(cell.value for cell in sheet[4])


def test_a_workbook_shows_shares_medians_and_ratios_in_their_own_format():
    sheet = read_book(write_xlsx(publication()))["Minutes"]
    assert [(sheet.cell(row, 2).value, sheet.cell(row, 2).number_format) for row in (5, 6, 7)] == [
        (7.5, "#,##0.0"),
        (0.0625, "0.0%"),
        (3.14159, "0.00"),
    ]


def test_text_that_looks_like_a_formula_stays_text_in_a_workbook():
    cell = read_book(write_xlsx(publication()))["Needs by topic"]["A5"]
    assert (cell.value, cell.data_type) == ("=SUM(A1)", "s")


def test_a_hidden_figure_is_two_dots_in_a_workbook_and_nowhere_a_number():
    sheet = read_book(write_xlsx(publication()))["Needs by topic"]
    assert [cell.value for cell in sheet[7]] == ["السكن", "..", 7, ".."]


def test_an_arabic_workbook_runs_from_right_to_left():
    assert read_book(write_xlsx(publication(right_to_left=True)))["Minutes"].sheet_view.rightToLeft
    assert not read_book(write_xlsx(publication()))["Minutes"].sheet_view.rightToLeft


def test_raw_figures_carry_the_mark_in_every_file():
    raw = publication(internal_mark="Internal & raw")
    book = read_book(write_xlsx(raw))
    assert all(sheet["A3"].value == "Internal & raw" for sheet in book)
    assert book.properties.keywords == "Internal & raw"
    assert read_csv(write_csv_fi(raw))[1] == ["Internal & raw"]
    assert {line["conf_status"] for line in read_tidy(write_tidy(raw))} == {"N"}
    assert {line["conf_status"] for line in read_tidy(write_tidy(publication()))} == {"F"}


def test_sheet_names_are_allowed_short_and_never_twice():
    long = "Reasons why needs stayed unmet, by the client's language"
    names = sheet_names([long, long.upper(), "a/b:c", "", "History", "Minutes", "minutes"])
    assert all(0 < len(name) <= 31 for name in names)
    assert len({name.casefold() for name in names}) == len(names)
    assert names[2:] == ["a b c", "-", "History 2", "Minutes", "minutes 2"]


def test_finnish_excel_gets_a_mark_semicolons_and_decimal_commas():
    content = write_csv_fi(publication())
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\n" not in content.replace(b"\r\n", b"")
    lines = read_csv(content)
    assert lines[0] == ["The month: October 2026"]
    assert ["Needs by topic", "needs"] in lines
    assert ["Topic", "October", "September", "Change"] in lines
    assert ["Median", "7,5"] in lines
    assert ["Returning", "6,2%"] in lines
    assert ["Visits per day", "3,14"] in lines
    assert ['Työ; "yrittäjyys"', "0", "", ""] in lines


def test_finnish_csv_neither_shows_hidden_figures_nor_runs_formulas():
    lines = read_csv(write_csv_fi(publication()))
    assert ["السكن", "..", "7", ".."] in lines
    assert ["'=SUM(A1)", "1200", "12", "1188"] in lines
    assert ["Total", "1200", "22", "-22"] in lines


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", " =1", "＝1", "\u00a0-1"])
def test_formula_like_text_gets_an_apostrophe(text):
    assert safe_text(text) == "'" + text


@pytest.mark.parametrize("text", ["", "Kela", "a=b", "1", "السكن"])
def test_other_text_is_left_alone(text):
    assert safe_text(text) == text


def test_numbers_are_written_by_their_kind():
    assert number_text(-3, Kind.COUNT) == "-3"
    assert number_text(15, Kind.MINUTES) == "15"
    assert number_text(0.5, Kind.DAYS) == "0,5"
    assert number_text(1, Kind.SHARE) == "100,0%"


def test_tidy_has_one_line_per_figure_with_codes_and_no_comparison():
    lines = read_tidy(write_tidy(publication()))
    assert len(lines) == 4 * 2 + 3 + 1
    assert lines[0] == {
        "table": "needs_by_topic",
        "unit": "needs",
        "period": "2026-10",
        "desk": "iso-omena",
        "dimension": "topic",
        "category": "childcare",
        "dimension_2": "",
        "category_2": "",
        "measure": "needs",
        "value": "1200",
        "obs_status": "",
        "conf_status": "F",
    }
    assert [line["value"] for line in lines if line["table"] == "minutes"] == [
        "7.5",
        "0.0625",
        "3.14159",
    ]
    assert lines[-1]["period"] == "2026-10"
    assert lines[-1]["category_2"] == "ar"


def test_tidy_tells_hidden_from_absent():
    lines = read_tidy(write_tidy(publication()))
    hidden = [line for line in lines if line["category"] == "housing" and line["dimension_2"] == ""]
    assert [(line["value"], line["obs_status"]) for line in hidden] == [("", "c"), ("7", "")]
    absent = [line for line in lines if line["category"] == "work"]
    assert [(line["value"], line["obs_status"]) for line in absent] == [("0", ""), ("", "")]


def test_a_row_of_another_length_than_the_columns_is_a_mistake():
    broken = Table("t", "T", Unit.VISITS, "visits", "", TOPICS.columns, (Row(("a", 1)),))
    with pytest.raises(ValueError, match="shorter"):
        write_tidy(publication(tables=(broken,)))


def test_hidden_has_a_readable_name():
    assert repr(HIDDEN) == "HIDDEN"
