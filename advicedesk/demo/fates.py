"""What becomes of the made-up desk's referrals, by their age (pure)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from advicedesk.demo import shares
from advicedesk.demo.drawing import draw
from advicedesk.referrals.details import ReferralDetails
from advicedesk.referrals.models import (
    ConfirmedBy,
    ReferralKind,
    ReferralStatus,
    RejectedReason,
    Urgency,
)

NO_FEEDBACK_AFTER = timedelta(days=45)
_CONFIRMED = (ReferralStatus.COMPLETED, ReferralStatus.REROUTED, ReferralStatus.REJECTED)
_REASONS = {
    RejectedReason.NOT_COMPETENT: 45.0,
    RejectedReason.DOCUMENT_MISSING: 20.0,
    RejectedReason.NO_CAPACITY: 15.0,
    RejectedReason.WRONG_TIME: 10.0,
    RejectedReason.NOT_ELIGIBLE: 10.0,
}
# of those open for two weeks or more, few are left to chase
_STILL_OPEN = 0.12
_REFUSED_AGAIN = 0.4


@dataclass(frozen=True)
class Step:
    """One change of status."""

    status: ReferralStatus
    taken_at: datetime


@dataclass(frozen=True)
class Fate:
    """A referral's life after it was given."""

    steps: tuple[Step, ...] = ()
    confirmed_by: ConfirmedBy | None = None
    rejected_reason: RejectedReason | None = None
    is_printed: bool = False
    rerouted_to: str | None = None  # a key of `directory.json`

    @property
    def status(self) -> ReferralStatus:
        """Return where the referral is now."""
        return self.steps[-1].status if self.steps else ReferralStatus.GIVEN

    def brings_back(self, moment: datetime) -> bool:
        """Tell whether the client was sent back or on by then, and comes to the desk with it."""
        is_sent = self.rerouted_to or self.rejected_reason is RejectedReason.NOT_COMPETENT
        return bool(is_sent and self.steps[-1].taken_at < moment)


def draw_fate(rng: Random, referral: ReferralDetails, given_at: datetime, now: datetime) -> Fate:
    """Return what has become of a referral up to now."""
    is_printed = referral.kind is not ReferralKind.SIGNPOST and rng.random() < 0.75
    end = draw(rng, shares.ENDS)
    ends_at = given_at + _wait(rng, referral.urgency)
    age = now - given_at
    if end is ReferralStatus.NO_FEEDBACK or ends_at >= now:
        return _without_answer(rng, given_at, now, age, is_printed=is_printed)
    steps = [Step(end, ends_at)]
    if end is ReferralStatus.COMPLETED and rng.random() < 0.4:
        steps.insert(0, Step(ReferralStatus.ACKNOWLEDGED, given_at + (ends_at - given_at) / 3))
    is_confirmed = end in _CONFIRMED
    return Fate(
        steps=tuple(steps),
        confirmed_by=draw(rng, shares.CONFIRMED_BY) if is_confirmed else None,
        rejected_reason=draw(rng, _REASONS) if end is ReferralStatus.REJECTED else None,
        is_printed=is_printed,
        rerouted_to=_passed_to(rng, referral) if end is ReferralStatus.REROUTED else None,
    )


def _passed_to(rng: Random, referral: ReferralDetails) -> str:
    usual = shares.PASSED_ON.get(referral.service_point, {"palvelupiste": 1})
    return str(draw(rng, usual))


def draw_fate_after(rng: Random, before: Fate, fate: Fate) -> Fate:
    """Return what becomes of the next referral of a client whom a place sent back or on.

    Whom one place refused, another refuses more often too: the to and fro that desks know.
    """
    is_heard = before.rejected_reason is RejectedReason.NOT_COMPETENT and fate.steps
    if not is_heard or rng.random() >= _REFUSED_AGAIN:
        return fate
    return Fate(
        steps=(Step(ReferralStatus.REJECTED, fate.steps[-1].taken_at),),
        confirmed_by=ConfirmedBy.CLIENT_TOLD,
        rejected_reason=RejectedReason.NOT_COMPETENT,
        is_printed=fate.is_printed,
    )


def _without_answer(
    rng: Random, given_at: datetime, now: datetime, age: timedelta, *, is_printed: bool
) -> Fate:
    if age >= NO_FEEDBACK_AFTER:
        step = Step(ReferralStatus.NO_FEEDBACK, given_at + NO_FEEDBACK_AFTER)
        return Fate((step,), is_printed=is_printed)
    if age > timedelta(days=15) and rng.random() > _STILL_OPEN:
        heard_at = min(given_at + timedelta(days=rng.randrange(6, 15)), now)
        return Fate(
            (Step(ReferralStatus.COMPLETED, heard_at),), ConfirmedBy.CLIENT_TOLD, None, is_printed
        )
    if age > timedelta(days=1) and rng.random() < 0.3:
        status = rng.choice((ReferralStatus.ACKNOWLEDGED, ReferralStatus.ACCEPTED))
        step = Step(status, given_at + age / 2)
        return Fate((step,), ConfirmedBy.RECEIVER_PARTNER, None, is_printed)
    return Fate(is_printed=is_printed)


def _wait(rng: Random, urgency: Urgency) -> timedelta:
    usual = {Urgency.TODAY: 0.6, Urgency.WITHIN_3_DAYS: 2.5}.get(urgency, 6.0)
    return timedelta(days=min(rng.lognormvariate(0, 0.7) * usual, 40), minutes=rng.randrange(240))
