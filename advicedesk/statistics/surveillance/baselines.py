"""Which past periods tell what is usual: not the closed ones, the dips, or those still filling.

Places are positions in a series, oldest first. Two pasts are told apart: the six to eight usable
periods just before, and the same season of earlier years. A count must be rare against both, or the
August after a quiet July, and every September, would be an alarm.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median

LEAST_PERIODS = 6
MOST_PERIODS = 8
_LOOK_BACK = 14
# visits may be logged so much later; what ended since is still filling and would look too low
SETTLED_AFTER = timedelta(days=14)
_DIP = 0.5


def usable_periods(totals: Sequence[int | None], open_days: Sequence[int]) -> list[bool]:
    """Tell of each period whether the desk worked as usual in it; None was never looked at.

    A period with less than half of the median of all is a dip: holidays, a move, a first month.
    """
    worked = [
        total for total, days in zip(totals, open_days, strict=True) if total is not None and days
    ]
    least = _DIP * median(worked) if worked else 0
    return [
        total is not None and days > 0 and total > 0 and total >= least
        for total, days in zip(totals, open_days, strict=True)
    ]


def is_settled(end: date, today: date) -> bool:
    """Tell whether hardly anything can still be logged for a period; `end` is the day after it."""
    return end + SETTLED_AFTER <= today


def recent_periods(now: int, usable: Sequence[bool]) -> list[int]:
    """Return the places of the last usable periods before `now`; none when they are too few."""
    found = [place for place in range(max(0, now - _LOOK_BACK), now) if usable[place]]
    return found[-MOST_PERIODS:] if len(found) >= LEAST_PERIODS else []


def same_season(
    now: int, usable: Sequence[bool], *, periods_in_year: int, half_window: int, years: int
) -> list[int]:
    """Return the usable places around the same period of earlier years."""
    centres = (now - back * periods_in_year for back in range(years, 0, -1))
    around = range(-half_window, half_window + 1)
    places = (centre + shift for centre in centres for shift in around)
    return [place for place in places if 0 <= place < now and usable[place]]
