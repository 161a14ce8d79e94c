"""When to ask what became of a referral: at rising ages, once each (pure)."""

from collections.abc import Sequence
from datetime import datetime, timedelta


def is_due(
    given_at: datetime, asked_at: datetime | None, now: datetime, ladder: Sequence[int]
) -> bool:
    """Tell whether a referral reached an age of the ladder at which nobody was asked yet."""
    reached = [given_at + timedelta(days=days) for days in ladder]
    passed = [moment for moment in reached if moment <= now]
    return bool(passed) and (asked_at is None or asked_at < passed[-1])
