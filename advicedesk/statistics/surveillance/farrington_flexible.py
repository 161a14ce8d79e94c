"""Farrington Flexible: a week against the same season of some years, with trend, outbreaks eased.

Farrington, Andrews, Beale and Catchpole (1996), J. R. Stat. Soc. A 159: 547-563; Noufaily, Enki,
Farrington, Garthwaite, Andrews and Charlett (2013), Statistics in Medicine 32: 1206-1222. Equal to
`farringtonFlexible` of R's *surveillance*, its standard error after reweighting included: there the
dispersion is that of the working residuals by the new weights alone.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from advicedesk.statistics.surveillance import quasi_poisson
from advicedesk.statistics.surveillance.distributions import (
    negative_binomial_quantile,
    negative_binomial_tail,
    normal_quantile,
    poisson_quantile,
    poisson_tail,
    student_two_sided,
)
from advicedesk.statistics.surveillance.quasi_poisson import Fit, Observations

LEAST_YEARS_OF_TREND = 3


class Threshold(StrEnum):
    """How the bound is found from what is expected."""

    DELTA = "delta"  # Farrington 1996: a power of the count is about normal
    NEGATIVE_BINOMIAL = "nbPlugin"  # Noufaily 2013: the expected count taken as certain
    UNCERTAIN_MEAN = "muan"  # the upper quantile of the expected count taken as certain


@dataclass(frozen=True)
class Settings:
    """How much past is looked at, in periods; the defaults are R's."""

    years: int = 5
    half_window: int = 3
    periods_in_year: int = 52
    seasons: int = 1
    left_out: int | None = None  # the periods just before the judged one; the half window if None
    reweights: bool = True
    doubted_from: float = 2.58  # Anscombe residuals above it lose weight
    alpha: float = 0.05
    asks_trend: bool = True
    trend_alpha: float = 0.05
    power: float = 2 / 3
    threshold: Threshold = Threshold.DELTA

    @property
    def past_needed(self) -> int:
        """Return how many periods must stand before the judged one."""
        return self.years * self.periods_in_year + self.half_window


@dataclass(frozen=True)
class Judged:
    """What is expected of a period, and the bound that it rarely passes (nan: not known)."""

    expected: float
    bound: float
    dispersion: float
    slope: float | None


def judge(counts: Sequence[float | None], now: int, settings: Settings) -> Judged | None:
    """Judge the period at the place `now` (from 0); None when no model could be fitted.

    A count of None, a period that was explained or closed, is left out of the past.
    """
    seasons = season_groups(now, settings)
    left_out = settings.half_window if settings.left_out is None else settings.left_out
    places = [
        place for place in sorted(seasons) if place < now - left_out and counts[place] is not None
    ]
    told = Observations(
        counts=[counts[place] or 0 for place in places],
        times=[place + 1.0 for place in places],
        seasons=[seasons[place] for place in places],
        weights=[1.0] * len(places),
    )
    if settings.seasons not in told.seasons:
        return None
    fitted = _fit_with_trend(told, now + 1.0, settings) or _fit(told, settings, has_trend=False)
    return _judged(fitted, now + 1.0, settings) if fitted else None


def season_groups(now: int, settings: Settings) -> dict[int, int]:
    """Return {place: season}; the judged season has the highest number, others count from 1.

    The window around each year's same period is one season; what lies between two windows is cut
    into equal parts, the first of them one longer where it does not come out even.
    """
    half, parts = settings.half_window, settings.seasons - 1
    year = settings.periods_in_year
    found = dict.fromkeys(range(now - half, now + 1), settings.seasons)
    between = year - 2 * half - 1
    if parts > between:
        raise ValueError("more seasons than periods between the windows")
    for back in range(1, settings.years + 1):
        centre = now - back * year
        if centre - half < 0:
            raise ValueError("the past is too short")
        found.update(dict.fromkeys(range(centre - half, centre + half + 1), settings.seasons))
        if parts:
            length, rest = divmod(between, parts)
            place = centre + half + 1
            for part in range(1, parts + 1):
                end = place + length + (part <= rest)
                found.update(dict.fromkeys(range(place, end), part))
                place = end
    return {place: season for place, season in found.items() if place >= 0}


def anscombe_residuals(fitted: Fit, dispersion: float) -> list[float]:
    """Return standardised Anscombe residuals (Farrington 1996, section 3.5)."""
    rows = zip(fitted.observations.counts, fitted.means, fitted.leverages(), strict=True)
    return [
        1.5
        * (count ** (2 / 3) * mean ** (-1 / 6) - math.sqrt(mean))
        / math.sqrt(max(dispersion * (1 - leverage), 1e-300))
        for count, mean, leverage in rows
    ]


def weights_by(residuals: Sequence[float], doubted_from: float) -> list[float]:
    """Return weights that sum to their number; what lies far above its mean weighs less."""
    raw = [residual**-2 if residual > doubted_from else 1.0 for residual in residuals]
    scale = len(raw) / sum(raw)
    return [scale * weight for weight in raw]


def bound_by_power(
    mean: float, error: float, dispersion: float, alpha: float, power: float
) -> float:
    """Return the bound of Farrington 1996; `error` is the mean's standard error, in counts."""
    spread = dispersion + error * error / mean
    deviation = power * mean ** (power - 0.5) * math.sqrt(spread)
    raised = mean**power + normal_quantile(1 - alpha) * deviation
    return math.nan if raised < 0 else raised ** (1 / power)


def bound_by_counts(mean: float, dispersion: float, alpha: float) -> int:
    """Return the bound of Noufaily 2013: a quantile of counts with this mean and dispersion."""
    if dispersion > 1:
        return negative_binomial_quantile(1 - alpha, mean / (dispersion - 1), 1 / dispersion)
    return poisson_quantile(1 - alpha, mean)


def chance_above(bound: int, mean: float, dispersion: float) -> float:
    """Return how likely counts with this mean and dispersion pass a bound."""
    if dispersion > 1:
        return negative_binomial_tail(bound + 1, mean / (dispersion - 1), 1 / dispersion)
    return poisson_tail(bound + 1, mean)


@dataclass(frozen=True)
class _Weighted:
    fitted: Fit
    dispersion: float  # at least 1: counts vary no less than Poisson's
    error_dispersion: float


def _fit(told: Observations, settings: Settings, *, has_trend: bool) -> _Weighted | None:
    fitted = quasi_poisson.fit(told, has_trend=has_trend)
    if fitted is None and has_trend:
        has_trend = False
        fitted = quasi_poisson.fit(told, has_trend=False)
    if fitted is None or fitted.freedom <= 0:
        return None
    dispersion = max(fitted.dispersion, 1.0)
    if not settings.reweights:
        return _Weighted(fitted, dispersion, fitted.dispersion)
    weights = weights_by(anscombe_residuals(fitted, dispersion), settings.doubted_from)
    eased = Observations(told.counts, told.times, told.seasons, weights)
    fitted = quasi_poisson.fit(eased, has_trend=has_trend)
    if fitted is None:
        return None
    return _Weighted(fitted, max(fitted.dispersion, 1.0), fitted.dispersion_by(weights))


def _fit_with_trend(told: Observations, now: float, settings: Settings) -> _Weighted | None:
    """Return the fit with a trend if it is asked for, clear, and leads to nothing unheard of."""
    if not settings.asks_trend or settings.years < LEAST_YEARS_OF_TREND:
        return None
    found = _fit(told, settings, has_trend=True)
    if found is None or not found.fitted.has_trend:
        return None
    step = found.fitted.step
    error = math.sqrt(found.error_dispersion / step.spread)
    if error <= 0:
        return None
    is_clear = student_two_sided(step.slope / error, found.fitted.freedom) < settings.trend_alpha
    expected = math.exp(step.predictor(now, settings.seasons))
    return found if is_clear and expected <= max(told.counts) else None


def _judged(found: _Weighted, now: float, settings: Settings) -> Judged:
    step = found.fitted.step
    predictor = step.predictor(now, settings.seasons)
    error = math.sqrt(found.error_dispersion * step.variance_factor(now, settings.seasons))
    mean = math.exp(predictor)
    bound: float
    if settings.threshold is Threshold.DELTA:
        bound = bound_by_power(mean, mean * error, found.dispersion, settings.alpha, settings.power)
    else:
        is_plain = settings.threshold is Threshold.NEGATIVE_BINOMIAL
        above = 0.0 if is_plain else normal_quantile(1 - settings.alpha) * error
        bound = bound_by_counts(math.exp(predictor + above), found.dispersion, settings.alpha)
    slope = step.slope if found.fitted.has_trend else None
    return Judged(mean, bound, found.dispersion, slope)
