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
    from flask_migrate import upgrade

    app = application()
    _require_catalogs()
    with app.app_context():
        upgrade()
    return app


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
