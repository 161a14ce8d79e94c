"""Importing a feed: one operation, one audit entry; a dry run takes everything back."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime

from advicedesk.database import db, utc_now
from advicedesk.directory.import_changes import ImportChanges
from advicedesk.directory.imports.feed import Feed
from advicedesk.directory.merging import Merging
from advicedesk.directory.queries import forget_places
from advicedesk.privacy import audit


def import_feed(
    *,
    feed: Feed,
    today: date,
    is_whole: bool = True,
    dry_run: bool = False,
    feed_url: str | None = None,
    now: Callable[[], datetime] = utc_now,
) -> ImportChanges:
    """Merge a feed; a whole one marks as gone what its authorities list no more."""
    changes = ImportChanges(
        skipped=Counter(one.reason for one in feed.skipped), listed={} if dry_run else None
    )
    try:
        with db.session.begin_nested():
            Merging(feed, changes, today, now(), feed_url, is_whole=is_whole).merge()
            if dry_run:
                raise _OnlyTold
            audit.record(
                "directory.import", subject=("directory", feed.format), changes=changes.summary()
            )
    except _OnlyTold:
        pass
    finally:
        forget_places()
    return changes


class _OnlyTold(Exception):
    """Takes a dry run's changes back."""
