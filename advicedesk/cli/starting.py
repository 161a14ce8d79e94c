"""What commands need to start: the application, with a bad setting answered in one line."""

import sys

import click
from flask import Flask

from advicedesk.config import BadSetting


def application() -> Flask:
    """Build the application, or stop with the line that names the bad setting."""
    from advicedesk.app import create_app

    try:
        return create_app()
    except BadSetting as error:
        click.echo(str(error), err=True)
        sys.exit(2)


def migrated_application() -> Flask:
    """Build the application with its database brought to the newest revision."""
    app = application()
    _require_catalogs()
    with app.app_context():
        if not _is_migrated():
            _bring_up_to_date()
    return app


def _bring_up_to_date() -> None:
    from flask_migrate import upgrade

    from advicedesk.codelists.seed import add_missing_names
    from advicedesk.database import db, writing

    upgrade()
    with writing.writing():
        add_missing_names()
        db.session.commit()


def _is_migrated() -> bool:
    """Tell whether the database is at the newest revision, without Alembic's long import."""
    from sqlalchemy import text
    from sqlalchemy.exc import DatabaseError

    from advicedesk import paths
    from advicedesk.database import db

    try:
        newest = (paths.MIGRATIONS / ".current-head").read_text().strip()
        found = db.session.scalars(text("SELECT version_num FROM alembic_version")).all()
    except (OSError, DatabaseError):  # nothing there yet, or nothing sound: the upgrade tells
        return False
    finally:
        db.session.remove()
    return list(found) == [newest]


def _require_catalogs() -> None:
    """Refuse to start with a language that is offered but not built."""
    from advicedesk.languages.catalog_files import DOMAINS
    from advicedesk.languages.catalogs import list_uncompiled

    missing = sorted({language for domain in DOMAINS for language in list_uncompiled(domain)})
    if missing:
        raise refuse(
            f"no compiled catalog for {', '.join(missing)}: run `advicedesk translations compile`"
        )


def refuse(message: str) -> "click.ClickException":
    """Return an error that ends the command with status 1 and one line on standard error."""
    return click.ClickException(message)
