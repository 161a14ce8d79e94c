"""Giving referrals, recording what became of them, and closing them."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from advicedesk.database import db
from advicedesk.directory.models import ServicePoint
from advicedesk.privacy import audit
from advicedesk.referrals.details import ReferralDetails
from advicedesk.referrals.errors import ServicePointUnknown, TargetMissing
from advicedesk.referrals.models import Referral, ReferralStatus, ReferralStep, Urgency

if TYPE_CHECKING:
    from advicedesk.visits.models import Need

DAYS_UNTIL_DUE = {Urgency.TODAY: 1, Urgency.WITHIN_3_DAYS: 5, Urgency.WITHIN_2_WEEKS: 14}


def give_referral(
    *, need: "Need", details: ReferralDetails, staff_member_id: int | None, now: datetime
) -> Referral:
    """Send the client on for a need; `now` is when the step is recorded."""
    service_point = _service_point(details.service_point)
    if service_point is None and not details.authority_name:
        raise TargetMissing
    given_at = need.started_at
    referral = Referral(
        need=need,
        desk_id=need.desk_id,
        service_point=service_point,
        authority_id=service_point.authority_id if service_point else None,
        authority_name=None if service_point else details.authority_name,
        kind=details.kind,
        urgency=details.urgency,
        bring=list(details.bring),
        booked_at=details.booked_at,
        given_at=given_at,
        due_on=_due_on(details, given_at),
    )
    referral.steps.append(
        ReferralStep(
            status=ReferralStatus.GIVEN, taken_at=given_at, staff_member_id=staff_member_id
        )
    )
    db.session.add(referral)
    db.session.flush()
    audit.record(
        "referral.give",
        subject=("referral", referral.public_id),
        changes={"kind": details.kind.value, "urgency": details.urgency.value},
        staff_member_id=staff_member_id,
    )
    return referral


def _service_point(public_id: str | None) -> ServicePoint | None:
    if not public_id:
        return None
    found = db.session.scalar(select(ServicePoint).where(ServicePoint.public_id == public_id))
    if found is None or found.retired_at is not None:
        raise ServicePointUnknown
    return found


def _due_on(details: ReferralDetails, given_at: datetime) -> date:
    booked = details.booked_at
    waits_from = max(booked, given_at) if booked else given_at
    days = 3 if booked else DAYS_UNTIL_DUE[details.urgency]
    return (waits_from + timedelta(days=days)).date()
