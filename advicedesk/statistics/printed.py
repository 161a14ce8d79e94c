"""The report on paper: cover figures, pictures and tables as a director reads them.

The same pictures as on the page, and the tables as text. A table of two dimensions shows this
month only; the files for programs hold them all.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from advicedesk.exports.table import HIDDEN, HIDDEN_SIGN, Publication, Table, defined_rows
from advicedesk.languages.formats import format_day
from advicedesk.languages.locale import ui_language
from advicedesk.languages.registry import get_language, html_tag
from advicedesk.printing.pdf import report_pdf
from advicedesk.statistics.making import report_words
from advicedesk.statistics.pages import SEEN_AT_ONCE, list_tiles, shown_table
from advicedesk.statistics.pictures import BARS, language_gap_of, look_of, pictures_of
from advicedesk.statistics.report import MONTH_BEFORE, THIS_MONTH, Report

# the page's style sheet for pictures, as colours that also part in grey print
STYLE = Markup(
    "<style>"
    "text{font-family:'Noto Sans','Noto Sans Arabic';font-size:14px;fill:#161c1b}"
    ".chart-axis{font-size:13px;fill:#505b58}"
    ".chart-bar{fill:#0b645f}.chart-track,.hatch-ground{fill:#f1ede4}"
    ".chart-tick{fill:#161c1b}.chart-tick-edge{fill:#ffffff}"
    ".hatch-line{fill:#c3cac7}.hatched{stroke:#c3cac7}"
    ".heat-0{fill:none;stroke:#dde2e0}"
    ".heat-1,.shade-1{fill:#e4efec}.heat-2,.shade-2{fill:#b9dad4}.heat-3,.shade-3{fill:#79b3ab}"
    ".heat-4,.shade-4{fill:#23736c}.heat-5,.shade-5{fill:#084b47}"
    ".shade-child{fill:#fcefe1;stroke:#963d0c}.shade-warning{fill:#963d0c}"
    ".heat-figure-0{fill:#505b58}.heat-figure-4,.heat-figure-5{fill:#ffffff}"
    "</style>"
)
_ANCHOR = re.compile(r'text-anchor="(start|end)" class=')  # words, not figures
_TURNED = {"start": "end", "end": "start"}


def print_report(report: Report, publication: Publication) -> bytes:
    """Return the report as tagged PDF in the language at hand."""
    language = get_language(ui_language())
    return report_pdf(_sheet(report, publication), language.script, publication.made_at)


def _sheet(report: Report, publication: Publication) -> dict[str, Any]:
    shown = {table.machine_name: table for table in publication.tables}
    return {
        "language": html_tag(ui_language()),
        "direction": "rtl" if publication.right_to_left else "ltr",
        "title": publication.title,
        "mark": publication.internal_mark,
        "made": _("Made on %(day)s", day=format_day(publication.made_at.date(), ui_language())),
        "tiles": [asdict(tile) for tile in list_tiles(report, HIDDEN_SIGN)],
        "pictures": list(_pictures(report, shown, publication.right_to_left)),
        "sections": list(_sections(report, publication)),
        "notes_title": publication.explanation_title,
        "notes": [asdict(note) for note in publication.notes],
    }


def _pictures(
    report: Report, shown: Mapping[str, Table], right_to_left: bool
) -> Iterator[dict[str, Any]]:
    """Yield the pictures that the page shows at once, those of the first column first."""
    drawn = pictures_of(report, report_words(), HIDDEN_SIGN)
    seen = (name for names in SEEN_AT_ONCE for name in names)
    for name in filter(shown.__contains__, seen):
        table = shown[name]
        yield {
            "title": table.title,
            "unit": table.unit_title,
            "definition": table.definition,
            "drawing": printed_drawing(drawn[name], right_to_left),
            "legend": _legend(report, name),
        }


def printed_drawing(picture: Markup, right_to_left: bool) -> str:
    """Return a picture that stands alone: with its colours, without its legend.

    The PDF engine knows no base direction of a picture: labels are anchored at their other end.
    """
    start, end = picture.index("<svg"), picture.index("</svg>")
    inside = str(picture)[start + len("<svg") : end]
    if right_to_left:
        inside = _ANCHOR.sub(lambda found: f'text-anchor="{_TURNED[found[1]]}" class=', inside)
    head, _closing, drawn = inside.partition(">")
    return f'<svg xmlns="http://www.w3.org/2000/svg"{head}>{STYLE}{drawn}</svg>'


def _legend(report: Report, name: str) -> list[dict[str, str]]:
    if name == "bridged":
        look = look_of(report, HIDDEN_SIGN)
        return [
            {
                "label": part.label,
                "figure": look.figure(part.value),
                "swatch": "hidden" if part.value is HIDDEN else part.shade,
            }
            for part in language_gap_of(report)
        ]
    if name not in BARS:
        return []
    periods = ((THIS_MONTH, "bar"), (MONTH_BEFORE, "tick"))
    return [
        {"label": report.periods[place].label, "figure": "", "swatch": swatch}
        for place, swatch in periods
    ]


def _sections(report: Report, publication: Publication) -> Iterator[dict[str, Any]]:
    """Yield the tables by what they count."""
    by_unit: dict[str, list[Table]] = {}
    for table in publication.tables:
        by_unit.setdefault(table.unit_title, []).append(table)
    this_month = report.periods[THIS_MONTH].code
    for unit, tables in by_unit.items():
        yield {
            "title": _("What was counted: %(unit)s", unit=unit),
            "tables": [_printed(this_month_only(table, this_month)) for table in tables],
        }


def this_month_only(table: Table, period: str) -> Table:
    """Return a table of two dimensions without its other months and their column."""
    if not table.column_dimension:
        return table
    rows = (
        replace(row, cells=row.cells[1:], period=None) for row in table.rows if row.period == period
    )
    return replace(table, columns=table.columns[1:], rows=tuple(rows))


def _printed(table: Table) -> dict[str, Any]:
    shown = shown_table(table, None, HIDDEN_SIGN)
    return {
        "title": table.title,
        "definition": table.definition,
        "figures": [
            {"title": str(row.cells[0]), "definition": row.definition}
            for row in defined_rows(table)
        ],
        "columns": [column.title for column in table.columns],
        "rows": [
            {"cells": [text for text, *_looks in cells], "is_total": row.is_total}
            for row, cells in shown.rows
        ],
        "hidden_sign": HIDDEN_SIGN,
    }
