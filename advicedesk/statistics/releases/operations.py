"""Releasing a report that was proved, and withdrawing a release."""

from collections.abc import Callable
from datetime import datetime

from advicedesk.database import db, utc_now
from advicedesk.privacy import audit
from advicedesk.statistics.releases import queries
from advicedesk.statistics.releases.candidates import Candidate
from advicedesk.statistics.releases.errors import (
    AlreadyWithdrawn,
    MadeUp,
    NothingNew,
    NotOver,
    ReleasedMeanwhile,
)
from advicedesk.statistics.releases.figures import told_hidden
from advicedesk.statistics.releases.models import HiddenCounts, Release


def release_report(
    *,
    candidate: Candidate,
    reason: str | None,
    released_by_id: int,
    now: Callable[[], datetime] = utc_now,
) -> Release:
    """Keep a proved report as the next version of its desks and months."""
    moment = now()
    _refuse_unfit(candidate, moment)
    if queries.last_id() != candidate.last_release_id:
        raise ReleasedMeanwhile
    release = Release(
        scope_code=candidate.scope.code,
        desk_codes=[desk.desk_code for desk in candidate.scope.desks],
        span=str(candidate.span),
        version=candidate.version,
        threshold=candidate.report.threshold,
        released_at=moment,
        released_by_id=released_by_id,
        reason=reason or None,
        figures=candidate.told,
    )
    db.session.add(release)
    db.session.flush()
    hidden = told_hidden(candidate.report)
    db.session.add(HiddenCounts(release_id=release.id, counts=hidden))
    db.session.flush()
    audit.record(
        "release.make",
        subject=("release", release.public_id),
        changes={
            "desk": release.scope_code,
            "span": release.span,
            "version": release.version,
            "threshold": release.threshold,
            "figures": candidate.digest,
        },
    )
    return release


def withdraw_release(
    *,
    release: Release,
    because: str,
    withdrawn_by_id: int,
    now: Callable[[], datetime] = utc_now,
) -> Release:
    """Mark a release as withdrawn: it is kept, but its figures are given out no more."""
    if release.withdrawn_at:
        raise AlreadyWithdrawn
    release.withdrawn_at = now()
    release.withdrawn_by_id = withdrawn_by_id
    release.withdrawn_because = because
    db.session.flush()
    audit.record("release.withdraw", subject=("release", release.public_id))
    return release


def _refuse_unfit(candidate: Candidate, moment: datetime) -> None:
    if candidate.ends_at > moment:
        raise NotOver
    if any(desk.is_sample for desk in candidate.scope.desks):
        raise MadeUp
    if candidate.given_away:
        raise candidate.given_away
    if candidate.is_as_before:
        raise NothingNew
