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

SLIP_DAYS = 400

RULES = (
    Rule(
        "referral",
        "counted in the figures of past years and names nobody; whoever waits longer for an"
        " answer will hardly get one, so it is closed as no_feedback and leaves the follow-up",
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
    """Close referrals that nobody answered, and delete old rows of printed slips."""
    unanswered = _list_unanswered(now)
    old_slips = Slip.printed_at < now - timedelta(days=SLIP_DAYS)
    slip_count = db.session.scalar(select(func.count(Slip.id)).where(old_slips)) or 0
    if not dry_run:
        for referral in unanswered:
            _close(referral, now)
        if slip_count:
            db.session.execute(delete(Slip).where(old_slips))
            audit.record("slip.purge", subject=("table", "slip"), changes={"rows": slip_count})
    return [
        Purged("referral", "closed as no_feedback", len(unanswered)),
        Purged("slip", "rows", slip_count),
    ]


def _list_unanswered(now: datetime) -> Sequence[Referral]:
    organisation = find_organisation()
    if organisation is None:
        return []
    oldest = now - timedelta(days=organisation.no_feedback_days)
    return db.session.scalars(
        select(Referral).where(
            Referral.status.in_(OPEN_STATUSES),
            Referral.given_at < oldest,
            # nobody can answer for an appointment that is yet to come
            or_(Referral.booked_at.is_(None), Referral.booked_at < oldest),
        )
    ).all()


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
