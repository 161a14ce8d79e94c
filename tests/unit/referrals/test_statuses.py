"""What may follow what in a referral's life."""

import pytest

from advicedesk.referrals.models import OPEN_STATUSES, ReferralStatus
from advicedesk.referrals.statuses import FOLLOWS, can_follow, offered

ENDS = set(ReferralStatus) - set(OPEN_STATUSES)


def test_every_open_status_may_be_followed_by_every_end() -> None:
    assert set(FOLLOWS) == set(OPEN_STATUSES)
    assert all(can_follow(before, end) for before in OPEN_STATUSES for end in ENDS)


@pytest.mark.parametrize("end", sorted(ENDS))
def test_nothing_follows_an_end(end: ReferralStatus) -> None:
    assert not any(can_follow(end, after) for after in ReferralStatus)
    assert offered(end, is_partner=False) == ()


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
        assert ReferralStatus.NO_FEEDBACK not in offered(
            ReferralStatus.GIVEN, is_partner=is_partner
        )


def test_a_partner_does_not_speak_for_the_client() -> None:
    seen = offered(ReferralStatus.GIVEN, is_partner=True)
    assert ReferralStatus.WITHDRAWN_BY_CLIENT not in seen
    assert ReferralStatus.UNREACHABLE not in seen
