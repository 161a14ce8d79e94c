"""Looks into the built wheel: it must carry templates, compiled catalogs, migrations, fonts."""

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

WANTED = (
    "advicedesk/templates/base.html",
    "advicedesk/templates/slips/slip.typ",
    "advicedesk/migrations/env.py",
    "advicedesk/migrations/versions/0001_first_tables.py",
    "advicedesk/translations/fi/LC_MESSAGES/messages.mo",
    "advicedesk/translations/ar/LC_MESSAGES/slips.mo",
    "advicedesk/static/css/tokens.css",
    "advicedesk/languages/languages.csv",
)


def main(folder: str) -> None:
    """Check the newest wheel of a folder and start the command from it."""
    wheel = max(Path(folder).glob("*.whl"), key=lambda path: path.stat().st_mtime)
    names = set(zipfile.ZipFile(wheel).namelist())
    missing = [name for name in WANTED if name not in names]
    if missing:
        sys.exit(f"the wheel lacks {', '.join(missing)}")
    with tempfile.TemporaryDirectory() as unpacked:
        zipfile.ZipFile(wheel).extractall(unpacked)
        command = [sys.executable, "-m", "advicedesk", "--help"]
        subprocess.run(command, check=True, cwd=unpacked, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main(sys.argv[1])
