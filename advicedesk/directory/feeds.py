"""The addresses that the directory is fetched from: what each gave last, and when."""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import select, update

from advicedesk.database import db, utc_now
from advicedesk.directory.fetching import Version
from advicedesk.directory.models import DirectoryFeed, ServicePoint
from advicedesk.directory.queries import forget_places
from advicedesk.privacy import audit


def known_version(url: str) -> Version | None:
    """Return the version of an address that was imported last, or None."""
    found = _find(url)
    return Version(found.etag, found.last_modified, found.content_hash) if found else None


def remember_version(
    *, url: str, version: Version, now: Callable[[], datetime] = utc_now
) -> DirectoryFeed:
    """Remember what was imported from an address."""
    feed = _find(url) or DirectoryFeed(url=url)
    feed.etag, feed.last_modified = version.etag, version.last_modified
    feed.content_hash = version.content_hash
    feed.imported_at = feed.checked_at = now()
    db.session.add(feed)
    db.session.flush()
    audit.record("directory.fetch", subject=("directory_feed", str(feed.id)))
    return feed


def confirm_unchanged(*, url: str, today: date, now: Callable[[], datetime] = utc_now) -> int:
    """Keep the hours fresh of places whose address still gives what it gave; count them."""
    feed = _find(url)
    if feed is None:
        return 0
    feed.checked_at = now()
    confirmed = db.session.execute(
        update(ServicePoint)
        .where(ServicePoint.feed_url == url, ServicePoint.gone_from_feed_at.is_(None))
        .values(hours_known_on=today)
        .execution_options(synchronize_session=False)
    )
    db.session.flush()
    forget_places()
    audit.record("directory.confirm", subject=("directory_feed", str(feed.id)))
    return int(confirmed.rowcount)  # type: ignore[attr-defined]


def _find(url: str) -> DirectoryFeed | None:
    return db.session.scalar(select(DirectoryFeed).where(DirectoryFeed.url == url))
