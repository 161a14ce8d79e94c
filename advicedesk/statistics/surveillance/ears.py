"""EARS: a day against the week before it, for series with hardly any past.

Hutwagner, Thompson, Seeman and Treadwell (2003), J. Urban Health 80, suppl. 1: i89-i96; Fricker,
Hegler and Dunfee (2008), Statistics in Medicine 27: 3407-3429. C1 is held against the seven days
just before, C2 against seven days that end two days earlier, so that a rise that builds up does not
hide itself. C1 and C2 equal `earsC` of R's *surveillance*. C3 is the CDC's: the excess over one
deviation, summed over the day and the two before it; R leaves the day itself out of that sum.
"""

from collections.abc import Sequence
from statistics import fmean

from advicedesk.statistics.surveillance.distributions import normal_quantile

BASELINE = 7
_LAG = 2
RARE = 0.001  # about three standard deviations, for C1 and C2
C3_BOUND = 2.0


def c1_bound(
    counts: Sequence[int],
    day: int,
    *,
    alpha: float = RARE,
    baseline: int = BASELINE,
    least_deviation: float = 0,
) -> float:
    """Return the bound of C1 on a day; `day` is its place in the series, from 0."""
    mean, deviation = _usual(counts, day, baseline, 0, least_deviation)
    return mean + normal_quantile(1 - alpha) * deviation


def c2_bound(
    counts: Sequence[int],
    day: int,
    *,
    alpha: float = RARE,
    baseline: int = BASELINE,
    least_deviation: float = 0,
) -> float:
    """Return the bound of C2 on a day."""
    mean, deviation = _usual(counts, day, baseline, _LAG, least_deviation)
    return mean + normal_quantile(1 - alpha) * deviation


def c3_sum(
    counts: Sequence[int], day: int, *, baseline: int = BASELINE, least_deviation: float = 0.5
) -> float:
    """Return the CDC's C3 on a day, in standard deviations; above C3_BOUND it is an alarm."""
    if least_deviation <= 0:
        raise ValueError("a week without change has no deviation to divide by")
    total = 0.0
    for one in range(day - _LAG, day + 1):
        mean, deviation = _usual(counts, one, baseline, _LAG, least_deviation)
        total += max(0.0, (counts[one] - mean) / deviation - 1)
    return total


def _usual(
    counts: Sequence[int], day: int, baseline: int, lag: int, least_deviation: float
) -> tuple[float, float]:
    first = day - lag - baseline
    if first < 0:
        raise ValueError("the past is too short")
    past = counts[first : first + baseline]
    mean = fmean(past)
    squares = sum((count - mean) ** 2 for count in past)
    return mean, max((squares / (baseline - 1)) ** 0.5, least_deviation)
