"""The Flask extensions, made once and bound to an application by `app.create_app`."""

from typing import Any

from flask import Flask
from flask_babel import Babel
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

_MIGRATE = "migrate"  # where Flask-Migrate's commands look


class Migrations:
    """Flask-Migrate, bound when a command asks for it: a server that is up to date never does,
    and is spared Alembic's 11 MiB and a third of its start.
    """

    def __init__(self, app: Flask, database: SQLAlchemy, directory: str) -> None:
        self._bound = (app, database, directory)
        app.extensions[_MIGRATE] = self

    def __getattr__(self, name: str) -> Any:
        from flask_migrate import Migrate

        app, database, directory = self._bound
        Migrate(app, database, directory=directory, render_as_batch=True)
        return getattr(app.extensions[_MIGRATE], name)


login_manager = LoginManager()
csrf = CSRFProtect()
babel = Babel()
