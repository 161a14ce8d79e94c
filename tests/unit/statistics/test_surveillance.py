"""Each method gives what R's *surveillance* gives, to 1e-9; the papers' own small examples hold."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import isnan
from pathlib import Path

import pytest

from advicedesk.statistics.surveillance import bayes, distributions, ears
from advicedesk.statistics.surveillance.farrington_flexible import (
    Settings,
    Threshold,
    bound_by_counts,
    bound_by_power,
    judge,
    season_groups,
    weights_by,
)

FOLDER = Path(__file__).parent / "r_surveillance"
SETTINGS = {
    "default_b5": Settings(),
    "three_years_half_power": Settings(years=3, power=1 / 2, alpha=0.01),
    "plain": Settings(reweights=False, asks_trend=False, power=1),
    "seasons10_counts": Settings(
        seasons=10, left_out=26, threshold=Threshold.NEGATIVE_BINOMIAL, alpha=0.01
    ),
    "seasons10_three_years": Settings(
        years=3, seasons=10, left_out=13, threshold=Threshold.NEGATIVE_BINOMIAL, alpha=0.005
    ),
    "seasons10_uncertain": Settings(
        years=4, seasons=10, left_out=26, threshold=Threshold.UNCERTAIN_MEAN, alpha=0.01
    ),
}
PRECISION = 1e-9


@dataclass(frozen=True)
class Value:
    """One row of R's: what was asked, and the four figures, None where there is none."""

    series: str
    place: str
    figures: tuple[float | None, ...]


@lru_cache
def series(name: str) -> list[int]:
    with (FOLDER / "series.csv").open() as file:
        return [int(row["count"]) for row in csv.DictReader(file) if row["series"] == name]


@lru_cache
def values() -> dict[str, list[Value]]:
    found = defaultdict(list)
    with (FOLDER / "values.csv").open() as file:
        for row in csv.DictReader(file):
            figures = (row[name] for name in ("bound", "expected", "dispersion", "slope"))
            told = tuple(None if one == "null" else float(one) for one in figures)
            found[row["method"]].append(Value(row["series"], row["t"], told))
    return found


def of_bayes() -> Iterator[tuple[int, float, Value]]:
    for method, rows in values().items():
        if method.startswith("bayes_w"):
            window, alpha = method.removeprefix("bayes_w").split("_")
            yield from ((int(window), float(alpha), row) for row in rows)


@pytest.mark.parametrize("name", SETTINGS)
def test_farrington_flexible_equals_r(name: str) -> None:
    assert len(values()[name]) == 45
    for row in values()[name]:
        judged = judge(series(row.series), int(row.place) - 1, SETTINGS[name])
        assert judged is not None
        figures = (judged.bound, judged.expected, judged.dispersion, judged.slope)
        for found, wanted in zip(figures, row.figures, strict=True):
            assert found == (wanted and pytest.approx(wanted, rel=PRECISION)), row


def test_a_trend_is_found_in_some_of_the_weeks_and_not_in_others() -> None:
    slopes = [row.figures[3] for row in values()["default_b5"]]
    assert 0 < sum(slope is not None for slope in slopes) < len(slopes)


def test_the_bound_of_bayes_equals_r() -> None:
    rows = list(of_bayes())
    assert len(rows) == 360
    for window, alpha, row in rows:
        now = int(row.place) - 1
        past = series(row.series)[now - window : now]
        assert bayes.upper_bound(past, alpha) == row.figures[0], row


@pytest.mark.parametrize("least", ["0", "0.5"])
def test_c1_and_c2_equal_r(least: str) -> None:
    days = series("days")
    for method, bound in (("C1", ears.c1_bound), ("C2", ears.c2_bound)):
        for row in values()[f"{method}_{least}"]:
            found = bound(days, int(row.place) - 1, least_deviation=float(least))
            assert found == pytest.approx(row.figures[0], rel=PRECISION)


def test_quantiles_and_tails_equal_r() -> None:
    for row in values()["student"]:
        found = distributions.student_two_sided(float(row.series), float(row.place))
        assert found == pytest.approx(row.figures[0], rel=PRECISION)
    for row in values()["qnbinom"]:
        quantile = distributions.negative_binomial_quantile(
            float(row.series), float(row.place), 6 / 7
        )
        assert quantile == row.figures[0], row
    for row in values()["qpois"]:
        found = distributions.poisson_quantile(float(row.series), float(row.place))
        assert found == row.figures[0], row


def test_the_tail_of_a_bound_is_what_its_quantile_left() -> None:
    past = [3, 5, 4, 6, 2, 5]
    bound = bayes.upper_bound(past, 0.01)
    assert bayes.false_alarm_probability(past, bound) <= 0.01
    assert bayes.false_alarm_probability(past, bound - 1) > 0.01


def test_the_cdcs_c3_counts_the_day_itself_and_the_two_before_it() -> None:
    quiet = [2, 4, 3, 3, 4, 2, 3, 3, 3, 3, 3, 3]
    assert ears.c3_sum(quiet, 11) == 0
    rising = [*quiet[:9], 5, 5, 5]
    assert ears.c3_sum(rising, 11) > ears.C3_BOUND
    assert ears.c3_sum([*quiet[:11], 9], 11) > ears.C3_BOUND


def test_what_has_too_short_a_past_is_refused() -> None:
    with pytest.raises(ValueError, match="too short"):
        ears.c1_bound([1, 2, 3], 2)
    with pytest.raises(ValueError, match="needs a past"):
        bayes.upper_bound([], 0.05)
    with pytest.raises(ValueError, match="too short"):
        season_groups(100, Settings(years=3))


def test_seasons_cover_each_year_once_and_the_first_ones_are_longer() -> None:
    groups = season_groups(200, Settings(years=3, seasons=10, half_window=3))
    one_year = [groups[place] for place in range(200 - 52 - 3, 200 - 3)]
    assert one_year.count(10) == 7
    assert [one_year.count(season) for season in range(1, 10)] == [5] * 9
    assert [groups[place] for place in range(198, 201)] == [10] * 3


@pytest.mark.parametrize(
    ("power", "upper"),
    [(1, 8.69268723406693), (1 / 2, 9.37448418449897), (2 / 3, 9.11548249500469)],
)
def test_the_bound_of_farrington_1996(power: float, upper: float) -> None:
    # se 0.2 and a two-sided alpha of 0.05, as in the package's own tests
    assert bound_by_power(5, 0.2, 1, 0.05, power) == pytest.approx(upper, rel=PRECISION)


def test_the_bound_of_noufaily_2013() -> None:
    assert [bound_by_counts(5, dispersion, 0.05) for dispersion in (1.5, 1)] == [10, 9]


def test_a_power_that_would_need_a_root_of_less_than_nothing_gives_no_bound() -> None:
    assert isnan(bound_by_power(0.01, 0, 50, 0.999, 1 / 2))


def test_residuals_that_stand_out_weigh_less_and_the_weights_keep_their_sum() -> None:
    assert weights_by([0.0] * 5 + [2.0] * 5, 0) == pytest.approx([1.6] * 5 + [0.4] * 5)


def test_weeks_that_were_explained_are_left_out_of_the_past() -> None:
    now = 310
    counts: list[float | None] = list(series("steady"))
    with_outbreak = [*counts]
    for place in range(now - 53, now - 50):
        with_outbreak[place] = 60
    explained = [None if count == 60 else count for count in with_outbreak]
    settings = Settings(years=3, reweights=False)
    bounds = [judge(told, now, settings) for told in (with_outbreak, explained, counts)]
    assert all(bounds)
    outbreak, left_out, plain = (one.bound for one in bounds if one)
    assert abs(left_out - plain) < 4 < outbreak - plain
