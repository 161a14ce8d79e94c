"""From ETRS-TM35FIN (EPSG:3067), the metres of Finnish maps, to WGS84 degrees.

The inverse transverse Mercator by Krüger's series, as JHS 197 "EUREF-FIN -koordinaattijärjestelmät"
(Finland's public administration, 2016), annex 2, writes it; GRS80, central meridian 27° E.
ETRS89 and WGS84 differ by less than a metre, which the five decimals do not show.
"""

from math import asin, asinh, atan, atanh, cos, cosh, degrees, isfinite, sin, sinh, sqrt, tanh

_SEMI_MAJOR = 6_378_137.0
_FLATTENING = 1 / 298.257222101
_SCALE = 0.9996
_CENTRAL_MERIDIAN = 27.0
_FALSE_EASTING = 500_000.0
_DECIMALS = 5
# Finland with its waters: what is outside is no EPSG:3067 of a Finnish place
_NORTHINGS = (6_500_000, 7_900_000)
_EASTINGS = (0, 800_000)

_N = _FLATTENING / (2 - _FLATTENING)
_ECCENTRICITY = sqrt(2 * _FLATTENING - _FLATTENING**2)
_RADIUS = _SEMI_MAJOR / (1 + _N) * (1 + _N**2 / 4 + _N**4 / 64)
_SERIES = (
    _N / 2 - 2 * _N**2 / 3 + 37 * _N**3 / 96 - _N**4 / 360,
    _N**2 / 48 + _N**3 / 15 - 437 * _N**4 / 1440,
    17 * _N**3 / 480 - 37 * _N**4 / 840,
    4397 * _N**4 / 161_280,
)


def to_wgs84(northing: object, easting: object) -> tuple[float, float] | None:
    """Return (latitude, longitude) of metres, given as texts or numbers; None for anything else."""
    metres = _number(northing), _number(easting)
    if metres[0] is None or metres[1] is None:
        return None
    if not (_is_within(metres[0], _NORTHINGS) and _is_within(metres[1], _EASTINGS)):
        return None
    latitude, longitude = _degrees(metres[0], metres[1])
    return round(latitude, _DECIMALS), round(longitude, _DECIMALS)


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = float(value.strip().replace(",", ".") if isinstance(value, str) else value)
    except (ValueError, OverflowError):
        return None
    return number if isfinite(number) else None


def _is_within(number: float, limits: tuple[int, int]) -> bool:
    return limits[0] <= number <= limits[1]


def _degrees(northing: float, easting: float) -> tuple[float, float]:
    xi = northing / (_RADIUS * _SCALE)
    eta = (easting - _FALSE_EASTING) / (_RADIUS * _SCALE)
    turned_xi, turned_eta = xi, eta
    for order, factor in enumerate(_SERIES, start=1):
        turned_xi -= factor * sin(2 * order * xi) * cosh(2 * order * eta)
        turned_eta -= factor * cos(2 * order * xi) * sinh(2 * order * eta)
    conformal = asinh(_tangent(turned_xi, turned_eta))
    isometric = conformal
    for _round in range(6):
        isometric = conformal + _ECCENTRICITY * atanh(_ECCENTRICITY * tanh(isometric))
    longitude = asin(tanh(turned_eta) / cos(asin(sin(turned_xi) / cosh(turned_eta))))
    return degrees(atan(sinh(isometric))), _CENTRAL_MERIDIAN + degrees(longitude)


def _tangent(xi: float, eta: float) -> float:
    sine = sin(xi) / cosh(eta)
    return sine / sqrt(1 - sine**2)
