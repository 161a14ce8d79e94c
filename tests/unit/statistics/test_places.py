"""Referrals by service point: the points of an authority add up to it, and are hidden with it."""

from advicedesk.exports.table import HIDDEN, TOTAL_CODE
from advicedesk.statistics.counting.counted import Counted
from advicedesk.statistics.report import Period, Report, lay_out_report, protected
from tests.unit.statistics.test_report import PlainWords

REFERRALS = ("referrals",)


def report_of(places: dict[tuple[str, str], int]) -> Report:
    counts: dict[tuple[str, ...], int] = {REFERRALS: sum(places.values())}
    for (authority, place), count in places.items():
        key = ("referrals", "authority", authority)
        counts[key] = counts.get(key, 0) + count
        counts["referrals", "place", authority, place] = count
    counts["referrals", "kind", "refer"] = counts[REFERRALS]
    counts["referrals", "status", "given"] = counts[REFERRALS]
    counts["referrals", "house", "outside"] = counts[REFERRALS]
    months = [(Period("2026-10", "October 2026"), Counted(counts))]
    return lay_out_report("iso-omena", months, PlainWords(), frozenset())


def lines_of(report: Report) -> dict[str, object]:
    lines = report.tables["referrals_by_place"].lines
    return {line.code: report.value(line.keys[0]) for line in lines}


def test_an_authority_stands_below_its_service_points() -> None:
    places = {("Kela", "Kamppi"): 7, ("Kela", "not_recorded"): 6, ("Migri", "not_recorded"): 9}
    assert lines_of(report_of(places)) == {
        "Kela: Kamppi": 7,
        "Kela: not_recorded": 6,
        "Kela": 13,
        "Migri": 9,
        TOTAL_CODE: 22,
    }


def test_a_small_service_point_is_hidden_with_what_would_tell_it() -> None:
    places = {("Kela", "Kamppi"): 2, ("Kela", "Malmi"): 20, ("Kela", "Itis"): 30}
    lines = lines_of(protected(report_of(places)))
    assert lines["Kela: Kamppi"] is HIDDEN
    assert [lines["Kela: Malmi"], lines["Kela: Itis"]].count(HIDDEN) >= 1
    assert lines["Kela"] == 52


def test_without_referrals_there_is_a_total_of_none() -> None:
    assert lines_of(report_of({})) == {TOTAL_CODE: 0}
