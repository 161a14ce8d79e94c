"""Quantiles and tails of the few distributions that the methods need, by the standard library.

Counts are summed term by term from far below the mean: exact for the counts of a desk (up to some
thousands a period). The normal quantile is Wichura's AS 241, as Python and R have it.
"""

import math
from collections.abc import Callable
from functools import lru_cache
from statistics import NormalDist

# R takes this much less than p, so that rounding in the sum cannot step past an exact quantile
_FUZZ = 1 - 64 * 2.0**-52
_FAR_BELOW = 12  # standard deviations: what lies below them is less than rounding
_TINY = 1e-300
_MOST_STEPS = 500


def normal_quantile(p: float) -> float:
    """Return the standard normal quantile of p (0 < p < 1)."""
    return NormalDist().inv_cdf(p)


@lru_cache(maxsize=4096)
def negative_binomial_quantile(p: float, size: float, probability: float) -> int:
    """Return the smallest count whose distribution function reaches p (size > 0, may be broken).

    The count's mean is size·(1 - probability)/probability, as R's qnbinom has it.
    """
    first, mass = _negative_binomial_start(size, probability)
    return _quantile(p, first, mass, lambda count: (count + size) / (count + 1) * (1 - probability))


@lru_cache(maxsize=4096)
def poisson_quantile(p: float, mean: float) -> int:
    """Return the smallest count whose distribution function reaches p."""
    first, mass = _poisson_start(mean)
    return _quantile(p, first, mass, lambda count: mean / (count + 1))


def negative_binomial_tail(count: int, size: float, probability: float) -> float:
    """Return the probability of this count or a higher one."""
    first, mass = _negative_binomial_start(size, probability)
    below = 0.0
    for number in range(first, count):
        below += mass
        mass *= (number + size) / (number + 1) * (1 - probability)
    return max(0.0, 1 - below)


def poisson_tail(count: int, mean: float) -> float:
    """Return the probability of this count or a higher one."""
    first, mass = _poisson_start(mean)
    below = 0.0
    for number in range(first, count):
        below += mass
        mass *= mean / (number + 1)
    return max(0.0, 1 - below)


def student_two_sided(statistic: float, freedom: float) -> float:
    """Return the probability of a Student t at least as far from zero (degrees of freedom > 0)."""
    return _incomplete_beta(freedom / (freedom + statistic * statistic), freedom / 2, 0.5)


def _poisson_start(mean: float) -> tuple[int, float]:
    first = max(0, math.floor(mean - _FAR_BELOW * math.sqrt(mean)))
    return first, math.exp(first * math.log(mean) - mean - math.lgamma(first + 1))


def _negative_binomial_start(size: float, probability: float) -> tuple[int, float]:
    """Return a count that hardly anything lies below, and its own probability."""
    mean = size * (1 - probability) / probability
    first = max(0, math.floor(mean - _FAR_BELOW * math.sqrt(mean / probability)))
    logarithm = (
        math.lgamma(first + size)
        - math.lgamma(size)
        - math.lgamma(first + 1)
        + size * math.log(probability)
        + first * math.log1p(-probability)
    )
    return first, math.exp(logarithm)


def _quantile(p: float, count: int, mass: float, ratio: Callable[[int], float]) -> int:
    reached, wanted = mass, p * _FUZZ
    while reached < wanted:
        mass *= ratio(count)
        count += 1
        if reached + mass == reached and reached > wanted / 2:  # nothing more comes
            return count
        reached += mass
    return count


def _incomplete_beta(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function (DLMF 8.17.22, by Lentz's method)."""
    if x <= 0 or x >= 1:
        return min(max(x, 0.0), 1.0)
    if x > (a + 1) / (a + b + 2):  # the fraction converges fast on one side only
        return 1 - _incomplete_beta(1 - x, b, a)
    logarithm = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    factor = math.exp(logarithm + a * math.log(x) + b * math.log1p(-x)) / a
    return factor / _continued_fraction(x, a, b)


def _continued_fraction(x: float, a: float, b: float) -> float:
    value = numerator = 1.0
    denominator = 0.0
    for step in range(1, _MOST_STEPS):
        half, is_odd = divmod(step, 2)
        if is_odd:
            term = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        else:
            term = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        denominator = 1 / (_off_zero(1 + term * denominator))
        numerator = _off_zero(1 + term / numerator)
        change = numerator * denominator
        value *= change
        if abs(change - 1) < 1e-15:
            break
    return value


def _off_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
