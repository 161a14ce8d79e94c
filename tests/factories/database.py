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
from tests.factories.postgresql import Server, find_programs, started_server

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


@pytest.fixture(scope="session")
def copy_database(
    postgresql: Server | None, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[Path, str], dict[str, str]]:
    """Return a copier of the databases made once: "seeded" or "empty"; it returns settings."""
    made: dict[str, Path] = {}

    def make(kind: str) -> Path:
        folder = tmp_path_factory.mktemp(kind)
        changes = {}
        if postgresql:
            postgresql.execute(f"CREATE DATABASE {kind}")
            changes["DATABASE_URL"] = postgresql.url(kind)
        app = create_app(settings_for(folder, **changes))
        with app.app_context():
            upgrade()
            if kind == "seeded":
                seed_desks()
                db.session.commit()
        dispose(app)
        return folder

    def copy(folder: Path, kind: str) -> dict[str, str]:
        if kind not in made:
            made[kind] = make(kind)
        if not postgresql:
            shutil.copyfile(made[kind] / "desk.db", folder / "desk.db")
            return {}
        name = f"desk_{next(_names)}"
        postgresql.execute(f"CREATE DATABASE {name} TEMPLATE {kind}")
        return {"DATABASE_URL": postgresql.url(name)}

    return copy


def _running(folder: Path, changes: dict[str, str], postgresql: Server | None) -> Iterator[Flask]:
    app = create_app(settings_for(folder, **changes))
    with app.app_context():
        yield app
        db.session.remove()
        name = db.engine.url.database
        db.engine.dispose()
    if postgresql:
        postgresql.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(autouse=True)
def _closed_connections() -> Iterator[None]:
    """Close what a command's own application left in its pool: a process would have ended."""
    yield
    while _connections:
        _connections.pop().close()


@pytest.fixture
def app(
    copy_database: Callable[[Path, str], dict[str, str]],
    postgresql: Server | None,
    tmp_path: Path,
) -> Iterator[Flask]:
    """Return the application on its own copy of the seeded database."""
    yield from _running(tmp_path, copy_database(tmp_path, "seeded"), postgresql)


@pytest.fixture
def empty_app(
    copy_database: Callable[[Path, str], dict[str, str]],
    postgresql: Server | None,
    tmp_path: Path,
) -> Iterator[Flask]:
    """Return the application on a migrated database with nothing in it: a first run."""
    yield from _running(tmp_path, copy_database(tmp_path, "empty"), postgresql)


@pytest.fixture(autouse=True)
def _utc_machine() -> None:
    """Run every test in a clock zone that is not the desk's."""
    os.environ["TZ"] = "UTC"
    time.tzset()
