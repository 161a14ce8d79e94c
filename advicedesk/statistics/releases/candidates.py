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
    cover_cost: int
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

    def count_cells(self) -> tuple[int, int]:
        """Return how many figures are hidden, and how many there are."""
        cells = [
            self.report.value(key, month)
            for month in range(len(self.report.months))
            for table in self.report.tables.values()
            for line in table.lines
            for key in line.keys
        ]
        return sum(cell is HIDDEN for cell in cells), len(cells)


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
        cover_cost=0,
        before=versions[0] if versions else None,
        last_release_id=queries.last_id(),
    )
    lives = _lives(zone)
    new = columns_of(report, [desk.desk_code for desk in scope.desks], lives)
    try:
        proven = hide_beside_released(new, _released(lives), threshold)
    except GivenAway as refused:
        return replace(candidate, given_away=refused)
    months = tuple(
        replace(month, hidden=hidden)
        for month, hidden in zip(report.months, proven.hidden, strict=True)
    )
    return replace(candidate, report=replace(report, months=months), cover_cost=proven.cover_cost)


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
