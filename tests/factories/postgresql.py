"""A throw-away PostgreSQL from the machine's own programs: a socket in a temporary folder."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


def find_programs() -> Path | None:
    """Return the folder of PostgreSQL's server programs, if the machine has them."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return installed[-1].parent if installed else None


class Server:
    """A running server; `url(name)` is the address of one of its databases."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def url(self, name: str) -> str:
        """Return SQLAlchemy's address of a database."""
        return f"postgresql+psycopg://desk@/{name}?host={self.folder}"

    def execute(self, statement: str) -> None:
        """Run one statement outside a transaction."""
        address = f"host={self.folder} user=desk dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]


def _other_user() -> dict[str, str | int]:
    """PostgreSQL refuses to run as root: name somebody else then."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    return {"user": "postgres" if "postgres" in names else "nobody", "extra_groups": []}  # type: ignore[dict-item]


@contextmanager
def started_server(programs: Path) -> Iterator[Server]:
    """Start a server in a temporary folder, and take it away again."""
    folder = Path(tempfile.mkdtemp(prefix="desk-pg-"))
    as_other = _other_user()
    if as_other:
        shutil.chown(folder, as_other["user"])
    store = folder / "store"
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder, **as_other}
    subprocess.run(  # type: ignore[call-overload]
        [programs / "initdb", "-D", store, "-U", "desk", "-A", "trust", "-E", "UTF8", "--no-sync"],
        **quiet,
    )
    options = f"-c listen_addresses= -k {folder} -c fsync=off -c max_connections=200"
    control = [programs / "pg_ctl", "-D", store, "-w"]
    subprocess.run([*control, "-o", options, "-l", folder / "server.txt", "start"], **quiet)  # type: ignore[call-overload]
    try:
        yield Server(folder)
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], **quiet)  # type: ignore[call-overload]
        shutil.rmtree(folder, ignore_errors=True)
