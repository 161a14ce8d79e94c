"""How far two points are from each other, in a straight line. Pure."""

from array import array
from collections.abc import Iterable
from math import asin, cos, hypot, inf, radians, sin

Position = tuple[float, float]
# the mean radius of the ellipsoid, IUGG 1980
_RADIUS = 6_371_008.8


def metres_between(one: Position, other: Position) -> float:
    """Return the distance of two points given as (latitude, longitude): the haversine formula."""
    north, north_of_other = radians(one[0]), radians(other[0])
    across = sin((radians(other[1]) - radians(one[1])) / 2)
    along = sin((north_of_other - north) / 2)
    share = hypot(along, across * (cos(north) * cos(north_of_other)) ** 0.5)
    return 2 * _RADIUS * asin(min(share, 1.0))


def distances_from(start: Position, positions: Iterable[Position | None]) -> "array[float]":
    """Return the distance of each point; what stands nowhere is infinitely far."""
    return array("d", (metres_between(start, one) if one else inf for one in positions))
