"""Which topics are clearly above their usual, by one stated rule (pure).

The needs of this month's full days are held against the same days of the three months before. A
topic is told when it is above each of them, at least half as much again as their mean, and farther
from it than chance explains: by three standard deviations of the difference, were both Poisson.
Counts below the threshold are never told, and a usual below it is only said to be small.

A first rule, and honest about it: seasons, weekdays and the desk's own growth are not taken out.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from advicedesk.statistics.months import Month

MONTHS_BEFORE = 3
_TIMES_USUAL = 1.5
_DEVIATIONS = 3.0


@dataclass(frozen=True)
class Rise:
    """A topic that is clearly above its usual; `usual` is None when it is a small count."""

    topic: str
    count: int
    usual: int | None


def find_rises(
    now: Mapping[str, int], before: Sequence[Mapping[str, int]], threshold: int
) -> list[Rise]:
    """Return the topics that rose, the clearest first; none without a desk's own past."""
    if len(before) < MONTHS_BEFORE or not all(sum(month.values()) for month in before):
        return []
    found = []
    for topic, count in now.items():
        counts = [month.get(topic, 0) for month in before]
        usual = sum(counts) / len(counts)
        distance = (count - usual) / _deviation(usual, len(counts))
        is_clear = distance >= _DEVIATIONS and count >= _TIMES_USUAL * usual
        if count >= threshold and is_clear and count > max(counts):
            rounded = round(usual)
            found.append((distance, Rise(topic, count, rounded if usual >= threshold else None)))
    return [rise for _distance, rise in sorted(found, key=lambda one: (-one[0], one[1].topic))]


def _deviation(usual: float, months: int) -> float:
    # the usual is itself only a mean of a few months; of what never happened little is known
    return math.sqrt(max(usual, 1.0) * (1 + 1 / months))


def same_days(today: date, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """Return the edges of this month's full days and of the same days of the months before."""
    month = Month.of(today)
    return [_edges(month.shifted(-back), today.day, zone) for back in range(MONTHS_BEFORE + 1)]


def _edges(month: Month, until_day: int, zone: ZoneInfo) -> tuple[datetime, datetime]:
    first, end = month.edges(zone)
    until = month.first_day + timedelta(days=until_day - 1)
    return first, min(datetime.combine(until, time(), zone), end)
