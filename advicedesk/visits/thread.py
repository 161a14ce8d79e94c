"""What a colleague must know of a case in five seconds, computed from its visits (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from advicedesk.referrals.models import ReferralStatus
from advicedesk.visits.models import Outcome

if TYPE_CHECKING:
    from advicedesk.referrals.models import Referral, ReferralStep, Slip
    from advicedesk.visits.models import Need, Visit

SENT_BACK = (ReferralStatus.REJECTED, ReferralStatus.REROUTED)
_STILL_WAITING = (Outcome.WAITING_AUTHORITY, Outcome.FOLLOW_UP_PLANNED)
_RESOLVED = (Outcome.RESOLVED, Outcome.PARTLY_RESOLVED)


@dataclass(frozen=True)
class OpenReferral:
    """A referral without an end, and by how many days its answer is late."""

    referral: "Referral"
    days_late: int


@dataclass(frozen=True)
class Thread:
    """A case in short; visits that were withdrawn count for nothing."""

    open_referrals: tuple[OpenReferral, ...]
    waiting_needs: tuple["Need", ...]
    sent_back: tuple["ReferralStep", ...]
    visit_count: int
    desk_count: int
    need_count: int
    resolved_count: int
    referral_count: int
    completed_count: int
    slip: "Slip | None"

    @property
    def is_open(self) -> bool:
        """Tell whether anybody still waits for something."""
        return bool(self.open_referrals or self.waiting_needs)

    @property
    def is_late(self) -> bool:
        """Tell whether an answer is overdue."""
        return any(found.days_late > 0 for found in self.open_referrals)


def thread_of(visits: Sequence["Visit"], today: date) -> Thread:
    """Sum a case up; its visits come newest first."""
    counted = [visit for visit in visits if not visit.is_withdrawn]
    needs = [need for visit in counted for need in visit.needs]
    referrals = [referral for need in needs for referral in need.referrals]
    still_open = [
        OpenReferral(referral, (today - referral.due_on).days)
        for referral in referrals
        if referral.is_open
    ]
    steps = [step for referral in referrals for step in referral.steps if step.status in SENT_BACK]
    slips = [slip for referral in referrals for slip in referral.slips]
    return Thread(
        open_referrals=tuple(sorted(still_open, key=lambda found: -found.days_late)),
        waiting_needs=_waiting(counted),
        sent_back=tuple(sorted(steps, key=lambda step: step.taken_at)),
        visit_count=len(counted),
        desk_count=len({visit.desk_id for visit in counted}),
        need_count=len(needs),
        resolved_count=sum(need.outcome in _RESOLVED for need in needs),
        referral_count=len(referrals),
        completed_count=sum(referral.status is ReferralStatus.COMPLETED for referral in referrals),
        slip=max(slips, key=lambda slip: slip.printed_at, default=None),
    )


def _waiting(counted: Sequence["Visit"]) -> tuple["Need", ...]:
    """Return what waits without a referral that says so; a later visit tells of its own."""
    newest = counted[0].needs if counted else []
    return tuple(
        need
        for need in newest
        if need.outcome in _STILL_WAITING and not any(given.is_open for given in need.referrals)
    )
