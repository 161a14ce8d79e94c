"""The floor: the bare stack (Flask, SQLAlchemy, Flask-WTF, its signed session) with the same
fields, a form of the usual widgets with plain labels, and one insert of the same rows. No
rule of the product: nobody signs in, nothing is looked up, only the widgets check anything.

    python -m tests.benchmarks.floor FOLDER PORT
"""

import csv
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Flask, redirect, render_template_string, request
from flask_babel import Babel
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect, FlaskForm
from sqlalchemy import ForeignKey, event
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from waitress import serve
from wtforms import IntegerField, SelectField, SelectMultipleField, StringField, TextAreaField


class Base(DeclarativeBase):
    """The floor's tables."""


db = SQLAlchemy(model_class=Base)


class Thread(Base):
    """A case."""

    __tablename__ = "thread"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_code: Mapped[str] = mapped_column(unique=True)


class Contact(Base):
    """A visit."""

    __tablename__ = "contact"
    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    thread_id: Mapped[int] = mapped_column(ForeignKey("thread.id"))
    started_at: Mapped[datetime]
    client_language: Mapped[str]
    service_language: Mapped[str]
    bridged: Mapped[str]
    contact_type: Mapped[str]
    minutes: Mapped[int]
    note: Mapped[str]


class Reason(Base):
    """A need."""

    __tablename__ = "reason"
    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"))
    topic: Mapped[str]
    outcome: Mapped[str]


class Trail(Base):
    """An audit entry."""

    __tablename__ = "trail"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    action: Mapped[str]


def _rows(table: str) -> list[dict[str, str]]:
    # read from the disk: nothing of the product is imported here
    with (PRODUCT / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


PRODUCT = Path(__file__).parents[2] / "advicedesk"
LANGUAGES = [(row["code"], row["endonym"]) for row in _rows("languages/languages.csv")]
LISTED = _rows("codelists/code_lists.csv")
TOPICS = [(row["full_code"], row["en"]) for row in LISTED if row["code_list"] == "topic"]
ACTS = [(row["full_code"], row["en"]) for row in LISTED if row["code_list"] == "act"]


class ContactForm(FlaskForm):
    """The fields of the log page by the usual widgets."""

    public_id = StringField()
    started_at = StringField()
    client_language = SelectField(choices=LANGUAGES)
    service_language = SelectField(choices=LANGUAGES)
    bridged = StringField()
    contact_type = StringField()
    topic = SelectField(choices=TOPICS)
    acts = SelectMultipleField(choices=ACTS)
    outcome = StringField()
    minutes = IntegerField()
    note = TextAreaField()


PAGE = (
    "<form method=post>{{ form.csrf_token }}{% for f in form %}{{ f.label }}{{ f }}{% endfor %}"
    "<button>Save</button></form>"
)


def make_app(folder: Path) -> Flask:
    """Build the floor on a database in a folder."""
    app = Flask("floor")
    app.config.update(
        SECRET_KEY="x" * 40, SQLALCHEMY_DATABASE_URI=f"sqlite:///{folder / 'floor.db'}"
    )
    db.init_app(app)
    CSRFProtect(app)
    Babel(app, locale_selector=lambda: request.accept_languages.best_match(("en", "fi")))
    LoginManager(app)
    Migrate(app, db)
    template = app.jinja_env.from_string(PAGE)
    with app.app_context():

        @event.listens_for(db.engine, "connect")
        def set_pragmas(connection: Any, _record: Any) -> None:
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
                connection.execute(f"PRAGMA {pragma}")

        db.create_all()

    @app.get("/log")
    def log_page() -> str:
        return template.render(form=ContactForm())

    @app.post("/log")
    def store() -> Any:
        form = ContactForm()
        if not form.validate_on_submit():
            return render_template_string("{{ e }}", e=form.errors), 422
        thread = Thread(case_code=uuid.uuid4().hex)
        db.session.add(thread)
        db.session.flush()
        contact = Contact(
            public_id=form.public_id.data,
            thread_id=thread.id,
            started_at=datetime.now(UTC),
            client_language=form.client_language.data,
            service_language=form.service_language.data,
            bridged=form.bridged.data,
            contact_type=form.contact_type.data,
            minutes=form.minutes.data,
            note=form.note.data,
        )
        db.session.add(contact)
        db.session.flush()
        db.session.add(
            Reason(contact_id=contact.id, topic=form.topic.data, outcome=form.outcome.data)
        )
        db.session.add(Trail(at=datetime.now(UTC), action="log"))
        db.session.commit()
        return redirect(f"/contact/{contact.id}", 303)

    return app


if __name__ == "__main__":
    serve(make_app(Path(sys.argv[1])), host="127.0.0.1", port=int(sys.argv[2]), threads=8)
