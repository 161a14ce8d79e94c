"""Bayes: the bound that a new count rarely passes, given a few counts before it.

Riebler (2004), Empirischer Vergleich von statistischen Methoden zur Ausbruchserkennung, LMU
Munich; Höhle (2007), Computational Statistics 22: 571-582. Past counts are Poisson with one rate
that is known by them alone (Jeffreys' prior, gamma with shape 1/2); the next count is then negative
binomial. Equal to `algo.bayes` of R's *surveillance* where all periods are of one length. Periods
of other lengths are held against each other by their days: the rate is one of a day.
"""

from collections.abc import Sequence

from advicedesk.statistics.surveillance.distributions import (
    negative_binomial_quantile,
    negative_binomial_tail,
)

_PRIOR_SHAPE = 0.5


def upper_bound(
    past: Sequence[int], alpha: float, *, days: Sequence[float] | None = None, now: float = 1
) -> int:
    """Return the count that the next period passes with a probability of at most alpha.

    `days` are the lengths of the past periods and `now` that of the next one, in the same unit.
    """
    return negative_binomial_quantile(1 - alpha, *_predictive(past, days, now))


def usual_count(
    past: Sequence[int], *, days: Sequence[float] | None = None, now: float = 1
) -> float:
    """Return the mean of the past periods, as it is for a period of the length `now`."""
    return sum(past) * now / _length(past, days)


def false_alarm_probability(
    past: Sequence[int],
    bound: int,
    *,
    days: Sequence[float] | None = None,
    now: float = 1,
) -> float:
    """Return how likely a count passes the bound although nothing changed."""
    return negative_binomial_tail(bound + 1, *_predictive(past, days, now))


def _predictive(
    past: Sequence[int], days: Sequence[float] | None, now: float
) -> tuple[float, float]:
    length = _length(past, days)
    return sum(past) + _PRIOR_SHAPE, length / (length + now)


def _length(past: Sequence[int], days: Sequence[float] | None) -> float:
    length = sum(days) if days is not None else float(len(past))
    if length <= 0:
        raise ValueError("a bound needs a past")
    return length
