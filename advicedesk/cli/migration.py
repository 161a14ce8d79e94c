"""`advicedesk migration`: the next numbered revision from what the models say, with its pin."""

import re
import subprocess
import sys

import click

from advicedesk import paths


@click.command()
@click.argument("what")
def migration(what: str) -> None:
    """Write migrations/versions/NNNN_what.py and pin it."""
    from flask_migrate import migrate, upgrade

    from advicedesk.cli.starting import application

    versions = paths.MIGRATIONS / "versions"
    number = len(list(versions.glob("[0-9]*.py"))) + 1
    revision = f"{number:04d}_{re.sub(r'[^a-z0-9]+', '_', what.lower()).strip('_')}"
    with application().app_context():
        upgrade()
        migrate(message=what.capitalize(), rev_id=revision)
    path = versions / f"{revision}.py"
    if not path.exists():
        raise click.ClickException("the models say nothing new")
    (paths.MIGRATIONS / ".current-head").write_text(revision + "\n")
    for task in (["format"], ["check", "--fix"]):
        subprocess.run([sys.executable, "-m", "ruff", *task, "--quiet", str(path)], check=True)  # noqa: S603 - our own formatter
    click.echo(path.name)
