"""A throw-away PostgreSQL from the machine's own programs: a socket in a temporary folder.

Copying a whole database costs more than most tests: it is emptied and filled again instead.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier


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
        with self.connection("postgres", autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]

    def end_connections(self, name: str) -> None:
        """End whatever is still connected to a database."""
        with self.connection("postgres", autocommit=True) as connection:
            connection.execute(_END_CONNECTIONS, (name,))

    def connection(self, name: str, *, autocommit: bool = False) -> psycopg.Connection:
        """Return a connection of the tests' own, which may do anything."""
        address = f"host={self.folder} user=desk dbname={name}"
        return psycopg.connect(address, autocommit=autocommit)


class Rows:
    """What a database holds, to be put into another one of the same tables."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self.tables = _tables(connection)
        self.sequences = connection.execute(_SEQUENCES).fetchall()
        self.rows: dict[str, bytes] = {}
        for table in self.tables:
            with connection.cursor().copy(_COPY_OUT.format(Identifier(table))) as copy:
                self.rows[table] = b"".join(bytes(part) for part in copy)

    def put_into(self, connection: psycopg.Connection) -> bool:
        """Empty a database and fill it; say whether it had the tables for it."""
        if _tables(connection) != self.tables:
            return False
        connection.execute("SET session_replication_role = replica")
        connection.execute(SQL(";").join(_EMPTY.format(Identifier(one)) for one in self.tables))
        for table, rows in self.rows.items():
            if rows:
                with connection.cursor().copy(_COPY_IN.format(Identifier(table))) as copy:
                    copy.write(rows)
        for name, value in self.sequences:
            connection.execute("SELECT setval(%s, %s, %s)", (name, value or 1, value is not None))
        return True


_COPY_OUT, _COPY_IN = SQL("COPY {} TO STDOUT"), SQL("COPY {} FROM STDIN")
_END_CONNECTIONS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
_EMPTY = SQL("DELETE FROM {}")
_SEQUENCES = "SELECT quote_ident(sequencename), last_value FROM pg_sequences ORDER BY 1"


def _tables(connection: psycopg.Connection) -> list[str]:
    found = connection.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    )
    return [name for (name,) in found]


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
