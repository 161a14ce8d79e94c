"""Runs the product's own command as an operator would: in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.factories.database import SECRET


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """Return the environment of a command on a data folder."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("ADVICEDESK")}
    ours = {"ADVICEDESK_DATA": str(folder), "ADVICEDESK_SECRET_KEY": SECRET}
    return plain | ours | {f"ADVICEDESK_{name}": value for name, value in settings.items()}


def advicedesk(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "advicedesk", *words],
        env=environment(folder, **settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
