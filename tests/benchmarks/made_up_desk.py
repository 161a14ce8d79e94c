"""The product under measure: a data folder with a desk, its staff signed in, places, a history."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from flask import Flask
from flask_login import logout_user
from flask_migrate import upgrade
from sqlalchemy import Connection, insert

from advicedesk.accounts import signing_in
from advicedesk.accounts.models import SignIn, StaffMember, StaffRole
from advicedesk.accounts.tokens import token_hash
from advicedesk.app import create_app
from advicedesk.codelists.seed import read_table, seed_code_lists
from advicedesk.database import db, utc_now
from advicedesk.desks.models import Desk, Organisation
from advicedesk.directory.models import Authority, ServicePoint
from advicedesk.directory.opening_hours import to_json, weekly
from advicedesk.roles import Role
from advicedesk.visits.models import Bridged, Case, Need, Outcome, Visit
from tests.benchmarks.servers import Caller
from tests.factories.database import dispose, settings_for

PLACES = 60
LANGUAGES = ("ar", "so", "ru", "fa", "ckb", "uk", "en", "et", "sq", "vi")
TOPICS = [row["full_code"] for row in read_table() if row["code_list"] == "topic"]
_AT_ONCE = 10_000


@contextmanager
def made(folder: Path, **changes: str) -> Iterator[Flask]:
    """Make the desk in a folder; its supervisors are added by `signed_in`."""
    app = create_app(settings_for(folder, **changes))
    with app.app_context():
        upgrade()
        db.session.add(Organisation(id=1, name="Espoo", working_languages=["fi", "sv", "en"]))
        db.session.add(Desk(desk_code="iso-omena", name="Iso Omena", house="Iso Omena"))
        db.session.flush()
        seed_code_lists()
        _add_places()
        db.session.commit()
        yield app
    dispose(app)


def _add_places() -> None:
    hours = weekly({day: [(time(9), time(16))] if day < 5 else [] for day in range(7)})
    kela = Authority(names={"fi": "Kela", "sv": "FPA", "en": "Kela"})
    for number in range(PLACES):
        point = ServicePoint(
            authority=kela,
            names={"fi": f"Toimipiste {number}", "en": f"Office {number}"},
            addresses={"fi": f"Suomenlahdentie {number}, 02230 Espoo"},
            house="Iso Omena" if number % 3 == 0 else None,
            floor="2",
            counter=str(number),
            phones=[{"number": f"+3589816{number:05}", "languages": ["fi"]}],
            service_languages=["fi", "en"],
            opening_hours=to_json([hours]),
        )
        db.session.add(point)


def signed_in(app: Flask, count: int) -> list[str]:
    """Add supervisors of the desk, signed in; return their session cookies."""
    people = [_person(number) for number in range(count)]
    db.session.add_all(people)
    db.session.commit()
    cookies = []
    for person in people:
        token = f"made-up token {person.id}"
        db.session.add(SignIn(token_hash=token_hash(token), staff_member=person))
        db.session.commit()
        cookies.append(_cookie(app, person, token))
    return cookies


def _person(number: int) -> StaffMember:
    person = StaffMember(username=f"staff{number}", display_name=f"Staff {number}", language="en")
    person.roles.append(StaffRole(role=Role.SUPERVISOR, desk_id=1))
    return person


def _cookie(app: Flask, person: StaffMember, token: str) -> str:
    from flask import session

    with app.test_request_context():
        signing_in.begin(person, token)
        cookie: str = app.session_interface.get_signing_serializer(app).dumps(dict(session))
        logout_user()
    return cookie


def caller(port: int, cookie: str) -> Caller:
    """Return the browser of somebody signed in."""
    made_caller = Caller(port)
    made_caller.cookies["advicedesk"] = cookie
    return made_caller


def add_history(count: int, each_month: int) -> None:
    """Add visits with a need each, the newest first: so many in a month of thirty days."""
    rng = Random(7)
    now = utc_now().replace(microsecond=0)
    step = timedelta(days=30) / each_month
    with db.engine.begin() as connection:
        for first in range(0, count, _AT_ONCE):
            numbers = range(first, min(count, first + _AT_ONCE))
            _insert(connection, rng, [(number + 1, now - step * number) for number in numbers])
        connection.exec_driver_sql("ANALYZE")


def _insert(connection: Connection, rng: Random, visits: list[tuple[int, datetime]]) -> None:
    cases = [{"id": number, "case_code": f"x{number}", "opened_at": at} for number, at in visits]
    connection.execute(insert(Case), cases)
    connection.execute(insert(Visit), [_visit(rng, number, at) for number, at in visits])
    connection.execute(insert(Need), [_need(rng, number, at) for number, at in visits])


def _visit(rng: Random, number: int, at: datetime) -> dict[str, object]:
    return {
        "id": number,
        "public_id": str(UUID(int=rng.getrandbits(128), version=4)),
        "content_seal": "",
        "desk_id": 1,
        "staff_member_id": 1,
        "case_id": number,
        "started_at": at.astimezone(UTC),
        "logged_at": at.astimezone(UTC),
        "client_language": rng.choice(LANGUAGES),
        "service_language": "fi",
        "bridged": rng.choice(list(Bridged)),
        "minutes": 15,
    }


def _need(rng: Random, number: int, at: datetime) -> dict[str, object]:
    return {
        "visit_id": number,
        "position": 0,
        "desk_id": 1,
        "started_at": at.astimezone(UTC),
        "topic": rng.choice([topic for topic in TOPICS if "/" not in topic]),
        "acts": ["guidance"],
        "outcome": rng.choice(list(Outcome)),
        "unmet_reasons": [],
    }
