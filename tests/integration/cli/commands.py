"""Runs the product's commands: in this process, with an environment of their own."""

import os
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from advicedesk.cli import command
from tests.factories.database import SECRET


@dataclass(frozen=True)
class Result:
    """How a command ended and what it said."""

    status: int
    output: str
    errors: str


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """Return the environment of a command on a data folder."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("ADVICEDESK")}
    ours = {"ADVICEDESK_DATA": str(folder), "ADVICEDESK_SECRET_KEY": SECRET}
    return plain | ours | {f"ADVICEDESK_{name}": value for name, value in settings.items()}


def advicedesk(folder: Path, *words: str, **settings: str) -> Result:
    """Run one command to its end."""
    result = CliRunner().invoke(command, list(words), env=environment(folder, **settings))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Result(result.exit_code, result.stdout, result.stderr)
