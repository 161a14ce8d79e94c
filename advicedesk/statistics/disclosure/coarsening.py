"""Which categories stand alone: what is rare is put together before anything is hidden.

A category whose whole line cannot be protected has no answer but merging.
"""

from collections.abc import Mapping


def categories_of_their_own(counted: Mapping[str, int], most: int, least: int = 0) -> set[str]:
    """Return the most frequent categories, at most so many, each counted at least so often.

    When what is left over is rarer than that together, the rarest of them goes with it.
    """
    ranked = sorted(counted, key=lambda code: (-counted[code], code))
    own = [code for code in ranked[:most] if counted[code] >= least]
    left = sum(counted[code] for code in ranked[len(own) :])
    return set(own[:-1] if 0 < left < least else own)
