"""Referrals in any state, and partners."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db, writing
from advicedesk.directory.models import Authority
from advicedesk.referrals import operations
from advicedesk.referrals.models import ConfirmedBy, Referral, ReferralStatus
from advicedesk.referrals.operations import WhatHappened
from advicedesk.roles import Role
from tests.factories.desk import InspectingDesk


def days_ago(days: float) -> datetime:
    """Return a moment some days before now."""
    return datetime.now(UTC) - timedelta(days=days)


def referral_now(public_id: str) -> Referral:
    """Return a referral as the database has it."""
    db.session.rollback()
    return db.session.scalars(select(Referral).where(Referral.public_id == public_id)).one()


def record(public_id: str, status: ReferralStatus, **details: Any) -> None:
    """Let something happen to a referral: record(id, ReferralStatus.COMPLETED)."""
    now = details.pop("now", None)
    details.setdefault("confirmed_by", ConfirmedBy.CLIENT_TOLD)
    with writing.writing():
        operations.change_status(
            referral=db.session.scalars(
                select(Referral).where(Referral.public_id == public_id)
            ).one(),
            happened=WhatHappened(status=status, **details),
            staff_member_id=None,
            now=now,
        )
        db.session.commit()


@pytest.fixture
def make_partner(make_staff: Callable[..., StaffMember]) -> Callable[..., StaffMember]:
    """Return a maker of partners: make_partner(authority, "fi")."""

    def make(authority: Authority, language: str = "en", username: str = "paavo") -> StaffMember:
        return make_staff(username, Role.PARTNER, language=language, authority_id=authority.id)

    return make


@pytest.fixture
def as_partner(
    app: Flask, an_authority: Authority, make_partner: Callable[..., StaffMember]
) -> InspectingDesk:
    """Return a desk with a partner of Kela signed in."""
    return InspectingDesk(app).sign_in(make_partner(an_authority))
