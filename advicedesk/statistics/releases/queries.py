"""Reading releases."""

from collections.abc import Container, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, undefer

from advicedesk.database import db
from advicedesk.desks.models import Desk
from advicedesk.statistics.releases.models import HiddenCounts, Release


def list_releases(desk_codes: Container[str] | None = None) -> list[Release]:
    """List releases, the newest first; of these desks only, when they are given."""
    newest = select(Release).order_by(Release.released_at.desc(), Release.id.desc())
    found = db.session.scalars(newest.options(joinedload(Release.released_by)))
    return [
        release
        for release in found
        if desk_codes is None or all(code in desk_codes for code in release.desk_codes)
    ]


def find_release(public_id: str) -> Release | None:
    """Return a release, with its figures."""
    return db.session.scalar(
        select(Release).where(Release.public_id == public_id).options(undefer(Release.figures))
    )


def get_release(public_id: str) -> Release:
    """Return a release that there is, with its figures."""
    release = find_release(public_id)
    if release is None:
        raise LookupError(public_id)
    return release


def list_versions(scope_code: str, span: str) -> list[Release]:
    """List the versions of one desk's or all desks' months, the newest first, with figures."""
    return list(
        db.session.scalars(
            select(Release)
            .where(Release.scope_code == scope_code, Release.span == span)
            .order_by(Release.version.desc())
            .options(undefer(Release.figures))
        )
    )


def list_public() -> list[Release]:
    """List the newest version that is not withdrawn of each desk's months, the newest first."""
    newest: dict[tuple[str, str], Release] = {}
    for release in db.session.scalars(
        select(Release).where(Release.withdrawn_at.is_(None)).order_by(Release.version)
    ):
        newest[release.scope_code, release.span] = release
    return sorted(newest.values(), key=lambda one: (one.span, one.scope_code), reverse=True)


def first_released() -> dict[tuple[str, str], datetime]:
    """Return when the first version of each desk's months was released."""
    rows = db.session.execute(
        select(Release.scope_code, Release.span, Release.released_at).order_by(
            Release.version.desc()
        )
    )
    return {(scope_code, span): moment for scope_code, span, moment in rows}


def last_id() -> int | None:
    """Return the id of the release made last."""
    return db.session.scalar(select(func.max(Release.id)))


def every_release_with_hidden_counts() -> list[tuple[Release, HiddenCounts]]:
    """Return all releases, withdrawn ones too: readers have them; for the proof alone."""
    rows = db.session.execute(
        select(Release, HiddenCounts)
        .join(HiddenCounts, HiddenCounts.release_id == Release.id)
        .order_by(Release.id)
        .options(undefer(Release.figures))
    )
    return [(release, hidden) for release, hidden in rows]


def desks_of(release: Release) -> Sequence[Desk]:
    """Return the desks that a release is of."""
    return db.session.scalars(
        select(Desk).where(Desk.desk_code.in_(release.desk_codes)).order_by(Desk.name)
    ).all()
