"""Staff of every role."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from advicedesk.accounts.models import StaffMember, StaffRole
from advicedesk.accounts.passwords import hash_password
from advicedesk.database import db
from advicedesk.desks.models import Desk
from advicedesk.roles import Role

PASSWORD = "correct horse battery"
_hashes: dict[str, str] = {}


def desk_by_code(desk_code: str) -> Desk:
    """Return a seeded desk."""
    return db.session.scalars(select(Desk).where(Desk.desk_code == desk_code)).one()


@pytest.fixture
def make_staff(app: Flask) -> Callable[..., StaffMember]:
    """Return a maker of staff members: make_staff("aino", Role.COUNSELLOR, desk="iso-omena")."""

    def make(
        username: str,
        role: Role,
        desk: str = "iso-omena",
        language: str = "en",
        authority_id: int | None = None,
    ) -> StaffMember:
        if PASSWORD not in _hashes:
            _hashes[PASSWORD] = hash_password(PASSWORD)
        person = StaffMember(
            username=username,
            display_name=username.title(),
            language=language,
            password_hash=_hashes[PASSWORD],
        )
        at_desk = role in (Role.COUNSELLOR, Role.SUPERVISOR)
        person.roles.append(
            StaffRole(
                role=role,
                desk_id=desk_by_code(desk).id if at_desk else None,
                authority_id=authority_id,
            )
        )
        db.session.add(person)
        db.session.commit()
        return person

    return make


@pytest.fixture
def counsellor(make_staff: Callable[..., StaffMember]) -> StaffMember:
    """Return a counsellor of Iso Omena."""
    return make_staff("aino", Role.COUNSELLOR)


@pytest.fixture
def supervisor(make_staff: Callable[..., StaffMember]) -> StaffMember:
    """Return a supervisor of Iso Omena."""
    return make_staff("bertil", Role.SUPERVISOR)


@pytest.fixture
def administrator(make_staff: Callable[..., StaffMember]) -> StaffMember:
    """Return an administrator."""
    return make_staff("cecilia", Role.ADMINISTRATOR)
