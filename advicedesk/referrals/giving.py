"""What a referral starts with: its target, its first step, and when an answer is due."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from advicedesk.database import db
from advicedesk.directory.models import ServicePoint
from advicedesk.referrals.details import ReferralDetails
from advicedesk.referrals.errors import TargetMissing
from advicedesk.referrals.models import Referral, ReferralStatus, ReferralStep, Urgency
from advicedesk.referrals.stub_codes import new_stub_code
from advicedesk.web.fields import desk_zone

if TYPE_CHECKING:
    from advicedesk.visits.models import Need

DAYS_UNTIL_DUE = {Urgency.TODAY: 1, Urgency.WITHIN_3_DAYS: 5, Urgency.WITHIN_2_WEEKS: 14}
DAYS_AFTER_BOOKED = 3


def new_referral(
    *,
    need: "Need",
    details: ReferralDetails,
    service_point: ServicePoint | None,
    staff_member_id: int | None,
    given_at: datetime | None = None,
) -> Referral:
    """Return a referral as it is given; the caller adds it to the session and to the audit."""
    given_at = given_at or need.started_at
    columns = referral_columns(details, service_point, need.desk_id, given_at)
    referral = Referral(need=need, service_point=service_point, **columns)
    referral.steps.append(
        ReferralStep(
            status=ReferralStatus.GIVEN, taken_at=given_at, staff_member_id=staff_member_id
        )
    )
    return referral


def referral_columns(
    details: ReferralDetails, service_point: ServicePoint | None, desk_id: int, given_at: datetime
) -> dict[str, Any]:
    """Return what a referral says from the start, but for its need and its service point."""
    if service_point is None and not details.authority_name:
        raise TargetMissing
    return {
        "desk_id": desk_id,
        "authority_id": service_point.authority_id if service_point else None,
        "authority_name": None if service_point else details.authority_name,
        "kind": details.kind,
        "urgency": details.urgency,
        "bring": list(details.bring),
        "booked_at": details.booked_at,
        "given_at": given_at,
        "due_on": due_on(details.urgency, details.booked_at, given_at),
    }


def draw_stub_code() -> str:
    """Return a code that no other referral's stub bears."""
    drawn = new_stub_code()
    while db.session.scalar(select(Referral.id).where(Referral.stub_code == drawn)) is not None:
        drawn = new_stub_code()
    return drawn


def due_on(urgency: Urgency, booked_at: datetime | None, given_at: datetime) -> date:
    """Return the desk's own day by which it expects to know what happened."""
    waits_from = max(booked_at, given_at) if booked_at else given_at
    days = DAYS_AFTER_BOOKED if booked_at else DAYS_UNTIL_DUE[urgency]
    return waits_from.astimezone(desk_zone()).date() + timedelta(days=days)
