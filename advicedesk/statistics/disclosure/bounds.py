"""What a reader knows by passing bounds along the sums until nothing moves.

Fast, and never closer than the truth: a cell that is exposed here is exposed. The exact bounds
are the audit's.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from advicedesk.statistics.disclosure.sums import Key, Web

Bounds = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Exposed:
    """A hidden cell that is known too well: how much is missing, and the sum that tells most."""

    key: Key
    shortfall: float
    line: int


def exposed_by_bounds(web: Web, threshold: int) -> list[Exposed]:
    """List hidden cells whose bounds are closer than the threshold."""
    bounds = reader_bounds(web)
    found = []
    for key in sorted(web.hidden):
        low, high = bounds[key]
        if high - low < threshold:
            line = _telling_line(web, key, bounds, tells_high=high - 1 < threshold)
            found.append(Exposed(key, threshold - (high - low), line))
    return found


def reader_bounds(web: Web) -> dict[Key, Bounds]:
    """Return what a reader can know of each cell that stands in a sum."""
    bounds: dict[Key, Bounds] = {
        key: (1, math.inf) if key in web.hidden else (web.counts[key],) * 2
        for key in {*web.lines_of, *web.hidden}
    }
    waiting = {line for key in web.hidden for line in web.lines_of[key]}
    while waiting:
        line = waiting.pop()
        for key, implied in _implied(web, line, bounds).items():
            low, high = bounds[key]
            closer = max(low, implied[0]), min(high, implied[1])
            if closer != bounds[key]:
                bounds[key] = closer
                waiting.update(web.lines_of[key])
    return bounds


def _implied(web: Web, line: int, bounds: Mapping[Key, Bounds]) -> dict[Key, Bounds]:
    """Return what one sum alone tells of its hidden cells."""
    total, parts = web.lines[line]
    inside = [key for key in parts if key in web.hidden]
    shown = web.counts[total] - web.cost(inside)  # what the published parts add up to
    lows = [bounds[key][0] for key in inside]
    highs = [bounds[key][1] for key in inside]
    lowest, endless = shown + sum(lows), highs.count(math.inf)
    highest = shown + sum(high for high in highs if high < math.inf)
    least, most = bounds[total]
    implied = {}
    for key, low, high in zip(inside, lows, highs, strict=True):
        own_endless, own_high = (1, 0) if high == math.inf else (0, high)
        others = math.inf if endless > own_endless else highest - own_high
        implied[key] = (least - others, most - (lowest - low))
    if total in web.hidden:
        implied[total] = (lowest, math.inf if endless else highest)
    return implied


def _telling_line(web: Web, key: Key, bounds: Mapping[Key, Bounds], *, tells_high: bool) -> int:
    """Return the sum that tells most of a cell: its upper bound, else its lower one."""

    def told(line: int) -> float:
        low, high = _implied(web, line, bounds)[key]
        return high if tells_high else -low

    return min(web.lines_of[key], key=told)
