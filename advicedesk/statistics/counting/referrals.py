"""Counting referrals: sent on, confirmed and completed are three figures, never one."""

from collections import defaultdict
from collections.abc import Sequence

from advicedesk.exports.table import Kind, Unit
from advicedesk.statistics.counting.figures import (
    Drafting,
    Figures,
    median,
    ratio,
    tally,
)
from advicedesk.statistics.counting.rows import ReferralRow
from advicedesk.statistics.disclosure.sums import Key

REFERRALS: Key = ("referrals",)
CONFIRMED: Key = ("referrals", "confirmed")
COMPLETED: Key = ("referrals", "status", "completed")
NO_FEEDBACK: Key = ("referrals", "status", "no_feedback")
BACK_AND_FORTH: Key = ("referrals", "back_and_forth")
DAYS_TO_CONFIRMATION: Key = ("referrals", "days_to_confirmation")
HOUSES = {True: "same_house", False: "outside", None: None}
SECONDS_A_DAY = 24 * 60 * 60


def count_referrals(rows: Sequence[ReferralRow]) -> Figures:
    """Count a month's referrals, by the day they were given."""
    days = [
        round((row.confirmed_at - row.given_at).total_seconds() / SECONDS_A_DAY, 1)
        for row in rows
        if row.confirmed_at is not None
    ]
    counts: dict[Key, int] = {
        REFERRALS: len(rows),
        CONFIRMED: len(days),
        BACK_AND_FORTH: _count_back_and_forth(rows),
    }
    counts |= tally(("referrals", "authority"), (row.authority for row in rows))
    counts |= tally(("referrals", "kind"), (row.kind for row in rows))
    counts |= tally(("referrals", "status"), (row.status for row in rows))
    counts |= tally(("referrals", "house"), (HOUSES[row.same_house] for row in rows))
    shares = {"confirmed": CONFIRMED, "completed": COMPLETED, "no_feedback": NO_FEEDBACK}
    derived = {
        ("referrals", "share", name): ratio(counts, key, REFERRALS) for name, key in shares.items()
    }
    return Figures(counts, derived | {DAYS_TO_CONFIRMATION: median(days, CONFIRMED)})


def lay_out_referrals(drafting: Drafting) -> None:
    """Lay out the tables of referrals."""
    drafting.add_list("referrals_by_authority", REFERRALS, "authority", "authority")
    drafting.add_list("referrals_by_kind", REFERRALS, "referral_kind", "kind")
    drafting.add_list("referrals_by_status", REFERRALS, "referral_status", "status")
    drafting.add_list("referrals_by_house", REFERRALS, "house", "house")
    drafting.add_measures(
        "referral_funnel",
        Unit.REFERRALS,
        [
            ("referred", Kind.COUNT, REFERRALS),
            ("confirmed", Kind.COUNT, CONFIRMED),
            ("completed", Kind.COUNT, COMPLETED),
            ("confirmed_share", Kind.SHARE, ("referrals", "share", "confirmed")),
            ("completed_share", Kind.SHARE, ("referrals", "share", "completed")),
            ("days_to_confirmation", Kind.DAYS, DAYS_TO_CONFIRMATION),
            ("no_feedback", Kind.COUNT, NO_FEEDBACK),
            ("no_feedback_share", Kind.SHARE, ("referrals", "share", "no_feedback")),
            ("back_and_forth", Kind.COUNT, BACK_AND_FORTH),
        ],
    )


def _count_back_and_forth(rows: Sequence[ReferralRow]) -> int:
    """Count referrals refused as not competent after such a refusal in the same case."""
    refused: defaultdict[int, int] = defaultdict(int)
    for row in rows:
        refused[row.case_key] += row.rejected_reason == "not_competent"
    return sum(max(0, times - 1) for times in refused.values())
