"""Drawing one of several by their weights."""

from collections.abc import Mapping
from random import Random
from typing import TypeVar

Drawn = TypeVar("Drawn")


def draw(rng: Random, weights: Mapping[Drawn, float]) -> Drawn:
    """Return one of the keys, the heavier the likelier."""
    return rng.choices(list(weights), list(weights.values()))[0]
