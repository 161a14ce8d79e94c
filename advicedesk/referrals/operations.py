"""Giving referrals, recording what became of them, closing them, and opening them again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from advicedesk.database import db, utc_now
from advicedesk.database.bulk import insert_rows
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
    TooLateToTakeBack,
)
from advicedesk.referrals.giving import draw_stub_code, due_on, new_referral, referral_columns
from advicedesk.referrals.models import (
    ConfirmedBy,
    Referral,
    ReferralStatus,
    ReferralStep,
    RejectedReason,
    Slip,
)
from advicedesk.referrals.statuses import CONFIRMING, Effect, effect_of, may_tap_back

if TYPE_CHECKING:
    from advicedesk.visits.models import Need


def give_referral(
    *, need: "Need", details: ReferralDetails, staff_member_id: int | None
) -> Referral:
    """Send the client on for a need."""
    service_point = _service_point(details.service_point)
    stub_code = draw_stub_code()
    referral = new_referral(
        need=need, details=details, service_point=service_point, staff_member_id=staff_member_id
    )
    referral.stub_code = stub_code
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
    steps = [
        {"referral_id": referral_id, "status": ReferralStatus.GIVEN, "taken_at": row["given_at"]}
        for referral_id, row in zip(insert_rows(Referral, rows), rows, strict=True)
    ]
    insert_rows(ReferralStep, steps)
    audit.record("referral.import", subject=("table", "referral"), changes={"given": len(rows)})
    return len(rows)


def date_referrals(*, referrals: Sequence[Referral], given_at: datetime) -> None:
    """Let referrals follow their visit, when its time is corrected."""
    for referral in referrals:
        if referral.steps[0].details.get("sent_on"):
            continue  # given later, at a moment of its own
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
    # the end over which a desk records what it heard since
    over: ReferralStatus | None = None


def change_status(
    *,
    referral: Referral,
    happened: WhatHappened,
    staff_member_id: int | None,
    now: datetime | None = None,
) -> Referral:
    """Record what became of a referral, as somebody says who sees how it stands."""
    if not referral.is_open and happened.over is not referral.status:
        raise ReferralAlreadyClosed
    if effect_of(referral.status, happened.status, happened.confirmed_by) is not Effect.MOVES:
        raise StatusCannotFollow
    place = _new_place(referral, happened)
    _move(referral, happened, place, _step(referral, happened, place, staff_member_id, now))
    return referral


def hear_answer(
    *,
    referral: Referral,
    happened: WhatHappened,
    staff_member_id: int | None,
    now: datetime | None = None,
) -> Effect:
    """Take in an answer from whoever does not see what others said; return what it did.

    What contradicts an end is kept beside it, and the referral waits for somebody to settle it.
    """
    effect = effect_of(referral.status, happened.status, happened.confirmed_by)
    if effect is Effect.REFUSED:
        raise StatusCannotFollow
    place = _new_place(referral, happened)
    if effect is Effect.REPEATS and place is not referral.rerouted_to:
        effect = Effect.CONTRADICTS
    if _was_said(referral, happened, place) or effect in (Effect.REPEATS, Effect.SAYS_LESS):
        return Effect.REPEATS if effect is Effect.CONTRADICTS else effect
    step = _step(referral, happened, place, staff_member_id, now)
    if effect is Effect.MOVES:
        _move(referral, happened, place, step)
        return effect
    step.is_contradiction = referral.is_contradicted = True
    db.session.flush()
    audit.record(
        "referral.contradict",
        subject=("referral", referral.public_id),
        changes={"status": [referral.status.value, happened.status.value]},
        staff_member_id=staff_member_id,
        is_anonymous=step.confirmed_by is ConfirmedBy.RECEIVER_LINK,
    )
    return effect


def _was_said(referral: Referral, happened: WhatHappened, place: ServicePoint | None) -> bool:
    last = referral.steps[-1]
    said = (last.status, last.confirmed_by, last.rerouted_to)
    return last.is_contradiction and said == (happened.status, happened.confirmed_by, place)


def _new_place(referral: Referral, happened: WhatHappened) -> ServicePoint | None:
    if happened.status is ReferralStatus.REJECTED and happened.rejected_reason is None:
        raise ReasonMissing
    if happened.status is not ReferralStatus.REROUTED:
        return None
    if not happened.rerouted_to:
        raise ReasonMissing
    place = _service_point(happened.rerouted_to)
    if place and place.id == referral.service_point_id:
        raise SamePlace
    return place


def _step(
    referral: Referral,
    happened: WhatHappened,
    place: ServicePoint | None,
    staff_member_id: int | None,
    now: datetime | None,
) -> ReferralStep:
    step = ReferralStep(
        status=happened.status,
        taken_at=now or utc_now(),
        staff_member_id=staff_member_id,
        confirmed_by=happened.confirmed_by,
        rerouted_to=place,
        is_contradiction=False,
        details={"reason": happened.rejected_reason} if happened.rejected_reason else {},
    )
    referral.steps.append(step)
    return step


def _move(
    referral: Referral, happened: WhatHappened, place: ServicePoint | None, step: ReferralStep
) -> None:
    before = referral.status
    referral.status = happened.status
    if happened.confirmed_by:
        referral.confirmed_by = happened.confirmed_by
    referral.rejected_reason = happened.rejected_reason
    referral.rerouted_to = place
    referral.is_contradicted = False
    if happened.status in CONFIRMING and referral.confirmed_at is None:
        referral.confirmed_at = step.taken_at
    is_completed = happened.status is ReferralStatus.COMPLETED
    referral.completed_at = step.taken_at if is_completed else None
    referral.closed_at = None if referral.is_open else step.taken_at
    db.session.flush()
    audit.record(
        "referral.change" if referral.is_open else "referral.close",
        subject=("referral", referral.public_id),
        changes={"status": [before.value, happened.status.value]},
        staff_member_id=step.staff_member_id,
        is_anonymous=step.confirmed_by is ConfirmedBy.RECEIVER_LINK,
    )


def take_back_step(
    *, referral: Referral, recorded: ReferralStatus, staff_member_id: int | None
) -> Referral:
    """Undo what was recorded last; an end taken back opens the referral again.

    The mistaken step goes, so that the thread tells what happened; the audit trail keeps both.
    """
    last = referral.steps[-1]
    if len(referral.steps) < 2 or last.status is not recorded:
        raise NothingToTakeBack
    if referral.status is not recorded and not last.is_contradiction:
        raise NothingToTakeBack
    was_open = referral.is_open
    referral.steps.remove(last)
    db.session.delete(last)
    _tell_by_steps(referral)
    db.session.flush()
    is_reopened = referral.is_open and not was_open
    audit.record(
        "referral.reopen" if is_reopened else "referral.take_back",
        subject=("referral", referral.public_id),
        changes={"status": [recorded.value, referral.status.value]},
        staff_member_id=staff_member_id,
        is_anonymous=last.confirmed_by is ConfirmedBy.RECEIVER_LINK and staff_member_id is None,
    )
    return referral


def take_back_answer(*, referral: Referral, now: datetime | None = None) -> Referral:
    """Undo the answer that was tapped on the slip's page a moment ago."""
    last = referral.steps[-1]
    if last.confirmed_by is not ConfirmedBy.RECEIVER_LINK:
        raise NothingToTakeBack
    if not may_tap_back(last.taken_at, now or utc_now()):
        raise TooLateToTakeBack
    return take_back_step(referral=referral, recorded=last.status, staff_member_id=None)


def _tell_by_steps(referral: Referral) -> None:
    """Let a referral say what the steps that are left say."""
    counted = [step for step in referral.steps if not step.is_contradiction]
    last = counted[-1]
    referral.status = last.status
    doors = [step.confirmed_by for step in counted if step.confirmed_by]
    referral.confirmed_by = doors[-1] if doors else None
    confirmed = [step.taken_at for step in counted if step.status in CONFIRMING]
    referral.confirmed_at = confirmed[0] if confirmed else None
    referral.completed_at = last.taken_at if last.status is ReferralStatus.COMPLETED else None
    referral.closed_at = None if referral.is_open else last.taken_at
    reason = last.details.get("reason")
    referral.rejected_reason = RejectedReason(reason) if reason else None
    referral.rerouted_to = last.rerouted_to
    referral.is_contradicted = referral.steps[-1].is_contradiction


def send_on(
    *, referral: Referral, staff_member_id: int | None, now: datetime | None = None
) -> Referral:
    """Give a referral to the place to which the client was sent instead, for the same need."""
    place = referral.rerouted_to
    if place is None or place.retired_at is not None:
        raise ServicePointUnknown
    stub_code = draw_stub_code()
    given = new_referral(
        need=referral.need,
        details=ReferralDetails(kind=referral.kind, urgency=referral.urgency),
        service_point=place,
        staff_member_id=staff_member_id,
        given_at=now or utc_now(),
    )
    given.bring = list(referral.bring)
    given.interpreter_language = referral.interpreter_language
    given.stub_code = stub_code
    given.steps[0].details = {"sent_on": True}
    db.session.add(given)
    db.session.flush()
    audit.record(
        "referral.give",
        subject=("referral", given.public_id),
        changes={"kind": given.kind.value, "urgency": given.urgency.value},
        staff_member_id=staff_member_id,
    )
    return given


def note_asked(
    *, referrals: Sequence[Referral], staff_member_id: int | None, now: datetime | None = None
) -> int:
    """Note that an authority was phoned about referrals, so that the list is quiet for a while."""
    for referral in referrals:
        referral.asked_at = now or utc_now()
        audit.record(
            "referral.ask",
            subject=("referral", referral.public_id),
            staff_member_id=staff_member_id,
        )
    db.session.flush()
    return len(referrals)


def print_slip(
    *,
    referral: Referral,
    client_language: str,
    office_language: str,
    paper_size: str,
    staff_member_id: int,
) -> Slip:
    """Record that a slip was printed: which languages, which size, when, by whom.

    A referral that was imported, or is older than stub codes, is given its own now.
    """
    if referral.stub_code is None:
        referral.stub_code = draw_stub_code()
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
