"""The command line: one command a module, through operations only; exit 0 only on success.

`--help` needs no application: modules are imported when their command is asked for.
"""

import sys
from importlib import import_module
from typing import Any

import click

COMMANDS = {
    "init": "advicedesk.cli.init:init",
    "run": "advicedesk.cli.run:run",
    "demo": "advicedesk.cli.demo:demo",
    "add-staff": "advicedesk.cli.add_staff:add_staff",
    "import-visits": "advicedesk.cli.import_visits:import_visits",
    "import-directory": "advicedesk.cli.import_directory:import_directory",
    "report": "advicedesk.cli.report:report",
    "purge": "advicedesk.cli.purge:purge",
    "backup": "advicedesk.cli.backup:backup",
    "restore": "advicedesk.cli.backup:restore",
    "check": "advicedesk.cli.check:check",
    "translations": "advicedesk.cli.translations:translations",
    "migration": "advicedesk.cli.migration:migration",
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order of their life."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> Any:
        """Import one command."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        return getattr(import_module(module), name)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a database that cannot be used is one line, not a trace."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            if not _is_unusable_database(error):
                raise
            # the error's own text may hold a password or what a client told: only its kind
            kind = type(getattr(error, "orig", error)).__name__
            message = f"ADVICEDESK_DATABASE_URL: the database cannot be used ({kind});"
            raise click.ClickException(f"{message} see `advicedesk check`") from None


def _is_unusable_database(error: Exception) -> bool:
    if "sqlalchemy" not in sys.modules:
        return False
    from sqlalchemy.exc import ArgumentError, DatabaseError, IntegrityError

    # what breaks a rule of the schema is our own mistake, and wants its trace
    is_ours = isinstance(error, IntegrityError)
    return isinstance(error, ArgumentError | DatabaseError) and not is_ours


@click.group(cls=LazyGroup)
def command() -> None:
    """The advice desk's tool: visits, referrals, slips and the month."""
