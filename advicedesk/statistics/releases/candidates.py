"""What would be released: the protected report, proved beside all that was released before."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from advicedesk.exports.table import HIDDEN
from advicedesk.statistics import making
from advicedesk.statistics.disclosure.released import Column, GivenAway, hide_beside_released
from advicedesk.statistics.making import Scope
from advicedesk.statistics.months import Month, Span
from advicedesk.statistics.queries import first_moments, list_desks
from advicedesk.statistics.releases import queries
from advicedesk.statistics.releases.figures import read_report, told_report
from advicedesk.statistics.releases.layouts import laid_out_otherwise
from advicedesk.statistics.releases.models import Release
from advicedesk.statistics.report import Report, published_month

Lives = Mapping[str, Month]  # the month of each desk's first visit


@dataclass(frozen=True)
class Candidate:
    """A report as it would be released; `given_away` says why it may not be."""

    scope: Scope
    span: Span
    ends_at: datetime  # of its months
    report: Report
    before: Release | None  # the newest version there is
    last_release_id: int | None
    given_away: GivenAway | None = None

    @property
    def version(self) -> int:
        """Return the number that this version would have."""
        return self.before.version + 1 if self.before else 1

    @property
    def told(self) -> dict[str, Any]:
        """Return what would be stored of it."""
        return told_report(self.report)

    @property
    def digest(self) -> str:
        """Return what changes whenever a figure, or whether it is hidden, does."""
        return digest_of(self.told)

    @property
    def is_as_before(self) -> bool:
        """Tell whether the newest version, not withdrawn, shows exactly this."""
        before = self.before
        if before is None or before.withdrawn_at:
            return False
        return digest_of(before.figures) == self.digest

    def price(self) -> "Price":
        """Return what readers lose."""
        cells = [
            (month, key)
            for month in self.report.months
            for table in self.report.tables.values()
            for line in table.lines
            for key in line.keys
        ]
        hidden = [(month, key) for month, key in cells if month.value(key) is HIDDEN]
        least = self.report.threshold or 0
        covering = sum(month.counts.get(key, 0) >= least for month, key in hidden)
        return Price(len(cells), len(hidden), covering)


@dataclass(frozen=True, slots=True)
class Price:
    """How many figures there are, how many are hidden, how many of these only to cover others."""

    every: int
    hidden: int
    covering: int


def digest_of(told: Mapping[str, Any]) -> str:
    """Return a digest of told figures; the order of their lines is the maker's language's."""
    figures = {name: told[name] for name in ("keys", "periods", "columns")}
    return hashlib.sha256(json.dumps(figures, sort_keys=True).encode()).hexdigest()


def make_candidate(scope: Scope, span: Span, zone: ZoneInfo, threshold: int) -> Candidate:
    """Make the protected report and prove it beside every release there is."""
    report = making.make_report(scope, span, zone, threshold)
    versions = queries.list_versions(scope.code, str(span))
    candidate = Candidate(
        scope=scope,
        span=span,
        ends_at=span.last.edges(zone)[1],
        report=report,
        before=versions[0] if versions else None,
        last_release_id=queries.last_id(),
    )
    lives = _lives(zone)
    released = _released(lives)
    codes = [desk.desk_code for desk in scope.desks]
    new = [_hiding_more(column, released) for column in columns_of(report, codes, lives)]
    try:
        hidden = hide_beside_released(new, released, threshold)
    except GivenAway as refused:
        return replace(candidate, given_away=refused)
    proven = zip(report.months, hidden, strict=True)
    months = tuple(replace(month, hidden=cells) for month, cells in proven)
    return replace(candidate, report=replace(report, months=months))


def _hiding_more(column: Column, released: list[Column]) -> Column:
    """Return a new column that also hides what an earlier layout would give away."""
    hidden = column.published.hidden | laid_out_otherwise(column, released)
    return replace(column, published=replace(column.published, hidden=hidden))


def columns_of(report: Report, desk_codes: Sequence[str], lives: Lives) -> list[Column]:
    """Return the columns of a report with the desks and months that each is of.

    A month before a desk's first visit is no part of it: all desks are then the others alone.
    """
    return [
        Column(
            frozenset(
                (code, str(month))
                for code in desk_codes
                for month in Span.parse(period.code).months
                if code in lives and month >= lives[code]
            ),
            published_month(report, number),
        )
        for number, period in enumerate(report.periods)
    ]


def _released(lives: Lives) -> list[Column]:
    found = []
    for release, hidden in queries.every_release_with_hidden_counts():
        report = read_report(release.figures, release.scope_code, release.threshold, hidden.counts)
        found += columns_of(report, release.desk_codes, lives)
    return found


def _lives(zone: ZoneInfo) -> dict[str, Month]:
    desks = list_desks()
    codes = {desk.id: desk.desk_code for desk in desks}
    return {
        codes[desk_id]: Month.of(moment.astimezone(zone).date())
        for desk_id, moment in first_moments(desks).items()
    }
