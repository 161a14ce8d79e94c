"""An uploaded file between the two steps of an import's page.

Kept for an hour, readable by its owner only.
"""

import os
import re
import secrets
import time
from pathlib import Path

FOLDER = "imports"
KEPT_SECONDS = 3600
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


def keep(folder: Path, content: bytes) -> str:
    """Keep a file and return the token that names it; files kept too long go."""
    imports = folder / FOLDER
    imports.mkdir(mode=0o700, parents=True, exist_ok=True)
    forget_old(folder)
    token = secrets.token_urlsafe(24)
    descriptor = os.open(imports / token, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    return token


def find(folder: Path, token: str) -> bytes | None:
    """Return a kept file, or None when there is none any more."""
    if not _TOKEN.fullmatch(token):
        return None
    path = folder / FOLDER / token
    try:
        is_old = path.stat().st_mtime < time.time() - KEPT_SECONDS
        return None if is_old else path.read_bytes()
    except FileNotFoundError:
        return None


def forget(folder: Path, token: str) -> None:
    """Delete a kept file."""
    if _TOKEN.fullmatch(token):
        (folder / FOLDER / token).unlink(missing_ok=True)


def forget_old(folder: Path) -> None:
    """Delete the files that were kept too long."""
    imports = folder / FOLDER
    if not imports.is_dir():
        return
    for path in imports.iterdir():
        try:
            if path.stat().st_mtime < time.time() - KEPT_SECONDS:
                path.unlink(missing_ok=True)
        except FileNotFoundError:
            continue  # another request was faster
