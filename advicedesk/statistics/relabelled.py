"""A report told in other words: the same figures, hidden alike, for files of several languages.

Counting again in each language could choose other cells to hide, and two such files together would
tell what each of them hides.
"""

from collections.abc import Callable
from dataclasses import replace

from advicedesk.statistics.counting.figures import Line, ReportTable
from advicedesk.statistics.report import Period, Report
from advicedesk.statistics.words import ReportWords

PeriodName = Callable[[str], str]


def relabelled(report: Report, words: ReportWords, period_name: PeriodName) -> Report:
    """Return the report with every title and label in these words; codes and figures stay."""
    return replace(
        report,
        periods=tuple(Period(each.code, period_name(each.code)) for each in report.periods),
        tables={name: _relabelled(table, words) for name, table in report.tables.items()},
    )


def _relabelled(table: ReportTable, words: ReportWords) -> ReportTable:
    def line(one: Line) -> Line:
        return replace(one, label=words.category(table.dimension, one.code))

    return replace(
        table,
        title=words.title(table.machine_name),
        definition=words.definition(table.machine_name),
        lines=tuple(map(line, table.lines)),
        columns=tuple(
            replace(each, label=words.category(table.column_dimension, each.code))
            for each in table.columns
        ),
    )
