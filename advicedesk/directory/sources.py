"""Where the directory comes from: each source with its size, its age and what it lost."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from advicedesk.database import db
from advicedesk.directory.models import ServicePoint


@dataclass(frozen=True)
class SourceState:
    """A source: its places, when it was imported or written last, places it lists no more."""

    source: str
    place_count: int
    gone_count: int
    known_on: date | None


def list_sources() -> list[SourceState]:
    """Return the sources of the directory, the largest first."""
    count = func.count(ServicePoint.id)
    rows = db.session.execute(
        select(
            ServicePoint.source,
            count,
            func.count(ServicePoint.gone_from_feed_at),
            func.max(ServicePoint.hours_known_on),
        )
        .group_by(ServicePoint.source)
        .order_by(count.desc(), ServicePoint.source)
    )
    return [SourceState(*row) for row in rows]
