"""How long referrals wait for an answer, and how long the list of printed papers is kept."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select

from advicedesk.database import db
from advicedesk.desks.queries import find_organisation
from advicedesk.privacy import audit
from advicedesk.privacy.retention import Purged, Rule
from advicedesk.referrals.models import (
    OPEN_STATUSES,
    Referral,
    ReferralStatus,
    ReferralStep,
    Slip,
)
from advicedesk.referrals.slip_texts import BRING

SLIP_DAYS = 400

RULES = (
    Rule(
        "referral",
        "counted in the figures of past years and names nobody; whoever waits longer for an"
        " answer will hardly get one, so it is closed as no_feedback and leaves the follow-up;"
        " what to bring, where it was written freely, goes with the visits' notes (note_days)",
        setting="no_feedback_days",
        what="closed as no_feedback",
    ),
    Rule("referral_step", "the days until an answer are counted from it; holds codes only"),
    Rule(
        "slip",
        "who printed what and when is needed for a lost paper, and for the year's comparison",
        days=SLIP_DAYS,
    ),
)


def purge(*, now: datetime, dry_run: bool = False) -> list[Purged]:
    """Close referrals that nobody answered; forget old free texts and rows of printed slips."""
    organisation = find_organisation()
    if organisation is None:
        return []
    unanswered = _list_unanswered(now - timedelta(days=organisation.no_feedback_days))
    written = _find_written_freely(now - timedelta(days=organisation.note_days))
    old_slips = Slip.printed_at < now - timedelta(days=SLIP_DAYS)
    slip_count = db.session.scalar(select(func.count(Slip.id)).where(old_slips)) or 0
    if not dry_run:
        for referral in unanswered:
            _close(referral, now)
        _forget_written_freely(written)
        if slip_count:
            db.session.execute(delete(Slip).where(old_slips))
            audit.record("slip.purge", subject=("table", "slip"), changes={"rows": slip_count})
    return [
        Purged("referral", "closed as no_feedback", len(unanswered)),
        Purged("referral", "things to bring, written freely", len(written)),
        Purged("slip", "rows", slip_count),
    ]


def _list_unanswered(oldest: datetime) -> Sequence[Referral]:
    return db.session.scalars(
        select(Referral).where(
            Referral.status.in_(OPEN_STATUSES),
            Referral.given_at < oldest,
            # nobody can answer for an appointment that is yet to come
            or_(Referral.booked_at.is_(None), Referral.booked_at < oldest),
        )
    ).all()


def _find_written_freely(oldest: datetime) -> dict[int, list[str]]:
    """Return {id: the codes that stay} of closed referrals that still hold a free text."""
    rows = db.session.execute(
        select(Referral.id, Referral.bring).where(
            Referral.status.not_in(OPEN_STATUSES), Referral.given_at < oldest
        )
    )
    return {
        row.id: [item for item in row.bring if item in BRING]
        for row in rows
        if any(item not in BRING for item in row.bring)
    }


def _forget_written_freely(written: dict[int, list[str]]) -> None:
    for referral_id, codes in written.items():
        db.session.get_one(Referral, referral_id).bring = codes
    if written:
        db.session.flush()
        audit.record(
            "referral.purge", subject=("table", "referral"), changes={"bring": len(written)}
        )


def _close(referral: Referral, now: datetime) -> None:
    before = referral.status
    referral.status = ReferralStatus.NO_FEEDBACK
    referral.closed_at = now
    referral.steps.append(ReferralStep(status=ReferralStatus.NO_FEEDBACK, taken_at=now))
    db.session.flush()
    audit.record(
        "referral.no_feedback",
        subject=("referral", referral.public_id),
        changes={"status": [before.value, ReferralStatus.NO_FEEDBACK.value]},
    )
