"""Finding places by what is typed: in any language, with slips of the pen. Pure.

Pieces of three letters, as PostgreSQL's pg_trgm cuts them, kept in the process beside the places:
the same answer on SQLite and on PostgreSQL, without an index that a database must keep in step.
Words without a slip are looked for in the texts themselves; the pieces are cut at the first slip.
"""

from array import array
from collections import Counter
from collections.abc import Iterable
from functools import cached_property

MOST_TYPED = 80
# how much of a word's pieces a place must share to be meant in spite of a slip
_LIKE_ENOUGH = 0.55
_SHORTEST_TO_GUESS = 4


class Finder:
    """Folded words of many places, and the places in which each piece of three letters stands."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = [f" {text} " for text in texts]

    @cached_property
    def _places(self) -> "dict[str, array[int]]":
        found: dict[str, array[int]] = {}
        for place, text in enumerate(self._texts):
            for piece in _pieces(text):
                found.setdefault(piece, array("I")).append(place)
        return found

    def find(self, typed: str) -> dict[int, float]:
        """Return {place: likeness} of the places that have every folded word, slips forgiven."""
        found: dict[int, float] | None = None
        for word in typed[:MOST_TYPED].split():
            those = self._with_word(word)
            found = those if found is None else _both(found, those)
            if not found:
                return {}
        return found or {}

    def _with_word(self, word: str) -> dict[int, float]:
        begins = f" {word}"
        exact = [place for place, text in enumerate(self._texts) if begins in text]
        if exact or len(word) < _SHORTEST_TO_GUESS:
            return dict.fromkeys(exact, 1.0)
        return self._like(word)

    def _like(self, word: str) -> dict[int, float]:
        pieces = _pieces(f" {word}")
        shared: Counter[int] = Counter()
        for piece in pieces:
            shared.update(self._places.get(piece, ()))
        least = _LIKE_ENOUGH * len(pieces)
        return {place: count / len(pieces) for place, count in shared.items() if count >= least}


def _pieces(text: str) -> set[str]:
    return {text[start : start + 3] for start in range(len(text) - 2)}


def _both(one: dict[int, float], other: dict[int, float]) -> dict[int, float]:
    return {place: one[place] + other[place] for place in one.keys() & other.keys()}
