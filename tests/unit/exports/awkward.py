"""A publication full of text that breaks careless writers, and its figures to find again."""

from dataclasses import replace
from datetime import UTC, datetime

from advicedesk.exports.table import (
    HIDDEN,
    TOTAL_CODE,
    Column,
    Figure,
    Kind,
    Note,
    Publication,
    Row,
    Table,
    Unit,
)

FORMULA, QUOTED, LINES, ARABIC = "=SUM(A1)", 'Työ; "yrittäjyys"', "two\nlines", "السكن والإيجار"
OCTOBER, SEPTEMBER = "2026-10", "2026-09"

LIST = Table(
    "needs_by_topic",
    "Needs by topic",
    Unit.NEEDS,
    "needs",
    'Every need; "all" of them, 100 %; a visit may bring several.',
    columns=(
        Column("topic", "Topic", Kind.TEXT),
        Column(OCTOBER, "October 2026", period=OCTOBER),
        Column(SEPTEMBER, "September 2026", period=SEPTEMBER),
        Column("change_1", "Change", is_comparison=True),
    ),
    rows=(
        Row((FORMULA, 1200, 12, 1188), "formula"),
        Row((QUOTED, 0, 3, -3), "quoted"),
        Row((LINES, HIDDEN, 7, HIDDEN), "lines"),
        Row((ARABIC, HIDDEN, HIDDEN, HIDDEN), "arabic"),
        Row(("Total", 1300, 31, 1269), TOTAL_CODE, is_total=True),
    ),
    dimension="topic",
    dimension_title="Topic",
    period_title="Month",
)
MEASURES = Table(
    "minutes",
    "Minutes",
    Unit.VISITS,
    "visits",
    "Minutes of advice.",
    columns=(
        Column("measure", "Figure", Kind.TEXT),
        Column(OCTOBER, "October 2026", period=OCTOBER),
        Column(SEPTEMBER, "September 2026", period=SEPTEMBER),
    ),
    rows=(
        Row(("Visits", 32, 0), measure="visits", kind=Kind.COUNT, definition="All visits."),
        Row(
            ("Median", 7.5, None),
            measure="minutes_median",
            kind=Kind.MINUTES,
            unit_title="minutes",
            definition="Half took longer.",
        ),
        Row(
            ("Returning", 0.0625, HIDDEN),
            measure="returning_share",
            kind=Kind.SHARE,
            unit_title="%",
            definition="Returning of all.",
        ),
    ),
    dimension_title="Figure",
    period_title="Month",
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
        Column("ar", ARABIC, category="ar"),
        Column(TOTAL_CODE, "Total", category=TOTAL_CODE),
    ),
    rows=tuple(
        Row((month, label, *figures), code, period=period)
        for period, month, lines in (
            (OCTOBER, "October 2026", ((8, 20), (HIDDEN, 5))),
            (SEPTEMBER, "September 2026", ((0, 9), (6, 6))),
        )
        for (code, label), figures in zip(
            (("work", QUOTED), ("housing", ARABIC)), lines, strict=True
        )
    ),
    dimension="topic",
    column_dimension="client_language",
    dimension_title="Topic",
    column_dimension_title="Client's language",
    period_title="Month",
)

# by the codes of the line, the month and, where there is one, the column
FIGURES: dict[str, dict[tuple[str, ...], Figure]] = {
    "needs_by_topic": {
        ("formula", OCTOBER): 1200,
        ("formula", SEPTEMBER): 12,
        ("quoted", OCTOBER): 0,
        ("quoted", SEPTEMBER): 3,
        ("lines", OCTOBER): HIDDEN,
        ("lines", SEPTEMBER): 7,
        ("arabic", OCTOBER): HIDDEN,
        ("arabic", SEPTEMBER): HIDDEN,
        (TOTAL_CODE, OCTOBER): 1300,
        (TOTAL_CODE, SEPTEMBER): 31,
    },
    "minutes": {
        ("visits", OCTOBER): 32,
        ("visits", SEPTEMBER): 0,
        ("minutes_median", OCTOBER): 7.5,
        ("minutes_median", SEPTEMBER): None,
        ("returning_share", OCTOBER): 6.25,
        ("returning_share", SEPTEMBER): HIDDEN,
    },
    "topic_by_language": {
        ("work", OCTOBER, "ar"): 8,
        ("work", OCTOBER, TOTAL_CODE): 20,
        ("work", SEPTEMBER, "ar"): 0,
        ("work", SEPTEMBER, TOTAL_CODE): 9,
        ("housing", OCTOBER, "ar"): HIDDEN,
        ("housing", OCTOBER, TOTAL_CODE): 5,
        ("housing", SEPTEMBER, "ar"): 6,
        ("housing", SEPTEMBER, TOTAL_CODE): 6,
    },
}


def publication(**changes: object) -> Publication:
    """Return the publication; in English and for all unless told otherwise."""
    values = {
        "title": "Iso Omena: October 2026",
        "tables": (LIST, MEASURES, CROSS),
        "notes": (Note("Month", "October 2026"), Note("Small figures", '".." is hidden;\nall 1–4')),
        "explanation_title": "About",
        "headings": ("Table", "Unit", "What it counts"),
        "desk": "iso-omena",
        "place": "Iso Omena",
        "made_at": datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
    }
    return Publication(**(values | changes))  # type: ignore[arg-type]


def latin(table: Table) -> Table:
    """Return a table whose Arabic stands in Latin letters."""
    columns = tuple(
        replace(column, title=column.title.replace(ARABIC, "arabia")) for column in table.columns
    )
    rows = tuple(
        replace(row, cells=tuple("Asuminen" if cell == ARABIC else cell for cell in row.cells))
        for row in table.rows
    )
    return replace(table, columns=columns, rows=rows)
