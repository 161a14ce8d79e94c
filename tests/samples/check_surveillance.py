"""Open surveillance samples: the methods give the bounds that R's *surveillance* gave for them."""

import csv
import json
from collections.abc import Callable, Iterator
from math import log
from pathlib import Path
from typing import Any

from advicedesk.statistics.early_warnings.judging import judge
from advicedesk.statistics.early_warnings.series import Grain, History, Kind, Period, Series
from advicedesk.statistics.months import Month
from advicedesk.statistics.surveillance import bayes, ears
from advicedesk.statistics.surveillance import farrington_flexible as flexible
from advicedesk.statistics.surveillance.distributions import normal_quantile

PRECISION = 1e-9
_POWERS = {"none": 1, "1/2": 1 / 2, "2/3": 2 / 3}


def check(folder: Path) -> list[str]:
    """Compute every bound anew; return what differs."""
    place = folder / "surveillance"
    agona = [int(row["observed"]) for row in _rows(place / "agona_weekly_input.csv")]
    desk = [int(row["observed"]) for row in _rows(place / "desk_monthly_synthetic_input.csv")]
    return [
        *_bounds(place / "agona_ears_C1_output.csv", agona, _c1),
        *_bounds(place / "agona_bayes_b0w6_output.csv", agona, _bayes),
        *_bounds(place / "desk_monthly_synthetic_output.csv", desk, _desk),
        *_quiet_after_july(desk),
        *_known(json.loads((place / "known_values.json").read_text())),
    ]


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open() as file:
        return list(csv.DictReader(file))


def _bounds(
    path: Path, counts: list[int], bound: Callable[[list[int], int, dict[str, str]], float]
) -> Iterator[str]:
    rows = _rows(path)
    for row in rows:
        now = int(row["t"]) - 1
        found = bound(counts, now, row)
        is_same = abs(found - float(row["upperbound"])) <= PRECISION * abs(found)
        if not is_same or (counts[now] > found) != bool(int(row["alarm"])):
            yield f"{path.name}: {row} but here {found}"
    if not rows:
        yield f"{path.name}: empty"


def _c1(counts: list[int], now: int, row: dict[str, str]) -> float:
    least, alpha = float(row["minSigma"]), float(row["alpha"])
    return ears.c1_bound(counts, now, alpha=alpha, least_deviation=least)


def _bayes(counts: list[int], now: int, row: dict[str, str]) -> float:
    return bayes.upper_bound(counts[now - 6 : now], float(row["alpha"]))


def _desk(counts: list[int], now: int, row: dict[str, str]) -> float:
    if row["config"].startswith("ears"):
        return ears.c1_bound(counts, now, least_deviation=0.5)
    return bayes.upper_bound(counts[now - 6 : now], 0.01)


def _quiet_after_july(counts: list[int]) -> Iterator[str]:
    """Judge every month as the desk does: the two rises are told, the Augusts are not."""
    months = [Month(2020, 1).shifted(number) for number in range(len(counts) + 1)]
    periods = [Period(Grain.MONTH, one.first_day, one.shifted(1).first_day) for one in months]
    series = Series(Kind.TOPIC, "housing")
    found = []
    for now in range(49, len(counts)):
        told = [*counts[: now + 1], 0]
        open_days = [20] * (now + 1) + [1]
        # five series alike: each may be wrong once in a hundred, as R's second set of bounds
        alike = {Series(Kind.TOPIC, f"alike{number}"): told for number in range(4)}
        history = History(periods[: now + 2], list(told), open_days, {series: told, **alike})
        judged = judge(history, now, periods[now + 1].first)
        found += [now + 1 for rise in judged.rare if rise.series == series]
    if found != [50, 66]:
        yield f"desk_monthly_synthetic: warnings at {found}, not at 50 and 66 only"


def _known(values: dict[str, Any]) -> Iterator[str]:
    for one in values["delta"]:
        power = _POWERS[one["skewness"]]
        # the package's alpha is of both sides there
        found = flexible.bound_by_power(one["mu"], one["se"], one["phi"], one["alpha"], power)
        yield from _same("delta", one["upper"], found)
    for one in values["nbPlugin"]:
        found = flexible.bound_by_counts(one["mu"], one["phi"], one["alpha"])
        yield from _same("nbPlugin", one["upper"], found)
    for one in values["muan"]:
        mean = 5 * 2 ** normal_quantile(1 - one["alpha"])  # log(5), with log(2) as its error
        found = flexible.bound_by_counts(mean, one["phi"], one["alpha"])
        yield from _same("muan", one["upper"], found)
    weights = values["weights"]
    told = flexible.weights_by(weights["anscombe_residuals"], weights["threshold"])
    for wanted, found in zip(weights["weights"], told, strict=True):
        yield from _same("weights", wanted, found)


def _same(name: str, wanted: float, found: float) -> Iterator[str]:
    if abs(log(found / wanted)) > PRECISION:
        yield f"known_values.json: {name} {wanted} but here {found}"
