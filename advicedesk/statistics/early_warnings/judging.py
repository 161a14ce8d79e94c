"""Holding each count against its own past (pure): findings, and how many of them chance makes.

The family of all series of one grain shares one small expected number of false alarms in a period.
Bonferroni's share is where it begins; because counts are whole and small ones are never told, the
bounds spend less than that, so the share is raised for as long as all bounds together keep within
the family's number (after Tarone 1990, Biometrics 46: 515-522). Months, and weeks of a young desk:
Bayes; weeks once there are three years: Farrington Flexible; days: EARS C2 on days with needs. Only
counts of five and more are ever told.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import floor, isnan, sqrt
from statistics import median

from advicedesk.statistics.early_warnings.series import Grain, History, Kind, Period, Series
from advicedesk.statistics.surveillance import bayes, ears
from advicedesk.statistics.surveillance import farrington_flexible as flexible
from advicedesk.statistics.surveillance.baselines import (
    is_settled,
    recent_periods,
    same_season,
    usable_periods,
)
from advicedesk.statistics.surveillance.distributions import normal_quantile, student_two_sided

LEAST_COUNT = 5
FAMILY_ALPHA = {Grain.MONTH: 0.05, Grain.WEEK: 0.01}
# seven days tell the deviation badly, so the quantile is taken far out: what it really is follows
# Student's t, as a prediction from seven values does (about one day in 450)
DAY_ALPHA = 1e-6
DAY_CHANCE = (
    student_two_sided(
        normal_quantile(1 - DAY_ALPHA) / sqrt(1 + 1 / ears.BASELINE), ears.BASELINE - 1
    )
    / 2
)
PERIODS_IN_YEAR = {Grain.MONTH: 12, Grain.WEEK: 52, Grain.DAY: 250}
HALF_WINDOW = {Grain.MONTH: 1, Grain.WEEK: 2}
YEARS = 3
# the recent past alone bounds false alarms; earlier years only tell that a rise returns each year,
# and are too few for more
SEASON_ALPHA = 0.01
_SEASONS = 10
_RAISED = 1.4
# an outbreak that builds up must not become its own usual
_LEFT_OUT = 13

Explained = Collection[tuple[Grain, date, Series]]


@dataclass(frozen=True)
class Judgement:
    """A count, what is usual, and the bound that it rarely passes by chance alone."""

    series: Series
    period: Period
    count: int
    usual: float
    bound: int
    chance: float

    @property
    def is_rare(self) -> bool:
        """Tell whether the count is a warning."""
        return self.count > self.bound


@dataclass(frozen=True)
class Judged:
    """All judgements of one period; none without a past that is long enough."""

    judgements: list[Judgement]

    @property
    def rare(self) -> list[Judgement]:
        """Return the warnings, the farthest above their bound first."""
        found = [one for one in self.judgements if one.is_rare]
        return sorted(found, key=lambda one: (-one.count / (one.bound + 1), one.series))

    @property
    def false_alarms(self) -> float:
        """Return how many warnings are to be expected although nothing changed."""
        return sum(one.chance for one in self.judgements)


def judge(
    history: History, now: int, today: date, explained: Explained = (), least: int = LEAST_COUNT
) -> Judged:
    """Judge every series in the period at the place `now`."""
    if not history.periods or history.totals[now] is None:
        return Judged([])
    usable = usable_periods(history.totals, history.open_days)
    settled = [
        is_usable and is_settled(period.end, today)
        for is_usable, period in zip(usable, history.periods, strict=True)
    ]
    explained_days: dict[Series, set[date]] = {}
    grain = history.periods[now].grain
    for of, day, series in explained:
        if of is grain:
            explained_days.setdefault(series, set()).add(day)
    watched = [series for series, counts in sorted(history.counts.items()) if any(counts)]
    usable_of = {
        series: [
            is_one and period.first not in explained_days.get(series, ())
            for is_one, period in zip(settled, history.periods, strict=True)
        ]
        for series in watched
    }
    runs = history.periods[now].end > today
    family = FAMILY_ALPHA[grain]
    asked = _Asked(history, now, runs, family / max(len(watched), 1), max(least, LEAST_COUNT))
    judged = _judge_all(asked, usable_of)
    while asked.alpha < family / _RAISED:
        asked = replace(asked, alpha=_RAISED * asked.alpha)
        wider = _judge_all(asked, usable_of)
        if wider.false_alarms > family:
            break
        judged = wider
    return judged


def judge_day(
    periods: Sequence[Period], counts: Sequence[int], least: int = LEAST_COUNT
) -> Judgement | None:
    """Judge the last of some days on which the desk was open, by C2; None with too few days."""
    now = len(counts) - 1
    if now < ears.BASELINE + 2:
        return None
    least = max(least, LEAST_COUNT)
    bound = ears.c2_bound(counts, now, alpha=DAY_ALPHA, least_deviation=1)
    bound = max(floor(bound), least - 1)
    usual = sum(counts[now - 9 : now - 2]) / ears.BASELINE
    return Judgement(Series(Kind.ALL), periods[now], counts[now], usual, bound, DAY_CHANCE)


@dataclass(frozen=True)
class _Asked:
    history: History
    now: int
    runs: bool
    alpha: float
    least: int

    @property
    def period(self) -> Period:
        return self.history.periods[self.now]


def _judge_all(asked: _Asked, usable_of: Mapping[Series, Sequence[bool]]) -> Judged:
    found = (
        _by_seasons(asked, series, usable) or _by_bayes(asked, series, usable)
        for series, usable in usable_of.items()
    )
    return Judged([one for one in found if one])


def _by_bayes(asked: _Asked, series: Series, usable: Sequence[bool]) -> Judgement | None:
    grain = asked.period.grain
    recent = recent_periods(asked.now, usable)
    if not recent:
        return None
    season = same_season(
        asked.now,
        usable,
        periods_in_year=PERIODS_IN_YEAR[grain],
        half_window=HALF_WINDOW[grain],
        years=YEARS,
    )
    bound, usual = _bound(asked, series, recent, asked.alpha)
    if len(season) > 1:
        bound, usual = max((bound, usual), _bound(asked, series, season, SEASON_ALPHA))
    counts, days, now = _past(asked, series, recent)
    chance = bayes.false_alarm_probability(counts, bound, days=days, now=now)
    count = asked.history.counts[series][asked.now]
    return Judgement(series, asked.period, count, usual, bound, chance)


def _bound(asked: _Asked, series: Series, past: Sequence[int], alpha: float) -> tuple[int, float]:
    counts, days, now = _past(asked, series, past)
    bound = max(bayes.upper_bound(counts, alpha, days=days, now=now), asked.least - 1)
    return bound, bayes.usual_count(counts, days=days, now=now)


def _past(
    asked: _Asked, series: Series, past: Sequence[int]
) -> tuple[list[int], list[float], float]:
    history = asked.history
    days = [float(history.open_days[place]) for place in past]
    # a running period is held against a whole one: it can only grow
    now = max(float(history.open_days[asked.now]), median(days) if asked.runs else 1.0)
    return [history.counts[series][place] for place in past], days, now


def _by_seasons(asked: _Asked, series: Series, usable: Sequence[bool]) -> Judgement | None:
    settings = flexible.Settings(
        years=YEARS,
        seasons=_SEASONS,
        left_out=_LEFT_OUT,
        alpha=asked.alpha,
        threshold=flexible.Threshold.NEGATIVE_BINOMIAL,
    )
    is_weekly = asked.period.grain is Grain.WEEK
    if not is_weekly or not _has_years(asked, usable, settings.past_needed):
        return None
    counts = asked.history.counts[series]
    told = [count if is_usable else None for count, is_usable in zip(counts, usable, strict=True)]
    if sum(count or 0 for count in told) < LEAST_COUNT:  # a model needs something to be of
        return None
    judged = flexible.judge(told, asked.now, settings)
    if judged is None or isnan(judged.bound):
        return None
    bound = max(floor(judged.bound), asked.least - 1)
    chance = flexible.chance_above(bound, judged.expected, judged.dispersion)
    return Judgement(series, asked.period, counts[asked.now], judged.expected, bound, chance)


def _has_years(asked: _Asked, usable: Sequence[bool], needed: int) -> bool:
    """Tell whether three years were looked at, with most of their weeks usable."""
    first = asked.now - needed
    return first >= 0 and sum(usable[first : asked.now]) >= needed // 2
