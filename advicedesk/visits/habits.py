"""What a desk mostly does, for the order and the offers of the log page.

Counted at most once in five minutes in each process: a habit is older than that, and the page is
opened a hundred times a day.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from flask import current_app

from advicedesk.visits import queries, shapes

_HOLD = timedelta(minutes=5)
_KEPT = "advicedesk.habits"


@dataclass(frozen=True)
class DeskHabits:
    """Most used first: languages, topics; how often each place was given; usual shapes."""

    languages: list[str]
    topics: list[str]
    # id of a service point -> referrals
    places: dict[int, int]
    usual: dict[str, dict[str, shapes.UsualShape]]
    usual_places: dict[str, list[str]]

    @cached_property
    def named_places(self) -> list[str]:
        """Return the public ids that the page's script must be able to name."""
        of_shapes = [
            place
            for of_topic in self.usual.values()
            for usual in of_topic.values()
            for place in usual.shape.places
        ]
        of_topics = [place for places in self.usual_places.values() for place in places]
        return list(dict.fromkeys([*of_shapes, *of_topics]))


def habits_of(desk_id: int, now: datetime) -> DeskHabits:
    """Return a desk's habits, as they were at most five minutes ago."""
    kept: dict[int, tuple[datetime, DeskHabits]]
    kept = current_app.extensions.setdefault(_KEPT, {})
    if desk_id not in kept or not timedelta() <= now - kept[desk_id][0] < _HOLD:
        kept[desk_id] = (now, _count(desk_id))
    return kept[desk_id][1]


def _count(desk_id: int) -> DeskHabits:
    needs = queries.list_needs_told_lately(desk_id)
    return DeskHabits(
        languages=_most_used(need.language for need in needs),
        topics=_most_used(need.topic for need in needs),
        places=queries.count_referrals_by_place(desk_id),
        usual=shapes.find_usual(needs),
        usual_places=shapes.find_usual_places(needs),
    )


def _most_used(codes: Iterable[str]) -> list[str]:
    return [code for code, _count in Counter(codes).most_common()]
