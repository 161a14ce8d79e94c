"""Building the application in a new process, against the bare stack's imports and one app."""

import os
import resource
import subprocess
import sys
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.servers import folder_environment

ROUNDS = 5
PRODUCT = "from advicedesk.app import create_app; create_app()"
FLOOR = (
    "import flask_babel, flask_login, flask_migrate, flask_sqlalchemy, flask_wtf, wtforms;"
    "from flask import Flask; from sqlalchemy.orm import DeclarativeBase;"
    "db = flask_sqlalchemy.SQLAlchemy(model_class=type('B', (DeclarativeBase,), {}));"
    "app = Flask('floor'); app.config['SQLALCHEMY_DATABASE_URI'] = 'sqlite://';"
    "db.init_app(app); flask_babel.Babel(app); flask_login.LoginManager(app);"
    "flask_wtf.CSRFProtect(app); flask_migrate.Migrate(app, db)"
)


def measure(folder: Path) -> list[Figure]:
    """Measure processor time from nothing to an application."""
    environment = os.environ | folder_environment(folder)
    times = [(_ms(PRODUCT, environment), _ms(FLOOR, environment)) for _ in range(ROUNDS + 1)][1:]
    ours, theirs = zip(*times, strict=True)
    return [Figure("start-up, processor time", "ms", ours, 2.0, theirs)]


def _ms(program: str, environment: dict[str, str]) -> float:
    began = _children()
    subprocess.run([sys.executable, "-c", program], env=environment, check=True)
    return (_children() - began) * 1000


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
