"""Visits with their needs, and referrals."""

import uuid
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db
from advicedesk.referrals.details import ReferralDetails
from advicedesk.referrals.models import Referral
from advicedesk.visits import operations
from advicedesk.visits.details import NeedDetails, VisitDetails
from advicedesk.visits.models import Visit

from .staff import desk_by_code

MakeVisit = Callable[..., Visit]


def a_public_id() -> str:
    """Return an id as the form makes it."""
    return str(uuid.uuid4())


def count_rows(model: type) -> int:
    """Count the rows of a table."""
    return db.session.scalar(select(func.count()).select_from(model)) or 0


@pytest.fixture
def make_visit(app: Flask) -> MakeVisit:
    """Return a maker of visits: make_visit("childcare", "work", desk="kalajarvi", note="…").

    A need is a topic, `topic/subtopic` or NeedDetails; the rest is VisitDetails.
    """

    def make(
        *needs: str | NeedDetails,
        desk: str = "iso-omena",
        staff_member: StaffMember | None = None,
        started_at: datetime | None = None,
        client_language: str = "ar",
        **details: Any,
    ) -> Visit:
        visit = operations.log_visit(
            public_id=a_public_id(),
            details=VisitDetails(
                started_at=started_at,
                client_language=client_language,
                needs=tuple(_need(need) for need in needs or ("childcare",)),
                **details,
            ),
            desk_id=desk_by_code(desk).id,
            desk_code=desk,
            staff_member_id=staff_member.id if staff_member else None,
            any_age=True,
        )
        db.session.commit()
        return visit

    return make


def _need(told: str | NeedDetails) -> NeedDetails:
    if isinstance(told, NeedDetails):
        return told
    topic, _slash, subtopic = told.partition("/")
    return NeedDetails(topic=topic, subtopic=subtopic or None)


@pytest.fixture
def a_visit(make_visit: MakeVisit, counsellor: StaffMember) -> Visit:
    """Return a visit of today at Iso Omena, logged by the counsellor."""
    return make_visit("childcare/application", staff_member=counsellor)


@pytest.fixture
def make_referral(make_visit: MakeVisit) -> Callable[..., Referral]:
    """Return a maker of referrals: make_referral("Kela", urgency=Urgency.TODAY, desk=…)."""

    def make(
        authority_name: str | None = "Kela",
        desk: str = "iso-omena",
        started_at: datetime | None = None,
        topic: str = "social",
        **details: Any,
    ) -> Referral:
        if "service_point" in details:
            authority_name = None
        told = NeedDetails(
            topic=topic,
            referrals=(ReferralDetails(authority_name=authority_name, **details),),
        )
        return make_visit(told, desk=desk, started_at=started_at).needs[0].referrals[0]

    return make


@pytest.fixture
def a_referral(make_referral: Callable[..., Referral]) -> Referral:
    """Return a referral given today at Iso Omena, to a place named freely."""
    return make_referral()
