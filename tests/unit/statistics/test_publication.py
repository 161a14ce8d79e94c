"""A report as a file: the words that explain it, in the reader's language."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime

import openpyxl
import pytest
from flask import Flask
from flask_babel import Babel

from advicedesk.exports.csv_fi import write_csv_fi
from advicedesk.exports.json_stat import write_json_stat
from advicedesk.exports.package import write_package
from advicedesk.exports.table import HIDDEN, TOTAL_CODE, Figure, Unit
from advicedesk.exports.tidy import write_tidy
from advicedesk.exports.xlsx import write_xlsx
from advicedesk.statistics.counting.figures import Derived, Figures, Line, ReportTable
from advicedesk.statistics.definitions import FIGURES, TABLES
from advicedesk.statistics.files import FORMATS, FileToMake, file_name
from advicedesk.statistics.pictures import (
    LANGUAGE_GAP,
    bars_of,
    funnel_of,
    heat_of,
    language_gap_of,
    pictures_of,
)
from advicedesk.statistics.publication import file_stem, make_publication
from advicedesk.statistics.report import Period, Report, build_report, protected
from advicedesk.statistics.table_titles import TITLES
from advicedesk.statistics.words import ReportWords
from advicedesk.visits.models import Bridged
from tests.unit.statistics.month_rows import Rows, a_need, a_referral, a_visit

MADE_AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LISTS = [
    "topic",
    "subtopic",
    "language",
    "contact_type",
    "bridged",
    "interpreter_failure",
    "act",
    "outcome",
    "unmet_reason",
    "referral_kind",
    "referral_status",
]


def in_capitals(code: str) -> str:
    return code.upper()


@pytest.fixture
def words() -> ReportWords:
    labels: dict[str, Callable[[str], str]] = dict.fromkeys(LISTS, in_capitals)
    return ReportWords(labels, {"bridged": ("none_needed", "not_bridged")})


@pytest.fixture
def raw(words: ReportWords) -> Report:
    rows = Rows(
        [
            *[a_visit(bridged="none_needed")] * 30,
            *[a_visit(bridged="not_bridged")] * 2,
            *[a_visit(bridged="bilingual_staff")] * 9,
        ],
        [*[a_need()] * 30, *[a_need(topic="work")] * 11],
        [*[a_referral(status="completed", confirmed_at=MADE_AT)] * 9, *[a_referral()] * 8],
    )
    periods = [Period("2026-10", "Oct"), Period("2026-09", "Sep"), Period("2025-10", "Oct 2025")]
    return build_report("iso-omena", list(zip(periods, (rows, Rows(), Rows()), strict=True)), words)


def in_arabic(work: Callable[[], object]) -> object:
    """Call something while the page's language is Arabic."""
    page = Flask("page")
    Babel(page, locale_selector=lambda: "ar")
    with page.test_request_context():
        return work()


def test_every_table_has_a_title_and_a_definition(raw, words):
    publication = make_publication(raw, words, "Iso Omena", MADE_AT)
    assert all(table.title and table.definition for table in publication.tables)
    assert set(TABLES) == set(raw.tables)
    assert set(TABLES) <= set(TITLES)


def test_every_figure_has_a_title_and_a_definition_of_its_own(raw, words):
    measures = [table for table in raw.tables.values() if not table.dimension]
    figures = {line.code for table in measures for line in table.lines}
    assert figures <= set(TITLES)
    assert set(FIGURES) - figures == {"not_bridged", "unmet"}  # at the top of the page only
    for table in make_publication(raw, words, "Iso Omena", MADE_AT).tables:
        assert {bool(row.definition) for row in table.rows} <= {not table.dimension}


def test_shares_and_minutes_have_a_unit_of_their_own(raw, words):
    tables = make_publication(raw, words, "Iso Omena", MADE_AT).tables
    units = {
        row.measure: row.unit_title or table.unit_title for table in tables for row in table.rows
    }
    assert units["returning_share"] == "%"
    assert units["minutes_median"] == "minutes"
    assert units["days_to_confirmation"] == "days"
    assert units["visits"] == "visits"


def test_a_protected_file_explains_what_is_hidden(raw, words):
    publication = make_publication(protected(raw, 5), words, "Iso Omena", MADE_AT)
    explained = {note.title: note.text for note in publication.notes}
    assert publication.title == "Iso Omena: Oct"
    assert "from 1 to 4" in explained["Small figures"]
    assert explained["Compared with"] == "Sep and Oct 2025"
    assert explained["Made"] == "24 Nov 2026"
    assert not publication.is_internal
    assert not publication.right_to_left


def test_a_raw_file_says_that_it_is_internal_in_its_text_and_its_name(raw, words):
    publication = make_publication(raw, words, "Iso Omena", MADE_AT)
    assert publication.is_internal
    assert any("Do not publish" in note.text for note in publication.notes)
    assert file_stem(raw) == "advicedesk-iso-omena-2026-10-internal"


def test_the_name_of_a_file_is_stable(raw):
    report = protected(raw)
    whole = FileToMake(report, None, MADE_AT)
    names = {form: file_name(whole, form) for form in FORMATS}
    assert names == {
        "xlsx": "advicedesk-iso-omena-2026-10.xlsx",
        "pdf": "advicedesk-iso-omena-2026-10.pdf",
        "csv": "advicedesk-iso-omena-2026-10.csv",
        "tidy": "advicedesk-iso-omena-2026-10-tidy.csv",
        "package": "advicedesk-iso-omena-2026-10-package.zip",
        "px": "advicedesk-iso-omena-2026-10-px.zip",
        "json-stat": "advicedesk-iso-omena-2026-10.json",
    }


@pytest.mark.parametrize(
    "write",
    [write_xlsx, write_csv_fi, write_tidy, write_package, write_json_stat],
)
def test_every_format_gives_the_same_bytes_twice(raw, words, write):
    report = protected(raw)
    first, second = (write(make_publication(report, words, "Iso Omena", MADE_AT)) for _ in range(2))
    assert first == second


def test_the_workbook_and_the_tidy_file_hide_the_same_figures(raw, words):
    report = protected(raw, 5)
    book = openpyxl.load_workbook(
        io.BytesIO(write_xlsx(make_publication(report, words, "Iso Omena", MADE_AT)))
    )
    sheet = book["How the language was bridged"]
    shown = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=5)}
    assert shown == {"NONE_NEEDED": 30, "NOT_BRIDGED": "..", "BILINGUAL_STAFF": "..", "Total": 41}
    tidy = write_tidy(make_publication(report, words, "Iso Omena", MADE_AT)).decode()
    lines = {
        line["category"]: (line["value"], line["obs_status"])
        for line in csv.DictReader(io.StringIO(tidy))
        if line["table"] == "bridged" and line["period"] == "2026-10"
    }
    assert lines == {
        "none_needed": ("30", ""),
        "not_bridged": ("", "c"),
        "bilingual_staff": ("", "c"),
        TOTAL_CODE: ("41", ""),
    }


def test_an_arabic_file_runs_from_right_to_left(raw, words):
    def make() -> bool:
        return make_publication(raw, words, "Iso Omena", MADE_AT).right_to_left

    assert in_arabic(make)


def test_weekdays_are_named_in_the_page_s_language_and_names_of_authorities_kept(words):
    assert words.label("weekday", "1") == "Monday"
    assert in_arabic(lambda: words.label("weekday", "7")) == "الأحد"
    assert words.label("house", "outside") == "Elsewhere"
    assert words.label("authority", "Kela") == "Kela"
    assert words.label("hour", "9") == "9"
    assert words.codes("topic") == ()


def test_bars_are_ordered_by_what_is_shown_only():
    figures: dict[str, Figure] = {"a": 0, "b": HIDDEN, "c": 7, "d": 90, "e": None}
    keys = {code: ("visits", "x", code) for code in figures}
    counts = {keys[code]: value for code, value in figures.items() if isinstance(value, int)}
    month = Figures(counts, {keys["e"]: Derived(None, ())}, frozenset({keys["b"]}))
    lines = tuple(Line(code, code, (key,)) for code, key in keys.items())
    total = Line(TOTAL_CODE, "Total", (("visits",),), is_total=True)
    table = ReportTable("t", "T", Unit.VISITS, "", "x", (*lines, total))
    report = Report("d", (), (month, month, month), {"t": table}, ())
    assert [bar.label for bar in bars_of(report, "t")] == ["d", "c", "b", "e", "a"]
    assert [bar.label for bar in bars_of(report, "t", most=2)] == ["d", "c"]


def test_pictures_show_the_protected_figures(raw, words):
    report = protected(raw, 5)
    pictures = pictures_of(report, words)
    assert set(pictures) <= set(report.tables)
    assert "·" in pictures["bridged"]
    assert 'direction="ltr"' in pictures["needs_by_topic"]
    arabic = in_arabic(lambda: pictures_of(report, words)["needs_by_topic"])
    assert 'direction="rtl"' in str(arabic)


def test_the_language_gap_has_a_shade_for_every_way_and_leaves_zeros_out(raw):
    assert set(LANGUAGE_GAP) == {way.value for way in Bridged}
    parts = language_gap_of(raw)
    assert [(part.label, part.value) for part in parts] == [
        ("NONE_NEEDED", 30),
        ("BILINGUAL_STAFF", 9),
        ("NOT_BRIDGED", 2),
    ]


def test_the_funnel_keeps_three_figures_and_the_heat_map_no_margins(raw):
    assert [bar.value for bar in funnel_of(raw)] == [17, 9, 9]
    heat = heat_of(raw, "visits_by_weekday_hour")
    assert heat.row_labels[0] == "Monday"
    assert heat.column_labels == tuple(map(str, range(9, 16)))
    assert heat.cells[0][1] == 41
    assert len(heat.cells[0]) == len(heat.column_labels)
