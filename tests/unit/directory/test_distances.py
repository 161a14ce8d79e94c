"""Straight lines between points on the ellipsoid's mean sphere."""

from math import inf

import pytest

from advicedesk.directory.distances import distances_from, metres_between
from advicedesk.languages.formats import format_distance

ISO_OMENA = (60.16178, 24.73884)
KAMPPI = (60.16889, 24.93139)


def test_a_point_is_nowhere_from_itself() -> None:
    assert metres_between(ISO_OMENA, ISO_OMENA) == 0


def test_iso_omena_is_some_eleven_kilometres_from_kamppi() -> None:
    assert metres_between(ISO_OMENA, KAMPPI) == pytest.approx(10_690, abs=30)
    assert metres_between(KAMPPI, ISO_OMENA) == metres_between(ISO_OMENA, KAMPPI)


def test_the_other_side_of_the_earth_is_half_its_girth_away() -> None:
    assert metres_between((0.0, 0.0), (0.0, 180.0)) == pytest.approx(20_015_115, abs=5)


def test_what_stands_nowhere_is_infinitely_far() -> None:
    assert list(distances_from(KAMPPI, [KAMPPI, None])) == [0, inf]


@pytest.mark.parametrize(
    ("metres", "locale", "words"),
    [
        (447, "en", "450 m"),
        (994, "fi", "990 m"),
        (996, "fi", "1 km"),
        (1_240, "fi", "1,2 km"),
        (1_240, "sv", "1,2 km"),
        (1_240, "so", "1.2 km"),
        (447, "kmr", "450 m"),
        (10_690, "en", "11 km"),
    ],
)
def test_a_distance_is_said_as_people_say_it(metres: float, locale: str, words: str) -> None:
    assert format_distance(metres, locale).replace("\xa0", " ") == words


@pytest.mark.parametrize("locale", ["ar", "fa", "ru", "uk", "et"])
def test_a_distance_has_figures_0_to_9_in_every_language(locale: str) -> None:
    assert "450" in format_distance(447, locale)
