"""A quasi-Poisson regression of counts on seasons and, if wanted, a straight trend in time.

McCullagh and Nelder (1989), Generalized Linear Models, chapters 2 and 9: log link, fitted by
iteratively reweighted least squares. Each step's least squares has a closed form, because the
design is one level per season and one slope: the slope is that of counts and times with their
season's means taken off. Start and end of the iteration are those of R's `glm.fit`, so that the
numbers are too, to the last digits.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

_EPSILON = 1e-8
_MOST_STEPS = 25
_LEAST_MEAN = 2.0**-52


@dataclass(frozen=True)
class Observations:
    """What is fitted; all four are of one length. `weights` are 1 where nothing is doubted."""

    counts: Sequence[float]
    times: Sequence[float]
    seasons: Sequence[int]
    weights: Sequence[float]


@dataclass(frozen=True)
class Step:
    """One weighted least squares: log level of each season at time 0, the slope per period."""

    levels: dict[int, float]
    slope: float
    season_weights: dict[int, float]
    season_times: dict[int, float]
    spread: float  # weighted squares of the times within their seasons; 0 without a trend

    def predictor(self, time: float, season: int) -> float:
        """Return the logarithm of the expected count."""
        return self.levels[season] + self.slope * time

    def variance_factor(self, time: float, season: int) -> float:
        """Return the predictor's variance before it is multiplied by the dispersion."""
        factor = 1 / self.season_weights[season]
        if self.spread:
            factor += (time - self.season_times[season]) ** 2 / self.spread
        return factor


@dataclass(frozen=True)
class Fit:
    """A fitted regression."""

    observations: Observations
    step: Step
    means: list[float]
    working_weights: list[float]
    has_trend: bool

    @property
    def freedom(self) -> int:
        """Return the degrees of freedom that are left."""
        used = len(self.step.levels) + self.has_trend
        return sum(weight > 0 for weight in self.observations.weights) - used

    @property
    def dispersion(self) -> float:
        """Return the variance over the mean, by Pearson's residuals."""
        return self.dispersion_by(self.working_weights)

    def dispersion_by(self, weights: Sequence[float]) -> float:
        """Return the dispersion with other weights on the working residuals."""
        pairs = zip(self.observations.counts, self.means, weights, strict=True)
        total = sum(weight * ((count - mean) / mean) ** 2 for count, mean, weight in pairs)
        return total / self.freedom if self.freedom > 0 else math.nan

    def leverages(self) -> list[float]:
        """Return how far each count pulls its own fitted mean, 0 to 1."""
        told = self.observations
        rows = zip(told.times, told.seasons, self.working_weights, strict=True)
        return [weight * self.step.variance_factor(time, season) for time, season, weight in rows]


def fit(observations: Observations, *, has_trend: bool) -> Fit | None:
    """Return the fit, or None when it did not settle in 25 steps."""
    counts, weights = observations.counts, observations.weights
    predictors = [math.log(count + 0.1) for count in counts]
    means = [_mean(value) for value in predictors]
    before = _deviance(counts, means, weights)
    for _step in range(_MOST_STEPS):
        working = [weight * mean for weight, mean in zip(weights, means, strict=True)]
        responses = [
            value + (count - mean) / mean
            for value, count, mean in zip(predictors, counts, means, strict=True)
        ]
        step = _least_squares(observations, responses, working, has_trend)
        rows = zip(observations.times, observations.seasons, strict=True)
        predictors = [step.predictor(time, season) for time, season in rows]
        means = [_mean(value) for value in predictors]
        deviance = _deviance(counts, means, weights)
        if abs(deviance - before) / (abs(deviance) + 0.1) < _EPSILON:
            return Fit(observations, step, means, working, has_trend)
        before = deviance
    return None


def _mean(predictor: float) -> float:
    return max(math.exp(min(predictor, 700.0)), _LEAST_MEAN)


def _deviance(counts: Sequence[float], means: Sequence[float], weights: Sequence[float]) -> float:
    total = 0.0
    for count, mean, weight in zip(counts, means, weights, strict=True):
        logarithm = count * math.log(count / mean) if count else 0.0
        total += 2 * weight * (logarithm - (count - mean))
    return total


def _least_squares(
    told: Observations, responses: Sequence[float], weights: Sequence[float], has_trend: bool
) -> Step:
    totals = dict.fromkeys(told.seasons, 0.0)
    times, levels = dict(totals), dict(totals)
    rows = list(zip(told.seasons, told.times, responses, weights, strict=True))
    for season, time, response, weight in rows:
        totals[season] += weight
        times[season] += weight * time
        levels[season] += weight * response
    for season, total in totals.items():
        times[season] /= total
        levels[season] /= total
    if not has_trend:
        return Step(levels, 0.0, totals, times, 0.0)
    spread = together = 0.0
    for season, time, response, weight in rows:
        away = time - times[season]
        spread += weight * away * away
        together += weight * away * (response - levels[season])
    slope = together / spread
    at_zero = {season: level - slope * times[season] for season, level in levels.items()}
    return Step(at_zero, slope, totals, times, spread)
