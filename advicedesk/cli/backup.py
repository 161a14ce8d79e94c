"""`advicedesk backup` and `advicedesk restore`: one file, made while the desk works."""

from pathlib import Path

import click
from flask import Flask

from advicedesk.cli.starting import application, refuse

_USE_PG = "the database is PostgreSQL: use pg_dump and pg_restore"


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Write the whole database into a new FILE."""
    from advicedesk.database import utc_now
    from advicedesk.database.backup import write_backup

    app = application()
    database = _database_file(app)
    if not _holds_something(app):
        raise refuse("there is nothing to back up yet: the database is empty")
    try:
        manifest = write_backup(database, file, made_at=utc_now().isoformat(timespec="seconds"))
    except FileExistsError:
        raise refuse(f"{file} is there already; give another name") from None
    except OSError as error:
        raise refuse(f"{file} cannot be written: {error.strerror}") from None
    click.echo(f"{file}\t{manifest.size}\t{manifest.sha256}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--replace", is_flag=True, help="Put it in the place of what is there now.")
def restore(file: Path, replace: bool) -> None:
    """Put the database of a backup FILE in place; everybody signs in again."""
    from advicedesk.database.backup import BackupUnsound, put_back, unpacked

    app = application()
    database = _database_file(app)
    if not replace and _holds_something(app):
        raise refuse("the database is not empty; --replace puts the backup in its place")
    try:
        with unpacked(file, database) as (manifest, copy):
            _refuse_newer(app, manifest.revision)
            with app.app_context():
                _as_only_writer(lambda: put_back(copy, database))
    except BackupUnsound as error:
        raise refuse(f"{file}: {error}; nothing was changed") from None
    _after_restore(app)
    click.echo(f"{database}\t{manifest.made_at}\t{manifest.sha256}")


def _database_file(app: Flask) -> Path:
    from advicedesk.database import db

    if not app.config["ADVICEDESK"].is_sqlite:
        raise refuse(_USE_PG)
    with app.app_context():
        return Path(db.engine.url.database or "")


def _holds_something(app: Flask) -> bool:
    """Tell whether the set-up was made: a fresh database has nobody to lose."""
    from sqlalchemy import inspect

    from advicedesk.database import db
    from advicedesk.desks.queries import find_organisation

    with app.app_context():
        try:
            return inspect(db.engine).has_table("organisation") and find_organisation() is not None
        finally:
            db.session.remove()
            db.engine.dispose()


def _refuse_newer(app: Flask, revision: str) -> None:
    from alembic.script import ScriptDirectory

    from advicedesk import paths

    known = {script.revision for script in ScriptDirectory(str(paths.MIGRATIONS)).walk_revisions()}
    if revision not in known:
        raise refuse(f"the backup was made by a newer version ({revision}); nothing was changed")


def _as_only_writer(put: object) -> None:
    from advicedesk.database import db, writing

    with writing.writing():
        db.session.remove()
        put()  # type: ignore[operator]


def _after_restore(app: Flask) -> None:
    from flask_migrate import upgrade

    from advicedesk.accounts.retention import end_every_sign_in
    from advicedesk.database import db, utc_now, writing

    with app.app_context():
        db.engine.dispose()
        upgrade()
        with writing.writing():
            end_every_sign_in(now=utc_now())
            db.session.commit()
