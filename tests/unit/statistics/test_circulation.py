"""Circulation counted by hand, and attacked by a reader who has all that is published."""

import random
from datetime import timedelta

import pytest

from advicedesk.exports.table import HIDDEN
from advicedesk.statistics.charts import Look
from advicedesk.statistics.circulation.counting import (
    FLOWS,
    WAYS,
    count_circulation,
    moved,
)
from advicedesk.statistics.circulation.layout import lay_out_circulation, with_ways_most_walked
from advicedesk.statistics.circulation.picture import End, draw_flows
from advicedesk.statistics.circulation.protecting import everything, protected, referrals_of
from advicedesk.statistics.circulation.steps import OUTSIDE, SentRow, Stop, events_of, ways_of
from advicedesk.statistics.disclosure.sums import Sum
from advicedesk.statistics.report import Period, Report, build_report
from advicedesk.statistics.report import protected as protected_report
from tests.unit.statistics.month_rows import MONDAY_AT_TEN, Rows, a_referral
from tests.unit.statistics.readers import interval_by_program
from tests.unit.statistics.test_report import PlainWords

THRESHOLD = 5
OCTOBER = Period("2026-10", "October")
PLACES = ("Kela", "Library", "Clinic", "Youth", OUTSIDE)


def a_stop(name: str) -> Stop:
    """A place in the house by its name; small letters are outside it."""
    return Stop(name, name if name[0].isupper() else OUTSIDE)


def sent(case: int, place: str, passed_to: str = "", refused: bool = False, **changes) -> SentRow:
    """A referral; later ones of a test are given later."""
    sent.count = getattr(sent, "count", 0) + 1
    stop = a_stop(place)
    row = SentRow(
        desk_code="iso-omena",
        given_at=MONDAY_AT_TEN + timedelta(minutes=sent.count),
        case_key=case,
        topic="social",
        authority=place,
        house="outside" if stop.node == OUTSIDE else "same_house",
        status="rerouted" if passed_to else "rejected" if refused else "completed",
        stop=stop,
        passed_to=a_stop(passed_to) if passed_to else None,
        is_refused=refused,
    )
    return row._replace(**changes)


def report_of(rows: list[SentRow], wanted=None) -> Report:
    counted = count_circulation(rows)
    words = PlainWords()
    if wanted is None:
        return lay_out_circulation("x", OCTOBER, counted, words)
    return lay_out_circulation("x", OCTOBER, counted, words, wanted)


def cells_of(report: Report, table: str) -> dict[str, list]:
    return {
        line.code: [report.value(key) for key in line.keys] for line in report.tables[table].lines
    }


def test_a_referral_flows_from_the_desk_and_one_passed_on_from_the_place_besides():
    rows = [sent(1, "Kela"), sent(2, "Kela", passed_to="Library"), sent(3, "police")]
    report = report_of(rows)
    assert [column.code for column in report.tables[FLOWS].columns] == [
        "Kela",
        "Library",
        OUTSIDE,
        "SSS",
    ]
    assert cells_of(report, FLOWS) == {
        "desk": [2, 0, 1, 3],
        "Kela": [0, 1, 0, 1],
        "SSS": [2, 1, 1, 4],
    }


def test_each_place_has_what_it_received_passed_on_and_sent_back_with_the_share():
    rows = [sent(1, "Kela"), sent(2, "Kela", "Library"), sent(3, "Kela", refused=True)]
    rows += [sent(4, "Kela"), sent(5, "Library")]
    report = report_of(rows)
    assert cells_of(report, "circulation_answers") == {
        "Kela": [1, 1, 2, 4],
        "Library": [0, 0, 1, 1],
        "SSS": [1, 1, 3, 5],
    }
    assert cells_of(report, "circulation_sent_back") == {"Kela": [0.25], "Library": [0.0]}


def test_a_second_refusal_in_a_case_is_back_and_forth_whatever_its_topic():
    rows = [sent(1, "Kela", refused=True), sent(1, "Library", refused=True, topic="work")]
    rows += [sent(2, "Kela", refused=True), sent(3, "Kela", refused=True)]
    assert [(event.topic, event.kind) for event in events_of(rows)] == [("work", "refused_again")]


def test_coming_back_to_a_place_by_way_of_another_is_back_and_forth():
    passed_back = [sent(1, "Kela", "Library"), sent(1, "Library", "Kela")]
    sent_back = [sent(2, "Kela"), sent(2, "Library"), sent(2, "Kela")]
    twice_the_same = [sent(3, "Kela"), sent(3, "Kela")]
    other_topics = [sent(4, "Kela"), sent(4, "Library", topic="work"), sent(4, "Kela")]
    events = events_of([*passed_back, *sent_back, *twice_the_same, *other_topics])
    assert [event.kind for event in events] == ["came_back", "came_back"]


def test_a_way_is_of_one_topic_of_a_case_and_stands_still_at_one_place():
    rows = [sent(1, "Kela", "Library"), sent(2, "Kela"), sent(1, "Library"), sent(1, "Clinic")]
    rows += [sent(2, "Library", topic="work"), sent(3, "police"), sent(3, "migri")]
    assert sorted(ways_of(rows)) == [
        ("Kela",),
        ("Kela", "Library", "Clinic"),
        ("Library",),
        (OUTSIDE,),
    ]


def test_the_ways_most_walked_come_first_ten_at_most_and_long_ones_end_with_their_fourth_stop():
    rows = [row for case in range(3) for row in (sent(case, "Clinic"), sent(case, "Kela"))]
    rows += [sent(50, place) for place in ("Kela", "Library", "Clinic", "Youth", "Kela", "Library")]
    for case in range(100, 112):
        rows += [sent(case, "Kela"), sent(case, f"Place {case}")]
    lines = with_ways_most_walked(report_of(rows)).tables[WAYS].lines
    assert len(lines) == 10 + 3
    assert lines[0].code == "Clinic → Kela"
    assert "Kela → Library → Clinic → Youth → …" in {line.code for line in lines}
    assert [line.code for line in lines[-3:]] == ["several_places", "one_place", "SSS"]


def test_nothing_at_all_is_counted_as_zeros():
    report = report_of([])
    assert cells_of(report, FLOWS) == {"desk": [0], "SSS": [0]}
    assert cells_of(report, WAYS) == {"several_places": [0], "one_place": [0], "SSS": [0]}


def made_up(seed: int, count: int) -> list[SentRow]:
    chance = random.Random(seed)
    rows = []
    for number in range(count):
        place = chance.choices(
            ("Kela", "Library", "Clinic", "Youth", "police", "migri"), (9, 5, 3, 1, 9, 6)
        )[0]
        rows.append(sent(1000 * seed + chance.randrange(1 + count // 2), place))
        if chance.random() < 0.3:
            other = "Library" if place == "Kela" else "Kela"
            rows[-1] = sent(rows[-1].case_key, place, passed_to=other)
        elif chance.random() < 0.15:
            rows[-1] = sent(rows[-1].case_key, place, refused=True)
        rows[-1] = rows[-1]._replace(topic=("social", "work")[number % 2])
    return rows


def monthly(rows: list[SentRow], parts: list[Report]) -> Report:
    referrals = [
        a_referral(case_key=row.case_key, authority=row.authority, status=row.status,
                   same_house=row.house == "same_house",
                   rejected_reason="not_competent" if row.is_refused else None)
        for row in rows
    ]  # fmt: skip
    months = [(OCTOBER, Rows(referrals=referrals)), *[(Period("x", ""), Rows())] * 2]
    report = build_report("x", months, PlainWords(), 4, {})
    return protected_report(report, THRESHOLD, [parts])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_nobody_works_out_a_hidden_figure_from_tables_desks_their_sum_and_the_report(seed):
    desks = [made_up(seed, 90), made_up(seed + 10, 160)]
    together = [*desks[0], *desks[1]]
    reports = [monthly(rows, []) for rows in desks]
    reports.append(monthly(together, reports))
    single = [
        protected(lambda wanted, rows=rows: report_of(rows, wanted), [], report, THRESHOLD)
        for rows, report in zip(desks, reports, strict=False)
    ]
    whole = protected(lambda wanted: report_of(together, wanted), [single], reports[-1], THRESHOLD)
    assert FLOWS in whole.tables
    read = {f"circulation {n}": everything(one) for n, one in enumerate([*single, whole])}
    read |= {f"report {n}": referrals_of(one) for n, one in enumerate(reports)}
    counts = {(n, *key): count for n, one in read.items() for key, count in one.counts.items()}
    hidden = {(n, *key) for n, one in read.items() for key in one.hidden if one.counts.get(key)}
    sums = [
        Sum((n, *line.total), tuple((n, *part) for part in line.parts))
        for n, one in read.items()
        for line in one.sums
    ]
    for n in range(3):  # the same figure in both
        sums += [
            Sum((f"circulation {n}", *key), ((f"report {n}", *key),))
            for key in read[f"circulation {n}"].counts.keys() & read[f"report {n}"].counts.keys()
        ]
    for kind in ("circulation", "report"):
        for key, count in read[f"{kind} 2"].counts.items():
            inside = [(f"{kind} {n}", *key) for n in range(2)]
            if sum(counts.get(cell, 0) for cell in inside) == count:
                sums.append(Sum((f"{kind} 2", *key), tuple(inside)))
    assert any(name == "circulation 2" for name, *_ in hidden)
    own = sorted(cell for cell in hidden if cell[0].startswith("circulation"))
    for cell in random.Random(seed).sample(own, min(len(own), 40)):
        low, high = interval_by_program(counts, sums, hidden, cell)
        assert high - low > THRESHOLD - 1e-4, cell


@pytest.mark.parametrize("seed", range(4))
def test_a_way_is_shown_only_where_it_is_walked_often_and_none_of_its_flows_is_hidden(seed):
    rows = made_up(seed, 300)
    report = protected(lambda wanted: report_of(rows, wanted), [], monthly(rows, []), THRESHOLD)
    found = with_ways_most_walked(report)
    lines = found.tables[WAYS].lines if WAYS in found.tables else ()
    for line in lines[:-3]:
        stops = line.code.split(" → ")
        assert found.value(line.keys[0]) >= THRESHOLD
        for start, end in zip(["desk", *stops], stops, strict=False):
            assert found.value(moved(start, end)) is not HIDDEN


def test_where_nothing_can_be_shown_no_table_is():
    rows = [sent(1, "Kela"), sent(2, "Library", "Kela")]
    report = protected(lambda wanted: report_of(rows, wanted), [], monthly(rows, []), THRESHOLD)
    shown = [report.value(key) for table in report.tables.values() for key in table.shown_keys()]
    assert not [figure for figure in shown if figure in range(1, THRESHOLD)]


def test_a_hidden_flow_is_a_thread_of_one_breadth_and_says_no_number():
    ends = ([End("Desk", 40)], [End("Kela", HIDDEN), End("Library", 30)])
    picture = draw_flows("f", ("Title", "Told"), ends, [[HIDDEN, 30]], Look(hidden_sign="·"))
    assert '<path d="M182.0 0.0' in picture
    assert 'class="heat-1"' in picture
    assert "<desc" in picture
    assert ">·</text>" in picture


def test_for_right_to_left_readers_the_flows_begin_at_the_right():
    ends = ([End("Desk", 4)], [End("Kela", 4)])
    picture = draw_flows("f", ("T", "D"), ends, [[4]], Look(right_to_left=True))
    assert '<path d="M458.0 0.0' in picture
