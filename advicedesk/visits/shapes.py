"""The shapes that needs usually have: what a desk mostly does for a topic and a language.

Pure: told needs in, the usual ones out. A shape is offered to be taken by one key, never filled in
by itself: what is usual is not what this person came for until the counsellor says so.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

ANY_LANGUAGE = ""
# so often it must have been seen: once is no habit; of all languages together a little more
_IN_A_LANGUAGE = 2
_IN_ANY = 3
_PLACES_SHOWN = 5


@dataclass(frozen=True)
class Shape:
    """What was told of a need beside its topic."""

    subtopic: str | None
    acts: tuple[str, ...]
    outcome: str | None
    # public ids of service points, in the order they were given
    places: tuple[str, ...]

    @property
    def is_bare(self) -> bool:
        """Tell whether nothing but the topic was told."""
        return not (self.subtopic or self.acts or self.outcome or self.places)


@dataclass(frozen=True)
class ToldNeed:
    """A need of a past visit, with the minutes when it was the visit's only one."""

    topic: str
    language: str
    shape: Shape
    minutes: int | None


@dataclass(frozen=True)
class UsualShape:
    """A shape and how long it mostly takes; None when nobody knows."""

    shape: Shape
    minutes: int | None


def find_usual(needs: Iterable[ToldNeed]) -> dict[str, dict[str, UsualShape]]:
    """Return topic -> client language (or ANY_LANGUAGE) -> its usual shape.

    A language has its own entry only where it differs from the topic's.
    """
    told: dict[tuple[str, str], list[ToldNeed]] = defaultdict(list)
    for need in needs:
        if not need.shape.is_bare:
            told[need.topic, need.language].append(need)
            told[need.topic, ANY_LANGUAGE].append(need)
    usual: dict[str, dict[str, UsualShape]] = defaultdict(dict)
    for (topic, language), group in sorted(told.items(), key=lambda one: one[0]):
        # ANY_LANGUAGE is the empty string: a topic's own shape is known before its languages'
        found = _mostly(group, _IN_A_LANGUAGE if language else _IN_ANY)
        if found and found != usual[topic].get(ANY_LANGUAGE):
            usual[topic][language] = found
    return {topic: shapes for topic, shapes in usual.items() if shapes}


def _mostly(group: list[ToldNeed], at_least: int) -> UsualShape | None:
    shape, count = Counter(need.shape for need in group).most_common(1)[0]
    if count < at_least:
        return None
    minutes = Counter(
        need.minutes for need in group if need.shape == shape and need.minutes is not None
    )
    return UsualShape(shape, minutes.most_common(1)[0][0] if minutes else None)


def find_usual_places(needs: Iterable[ToldNeed]) -> dict[str, list[str]]:
    """Return topic -> public ids of the places most given for it, at most five."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for need in needs:
        counts[need.topic].update(need.shape.places)
    return {
        topic: [place for place, _count in places.most_common(_PLACES_SHOWN)]
        for topic, places in counts.items()
        if places
    }
