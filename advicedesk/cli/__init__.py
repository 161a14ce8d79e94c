"""The command line: one command a module, through operations only; exit 0 only on success.

`--help` needs no application: modules are imported when their command is asked for.
"""

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


@click.group(cls=LazyGroup)
def command() -> None:
    """The advice desk's tool: visits, referrals, slips and the month."""
