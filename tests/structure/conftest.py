"""The application made once, for tests that look at how it is built and change nothing."""

import pytest
from flask import Flask

from advicedesk.app import create_app
from tests.factories.database import settings_for


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Return the application on a data folder with nothing in it."""
    return create_app(settings_for(tmp_path_factory.mktemp("built")))
