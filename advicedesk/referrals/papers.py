"""Which referrals of a visit a paper is printed for (pure)."""

from enum import StrEnum

from advicedesk.referrals.models import Referral


class Places(StrEnum):
    """One referral, or all open ones of its visit: on one slip, or a slip each."""

    ONE = "one"
    TOGETHER = "together"
    APART = "apart"


def of_one_visit(referral: Referral) -> list[Referral]:
    """Return a referral, and after it the other open ones of the same visit."""
    others = [
        other
        for need in referral.need.visit.needs
        for other in need.referrals
        if other.is_open and other is not referral
    ]
    return [referral, *others]
