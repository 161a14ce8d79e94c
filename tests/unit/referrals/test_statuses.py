"""What may follow what in a referral's life: the whole table, states by answers by doors."""

import itertools

import pytest

from advicedesk.referrals.models import OPEN_STATUSES, ConfirmedBy, ReferralStatus
from advicedesk.referrals.statuses import (
    SAYS,
    SETTLES,
    Effect,
    can_follow,
    effect_of,
    offered,
    settling,
)

S = ReferralStatus
ENDS = set(ReferralStatus) - set(OPEN_STATUSES)
SERVED = {S.ACKNOWLEDGED, S.ACCEPTED, S.COMPLETED}
NOT_TAKEN = {S.REROUTED, S.REJECTED}
NOT_SERVED = {S.DID_NOT_GO, S.WITHDRAWN_BY_CLIENT, S.UNREACHABLE}
NEVER_SAID = {S.GIVEN, S.NO_FEEDBACK}
EVERY_ANSWER = SERVED | NOT_TAKEN | NOT_SERVED

# of each state: the answers that move it, and those that contradict it; the rest changes nothing
MOVED_BY: dict[ReferralStatus, set[ReferralStatus]] = {
    S.GIVEN: EVERY_ANSWER,
    S.ACKNOWLEDGED: EVERY_ANSWER - {S.ACKNOWLEDGED},
    S.ACCEPTED: EVERY_ANSWER - {S.ACKNOWLEDGED, S.ACCEPTED},
    S.COMPLETED: set(),
    S.REROUTED: set(),
    S.REJECTED: {S.REROUTED},
    S.DID_NOT_GO: set(),
    S.WITHDRAWN_BY_CLIENT: set(),
    S.UNREACHABLE: EVERY_ANSWER - {S.UNREACHABLE},
    S.NO_FEEDBACK: EVERY_ANSWER,
}
WENT_NOWHERE = {S.DID_NOT_GO, S.WITHDRAWN_BY_CLIENT}
CONTRADICTED_BY: dict[ReferralStatus, set[ReferralStatus]] = {
    S.COMPLETED: NOT_TAKEN | WENT_NOWHERE,
    S.REROUTED: {S.ACCEPTED, S.COMPLETED} | WENT_NOWHERE,
    S.REJECTED: {S.ACCEPTED, S.COMPLETED} | WENT_NOWHERE,
    S.DID_NOT_GO: SERVED | NOT_TAKEN,
    S.WITHDRAWN_BY_CLIENT: SERVED | NOT_TAKEN,
}
UNSAID: dict[ConfirmedBy, set[ReferralStatus]] = {
    ConfirmedBy.RECEIVER_LINK: {S.ACCEPTED, *NOT_SERVED},
    ConfirmedBy.RECEIVER_PARTNER: {S.WITHDRAWN_BY_CLIENT, S.UNREACHABLE},
}


def expected(before: ReferralStatus, answer: ReferralStatus, door: ConfirmedBy) -> Effect | None:
    """Return the effect; None: nothing changes."""
    if answer in NEVER_SAID | UNSAID.get(door, set()):
        return Effect.REFUSED
    if answer in MOVED_BY[before]:
        return Effect.MOVES
    if answer in CONTRADICTED_BY.get(before, set()):
        sees_the_thread = door in ("client_told", "receiver_phone", "counsellor_saw")
        return Effect.MOVES if sees_the_thread else Effect.CONTRADICTS
    return None


@pytest.mark.parametrize("door", ConfirmedBy)
@pytest.mark.parametrize("before", ReferralStatus)
def test_every_answer_through_every_door_in_every_state(
    before: ReferralStatus, door: ConfirmedBy
) -> None:
    for answer in ReferralStatus:
        effect = effect_of(before, answer, door)
        wanted = expected(before, answer, door)
        if wanted is not None:
            assert effect is wanted, (before, answer, door)
        elif answer is before:
            assert effect is Effect.REPEATS, (before, answer, door)
        else:
            assert effect is Effect.SAYS_LESS, (before, answer, door)


def test_the_table_has_a_sign_for_every_state_and_answer() -> None:
    for before, answer in itertools.product(ReferralStatus, EVERY_ANSWER):
        assert effect_of(before, answer, None) is not Effect.REFUSED
    assert set(SAYS) == set(ConfirmedBy)
    assert {door for door in SETTLES} < set(ConfirmedBy)


def test_no_answer_is_lost_between_two_ends_said_one_after_the_other() -> None:
    for first, second in itertools.permutations({S.COMPLETED, S.REJECTED, S.DID_NOT_GO}, 2):
        assert effect_of(first, second, ConfirmedBy.SLIP_RETURNED) is Effect.CONTRADICTS


def test_silence_gives_way_to_every_answer() -> None:
    assert all(
        effect_of(S.NO_FEEDBACK, answer, door) is Effect.MOVES
        for door, answers in SAYS.items()
        for answer in answers
    )


def test_every_open_status_may_be_followed_by_every_end_that_somebody_says() -> None:
    assert all(
        can_follow(before, end) for before in OPEN_STATUSES for end in ENDS - {S.NO_FEEDBACK}
    )


@pytest.mark.parametrize("end", sorted(ENDS))
def test_nothing_is_offered_after_an_end_but_to_a_desk_that_settles_it(
    end: ReferralStatus,
) -> None:
    assert not any(can_follow(end, after) for after in ReferralStatus)
    assert offered(end, is_partner=False) == ()
    assert end not in settling(end)


def test_a_desk_that_heard_otherwise_is_offered_what_contradicts() -> None:
    assert set(settling(S.COMPLETED)) == NOT_TAKEN | WENT_NOWHERE
    assert set(settling(S.NO_FEEDBACK)) == EVERY_ANSWER


@pytest.mark.parametrize("status", OPEN_STATUSES)
def test_an_open_status_never_leads_back(status: ReferralStatus) -> None:
    earlier = OPEN_STATUSES[: OPEN_STATUSES.index(status) + 1]
    assert not any(can_follow(status, before) for before in earlier)


@pytest.mark.parametrize("is_partner", [True, False])
@pytest.mark.parametrize("before", OPEN_STATUSES)
def test_only_what_may_follow_is_offered(before: ReferralStatus, is_partner: bool) -> None:
    assert all(can_follow(before, after) for after in offered(before, is_partner=is_partner))


def test_nobody_chooses_no_feedback() -> None:
    for is_partner in (True, False):
        assert S.NO_FEEDBACK not in offered(S.GIVEN, is_partner=is_partner)


def test_a_partner_does_not_speak_for_the_client() -> None:
    seen = offered(S.GIVEN, is_partner=True)
    assert S.WITHDRAWN_BY_CLIENT not in seen
    assert S.UNREACHABLE not in seen
