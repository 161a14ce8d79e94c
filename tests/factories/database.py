"""A migrated, seeded database for every test: a copy of one made once.

`pytest --database=postgresql` runs the same tests on a throw-away PostgreSQL.
"""

import itertools
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from flask import Flask
from flask_migrate import upgrade
from jinja2.bccache import Bucket, BytecodeCache
from psycopg import Connection
from sqlalchemy import event
from sqlalchemy.pool import Pool
from werkzeug.routing import Rule

from advicedesk.app import create_app
from advicedesk.codelists.seed import seed_code_lists
from advicedesk.config import Settings, read_settings
from advicedesk.database import db
from advicedesk.desks.models import Desk, Organisation
from tests.factories.postgresql import Rows, Server, find_programs, started_server

SECRET = "a secret of thirty-two characters or more"
_names = itertools.count()
_connections: list[Connection] = []


class CompiledTemplates(BytecodeCache):
    """Templates compiled once for all the applications of a test run."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template that was compiled before, if its source is the same."""
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template."""
        self._compiled[bucket.key] = bucket.bytecode_to_string()


class CompiledRule(Rule):
    """A rule of addresses, compiled once for all the applications of a test run."""

    _compiled: ClassVar[dict[object, Callable[..., tuple[str, str]]]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (self.rule, *self._trace, *(self.defaults or {}).items(), append_unknown)
        if key not in self._compiled:
            self._compiled[key] = super()._compile_builder(append_unknown)
        return self._compiled[key]


Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": CompiledTemplates()}
Flask.url_rule_class = CompiledRule


@event.listens_for(Pool, "connect")
def _remember(connection: object, _record: object) -> None:
    if isinstance(connection, Connection):
        _connections.append(connection)


def settings_for(folder: Path, **changes: str) -> Settings:
    """Read settings for a data folder; `changes` are environment names without their prefix."""
    environment = {"ADVICEDESK_DATA": str(folder), "ADVICEDESK_SECRET_KEY": SECRET}
    return read_settings(environment | {f"ADVICEDESK_{k}": v for k, v in changes.items()})


def dispose(app: Flask) -> None:
    """Close the application's connections."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def seed_desks() -> None:
    """Add the organisation, its two desks and the code lists to an empty database."""
    db.session.add(Organisation(id=1, name="Espoo", working_languages=["fi", "sv", "en", "ar"]))
    db.session.add(Desk(desk_code="iso-omena", name="Iso Omena", house="Iso Omena"))
    db.session.add(Desk(desk_code="kalajarvi", name="Kalajärvi", house="Kalajärvi"))
    db.session.flush()
    seed_code_lists()


@pytest.fixture(scope="session")
def postgresql(request: pytest.FixtureRequest) -> Iterator[Server | None]:
    """Return the throw-away server, or None when the tests run on SQLite."""
    if request.config.getoption("--database") == "sqlite":
        yield None
        return
    programs = find_programs()
    if programs is None:
        pytest.fail("no initdb on this machine: install PostgreSQL's server programs")
    with started_server(programs) as server:
        yield server


class Databases:
    """Copies of the databases made once: "seeded" or "empty"."""

    def __init__(self, server: Server | None, new_folder: Callable[[str], Path]) -> None:
        self.server = server
        self._new_folder = new_folder
        self._made: dict[str, Path] = {}
        self._rows: dict[str, Rows] = {}
        self._free: dict[str, list[str]] = {"seeded": [], "empty": []}

    def copy(self, folder: Path, kind: str) -> dict[str, str]:
        """Put a copy in a data folder, or on the server; return the settings that name it."""
        if kind not in self._made:
            self._made[kind] = self._make(kind)
        if not self.server:
            shutil.copyfile(self._made[kind] / "desk.db", folder / "desk.db")
            return {}
        if not self._free[kind]:
            self._free[kind].append(f"desk_{next(_names)}")
            self.server.execute(f"CREATE DATABASE {self._free[kind][-1]} TEMPLATE {kind}")
        return {"DATABASE_URL": self.server.url(self._free[kind].pop())}

    def take_back(self, name: str | None, kind: str) -> None:
        """Make a copy on the server like new for the next test."""
        if not self.server:
            return
        self.server.end_connections(str(name))
        with self.server.connection(str(name)) as connection:
            is_like_new = self._rows[kind].put_into(connection)
        if is_like_new:
            self._free[kind].append(str(name))
        else:
            self.server.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _make(self, kind: str) -> Path:
        folder = self._new_folder(kind)
        changes = {}
        if self.server:
            self.server.execute(f"CREATE DATABASE {kind}")
            changes["DATABASE_URL"] = self.server.url(kind)
        app = create_app(settings_for(folder, **changes))
        with app.app_context():
            upgrade()
            if kind == "seeded":
                seed_desks()
                db.session.commit()
        dispose(app)
        if self.server:
            with self.server.connection(kind) as connection:
                self._rows[kind] = Rows(connection)
        return folder


@pytest.fixture(scope="session")
def databases(postgresql: Server | None, tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """Return the databases made once, to be copied."""
    return Databases(postgresql, tmp_path_factory.mktemp)


def _running(folder: Path, databases: Databases, kind: str) -> Iterator[Flask]:
    app = create_app(settings_for(folder, **databases.copy(folder, kind)))
    with app.app_context():
        yield app
        db.session.remove()
        name = db.engine.url.database
        db.engine.dispose()
    databases.take_back(name, kind)


@pytest.fixture(autouse=True)
def _closed_connections() -> Iterator[None]:
    """Close what a command's own application left in its pool: a process would have ended."""
    yield
    while _connections:
        _connections.pop().close()


@pytest.fixture
def app(databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    """Return the application on its own copy of the seeded database."""
    yield from _running(tmp_path, databases, "seeded")


@pytest.fixture
def empty_app(databases: Databases, tmp_path: Path) -> Iterator[Flask]:
    """Return the application on a migrated database with nothing in it: a first run."""
    yield from _running(tmp_path, databases, "empty")


@pytest.fixture(autouse=True)
def _utc_machine() -> None:
    """Run every test in a clock zone that is not the desk's."""
    os.environ["TZ"] = "UTC"
    time.tzset()
