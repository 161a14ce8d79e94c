"""Counting circulation: every figure by its key, and every sum that ties figures (pure).

Where a figure stands in the monthly report too it has the same key, so that the two can be
protected together. Some cells are counted only to tie others, and are shown nowhere: the desk's
referrals to a place by authority, and what a place received beyond the ways that lead to it.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from operator import attrgetter

from advicedesk.exports.table import Kind, Unit
from advicedesk.statistics.circulation.steps import (
    LONGEST_WAY,
    OUTSIDE,
    Answer,
    BackAndForth,
    SentRow,
    events_of,
    ways_of,
)
from advicedesk.statistics.counting.figures import (
    Category,
    Cross,
    Derived,
    Drafting,
    Figures,
    Line,
    Words,
    ratio,
    tally,
)
from advicedesk.statistics.counting.referrals import BACK_AND_FORTH, REFERRALS
from advicedesk.statistics.disclosure.sums import Key, Sum
from advicedesk.statistics.report import Period, Report

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
MOST_WAYS = 10
HOUSE_OF, AUTHORITY_OF = attrgetter("house"), attrgetter("authority")
_KINDS: Mapping[str, Key] = {
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
    counts: dict[Key, int] = {_KINDS[kind]: kinds[kind] for kind in BackAndForth}
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


def lay_out_circulation(
    desk: str,
    period: Period,
    circulation: Circulation,
    words: Words,
    wanted: Collection[str] = TABLES,
) -> Report:
    """Lay out tables of what was counted, as a report of one period."""
    figures = Figures(circulation.counts, _derive(circulation.counts))
    drafting = Drafting((figures,), words)
    for name, lay_out in _LAY_OUTS.items():
        if name in wanted:
            lay_out(drafting)
    ties = chain.from_iterable(circulation.ties.get(name, ()) for name in wanted)
    return Report(
        desk=desk,
        periods=(period,),
        months=(figures,),
        tables={table.machine_name: table for table in drafting.tables},
        sums=(*drafting.sums, *ties),
    )


def _derive(counts: Mapping[Key, int]) -> dict[Key, Derived]:
    return {
        ("referrals", "sent_back_share", key[3]): ratio(
            counts, ("referrals", "answer", key[3], Answer.SENT_BACK), key
        )
        for key in counts
        if key[:3] == ("referrals", "moved", DESK)
    }


def _places(drafting: Drafting) -> list[Category]:
    """List the places by name, those outside last."""
    names = sorted(
        drafting.observed(("referrals", "to")) | drafting.observed(("referrals", "from")),
        key=lambda name: (name == OUTSIDE, name.casefold(), name),
    )
    return [Category(name, drafting.words.label("place", name)) for name in names]


def _lay_out_flows(drafting: Drafting) -> None:
    places = _places(drafting)
    senders = drafting.observed(("referrals", "from"))
    rows: dict[Category, Key] = {Category(DESK, drafting.words.label("place", DESK)): REFERRALS}
    rows |= {each: ("referrals", "from", each.code) for each in places if each.code in senders}
    columns: dict[Category, Key] = {each: ("referrals", "to", each.code) for each in places}
    drafting.add_cross(
        FLOWS, "sender × receiver", Cross(("referrals", "moved"), rows, columns, MOVES)
    )


def _receivers(drafting: Drafting) -> dict[Category, Key]:
    return {
        each: moved(DESK, each.code)
        for each in _places(drafting)
        if drafting.observed(("referrals", "answer", each.code))
    }


def _lay_out_answers(drafting: Drafting) -> None:
    receivers = _receivers(drafting)
    columns: dict[Category, Key] = {
        Category(answer, drafting.words.title(answer)): ("referrals", "answered", answer)
        for answer in Answer
    }
    drafting.add_cross(
        ANSWERS,
        "receiver × answer",
        Cross(("referrals", "answer"), receivers, columns, REFERRALS),
    )
    for each in receivers:  # what a place passed on is its line among the flows
        passed: Key = ("referrals", "answer", each.code, Answer.PASSED_ON)
        drafting.sums.append(Sum(("referrals", "from", each.code), (passed,)))


def _lay_out_shares(drafting: Drafting) -> None:
    lines = [
        Line(each.code, each.label, (("referrals", "sent_back_share", each.code),), Kind.SHARE)
        for each in _receivers(drafting)
    ]
    drafting.add(SHARES, Unit.REFERRALS, "receiver", lines)


def _lay_out_events(drafting: Drafting) -> None:
    prefix: Key = ("referrals", "event_topic")
    observed = drafting.observed(prefix)
    topics: dict[Category, Key] = {
        each: (*prefix, each.code)
        for each in drafting.categories("topic", prefix)
        if each.code in observed
    }
    columns = {Category(kind, drafting.words.title(kind)): _KINDS[kind] for kind in BackAndForth}
    drafting.add_cross(
        EVENTS_TABLE,
        "topic × back_and_forth",
        Cross(("referrals", "event"), topics, columns, EVENTS),
    )


def _lay_out_ways(drafting: Drafting) -> None:
    """Lay out all ways; which of them are shown is decided when it is known what is hidden."""
    codes = sorted(drafting.observed(("cases", "way")))
    ways: dict[Category, Key] = {
        Category(code, drafting.words.label("way", code)): ("cases", "way", code) for code in codes
    }
    drafting.sums.append(Sum(SEVERAL, tuple(ways.values())))
    drafting.sums.append(Sum(CASES, (ONE_PLACE, SEVERAL)))
    lines = drafting.lines_of(ways)
    for key in (SEVERAL, ONE_PLACE):
        lines.append(Line(key[-1], drafting.words.title(key[-1]), (key,)))
    drafting.add(WAYS, Unit.CASES, "way", [*lines, drafting.total_line(CASES)])


_LAY_OUTS: Mapping[str, Callable[[Drafting], None]] = {
    FLOWS: _lay_out_flows,
    ANSWERS: _lay_out_answers,
    SHARES: _lay_out_shares,
    EVENTS_TABLE: _lay_out_events,
    WAYS: _lay_out_ways,
}


def with_ways_most_walked(report: Report) -> Report:
    """Return the report with the ways that may be shown, the most walked first.

    A way is part of flows: it is shown where all of them are, or it would tell of the hidden ones.
    """
    table = report.tables.get(WAYS)
    if table is None:
        return report
    ways = [line for line in table.lines if line.keys[0][:2] == ("cases", "way")]
    shown = [line for line in ways if _may_show(report, line.code)]
    shown.sort(key=lambda line: (-report.months[0].counts[line.keys[0]], line.code))
    lines = (*shown[:MOST_WAYS], *table.lines[len(ways) :])
    return replace(
        report, tables={**report.tables, table.machine_name: replace(table, lines=lines)}
    )


def _may_show(report: Report, code: str) -> bool:
    stops = [stop for stop in code.split(ARROW) if stop != FURTHER]
    flows = [moved(DESK, stop) for stop in stops]
    flows += [moved(*pair) for pair in zip(stops, stops[1:], strict=False)]
    return report.months[0].hidden.isdisjoint([("cases", "way", code), *flows])
