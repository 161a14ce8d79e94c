"""Migrations: one line of history that ends where the models are, and can be walked both ways."""

import ast
import re
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import text

from advicedesk import paths
from advicedesk.app import create_app
from advicedesk.database import db
from tests.factories.database import dispose, settings_for

FILES = sorted((paths.MIGRATIONS / "versions").glob("*.py"))
REVISIONS = [path.stem for path in FILES]


def _history() -> list[str]:
    script = ScriptDirectory(str(paths.MIGRATIONS))
    return [revision.revision for revision in script.walk_revisions()][::-1]


def _schema() -> list[str]:
    rows = db.session.scalars(
        text("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'alembic_version'")
    )
    found = sorted(" ".join(row.split()) for row in rows)
    db.session.remove()
    return found


@pytest.fixture
def bare_app(tmp_path: Path) -> Flask:
    """Return the application on a database without a single table."""
    return create_app(settings_for(tmp_path))


def test_history_is_one_line_in_the_order_of_the_numbers() -> None:
    script = ScriptDirectory(str(paths.MIGRATIONS))
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1
    assert _history() == REVISIONS


def test_files_are_numbered_without_gaps_and_named_in_small_words() -> None:
    for number, name in enumerate(REVISIONS, start=1):
        assert re.fullmatch(rf"{number:04d}(_[a-z0-9]+)+", name)


def test_the_pin_names_the_newest_revision() -> None:
    assert (paths.MIGRATIONS / ".current-head").read_text().strip() == REVISIONS[-1]


def test_no_migration_imports_the_application() -> None:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text())):
            named = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            named += [name.name for name in node.names] if isinstance(node, ast.Import) else []
            assert not [one for one in named if one.startswith("advicedesk")], path.name


def test_the_newest_revision_equals_the_models(bare_app: Flask) -> None:
    with bare_app.app_context():
        upgrade()
        check()  # ends the program when something differs
    dispose(bare_app)


@pytest.mark.parametrize("revision", REVISIONS)
def test_each_revision_goes_up_down_and_up_to_the_same_schema(
    bare_app: Flask, revision: str
) -> None:
    with bare_app.app_context():
        if revision != REVISIONS[0]:
            upgrade(revision=REVISIONS[REVISIONS.index(revision) - 1])
        before = _schema()
        upgrade(revision=revision)
        after = _schema()
        downgrade(revision="-1")
        assert _schema() == before
        upgrade(revision=revision)
        assert _schema() == after
        assert after != before
    dispose(bare_app)
