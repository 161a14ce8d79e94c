"""What the page of circulation shows: its tables, and the flows as a picture."""

from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup

from advicedesk.exports.table import SCREEN_SIGN, Table
from advicedesk.statistics.circulation.counting import ANSWERS, EVENTS_TABLE, FLOWS, SHARES, WAYS
from advicedesk.statistics.circulation.picture import End, draw_flows
from advicedesk.statistics.circulation.words import CirculationWords
from advicedesk.statistics.counting.referrals import REFERRALS
from advicedesk.statistics.making import Scope, report_words
from advicedesk.statistics.pages import shown_table
from advicedesk.statistics.pictures import look_of
from advicedesk.statistics.report import Report
from advicedesk.statistics.tables import PERIOD, list_tables

COLUMNS = ((FLOWS, ANSWERS), (WAYS, EVENTS_TABLE, SHARES))


def circulation_context(report: Report, scope: Scope) -> dict[str, Any]:
    """Return what the page shows of circulation."""
    words = CirculationWords(report_words())
    tables = (_of_one_period(table) for table in list_tables(report, words, ()))
    shown = {
        table.machine_name: shown_table(
            table, _flows(report, words) if table.machine_name == FLOWS else None
        )
        for table in tables
    }
    return {
        "report": report,
        "is_empty": report.value(REFERRALS) == 0,
        "has_house": any(desk.house for desk in scope.desks),
        "hidden_sign": SCREEN_SIGN,
        "columns": [[shown[name] for name in names if name in shown] for names in COLUMNS],
    }


def _of_one_period(table: Table) -> Table:
    """Return a table without the column that says of every line which period it is of."""
    if table.columns[0].machine_name != PERIOD:
        return table
    rows = tuple(replace(row, cells=row.cells[1:]) for row in table.rows)
    return replace(table, columns=table.columns[1:], rows=rows)


def _flows(report: Report, words: CirculationWords) -> Markup:
    table = report.tables[FLOWS]
    *senders, total = table.lines
    ends = (
        [End(line.label, report.value(line.keys[-1])) for line in senders],
        [
            End(column.label, report.value(key))
            for column, key in zip(table.columns[:-1], total.keys[:-1], strict=True)
        ],
    )
    figures = [[report.value(key) for key in line.keys[:-1]] for line in senders]
    told = _("Bands from who sends to where they go; the broader, the more referrals.")
    return draw_flows(FLOWS, (words.title(FLOWS), told), ends, figures, look_of(report))
