"""What the month's page is made of: tiles, pictures, tables with their cells as text."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from advicedesk.exports.table import (
    HIDDEN,
    SCREEN_SIGN,
    Cell,
    Column,
    Hidden,
    Kind,
    Row,
    Table,
)
from advicedesk.languages.formats import format_number, format_share
from advicedesk.languages.locale import ui_language
from advicedesk.statistics.making import report_words
from advicedesk.statistics.pictures import pictures_of
from advicedesk.statistics.publication import change_titles
from advicedesk.statistics.report import MONTH_BEFORE, THIS_MONTH, YEAR_BEFORE, Key, Report
from advicedesk.statistics.tables import list_tables

# figure, title's name, whether more of it is worse
_TILES: tuple[tuple[Key, str, bool], ...] = (
    (("visits",), "visits", False),
    (("needs",), "needs", False),
    (("people",), "people", False),
    (("visits", "first_or_returning", "returning"), "returning", False),
    (("visits", "bridged", "not_bridged"), "not_bridged", True),
    (("needs", "outcome", "unmet"), "unmet", True),
)


_LEFT_TO_RIGHT, _END = "\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
# the pictures that are seen at once, in two columns of about one height
SEEN_AT_ONCE = (
    ("needs_by_topic", "client_language"),
    ("visits_by_weekday_hour", "bridged", "outcomes", "referral_funnel"),
)


@dataclass(frozen=True)
class Tile:
    """A figure with what it counts, and its two comparisons in words."""

    title: str
    definition: str
    figure: str
    comparisons: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class ShownTable:
    """A table with its picture, if it has one; its cells are text: is it a number, is it hidden."""

    table: Table
    picture: Markup | None
    rows: tuple[tuple[Row, tuple[tuple[str, bool, bool], ...]], ...]


def month_context(report: Report) -> dict[str, Any]:
    """Return what the page shows of a report."""
    words = report_words()
    pictures = pictures_of(report, words)
    shown = {
        table.machine_name: shown_table(table, pictures.get(table.machine_name))
        for table in list_tables(report, words, change_titles(report))
    }
    columns = [[shown.pop(name) for name in names] for names in SEEN_AT_ONCE]
    by_unit: dict[str, list[ShownTable]] = {}
    for one in shown.values():
        by_unit.setdefault(one.table.unit_title, []).append(one)
    return {
        "report": report,
        "is_empty": report.value(("visits",)) == 0,
        "tiles": list_tiles(report),
        "hidden_sign": SCREEN_SIGN,
        "columns": columns,
        "tables_by_unit": by_unit,
    }


def list_tiles(report: Report, hidden_sign: str = SCREEN_SIGN) -> list[Tile]:
    """Return the figures a reader wants first."""
    return [_tile(report, hidden_sign, *one) for one in _tiles()]


def _tiles() -> list[tuple[Key, str, bool]]:
    titles = {
        "visits": _("Visits"),
        "needs": _("Needs"),
        "people": _("People helped"),
        "returning": _("Returning"),
        "not_bridged": _("Not bridged"),
        "unmet": _("Unmet needs"),
    }
    return [(key, titles[name], is_worse) for key, name, is_worse in _TILES]


def _tile(report: Report, hidden_sign: str, key: Key, title: str, more_is_worse: bool) -> Tile:
    comparisons = []
    for since in (MONTH_BEFORE, YEAR_BEFORE):
        change = report.change(key, since)
        if isinstance(change, int | float):
            label = report.periods[since].label
            isolated = f"{_LEFT_TO_RIGHT}{_signed(change)}{_END}"
            words = _("%(change)s on %(month)s", change=isolated, month=label)
            comparisons.append((words, more_is_worse and change > 0))
    figure = cell_text(report.value(key, THIS_MONTH), Kind.COUNT, hidden_sign)
    definition = report_words().definition(key[-1])
    return Tile(title, definition, figure, tuple(comparisons))


def _signed(change: float) -> str:
    text = format_number(abs(change), ui_language())
    return f"+{text}" if change > 0 else f"\N{MINUS SIGN}{text}" if change < 0 else "±0"


def shown_table(table: Table, picture: Markup | None, hidden_sign: str = SCREEN_SIGN) -> ShownTable:
    """Return a table with its cells as text in the page's language."""
    rows = tuple(
        (
            row,
            tuple(
                (
                    _text_of(cell, row, column, hidden_sign),
                    column.kind is not Kind.TEXT,
                    cell is HIDDEN,
                )
                for column, cell in zip(table.columns, row.cells, strict=True)
            ),
        )
        for row in table.rows
    )
    return ShownTable(table, picture, rows)


def _text_of(cell: Cell, row: Row, column: Column, hidden_sign: str) -> str:
    kind = row.kind or column.kind
    if column.is_comparison and isinstance(cell, int | float) and kind is not Kind.SHARE:
        return _signed(_rounded(cell, kind))
    return cell_text(cell, kind, hidden_sign)


def cell_text(cell: Cell, kind: Kind, hidden_sign: str = SCREEN_SIGN) -> str:
    """Return a cell as it is shown; one hidden for being small looks like one that covers it."""
    if isinstance(cell, Hidden):
        return hidden_sign
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return cell
    if kind is Kind.SHARE:
        return str(format_share(cell, ui_language()))
    return str(format_number(_rounded(cell, kind), ui_language()))


def _rounded(number: int | float, kind: Kind) -> int | float:
    # rates by the hour are small, and a tenth more or less is much of them
    return number if isinstance(number, int) else round(number, 2 if kind is Kind.RATIO else 1)
