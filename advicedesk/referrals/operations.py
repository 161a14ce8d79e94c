"""Giving referrals, recording what became of them, closing them, and opening them again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from advicedesk.database import db, utc_now
from advicedesk.directory.models import ServicePoint
from advicedesk.privacy import audit
from advicedesk.privacy.columns import refuse_identifiers
from advicedesk.referrals.details import ImportedReferral, ReferralDetails
from advicedesk.referrals.errors import (
    NothingToTakeBack,
    ReasonMissing,
    ReferralAlreadyClosed,
    SamePlace,
    ServicePointUnknown,
    StatusCannotFollow,
)
from advicedesk.referrals.giving import due_on, new_referral, referral_columns
from advicedesk.referrals.models import (
    ConfirmedBy,
    Referral,
    ReferralStatus,
    ReferralStep,
    RejectedReason,
    Slip,
)
from advicedesk.referrals.statuses import CONFIRMING, can_follow

if TYPE_CHECKING:
    from advicedesk.visits.models import Need


def give_referral(
    *, need: "Need", details: ReferralDetails, staff_member_id: int | None
) -> Referral:
    """Send the client on for a need."""
    service_point = _service_point(details.service_point)
    referral = new_referral(
        need=need, details=details, service_point=service_point, staff_member_id=staff_member_id
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


def import_referrals(*, given: Sequence[ImportedReferral]) -> int:
    """Send clients on as visits of a spreadsheet tell it, under one audit entry.

    They are written past the unit of work, which would keep a hundred thousand of them in memory.
    """
    points = {
        point: _service_point(point) for point in {one.details.service_point for one in given}
    }
    for name in {one.details.authority_name for one in given}:
        refuse_identifiers(name)
    rows = [
        {
            "need_id": one.need_id,
            "service_point_id": point.id if point else None,
            **referral_columns(one.details, point, one.desk_id, one.given_at),
        }
        for one in given
        for point in [points[one.details.service_point]]
    ]
    if not rows:
        return 0
    ids = db.session.scalars(
        insert(Referral).returning(Referral.id, sort_by_parameter_order=True), rows
    ).all()
    steps = [
        {"referral_id": referral_id, "status": ReferralStatus.GIVEN, "taken_at": row["given_at"]}
        for referral_id, row in zip(ids, rows, strict=True)
    ]
    db.session.execute(insert(ReferralStep), steps)
    audit.record("referral.import", subject=("table", "referral"), changes={"given": len(rows)})
    return len(rows)


def date_referrals(*, referrals: Sequence[Referral], given_at: datetime) -> None:
    """Let referrals follow their visit, when its time is corrected."""
    for referral in referrals:
        referral.given_at = referral.steps[0].taken_at = given_at
        referral.due_on = due_on(referral.urgency, referral.booked_at, given_at)
        audit.record("referral.date", subject=("referral", referral.public_id))


def _service_point(public_id: str | None) -> ServicePoint | None:
    if not public_id:
        return None
    found = db.session.scalar(select(ServicePoint).where(ServicePoint.public_id == public_id))
    if found is None or found.retired_at is not None:
        raise ServicePointUnknown
    return found


@dataclass(frozen=True)
class WhatHappened:
    """What became of a referral, and how it is known."""

    status: ReferralStatus
    confirmed_by: ConfirmedBy | None = None
    rejected_reason: RejectedReason | None = None
    rerouted_to: str | None = None


def change_status(
    *,
    referral: Referral,
    happened: WhatHappened,
    staff_member_id: int | None,
    now: datetime | None = None,
) -> Referral:
    """Record what became of a referral; an end closes it."""
    now = now or utc_now()
    if not referral.is_open:
        raise ReferralAlreadyClosed
    if not can_follow(referral.status, happened.status):
        raise StatusCannotFollow
    if happened.status is ReferralStatus.REJECTED and happened.rejected_reason is None:
        raise ReasonMissing
    before, new_place = referral.status, None
    if happened.status is ReferralStatus.REROUTED:
        if not happened.rerouted_to:
            raise ReasonMissing
        new_place = _service_point(happened.rerouted_to)
        if new_place and new_place.id == referral.service_point_id:
            raise SamePlace
    _apply(referral, happened, new_place, now)
    referral.steps.append(
        ReferralStep(
            status=happened.status,
            taken_at=now,
            staff_member_id=staff_member_id,
            confirmed_by=happened.confirmed_by,
            details={"reason": happened.rejected_reason} if happened.rejected_reason else {},
        )
    )
    db.session.flush()
    audit.record(
        "referral.close" if not referral.is_open else "referral.change",
        subject=("referral", referral.public_id),
        changes={"status": [before.value, happened.status.value]},
        staff_member_id=staff_member_id,
    )
    return referral


def _apply(
    referral: Referral, happened: WhatHappened, new_place: ServicePoint | None, now: datetime
) -> None:
    referral.status = happened.status
    if happened.confirmed_by:
        referral.confirmed_by = happened.confirmed_by
    referral.rejected_reason = happened.rejected_reason
    referral.rerouted_to = new_place
    if happened.status in CONFIRMING and referral.confirmed_at is None:
        referral.confirmed_at = now
    if happened.status is ReferralStatus.COMPLETED:
        referral.completed_at = now
    if not referral.is_open:
        referral.closed_at = now


def take_back_step(
    *, referral: Referral, recorded: ReferralStatus, staff_member_id: int | None
) -> Referral:
    """Undo what was recorded last; an end taken back opens the referral again.

    The mistaken step goes, so that the thread tells what happened; the audit trail keeps both.
    """
    last = referral.steps[-1]
    if len(referral.steps) < 2 or referral.status is not recorded or last.status is not recorded:
        raise NothingToTakeBack
    was_open = referral.is_open
    referral.steps.remove(last)
    db.session.delete(last)
    _tell_by_steps(referral)
    db.session.flush()
    audit.record(
        "referral.take_back" if was_open else "referral.reopen",
        subject=("referral", referral.public_id),
        changes={"status": [recorded.value, referral.status.value]},
        staff_member_id=staff_member_id,
    )
    return referral


def _tell_by_steps(referral: Referral) -> None:
    """Let a referral that is open again say what its steps say."""
    steps = referral.steps
    referral.status = steps[-1].status
    doors = [step.confirmed_by for step in steps if step.confirmed_by]
    referral.confirmed_by = doors[-1] if doors else None
    confirmed = [step.taken_at for step in steps if step.status in CONFIRMING]
    referral.confirmed_at = confirmed[0] if confirmed else None
    referral.completed_at = referral.closed_at = None
    referral.rejected_reason = None
    referral.rerouted_to = None


def print_slip(
    *,
    referral: Referral,
    client_language: str,
    office_language: str,
    paper_size: str,
    staff_member_id: int,
) -> Slip:
    """Record that a slip was printed: which languages, which size, when, by whom."""
    slip = Slip(
        referral=referral,
        client_language=client_language,
        office_language=office_language,
        paper_size=paper_size,
        staff_member_id=staff_member_id,
    )
    db.session.add(slip)
    db.session.flush()
    audit.record(
        "slip.print",
        subject=("referral", referral.public_id),
        changes={"language": client_language, "size": paper_size},
        staff_member_id=staff_member_id,
    )
    return slip
