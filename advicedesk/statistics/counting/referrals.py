"""Counting referrals: sent on, confirmed and completed are three figures, never one."""

from collections import Counter
from collections.abc import Sequence

from advicedesk.exports.table import Kind, Unit
from advicedesk.statistics.counting.counted import Counted
from advicedesk.statistics.counting.figures import (
    NO_VALUES,
    NOT_RECORDED,
    Derived,
    Drafting,
    Line,
    median,
    ratio,
    tally,
)
from advicedesk.statistics.counting.rows import ReferralRow
from advicedesk.statistics.disclosure.sums import Key, Sum

REFERRALS: Key = ("referrals",)
CONFIRMED: Key = ("referrals", "confirmed")
COMPLETED: Key = ("referrals", "status", "completed")
NO_FEEDBACK: Key = ("referrals", "status", "no_feedback")
PLACE: Key = ("referrals", "place")
UNDER = ": "  # between an authority and its service point
BACK_AND_FORTH: Key = ("referrals", "back_and_forth")
DAYS_TO_CONFIRMATION: Key = ("referrals", "days_to_confirmation")
HOUSES = {True: "same_house", False: "outside", None: None}
SECONDS_A_DAY = 24 * 60 * 60


def count_referrals(rows: Sequence[ReferralRow]) -> Counted:
    """Count a month's referrals, by the day they were given."""
    days = [
        round((row.confirmed_at - row.given_at).total_seconds() / SECONDS_A_DAY, 1)
        for row in rows
        if row.confirmed_at is not None
    ]
    counts: dict[Key, int] = {
        REFERRALS: len(rows),
        CONFIRMED: len(days),
    }
    counts |= tally(("referrals", "authority"), (row.authority for row in rows))
    counts |= tally(("referrals", "kind"), (row.kind for row in rows))
    counts |= tally(("referrals", "status"), (row.status for row in rows))
    counts |= tally(("referrals", "house"), (HOUSES[row.same_house] for row in rows))
    refused = Counter(row.case_key for row in rows if row.rejected_reason == "not_competent")
    return Counted(counts, {DAYS_TO_CONFIRMATION: Counter(days)}, refused)


def back_and_forth(counted: Counted) -> dict[Key, int]:
    """Count referrals refused as not competent after such a refusal in the same case."""
    return {BACK_AND_FORTH: sum(max(0, times - 1) for times in counted.refused.values())}


def derive_referrals(counted: Counted) -> dict[Key, Derived]:
    """Work out shares and the median of days of what was counted."""
    counts = counted.counts
    days = counted.values.get(DAYS_TO_CONFIRMATION, NO_VALUES)
    shares = {"confirmed": CONFIRMED, "completed": COMPLETED, "no_feedback": NO_FEEDBACK}
    derived = {
        ("referrals", "share", name): ratio(counts, key, REFERRALS) for name, key in shares.items()
    }
    return derived | {DAYS_TO_CONFIRMATION: median(days, CONFIRMED)}


def lay_out_referrals(drafting: Drafting) -> None:
    """Lay out the tables of referrals."""
    drafting.add_list("referrals_by_authority", REFERRALS, "authority", "authority")
    _lay_out_places(drafting)
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


def _lay_out_places(drafting: Drafting) -> None:
    """Lay out authorities with their service points; what names none is a point of its own."""
    lines: list[Line] = []
    for authority in drafting.categories("authority", ("referrals", "authority")):
        key: Key = ("referrals", "authority", authority.code)
        places = drafting.ordered("place", ("referrals", "place", authority.code), authority.code)
        # a place without an authority, or an authority without places, stands for itself
        if not set(places) <= {authority.code, NOT_RECORDED}:
            found = {place: (*PLACE, authority.code, place) for place in places}
            drafting.sums.append(Sum(key, tuple(found.values())))
            for place, place_key in found.items():
                label = drafting.category("place", place).label
                code = f"{authority.code}{UNDER}{place}"
                lines.append(Line(code, f"{authority.label}{UNDER}{label}", (place_key,)))
        lines.append(Line(authority.code, authority.label, (key,), is_total=True))
    lines.append(drafting.total_line(REFERRALS))
    drafting.add("referrals_by_place", Unit.REFERRALS, "place", lines)
