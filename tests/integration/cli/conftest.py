"""Commands are tried on SQLite, whatever database the other tests run on."""

from pathlib import Path

import pytest
from flask_migrate import upgrade

from advicedesk.app import create_app
from advicedesk.database import db
from tests.factories.database import dispose, seed_desks, settings_for


@pytest.fixture(scope="session")
def seeded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a data folder with a migrated database: one organisation, two desks, the lists."""
    folder = tmp_path_factory.mktemp("seeded-for-commands")
    app = create_app(settings_for(folder))
    with app.app_context():
        upgrade()
        seed_desks()
        db.session.commit()
    dispose(app)
    return folder
