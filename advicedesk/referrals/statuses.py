"""What may follow what in a referral's life, and who may say so (pure)."""

from collections.abc import Sequence

from advicedesk.referrals.models import ConfirmedBy, Referral, ReferralStatus

_ENDS = (
    ReferralStatus.COMPLETED,
    ReferralStatus.REROUTED,
    ReferralStatus.REJECTED,
    ReferralStatus.DID_NOT_GO,
    ReferralStatus.WITHDRAWN_BY_CLIENT,
    ReferralStatus.UNREACHABLE,
    ReferralStatus.NO_FEEDBACK,
)
FOLLOWS: dict[ReferralStatus, frozenset[ReferralStatus]] = {
    ReferralStatus.GIVEN: frozenset({ReferralStatus.ACKNOWLEDGED, ReferralStatus.ACCEPTED, *_ENDS}),
    ReferralStatus.ACKNOWLEDGED: frozenset({ReferralStatus.ACCEPTED, *_ENDS}),
    ReferralStatus.ACCEPTED: frozenset(_ENDS),
}
# the receiver has seen the client, or at least the referral
CONFIRMING = frozenset(
    {
        ReferralStatus.ACKNOWLEDGED,
        ReferralStatus.ACCEPTED,
        ReferralStatus.COMPLETED,
        ReferralStatus.REROUTED,
        ReferralStatus.REJECTED,
    }
)
# in the order of how often a desk hears them; no_feedback comes by itself only
_HEARD_AT_DESK = (
    ReferralStatus.COMPLETED,
    ReferralStatus.ACKNOWLEDGED,
    ReferralStatus.ACCEPTED,
    ReferralStatus.REROUTED,
    ReferralStatus.REJECTED,
    ReferralStatus.DID_NOT_GO,
    ReferralStatus.WITHDRAWN_BY_CLIENT,
    ReferralStatus.UNREACHABLE,
)
_SEEN_BY_PARTNER = (
    ReferralStatus.ACKNOWLEDGED,
    ReferralStatus.ACCEPTED,
    ReferralStatus.COMPLETED,
    ReferralStatus.REJECTED,
    ReferralStatus.REROUTED,
    ReferralStatus.DID_NOT_GO,
)
# how a desk knows; the receiver's own two doors are not the desk's to choose
DOORS = (
    ConfirmedBy.CLIENT_TOLD,
    ConfirmedBy.SLIP_RETURNED,
    ConfirmedBy.RECEIVER_PHONE,
    ConfirmedBy.COUNSELLOR_SAW,
)


def can_follow(before: ReferralStatus, after: ReferralStatus) -> bool:
    """Tell whether a status may follow another; nothing follows an end."""
    return after in FOLLOWS.get(before, frozenset())


def may_take_back(referral: Referral, *, is_partner: bool) -> bool:
    """Tell whether what was recorded last may be undone: partners undo their own answers only."""
    was_own = referral.confirmed_by is ConfirmedBy.RECEIVER_PARTNER
    return referral.status is not ReferralStatus.GIVEN and (was_own or not is_partner)


def offered(before: ReferralStatus, *, is_partner: bool) -> Sequence[ReferralStatus]:
    """Return what a desk, or a partner, may record next, the likeliest first."""
    known = _SEEN_BY_PARTNER if is_partner else _HEARD_AT_DESK
    return tuple(status for status in known if can_follow(before, status))
