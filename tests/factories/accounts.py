"""Cheap password hashes for tests, and staff with several roles."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select

from advicedesk.accounts import passwords
from advicedesk.accounts.operations import RoleChoice
from advicedesk.database import db
from advicedesk.desks.models import Desk
from advicedesk.privacy.models import AuditEntry

CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(autouse=True, scope="session")
def _cheap_hashes() -> Iterator[None]:
    real = passwords.hasher
    passwords.hasher = CHEAP
    yield
    passwords.hasher = real


def counsellor_at(*desk_codes: str) -> RoleChoice:
    """Return the role of a counsellor at seeded desks."""
    found = db.session.scalars(select(Desk).where(Desk.desk_code.in_(desk_codes)))
    return RoleChoice(counsellor_at=tuple(found))


def actions() -> list[str]:
    """Return the actions of the audit trail in order."""
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def last_entry(action: str) -> AuditEntry:
    """Return the newest audit entry of an action."""
    found = select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id.desc())
    return db.session.scalars(found).first()
