"""Figures of the same months laid out in two ways (pure): the languages and subtopics that stand
alone change with the year, so the month a year before has other lines than when it was released.

What stood among the others then and stands alone now would be the one minus the other.
"""

from collections.abc import Iterable, Iterator

from advicedesk.statistics.counting.figures import OTHER_LANGUAGES, OTHER_SUBTOPICS
from advicedesk.statistics.disclosure.released import Column
from advicedesk.statistics.disclosure.sums import Key

OTHERS = (OTHER_LANGUAGES, OTHER_SUBTOPICS)
Line = tuple[int, Key]  # where in a key the code stands, and the rest of the key


def laid_out_otherwise(new: Column, earlier: Iterable[Column]) -> set[Key]:
    """Return the new figures of others, and of what stands alone in one of the layouts only."""
    found: set[Key] = set()
    for before in earlier:
        if before.region == new.region:
            found |= _changed(new, before)
    return found


def _changed(new: Column, before: Column) -> set[Key]:
    lines = {*_lines_with_others(new), *_lines_with_others(before)}
    now, then = (_codes(column, lines) for column in (new, before))
    found = {
        (*rest[:place], code, *rest[place:])
        for place, rest in now.keys() & then.keys()
        if now[place, rest] != then[place, rest]
        for code in now[place, rest] & {*OTHERS, *(now[place, rest] ^ then[place, rest])}
    }
    return {key for key in found if new.published.counts[key]}  # zeros are shown


def _lines_with_others(column: Column) -> Iterator[Line]:
    for key in column.published.counts:
        for other in OTHERS:
            if other in key:
                place = key.index(other)
                yield place, (*key[:place], *key[place + 1 :])


def _codes(column: Column, lines: set[Line]) -> dict[Line, set[str]]:
    places = {place for place, _rest in lines}
    found: dict[Line, set[str]] = {}
    for key in column.published.counts:
        for place in places:
            if place < len(key):
                line = (place, (*key[:place], *key[place + 1 :]))
                if line in lines:
                    found.setdefault(line, set()).add(key[place])
    return found
