"""`advicedesk import-directory`: service points from open data; what the desk knows stays."""

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import click

from advicedesk.cli.starting import migrated_application, refuse

if TYPE_CHECKING:
    from advicedesk.directory.feed_files import FeedFiles
    from advicedesk.directory.fetching import Fetched


@click.command("import-directory")
@click.argument("files", metavar="FILE|URL...", nargs=-1, required=True)
@click.option(
    "--format",
    "told_format",
    type=click.Choice(["ptv11", "ptv12", "hsds", "tpr"]),
    help="Found by itself when not said.",
)
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
def import_directory(files: tuple[str, ...], told_format: str | None, dry_run: bool) -> None:
    """Read service points from FILEs, folders and zips, or from one URL.

    Read are Suomi.fi PTV, Open Referral HSDS, Helsinki's service map, and tables (csv, xlsx) with
    the columns name, address, phone, hours. All files or none; nothing is ever deleted; the same
    files twice change nothing. A summary goes to standard output as JSON.
    """
    from advicedesk.directory.errors import FeedUnreadable
    from advicedesk.directory.fetching import is_address

    url = files[0] if len(files) == 1 and is_address(files[0]) else None
    try:
        summary = _import_url(url, told_format, dry_run) if url else None
        summary = summary or _import_paths(files, told_format, dry_run)
    except FeedUnreadable as refusal:
        raise refuse(refusal.words) from None
    click.echo(json.dumps(summary, ensure_ascii=False, default=str))


def _import_paths(files: tuple[str, ...], told_format: str | None, dry_run: bool) -> dict[str, Any]:
    from advicedesk.directory.errors import FeedUnreadable
    from advicedesk.directory.feed_files import read_files
    from advicedesk.directory.fetching import is_address

    paths = [Path(each) for each in files]
    for path in paths:
        if is_address(str(path).replace(":/", "://", 1)):
            raise FeedUnreadable("name one address at a time, and no file beside it")
        if not path.exists():
            raise FeedUnreadable(f"there is no file {path}")
    found = read_files(paths, told_format)
    app = migrated_application()
    with app.app_context():
        return _import(found, ZoneInfo(app.config["ADVICEDESK"].timezone), dry_run)


def _import_url(url: str, told_format: str | None, dry_run: bool) -> dict[str, Any]:
    from advicedesk.database import db
    from advicedesk.directory.feed_files import read_contents
    from advicedesk.directory.feeds import known_version
    from advicedesk.directory.fetching import fetch

    app = migrated_application()
    with app.app_context():
        zone = ZoneInfo(app.config["ADVICEDESK"].timezone)
        known = known_version(url)
        db.session.rollback()  # nothing waits for the database while the server is slow
        fetched = fetch(url, known)
        if fetched.is_unchanged:
            return _confirm(url, zone, dry_run)
        found = read_contents(fetched.contents, told_format)
        return _import(found, zone, dry_run, url, fetched)


def _confirm(url: str, zone: ZoneInfo, dry_run: bool) -> dict[str, Any]:
    from advicedesk.database import db, utc_now, writing
    from advicedesk.directory.feeds import confirm_unchanged

    confirmed = 0
    if not dry_run:
        with writing.writing():
            confirmed = confirm_unchanged(url=url, today=utc_now().astimezone(zone).date())
            db.session.commit()
    return {"unchanged_since_last_time": True, "dry_run": dry_run, "confirmed": confirmed}


def _import(
    found: "FeedFiles",
    zone: ZoneInfo,
    dry_run: bool,
    url: str | None = None,
    fetched: "Fetched | None" = None,
) -> dict[str, Any]:
    from advicedesk.database import db, utc_now, writing
    from advicedesk.directory.feeds import remember_version
    from advicedesk.directory.importing import import_feed

    today: date = utc_now().astimezone(zone).date()
    with writing.writing():
        changes = import_feed(
            feed=found.feed, today=today, is_whole=found.is_whole, dry_run=dry_run, feed_url=url
        )
        if not dry_run:
            if url and fetched:
                remember_version(url=url, version=fetched.version)
            db.session.commit()
    return {
        "format": found.feed.format,
        "dry_run": dry_run,
        **changes.summary(),
        "problems": changes.problems,
        "left_out": list(found.left_out),
        "loose_ends": list(found.feed.loose_ends),
        **({"changes": changes.listed} if dry_run else {}),
        "renumbered": changes.ids_changed,
    }
