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


@click.command("import-directory")
@click.argument(
    "files",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
)
@click.option(
    "--format",
    "told_format",
    type=click.Choice(["ptv11", "ptv12", "hsds", "tpr"]),
    help="Found by itself when not said.",
)
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
def import_directory(files: tuple[Path, ...], told_format: str | None, dry_run: bool) -> None:
    """Read service points from FILEs or folders of Suomi.fi PTV JSON.

    All files or none; nothing is ever deleted; the same files twice change nothing. A summary goes
    to standard output as JSON.
    """
    from advicedesk.directory.errors import FeedUnreadable
    from advicedesk.directory.feed_files import read_files

    try:
        found = read_files(files, told_format)
    except FeedUnreadable as refusal:
        raise refuse(refusal.words) from None
    app = migrated_application()
    with app.app_context():
        summary = _import(found, ZoneInfo(app.config["ADVICEDESK"].timezone), dry_run)
    click.echo(json.dumps(summary, ensure_ascii=False))


def _import(found: "FeedFiles", zone: ZoneInfo, dry_run: bool) -> dict[str, Any]:
    from advicedesk.database import db, utc_now, writing
    from advicedesk.directory.importing import import_feed

    today: date = utc_now().astimezone(zone).date()
    with writing.writing():
        counts = import_feed(feed=found.feed, today=today, is_whole=found.is_whole, dry_run=dry_run)
        if not dry_run:
            db.session.commit()
    return {
        "format": found.feed.format,
        "dry_run": dry_run,
        **counts.summary(),
        "problems": counts.problems,
        "left_out": list(found.left_out),
    }
