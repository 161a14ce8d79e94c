"""`advicedesk purge`: what retention says must go, goes; prints what went, by table."""

from datetime import datetime
from pathlib import Path

import click

from advicedesk.cli.starting import application, refuse


@click.command()
@click.option("--dry-run", is_flag=True, help="Only tell what would go.")
def purge(dry_run: bool) -> None:
    """Forget what has been kept long enough."""
    from advicedesk.database import utc_now

    app = application()
    with app.app_context():
        if not dry_run:
            _forget_uploads(app.config["ADVICEDESK"].data_folder)
        _purge(utc_now(), dry_run)


def _forget_uploads(data_folder: Path) -> None:
    """Delete tables that were uploaded for an import and then left."""
    from advicedesk.web import kept_files

    kept_files.forget_old(data_folder)


def _purge(now: datetime, dry_run: bool) -> None:
    from advicedesk.accessibility import retention as accessibility
    from advicedesk.accounts import retention as accounts
    from advicedesk.database import db, writing
    from advicedesk.referrals import retention as referrals
    from advicedesk.visits import retention as visits

    with writing.writing():
        gone = [
            line
            for feature in (visits, referrals, accessibility, accounts)
            for line in feature.purge(now=now, dry_run=dry_run)
        ]
        if not dry_run:
            db.session.commit()
    for line in gone:
        click.echo(f"{line.table}\t{line.what}\t{line.count}")
    if not dry_run and not _empty_the_log():
        raise refuse("purged, but the write-ahead log is in use; run purge again to empty it")


def _empty_the_log() -> bool:
    """Write SQLite's log back and cut it: until then it holds what has just been forgotten."""
    from advicedesk.database import db

    if db.engine.dialect.name != "sqlite":
        return True
    db.session.remove()
    connection = db.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout=2000")  # pages are short readers
        is_busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        connection.close()
    return not is_busy
