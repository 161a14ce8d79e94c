"""How writers take turns (SQLite): WAL, full sync, BEGIN IMMEDIATE behind one lock.

SQLAlchemy begins deferred on SQLite; who reads first and then writes is refused at once when
another wrote meanwhile. So a writing request asks for its turn before its first statement:
`writing()` takes a lock in the process and one on a file beside the database (for several
processes), then every transaction begun inside it is IMMEDIATE. On PostgreSQL it is an advisory
lock that ends with the transaction, so that the audit chain and public ids see one writer too.
"""

import fcntl
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from flask import Flask, current_app, has_app_context
from sqlalchemy import Engine, event, text
from sqlalchemy.exc import OperationalError

from advicedesk.database.base import db

_LOCK = 20261124
_turn = threading.RLock()
_writer = threading.local()


def prepare(app: Flask) -> None:
    """Set up the engine of the application: pragmas and how transactions begin."""
    with app.app_context():
        engine = db.engine
    app.extensions["advicedesk_lock_file"] = None
    if engine.dialect.name != "sqlite":
        return
    if engine.url.database:
        Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
        app.extensions["advicedesk_lock_file"] = Path(engine.url.database + ".lock")
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)


def _on_connect(connection: Any, _record: Any) -> None:
    # sqlite3 must not begin transactions by itself; SQLAlchemy's documented pysqlite recipe
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=10000",
        "secure_delete=ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _on_begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing() else "BEGIN")


def is_writing() -> bool:
    """Tell whether the turn is held already."""
    return bool(getattr(_writer, "depth", 0))


@contextmanager
def writing() -> Iterator[None]:
    """Hold the writer's turn: what was read before is forgotten, what follows begins IMMEDIATE."""
    if is_writing():
        yield
        return
    if engine_of_app().dialect.name != "sqlite":
        with _postgresql_turn():
            yield
        return
    lock_file = current_app.extensions.get("advicedesk_lock_file")
    with _turn, _file_turn(lock_file):
        # end the reading transaction; objects loaded in it refresh when they are next asked
        db.session.rollback()
        _writer.depth = 1
        try:
            yield
        finally:
            _writer.depth = 0
            db.session.rollback()  # nothing is left half-written when the turn ends


@contextmanager
def _postgresql_turn() -> Iterator[None]:
    """Hold PostgreSQL's advisory lock until the transaction ends: one writer here too."""
    db.session.rollback()
    db.session.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    try:
        yield
    finally:
        db.session.rollback()


def can_begin_writing(path: str, seconds: float = 3) -> bool:
    """Tell whether a database file can be written: not read-only, nor held by another for long."""
    try:
        with closing(sqlite3.connect(path, timeout=seconds, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except sqlite3.Error:
        return False
    return True


def engine_of_app() -> Engine:
    """Return the engine of the application at hand."""
    assert has_app_context()  # noqa: S101 - a programmer's mistake, not input
    return db.engine


@contextmanager
def _file_turn(path: Path | None) -> Iterator[None]:
    if path is None:
        yield
        return
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o644)
    except OSError as error:  # a read-only disk: the same trouble as a read-only database
        raise OperationalError("lock", {}, error) from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
