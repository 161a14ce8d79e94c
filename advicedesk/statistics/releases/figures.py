"""A protected report as plain lists to be stored, and back (pure).

Codes and figures only: words are put to them in the reader's language. A hidden figure is named,
its value is not there; what was never counted is 0 and left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from advicedesk.exports.table import Kind, Unit
from advicedesk.statistics.counting.figures import Category, Derived, Figures, Line, ReportTable
from advicedesk.statistics.disclosure.sums import Key, Sum
from advicedesk.statistics.report import Period, Report, published_month

HiddenCountsTold = list[list[list[int]]]  # by column: [place of the key, count]


def told_report(report: Report) -> dict[str, Any]:
    """Return all that readers have of a protected report; what it hides is left out."""
    keys = _keys(report)
    places = {key: place for place, key in enumerate(keys)}
    return {
        "keys": [list(key) for key in keys],
        "periods": [period.code for period in report.periods],
        "tables": [_told_table(table, places) for table in report.tables.values()],
        "sums": [_told_sum(line, places) for line in report.sums],
        "columns": [_told_column(report, place, places) for place in range(len(report.months))],
    }


def told_hidden(report: Report) -> HiddenCountsTold:
    """Return the counts that the told report leaves out, by the same places."""
    places = {key: place for place, key in enumerate(_keys(report))}
    told = []
    for number, month in enumerate(report.months):
        counts = published_month(report, number).counts
        told.append([[places[key], counts[key]] for key in sorted(month.hidden & counts.keys())])
    return told


def read_report(
    told: Mapping[str, Any], desk: str, threshold: int, hidden: HiddenCountsTold | None = None
) -> Report:
    """Read a told report, without any words; with its hidden counts only for the next proof."""
    keys = [tuple(key) for key in told["keys"]]
    columns = told["columns"]
    tables = [_table(each, keys) for each in told["tables"]]
    return Report(
        desk=desk,
        periods=tuple(Period(code, code) for code in told["periods"]),
        months=tuple(
            _column(each, keys, hidden[place] if hidden else ())
            for place, each in enumerate(columns)
        ),
        tables={table.machine_name: table for table in tables},
        sums=tuple(_sum(each, keys) for each in told["sums"]),
        threshold=threshold,
    )


def _keys(report: Report) -> list[Key]:
    """Return every key that is shown, that a shown figure rests on or that a sum ties."""
    found: set[Key] = set()
    for table in report.tables.values():
        found |= table.shown_keys()
    for number, month in enumerate(report.months):
        found |= published_month(report, number).counts.keys() | month.hidden
    for line in report.sums:
        found.update((line.total, *line.parts))
    return sorted(found)


def _told_table(table: ReportTable, places: Mapping[Key, int]) -> list[Any]:
    lines = [
        [line.code, line.kind.value, line.is_total, [places[key] for key in line.keys]]
        for line in table.lines
    ]
    columns = [column.code for column in table.columns]
    unit = table.unit.value
    return [table.machine_name, unit, table.dimension, table.column_dimension, columns, lines]


def _table(told: Sequence[Any], keys: Sequence[Key]) -> ReportTable:
    name, unit, dimension, column_dimension, columns, lines = told
    return ReportTable(
        machine_name=name,
        title=name,
        unit=Unit(unit),
        definition="",
        dimension=dimension,
        lines=tuple(
            Line(code, code, tuple(keys[place] for place in places), Kind(kind), is_total)
            for code, kind, is_total, places in lines
        ),
        column_dimension=column_dimension,
        columns=tuple(Category(code, code) for code in columns),
    )


def _told_sum(line: Sum, places: Mapping[Key, int]) -> list[Any]:
    sensitive = sorted(places[key] for key in line.sensitive)
    return [places[line.total], [places[key] for key in line.parts], line.is_group, sensitive]


def _sum(told: Sequence[Any], keys: Sequence[Key]) -> Sum:
    total, parts, is_group, sensitive = told
    return Sum(
        keys[total],
        tuple(keys[place] for place in parts),
        is_group,
        frozenset(keys[place] for place in sensitive),
    )


def _told_column(report: Report, number: int, places: Mapping[Key, int]) -> dict[str, Any]:
    month = report.months[number]
    counts = published_month(report, number).counts
    shown = {key for table in report.tables.values() for key in table.shown_keys()}
    return {
        "counts": sorted(
            [places[key], count]
            for key, count in counts.items()
            if count and key not in month.hidden
        ),
        "hidden": sorted(places[key] for key in month.hidden),
        "derived": sorted(
            [places[key], _shown_value(month, key), [places[each] for each in found.rests_on]]
            for key, found in month.derived.items()
            if key in shown
        ),
    }


def _shown_value(month: Figures, key: Key) -> int | float | None:
    found = month.derived[key]
    return found.value if month.hidden.isdisjoint(found.rests_on) else None


def _column(
    told: Mapping[str, Any], keys: Sequence[Key], hidden: Iterable[Sequence[int]]
) -> Figures:
    return Figures(
        counts={keys[place]: count for place, count in (*told["counts"], *hidden)},
        derived={
            keys[place]: Derived(value, tuple(keys[each] for each in rests_on))
            for place, value, rests_on in told["derived"]
        },
        hidden=frozenset(keys[place] for place in told["hidden"]),
    )
