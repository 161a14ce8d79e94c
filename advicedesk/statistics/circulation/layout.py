"""The tables of circulation, and the sums that they show (pure)."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from itertools import chain

from advicedesk.exports.table import Kind, Unit
from advicedesk.statistics.circulation.counting import (
    ANSWERS,
    ARROW,
    CASES,
    DESK,
    EVENTS,
    EVENTS_TABLE,
    FLOWS,
    FURTHER,
    KINDS,
    MOVES,
    ONE_PLACE,
    SEVERAL,
    SHARES,
    TABLES,
    WAYS,
    Circulation,
    moved,
)
from advicedesk.statistics.circulation.steps import OUTSIDE, Answer, BackAndForth
from advicedesk.statistics.counting.figures import (
    Category,
    Cross,
    Derived,
    Drafting,
    Figures,
    Line,
    Words,
    ratio,
)
from advicedesk.statistics.counting.referrals import REFERRALS
from advicedesk.statistics.disclosure.sums import Key, Sum
from advicedesk.statistics.report import Period, Report

MOST_WAYS = 10


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
    columns = {Category(kind, drafting.words.title(kind)): KINDS[kind] for kind in BackAndForth}
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
