"""The report's tables as the one description that pages and writers read (pure)."""

from collections.abc import Iterator

from advicedesk.exports.table import Cell, Column, Kind, Row, Table
from advicedesk.statistics.counting.figures import Line, ReportTable, Words
from advicedesk.statistics.months import Span
from advicedesk.statistics.report import MONTH_BEFORE, THIS_MONTH, Report, difference

PERIOD = "period"
# figures that are not in the unit of their table, by the name of the words for theirs
KIND_UNITS = {
    Kind.SHARE: "unit_share",
    Kind.MINUTES: "unit_minutes",
    Kind.DAYS: "unit_days",
    Kind.HOURS: "unit_hours",
}


def list_tables(report: Report, words: Words, changes: tuple[str, ...]) -> tuple[Table, ...]:
    """Return every table of a report; `changes` names the columns that compare the months."""
    return tuple(describe(report, table, words, changes) for table in report.tables.values())


def describe(report: Report, table: ReportTable, words: Words, changes: tuple[str, ...]) -> Table:
    """Return one table: months side by side, or one below the other where it has columns."""
    columns = (
        _crossed_columns(report, table, words) if table.columns else _columns(report, table, words)
    )
    lay_out = _crossed_rows if table.columns else _rows
    comparisons = () if table.columns else changes
    return Table(
        machine_name=table.machine_name,
        title=table.title,
        unit=table.unit,
        unit_title=words.title(f"unit_{table.unit}"),
        definition=table.definition,
        columns=(
            *columns,
            *(
                Column(f"change_{since}", title, is_comparison=True)
                for since, title in enumerate(comparisons, MONTH_BEFORE)
            ),
        ),
        rows=tuple(lay_out(report, table, words)),
        dimension=table.dimension,
        column_dimension=table.column_dimension,
        dimension_title=words.title(f"dimension_{table.dimension}"),
        column_dimension_title=(
            words.title(f"dimension_{table.column_dimension}") if table.columns else ""
        ),
        period_title=_period_title(report, words),
    )


def _period_title(report: Report, words: Words) -> str:
    is_month = Span.parse(report.periods[THIS_MONTH].code).length == 1
    return words.title("dimension_period" if is_month else "dimension_span")


def _columns(report: Report, table: ReportTable, words: Words) -> list[Column]:
    label = words.title(f"dimension_{table.dimension}")
    return [
        Column(table.dimension or "measure", label, Kind.TEXT),
        *(Column(period.code, period.label, period=period.code) for period in report.periods),
    ]


def _rows(report: Report, table: ReportTable, words: Words) -> Iterator[Row]:
    for line in table.lines:
        figures = [report.value(line.keys[0], month) for month in range(len(report.periods))]
        now, *earlier = figures
        changes = (difference(now, before) for before in earlier)
        yield _row(table, words, line, (line.label, *figures, *changes))


def _crossed_columns(report: Report, table: ReportTable, words: Words) -> list[Column]:
    return [
        Column(PERIOD, _period_title(report, words), Kind.TEXT),
        Column(table.dimension, words.title(f"dimension_{table.dimension}"), Kind.TEXT),
        *(Column(each.code, each.label, category=each.code) for each in table.columns),
    ]


def _crossed_rows(report: Report, table: ReportTable, words: Words) -> Iterator[Row]:
    for month, period in enumerate(report.periods, THIS_MONTH):
        for line in table.lines:
            figures = (report.value(key, month) for key in line.keys)
            yield _row(table, words, line, (period.label, line.label, *figures), period.code)


def _row(
    table: ReportTable,
    words: Words,
    line: Line,
    cells: tuple[Cell, ...],
    period: str | None = None,
) -> Row:
    is_measure = not table.dimension
    return Row(
        cells=cells,
        category="" if is_measure else line.code,
        measure=line.code if is_measure else "",
        kind=line.kind,
        period=period,
        is_total=line.is_total,
        unit_title=words.title(KIND_UNITS[line.kind]) if line.kind in KIND_UNITS else "",
        definition=words.definition(line.code) if is_measure else "",
    )
