"""The steps of clients from place to place, read from the referrals that stand (pure).

A client's matter is a case and a topic: two topics of one case are two matters, each with its way.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

LONGEST_WAY = 4  # stops of a way that are told apart
OUTSIDE = "outside"


class Answer(StrEnum):
    """What the place did with a client."""

    PASSED_ON = "passed_on"
    SENT_BACK = "sent_back"
    OTHER = "other_answer"


class BackAndForth(StrEnum):
    """How a client was sent to and fro."""

    REFUSED_AGAIN = "refused_again"
    CAME_BACK = "came_back"


class Stop(NamedTuple):
    """A place: which one, and the service in the house that it is, or outside."""

    place: str
    node: str


class SentRow(NamedTuple):
    """One referral of a desk."""

    desk_code: str
    given_at: datetime
    case_key: int
    topic: str
    authority: str  # as the monthly report names it
    house: str
    status: str
    stop: Stop
    passed_to: Stop | None
    is_refused: bool  # as not their matter

    @property
    def answer(self) -> Answer:
        """Return what the place did."""
        if self.passed_to:
            return Answer.PASSED_ON
        return Answer.SENT_BACK if self.is_refused else Answer.OTHER


class Event(NamedTuple):
    """A client sent back and forth, with a topic."""

    topic: str
    kind: BackAndForth


def ways_of(rows: Iterable[SentRow]) -> list[tuple[str, ...]]:
    """Return the way of every matter: its stops in order, one after the same left out."""
    return [tuple(_merged(stop.node for stop in stops)) for _, stops in _matters(rows)]


def events_of(rows: Sequence[SentRow]) -> list[Event]:
    """Return each referral that sent a client back and forth, once.

    Refused as not their matter after such a refusal in the same case; or sent to a place from
    which the client had gone to another one with the same matter.
    """
    refused: set[int] = set()
    walked: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    events = []
    for row in _in_order(rows):
        walk = walked[row.case_key, row.topic]
        is_back = any([_walk_on(walk, stop.place) for stop in _stops(row)])
        if row.is_refused and row.case_key in refused:
            events.append(Event(row.topic, BackAndForth.REFUSED_AGAIN))
        elif is_back:
            events.append(Event(row.topic, BackAndForth.CAME_BACK))
        if row.is_refused:
            refused.add(row.case_key)
    return events


def _walk_on(walk: list[str], place: str) -> bool:
    """Walk to a place; tell whether the client was there before the last one."""
    if walk and walk[-1] == place:
        return False
    walk.append(place)
    return place in walk[:-1]


def _matters(rows: Iterable[SentRow]) -> Iterable[tuple[tuple[int, str], list[Stop]]]:
    stops: defaultdict[tuple[int, str], list[Stop]] = defaultdict(list)
    for row in _in_order(rows):
        stops[row.case_key, row.topic].extend(_stops(row))
    return stops.items()


def _stops(row: SentRow) -> list[Stop]:
    return [row.stop, row.passed_to] if row.passed_to else [row.stop]


def _in_order(rows: Iterable[SentRow]) -> list[SentRow]:
    return sorted(rows, key=lambda row: row.given_at)


def _merged(nodes: Iterable[str]) -> Iterator[str]:
    last = None
    for node in nodes:
        if node != last:
            yield node
        last = node
