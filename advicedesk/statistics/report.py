"""The monthly report (pure): three months counted alike, every table of the nine groups.

A report as built holds raw figures. `protected` is the one pass before anything is published:
pages for others than the desk's own supervisors, pictures, and every file.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import zip_longest

from advicedesk.exports.table import Figure, Hidden
from advicedesk.statistics.counting.counted import (
    Counted,
    Fold,
    added_up,
    folded,
    languages_in,
)
from advicedesk.statistics.counting.figures import (
    OTHER_LANGUAGES,
    OTHER_SUBTOPICS,
    Category,
    Drafting,
    Figures,
    Line,
    ReportTable,
    Words,
)
from advicedesk.statistics.counting.needs import count_needs, derive_needs, lay_out_needs
from advicedesk.statistics.counting.opening import (
    OpenTime,
    derive_openings,
)
from advicedesk.statistics.counting.referrals import (
    back_and_forth,
    count_referrals,
    derive_referrals,
    lay_out_referrals,
)
from advicedesk.statistics.counting.rows import MonthRows, NeedRow, ReferralRow, VisitRow
from advicedesk.statistics.counting.visits import count_visits, derive_visits, lay_out_visits
from advicedesk.statistics.disclosure.coarsening import categories_of_their_own
from advicedesk.statistics.disclosure.sums import DEFAULT_THRESHOLD, Key, Sum
from advicedesk.statistics.disclosure.together import Published, hide_beside_parts

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
    "count_rows",
    "lay_out_report",
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
    least_visits: int = 0,
) -> Report:
    """Count the months, this one first, and lay out their tables by unit.

    Only so many languages have columns of their own: those of the most visits, here or as told,
    and of no fewer than the least.
    """
    counted = [(period, count_rows(rows)) for period, rows in months]
    if visits_by_language is None:
        visits_by_language = languages_in(added_up(each for _, each in counted).counts)
    own = categories_of_their_own(visits_by_language, own_columns, least_visits)
    return lay_out_report(desk, counted, words, own)


def count_rows(rows: MonthRows) -> Counted:
    """Count a month's rows."""
    return added_up(
        (
            count_visits(rows.visits, rows.needs),
            count_needs(rows.needs),
            count_referrals(rows.referrals),
        )
    )


def lay_out_report(
    desk: str,
    months: Sequence[tuple[Period, Counted]],
    words: Words,
    own_languages: Set[str],
    own_subtopics: Set[str] | None = None,
    open_times: Sequence[OpenTime | None] = (),
) -> Report:
    """Lay out what was counted, this month first; without own subtopics each stands alone,
    and without open times no rates are worked out.

    Reports that share the languages and subtopics of their own can be added up.
    """
    languages = sorted(own_languages, key=lambda code: words.label("language", code).casefold())

    def language_column(code: str) -> str:
        return code if code in own_languages else OTHER_LANGUAGES

    def subtopic_line(code: str) -> str:
        is_own = own_subtopics is None or code in own_subtopics
        return code if is_own else OTHER_SUBTOPICS

    figures = tuple(
        _figures(each, opened, language_column, subtopic_line)
        for (_, each), opened in zip_longest(months, open_times[: len(months)])
    )
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
    report: Report, threshold: int = DEFAULT_THRESHOLD, splits: Sequence[Sequence[Report]] = ()
) -> Report:
    """Return the report with every figure hidden that may not be published.

    `splits` are the protected reports that this one is the sum of, its single desks and its single
    months: they are published beside it, and the sum minus the others must not tell what one hides.
    """
    months = []
    for number, month in enumerate(report.months):
        beside = [[published_month(part, number) for part in parts] for parts in splits if parts]
        hiding = hide_beside_parts(published_month(report, number), beside, threshold)
        months.append(replace(month, hidden=hiding.hidden))
    return replace(report, months=tuple(months), threshold=threshold)


def published_month(report: Report, month: int) -> Published:
    """Return all that a reader of the report has of a month."""
    keys = {key for table in report.tables.values() for key in table.shown_keys()}
    figures = report.months[month]
    return Published(figures.counts_behind(keys), report.sums, figures.hidden)


def difference(now: Figure, before: Figure) -> Figure:
    """Subtract two figures; what is hidden or unknown stays so."""
    for figure in (now, before):
        if figure is None or isinstance(figure, Hidden):
            return figure
    return now - before  # type: ignore[operator]


def _figures(
    counted: Counted, opened: OpenTime | None, language_column: Fold, subtopic_line: Fold
) -> Figures:
    derived = derive_visits(counted) | derive_needs(counted) | derive_referrals(counted)
    derived |= derive_openings(counted, opened)
    counts = folded(counted.counts, language_column, subtopic_line)
    return Figures(counts | back_and_forth(counted), derived)
