"""What a form or an import says of a referral: plain values."""

from dataclasses import dataclass
from datetime import datetime

from advicedesk.referrals.models import ReferralKind, Urgency


@dataclass(frozen=True)
class ReferralDetails:
    """Where someone is sent: a service point's public id, or a name written freely."""

    service_point: str | None = None
    authority_name: str | None = None
    kind: ReferralKind = ReferralKind.REFERRAL
    urgency: Urgency = Urgency.WITHIN_2_WEEKS
    bring: tuple[str, ...] = ()
    booked_at: datetime | None = None


@dataclass(frozen=True)
class ImportedReferral:
    """A referral of a visit that a spreadsheet tells of."""

    need_id: int
    desk_id: int
    given_at: datetime
    details: ReferralDetails
