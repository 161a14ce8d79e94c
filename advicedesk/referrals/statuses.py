"""What may follow what in a referral's life, and who may say so: one table (pure).

Two ways of answering meet here. Whoever answers blind (the slip's page, a partner, a returned
stub) does not see what others said: an answer that contradicts an end is kept beside it. Whoever
has the thread before them (the client told, the desk phoned or saw it) settles it: the answer
counts from then on. Nothing is overwritten either way.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from advicedesk.referrals.models import OPEN_STATUSES, ConfirmedBy, Referral, ReferralStatus


class Effect(StrEnum):
    """What an answer does to a referral."""

    MOVES = "moves"
    REPEATS = "repeats"
    SAYS_LESS = "says_less"  # than is known already: arrived, after done
    CONTRADICTS = "contradicts"
    REFUSED = "refused"  # this door cannot say that


_ANSWERS = (
    ReferralStatus.ACKNOWLEDGED,
    ReferralStatus.ACCEPTED,
    ReferralStatus.COMPLETED,
    ReferralStatus.REROUTED,
    ReferralStatus.REJECTED,
    ReferralStatus.DID_NOT_GO,
    ReferralStatus.WITHDRAWN_BY_CLIENT,
    ReferralStatus.UNREACHABLE,
)
_SIGNS = {
    ">": Effect.MOVES,
    "=": Effect.REPEATS,
    "<": Effect.SAYS_LESS,
    "!": Effect.CONTRADICTS,
}
# from each state, in the order of _ANSWERS: acknowledged accepted completed | rerouted rejected
# | did_not_go withdrawn unreachable. Silence and "could not be reached" give way to every answer.
_TABLE: dict[ReferralStatus, str] = {
    ReferralStatus.GIVEN: ">>> >> >>>",
    ReferralStatus.ACKNOWLEDGED: "=>> >> >>>",
    ReferralStatus.ACCEPTED: "<=> >> >>>",
    ReferralStatus.COMPLETED: "<<= !! !!<",
    ReferralStatus.REROUTED: "<!! =< !!<",
    ReferralStatus.REJECTED: "<!! >= !!<",
    ReferralStatus.DID_NOT_GO: "!!! !! =<<",
    ReferralStatus.WITHDRAWN_BY_CLIENT: "!!! !! <=<",
    ReferralStatus.UNREACHABLE: ">>> >> >>=",
    ReferralStatus.NO_FEEDBACK: ">>> >> >>>",
}
_BY_RECEIVER = _ANSWERS[:6]
_BY_TAP = (
    ReferralStatus.ACKNOWLEDGED,
    ReferralStatus.COMPLETED,
    ReferralStatus.REROUTED,
    ReferralStatus.REJECTED,
)
TAP_BACK = timedelta(minutes=10)
# what each door can say; no_feedback comes through none, by age alone
SAYS: dict[ConfirmedBy, tuple[ReferralStatus, ...]] = {
    ConfirmedBy.RECEIVER_LINK: _BY_TAP,
    ConfirmedBy.RECEIVER_PARTNER: _BY_RECEIVER,
    ConfirmedBy.RECEIVER_PHONE: _ANSWERS,
    ConfirmedBy.SLIP_RETURNED: _ANSWERS,
    ConfirmedBy.CLIENT_TOLD: _ANSWERS,
    ConfirmedBy.COUNSELLOR_SAW: _ANSWERS,
}
SETTLES = frozenset(
    {ConfirmedBy.RECEIVER_PHONE, ConfirmedBy.CLIENT_TOLD, ConfirmedBy.COUNSELLOR_SAW}
)
# the receiver has seen the client, or at least the referral
CONFIRMING = frozenset(_BY_RECEIVER[:5])
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
# what one question on the telephone brings; anything more is told on the referral's own page
CALL_ANSWERS = (
    ReferralStatus.COMPLETED,
    ReferralStatus.ACKNOWLEDGED,
    ReferralStatus.DID_NOT_GO,
)
# how a desk knows; the receiver's own two doors are not the desk's to choose
DOORS = (
    ConfirmedBy.CLIENT_TOLD,
    ConfirmedBy.SLIP_RETURNED,
    ConfirmedBy.RECEIVER_PHONE,
    ConfirmedBy.COUNSELLOR_SAW,
)


def effect_of(before: ReferralStatus, answer: ReferralStatus, door: ConfirmedBy | None) -> Effect:
    """Tell what an answer through a door does to a referral in a state."""
    if answer is ReferralStatus.NO_FEEDBACK and door is None:
        return Effect.MOVES if before in OPEN_STATUSES else Effect.REFUSED  # by age alone
    if answer not in _ANSWERS or (door is not None and answer not in SAYS[door]):
        return Effect.REFUSED
    signs = _TABLE[before].replace(" ", "")
    effect = _SIGNS[signs[_ANSWERS.index(answer)]]
    if effect is Effect.CONTRADICTS and door in SETTLES:
        return Effect.MOVES
    return effect


def can_follow(before: ReferralStatus, after: ReferralStatus) -> bool:
    """Tell whether an answer moves a referral that still has no end."""
    return before in OPEN_STATUSES and effect_of(before, after, None) is Effect.MOVES


def may_take_back(referral: Referral, *, is_partner: bool) -> bool:
    """Tell whether what was recorded last may be undone: partners undo their own answers only."""
    was_own = referral.confirmed_by is ConfirmedBy.RECEIVER_PARTNER
    return (
        referral.status is not ReferralStatus.GIVEN
        and not referral.is_contradicted
        and (was_own or not is_partner)
    )


def may_tap_back(taken_at: datetime, now: datetime) -> bool:
    """Tell whether what was tapped on the slip's page may still be undone there."""
    return now - taken_at <= TAP_BACK


def offered(before: ReferralStatus, *, is_partner: bool) -> Sequence[ReferralStatus]:
    """Return what a desk, or a partner, may record next, the likeliest first."""
    known = _SEEN_BY_PARTNER if is_partner else _HEARD_AT_DESK
    return tuple(status for status in known if can_follow(before, status))


def settling(before: ReferralStatus) -> Sequence[ReferralStatus]:
    """Return what a desk may record over an end, having heard of it; the likeliest first."""
    return tuple(
        status
        for status in _HEARD_AT_DESK
        if effect_of(before, status, ConfirmedBy.CLIENT_TOLD) is Effect.MOVES
    )
