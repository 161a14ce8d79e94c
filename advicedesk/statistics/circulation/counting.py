"""Counting circulation: every figure by its key, and every sum that ties figures (pure).

Where a figure stands in the monthly report too it has the same key, so that the two can be
protected together. Some cells are counted only to tie others, and are shown nowhere: the desk's
referrals to a place by authority, and what a place received beyond the ways that lead to it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from operator import attrgetter

from advicedesk.statistics.circulation.steps import (
    LONGEST_WAY,
    Answer,
    BackAndForth,
    SentRow,
    events_of,
    ways_of,
)
from advicedesk.statistics.counting.figures import (
    tally,
)
from advicedesk.statistics.counting.referrals import BACK_AND_FORTH, REFERRALS
from advicedesk.statistics.disclosure.sums import Key, Sum

DESK = "desk"
ARROW = " \N{RIGHTWARDS ARROW} "
FURTHER = "…"
MOVES: Key = ("referrals", "moves")
CAME_BACK: Key = ("referrals", "came_back")
EVENTS: Key = ("referrals", "events")
FIRST_REFUSALS: Key = ("referrals", "first_refusals")
CASES: Key = ("cases",)
ONE_PLACE: Key = ("cases", "one_place")
SEVERAL: Key = ("cases", "several_places")
HOUSE_OF, AUTHORITY_OF = attrgetter("house"), attrgetter("authority")
KINDS: Mapping[str, Key] = {
    BackAndForth.REFUSED_AGAIN: BACK_AND_FORTH,
    BackAndForth.CAME_BACK: CAME_BACK,
}


FLOWS, ANSWERS, SHARES, EVENTS_TABLE, WAYS = TABLES = (
    "circulation_flows",
    "circulation_answers",
    "circulation_sent_back",
    "circulation_back_and_forth",
    "circulation_ways",
)


@dataclass(frozen=True, slots=True)
class Circulation:
    """What was counted, and the sums that no table shows, by the table they are needed for."""

    counts: Mapping[Key, int]
    ties: Mapping[str, tuple[Sum, ...]]


def moved(start: str, end: str) -> Key:
    """Return the key of a flow."""
    return ("referrals", "moved", start, end)


def way_key(way: Sequence[str]) -> Key:
    """Return the key of a way; its later stops are not told apart."""
    further = (FURTHER,) if len(way) > LONGEST_WAY else ()
    return ("cases", "way", ARROW.join((*way[:LONGEST_WAY], *further)))


def count_circulation(rows: Sequence[SentRow]) -> Circulation:
    """Count the referrals of some desks and months."""
    passed = [(row.stop.node, row.passed_to.node) for row in rows if row.passed_to]
    given = [(DESK, row.stop.node) for row in rows]
    counts: dict[Key, int] = {REFERRALS: len(rows), MOVES: len(given) + len(passed)}
    counts |= tally(("referrals", "moved"), chain(given, passed))
    counts |= tally(("referrals", "from"), (start for start, _ in passed))
    counts |= tally(("referrals", "to"), (end for _, end in chain(given, passed)))
    counts |= tally(("referrals", "answer"), ((row.stop.node, row.answer) for row in rows))
    counts |= tally(("referrals", "answered"), (row.answer for row in rows))
    counts |= _count_events(rows)
    ways = ways_of(rows)
    counts |= _count_ways(ways)
    ties = {
        FLOWS: tuple(_ties_of_flows(rows, counts)),
        ANSWERS: tuple(_ties_of_answers(rows, counts)),
        WAYS: tuple(_ties_of_ways(ways, counts)),
    }
    return Circulation(counts, ties)


def _count_events(rows: Sequence[SentRow]) -> dict[Key, int]:
    events = events_of(rows)
    kinds = Counter(event.kind for event in events)
    counts: dict[Key, int] = {KINDS[kind]: kinds[kind] for kind in BackAndForth}
    counts[EVENTS] = len(events)
    counts |= tally(("referrals", "event"), ((event.topic, event.kind) for event in events))
    return counts | tally(("referrals", "event_topic"), (event.topic for event in events))


def _count_ways(ways: Sequence[tuple[str, ...]]) -> dict[Key, int]:
    several = [way for way in ways if len(way) > 1]
    counts: dict[Key, int] = {CASES: len(ways), SEVERAL: len(several)}
    counts[ONE_PLACE] = len(ways) - len(several)
    return counts | Counter(map(way_key, several))


def _ties_to_report(
    told: Sequence[tuple[str, str]],
    name: str,
    own_key: Callable[[str], Key],
    counts: dict[Key, int],
) -> Iterator[Sum]:
    """Tie figures to a list of the report cell by cell: its code, and the own figure's."""
    cells = Counter(told)
    counts |= tally(("referrals", name), (code for code, _ in told))
    counts |= {("referrals", f"by_{name}", *cell): count for cell, count in cells.items()}
    inside: defaultdict[Key, list[Key]] = defaultdict(list)
    for code, own in sorted(cells):
        key: Key = ("referrals", f"by_{name}", code, own)
        inside["referrals", name, code].append(key)
        inside[own_key(own)].append(key)
    for total, parts in inside.items():
        yield Sum(total, tuple(parts))


def _ties_of_flows(rows: Sequence[SentRow], counts: dict[Key, int]) -> Iterator[Sum]:
    for name, told in (("house", HOUSE_OF), ("authority", AUTHORITY_OF)):
        pairs = [(told(row), row.stop.node) for row in rows]
        yield from _ties_to_report(pairs, name, partial(moved, DESK), counts)


def _ties_of_answers(rows: Sequence[SentRow], counts: dict[Key, int]) -> Iterator[Sum]:
    pairs = [(row.status, row.answer) for row in rows]
    yield from _ties_to_report(pairs, "status", lambda own: ("referrals", "answered", own), counts)
    refused: Key = ("referrals", "answered", Answer.SENT_BACK)
    counts[FIRST_REFUSALS] = counts.get(refused, 0) - counts[BACK_AND_FORTH]
    yield Sum(refused, (BACK_AND_FORTH, FIRST_REFUSALS))


def _ties_of_ways(ways: Sequence[tuple[str, ...]], counts: dict[Key, int]) -> Iterator[Sum]:
    """Tie ways to the flows they are part of: a place received at least those led to it."""
    several = {way_key(way): way[:LONGEST_WAY] for way in ways if len(way) > 1}
    reached: dict[Key, list[Key]] = {}
    for key, way in several.items():
        for place, node in enumerate(way):
            step: Key = ("cases", "step", key[-1], str(place))
            counts[step] = counts[key]
            yield Sum(key, (step,))
            reached.setdefault(("referrals", "to", node), []).append(step)
            if not place:
                reached.setdefault(moved(DESK, node), []).append(step)
    for total, steps in reached.items():
        beyond: Key = ("referrals", "beyond", *total[1:])
        counts[beyond] = counts[total] - sum(counts[step] for step in steps)
        yield Sum(total, (*steps, beyond))
