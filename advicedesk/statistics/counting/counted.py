"""What is counted of one desk's month, before it is added up, folded and laid out (pure).

Nothing here depends on what else a report compares, nor on a language or the directory's names:
that is why a closed month can be counted once and kept.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from advicedesk.statistics.counting.figures import NOT_RECORDED, OTHER_SUBTOPICS
from advicedesk.statistics.disclosure.sums import Key

Fold = Callable[[str], str]

# where in a key the language stands that may share a column
_LANGUAGE_AT: dict[Key, int] = {
    ("visits", "language_bridged"): 2,
    ("visits", "column_language"): 2,
    ("needs", "topic_language"): 3,
    ("needs", "column_language"): 2,
    ("needs", "reason_language"): 3,
}
_SUBTOPIC: Key = ("needs", "subtopic")


@dataclass(frozen=True, slots=True)
class Counted:
    """Counts by key; how often each value occurred; what came in several parts of a case."""

    counts: Mapping[Key, int] = field(default_factory=dict)
    values: Mapping[Key, Counter[float]] = field(default_factory=dict)
    refused: Mapping[int, int] = field(default_factory=dict)  # as not competent, by case

    def as_json(self) -> list[Any]:
        """Return it as plain lists, in one order whatever was counted first."""
        return [
            sorted([list(key), count] for key, count in self.counts.items() if count),
            sorted(
                [list(key), sorted([value, times] for value, times in found.items())]
                for key, found in self.values.items()
                if found
            ),
            sorted([case, times] for case, times in self.refused.items() if times),
        ]

    @classmethod
    def from_json(cls, told: list[Any]) -> "Counted":
        """Read what `as_json` wrote."""
        counts, values, refused = told
        return cls(
            {tuple(key): count for key, count in counts},
            {tuple(key): Counter(dict(found)) for key, found in values},
            dict(refused),
        )


def added_up(parts: Iterable[Counted]) -> Counted:
    """Return several desks or months as one."""
    counts: dict[Key, int] = {}
    values: dict[Key, Counter[float]] = {}
    refused: Counter[int] = Counter()
    for part in parts:
        for key, count in part.counts.items():
            counts[key] = counts.get(key, 0) + count
        for key, found in part.values.items():
            values.setdefault(key, Counter()).update(found)
        refused.update(part.refused)
    return Counted(counts, values, refused)


def folded(counts: Mapping[Key, int], languages: Fold, subtopics: Fold) -> dict[Key, int]:
    """Put languages and subtopics that have no line of their own together."""
    found: dict[Key, int] = {}
    for key, count in counts.items():
        new = key
        if (place := _LANGUAGE_AT.get(key[:2])) is not None and len(key) > place:
            new = (*key[:place], languages(key[place]), *key[place + 1 :])
        elif key[:2] == _SUBTOPIC and key[3] != NOT_RECORDED:
            is_own = subtopics(f"{key[2]}/{key[3]}") != OTHER_SUBTOPICS
            new = key if is_own else (*key[:3], OTHER_SUBTOPICS)
        found[new] = found.get(new, 0) + count
    return found


def subtopics_in(counts: Mapping[Key, int]) -> Counter[str]:
    """Return how many needs there are of each subtopic, coded `topic/subtopic`."""
    return Counter(
        {
            f"{key[2]}/{key[3]}": count
            for key, count in counts.items()
            if key[:2] == _SUBTOPIC and key[3] != NOT_RECORDED
        }
    )


def languages_in(counts: Mapping[Key, int]) -> Counter[str]:
    """Return how many visits there are of each language of clients."""
    return Counter(
        {key[2]: n for key, n in counts.items() if key[:2] == ("visits", "client_language")}
    )
