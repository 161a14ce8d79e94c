"""A migrated, seeded database for every test: a copy of one made once."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from advicedesk.app import create_app
from advicedesk.codelists.seed import seed_code_lists
from advicedesk.config import Settings, read_settings
from advicedesk.database import db
from advicedesk.desks.models import Desk, Organisation

SECRET = "a secret of thirty-two characters or more"


def settings_for(folder: Path, **changes: str) -> Settings:
    """Read settings for a data folder; `changes` are environment names without their prefix."""
    environment = {"ADVICEDESK_DATA": str(folder), "ADVICEDESK_SECRET_KEY": SECRET}
    return read_settings(environment | {f"ADVICEDESK_{k}": v for k, v in changes.items()})


def dispose(app: Flask) -> None:
    """Close the application's connections."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def seeded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with a migrated database: one organisation, two desks, the code lists."""
    folder = tmp_path_factory.mktemp("seeded")
    app = create_app(settings_for(folder))
    with app.app_context():
        upgrade()
        seed_desks()
        db.session.commit()
    dispose(app)
    return folder


def seed_desks() -> None:
    """Add the organisation, its two desks and the code lists to an empty database."""
    db.session.add(Organisation(id=1, name="Espoo", working_languages=["fi", "sv", "en", "ar"]))
    db.session.add(Desk(desk_code="iso-omena", name="Iso Omena", house="Iso Omena"))
    db.session.add(Desk(desk_code="kalajarvi", name="Kalajärvi", house="Kalajärvi"))
    db.session.flush()
    seed_code_lists()


@pytest.fixture
def app(seeded_folder: Path, tmp_path: Path) -> Iterator[Flask]:
    """Return the application on its own copy of the seeded database."""
    shutil.copyfile(seeded_folder / "desk.db", tmp_path / "desk.db")
    app = create_app(settings_for(tmp_path))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def empty_app(tmp_path: Path) -> Iterator[Flask]:
    """Return the application on a migrated database with nothing in it: a first run."""
    app = create_app(settings_for(tmp_path))
    with app.app_context():
        upgrade()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(autouse=True)
def _helsinki() -> None:
    """Run every test in a clock zone that is not the desk's."""
    os.environ["TZ"] = "UTC"
    time.tzset()
