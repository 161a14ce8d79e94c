"""The monthly report (pure): three months counted alike, every table of the nine groups.

A report as built holds raw figures. `protected` is the one pass before anything is published:
pages for others than the desk's own supervisors, pictures, and every file.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from advicedesk.exports.table import Figure, Hidden
from advicedesk.statistics.counting.figures import (
    OTHER_LANGUAGES,
    Category,
    Drafting,
    Figures,
    Line,
    ReportTable,
    Words,
)
from advicedesk.statistics.counting.needs import count_needs, lay_out_needs
from advicedesk.statistics.counting.referrals import count_referrals, lay_out_referrals
from advicedesk.statistics.counting.rows import MonthRows, NeedRow, ReferralRow, VisitRow
from advicedesk.statistics.counting.visits import count_visits, lay_out_visits
from advicedesk.statistics.disclosure import DEFAULT_THRESHOLD, Key, Sum

__all__ = [
    "Category",
    "Figures",
    "Key",
    "Line",
    "MonthRows",
    "NeedRow",
    "Period",
    "ReferralRow",
    "Report",
    "ReportTable",
    "VisitRow",
    "Words",
    "build_report",
    "protected",
]

THIS_MONTH, MONTH_BEFORE, YEAR_BEFORE = range(3)
OWN_COLUMNS = 8  # languages beyond these share a column: coarsen first, then hide


@dataclass(frozen=True, slots=True)
class Period:
    """A month: its code (2026-10) and what it is called."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class Report:
    """The month, the month before, the same month a year before: figures, and their tables."""

    desk: str
    periods: tuple[Period, ...]
    months: tuple[Figures, ...]
    tables: Mapping[str, ReportTable]
    sums: tuple[Sum, ...]
    threshold: int | None = None  # none while the figures are raw

    def value(self, key: Key, month: int = THIS_MONTH) -> Figure:
        """Return a figure of a month, hidden where it may not be published."""
        return self.months[month].value(key)

    def change(self, key: Key, since: int) -> Figure:
        """Return by how much a figure has grown; unknown when either is."""
        return difference(self.value(key), self.value(key, since))


def build_report(
    desk: str,
    months: Sequence[tuple[Period, MonthRows]],
    words: Words,
    own_columns: int = OWN_COLUMNS,
    visits_by_language: Mapping[str, int] | None = None,
) -> Report:
    """Count the months, this one first, and lay out their tables by unit.

    Only so many languages have columns of their own: those of the most visits, here or as told.
    Reports that share the told counts have the same columns, so that they can be added up.
    """
    if visits_by_language is None:
        visits_by_language = Counter(
            row.client_language for _, rows in months for row in rows.visits
        )
    languages = _most_used(visits_by_language, words, own_columns)

    def folded(language: str) -> str:
        return language if language in languages else OTHER_LANGUAGES

    figures = tuple(_count(rows, folded) for _, rows in months)
    drafting = Drafting(figures, words)
    lay_out_visits(drafting, languages)
    lay_out_needs(drafting, languages)
    lay_out_referrals(drafting)
    return Report(
        desk=desk,
        periods=tuple(period for period, _ in months),
        months=figures,
        tables={table.machine_name: table for table in drafting.tables},
        sums=tuple(drafting.sums),
    )


def protected(
    report: Report, threshold: int = DEFAULT_THRESHOLD, parts: Sequence[Report] = ()
) -> Report:
    """Return the report with every figure hidden that may not be published.

    `parts` are the protected reports of single desks that this report is the sum of. What one of
    them hides is hidden here too: otherwise the sum minus the other desks would tell it.
    """
    keys = {key for table in report.tables.values() for key in table.shown_keys()}
    months = tuple(
        month.protected(
            keys,
            report.sums,
            threshold,
            set().union(*(part.months[number].hidden for part in parts)),
        )
        for number, month in enumerate(report.months)
    )
    return replace(report, months=months, threshold=threshold)


def difference(now: Figure, before: Figure) -> Figure:
    """Subtract two figures; what is hidden or unknown stays so."""
    for figure in (now, before):
        if figure is None or isinstance(figure, Hidden):
            return figure
    return now - before  # type: ignore[operator]


def _count(rows: MonthRows, folded: Callable[[str], str]) -> Figures:
    parts = (
        count_visits(rows.visits, rows.needs, folded),
        count_needs(rows.needs, len(rows.visits), folded),
        count_referrals(rows.referrals),
    )
    counts: dict[Key, int] = {}
    for part in parts:
        counts |= part.counts
    derived = {key: found for part in parts for key, found in part.derived.items()}
    return Figures(counts, derived)


def _most_used(counted: Mapping[str, int], words: Words, most: int) -> tuple[str, ...]:
    """Return the languages of the most visits, by name."""
    ranked = sorted(counted, key=lambda code: (-counted[code], code))
    return tuple(sorted(ranked[:most], key=lambda code: words.label("language", code).casefold()))
