"""A month counted by hand: every table, each in its own unit."""

from datetime import UTC, datetime, timedelta

import pytest

from advicedesk.exports.table import HIDDEN, TOTAL_CODE, Kind, Unit
from advicedesk.statistics.counting.visits import VISITS
from advicedesk.statistics.report import (
    Period,
    Report,
    build_report,
    protected,
)
from advicedesk.statistics.tables import list_tables
from tests.unit.statistics.month_rows import MONDAY_AT_TEN, Rows, a_need, a_referral, a_visit


class PlainWords:
    """Codes are their own labels."""

    ORDERS = {"topic": ("social", "work"), "subtopic social": ("kela_card",), "act": ("guidance",)}

    def codes(self, code_list: str) -> tuple[str, ...]:
        return self.ORDERS.get(code_list, ())

    def label(self, code_list: str, code: str) -> str:
        return f"{code_list}: {code}"

    def title(self, name: str) -> str:
        return f"title of {name}"

    def definition(self, name: str) -> str:
        return f"definition of {name}"


def report_of(now: Rows, before: Rows | None = None, own_columns: int = 8) -> Report:
    months = [
        (Period("2026-10", "October 2026"), now),
        (Period("2026-09", "September 2026"), before or Rows()),
        (Period("2025-10", "October 2025"), Rows()),
    ]
    return build_report("iso-omena", months, PlainWords(), own_columns)


def read(report: Report, name: str, month: int = 0) -> dict[str, object]:
    """A table of one figure a line, by the codes of its lines."""
    return {
        line.code: report.value(line.keys[0], month)
        for line in report.tables[name].lines
        if report.value(line.keys[0], month) != 0
    }


def read_cross(report: Report, name: str) -> dict[tuple[str, str], object]:
    table = report.tables[name]
    return {
        (line.code, column.code): report.value(key)
        for line in table.lines
        for column, key in zip(table.columns, line.keys, strict=False)
        if report.value(key) != 0
    }


def test_every_group_of_the_report_has_its_tables():
    assert list(report_of(Rows()).tables) == [
        "visits_overview",
        "visits_by_opening",
        "people_helped",
        "visits_by_weekday_hour",
        "visits_by_weekday",
        "visits_by_hour",
        "contact_type",
        "minutes",
        "main_topic",
        "client_language",
        "service_language",
        "bridged",
        "language_gap",
        "interpreter_minutes",
        "interpreter_failures",
        "acts",
        "data_quality",
        "needs_overview",
        "needs_by_topic",
        "needs_by_subtopic",
        "topic_by_language",
        "acts_by_need",
        "unmet_by_topic",
        "unmet_reason_by_language",
        "outcomes",
        "data_quality_needs",
        "referrals_by_authority",
        "referrals_by_place",
        "referrals_by_kind",
        "referrals_by_status",
        "referrals_by_house",
        "referral_funnel",
    ]


def test_no_table_mixes_visits_needs_referrals_and_people():
    for table in report_of(Rows([a_visit()], [a_need()], [a_referral()])).tables.values():
        units = {key[0] for key in table.shown_keys()}
        assert units <= {table.unit.value}, table.machine_name


def test_a_month_without_visits_is_a_report_of_zeros():
    report = protected(report_of(Rows()))
    assert report.value(VISITS) == 0
    assert read(report, "needs_overview") == {"needs_per_visit": None, "needs_per_open_hour": None}
    assert read(report, "minutes") == {"minutes_median": None}
    assert [line.code for line in report.tables["visits_by_weekday"].lines] == [
        *"12345",
        TOTAL_CODE,
    ]
    assert list_tables(report, PlainWords(), ("a", "b"))


def test_visits_are_first_returning_or_unknown():
    codes = ("first", "first", "returning", "unknown")
    rows = Rows([a_visit(first_or_returning=code) for code in codes])
    assert read(report_of(rows), "visits_overview") == {
        "visits": 4,
        "first_visits": 2,
        "returning": 1,
        "not_known": 1,
        "returning_share": 0.25,
    }


def test_people_are_counted_apart_from_visits():
    rows = Rows([a_visit(people_helped=1), a_visit(people_helped=4)])
    assert read(report_of(rows), "people_helped") == {"people": 5, "people_per_visit": 2.5}


def test_the_desks_own_clock_decides_weekday_and_hour():
    saturday_at_17 = datetime(2026, 10, 10, 17, 59, tzinfo=UTC)
    report = report_of(Rows([a_visit(), a_visit(started_at=saturday_at_17)]))
    assert read_cross(report, "visits_by_weekday_hour") == {
        ("1", "10"): 1,
        ("6", "17"): 1,
        ("1", TOTAL_CODE): 1,
        ("6", TOTAL_CODE): 1,
        (TOTAL_CODE, "10"): 1,
        (TOTAL_CODE, "17"): 1,
        (TOTAL_CODE, TOTAL_CODE): 2,
    }
    assert read(report, "visits_by_weekday") == {"1": 1, "6": 1, TOTAL_CODE: 2}
    assert read(report, "visits_by_hour") == {"10": 1, "17": 1, TOTAL_CODE: 2}
    hours = [column.code for column in report.tables["visits_by_weekday_hour"].columns]
    assert hours == [*map(str, range(9, 18)), TOTAL_CODE]


def test_minutes_have_a_total_and_a_median():
    rows = Rows([a_visit(minutes=minutes) for minutes in (5, 10, 60, 20)])
    assert read(report_of(rows), "minutes") == {"minutes_total": 95, "minutes_median": 15}


def test_a_median_between_two_numbers_keeps_its_half():
    rows = Rows([a_visit(minutes=10), a_visit(minutes=15)])
    assert read(report_of(rows), "minutes")["minutes_median"] == 12.5


def test_languages_contacts_and_bridges_are_counted_by_visit():
    rows = Rows(
        [
            a_visit(contact_type="phone", bridged="not_bridged", service_language="en"),
            a_visit(client_language="so", bridged="not_bridged", service_language="en"),
            a_visit(),
        ]
    )
    report = report_of(rows)
    assert read(report, "contact_type") == {"phone": 1, "walk_in": 2, TOTAL_CODE: 3}
    assert read(report, "client_language") == {"ar": 2, "so": 1, TOTAL_CODE: 3}
    assert read(report, "service_language") == {"ar": 1, "en": 2, TOTAL_CODE: 3}
    assert read(report, "bridged") == {"bilingual_staff": 1, "not_bridged": 2, TOTAL_CODE: 3}
    gap = read_cross(report, "language_gap")
    assert gap["ar", "not_bridged"] == gap["so", "not_bridged"] == 1
    assert gap[TOTAL_CODE, "not_bridged"] == 2
    assert gap["ar", TOTAL_CODE] == 2


def test_languages_beyond_the_most_used_share_one_column():
    languages = ["ar", "ar", "so", "so", "fa", "ru"]
    rows = Rows(
        [a_visit(client_language=language) for language in languages],
        [a_need(visit_key=n, client_language=code) for n, code in enumerate(languages)],
    )
    report = report_of(rows, own_columns=2)
    columns = [column.code for column in report.tables["topic_by_language"].columns]
    assert columns == ["ar", "so", "XX", TOTAL_CODE]
    assert read_cross(report, "topic_by_language")["social", "XX"] == 2
    assert read_cross(report, "language_gap")["XX", TOTAL_CODE] == 2
    assert read(report, "client_language")["fa"] == 1


def test_interpreter_minutes_and_failures_count_only_visits_that_have_them():
    rows = Rows(
        [
            a_visit(interpreter_minutes=10),
            a_visit(interpreter_minutes=30, interpreter_failure="late"),
            a_visit(interpreter_minutes=0, interpreter_failure="no_show"),
            a_visit(),
        ]
    )
    report = report_of(rows)
    assert read(report, "interpreter_minutes") == {
        "visits_interpreted": 2,
        "interpreter_minutes_total": 40,
        "interpreter_minutes_median": 20,
    }
    assert read(report, "interpreter_failures") == {"late": 1, "no_show": 1, TOTAL_CODE: 2}


def test_an_act_is_counted_once_a_visit_and_once_a_need():
    rows = Rows(
        [a_visit()],
        [
            a_need(acts=("guidance", "form_help", "guidance")),
            a_need(is_main=False, acts=("guidance",)),
        ],
    )
    report = report_of(rows)
    assert read(report, "acts") == {"guidance": 1, "form_help": 1}
    assert read(report, "acts_by_need") == {"guidance": 2, "form_help": 1}


def test_needs_are_counted_by_topic_and_visits_by_their_main_topic():
    rows = Rows(
        [a_visit(), a_visit()],
        [
            a_need(subtopic="kela_card"),
            a_need(is_main=False, topic="work", subtopic="cv"),
            a_need(visit_key=2),
        ],
    )
    report = report_of(rows)
    assert read(report, "needs_by_topic") == {"social": 2, "work": 1, TOTAL_CODE: 3}
    assert read(report, "main_topic") == {"social": 2, TOTAL_CODE: 2}
    assert read(report, "needs_overview") == {
        "needs": 3,
        "needs_per_visit": 1.5,
        "needs_per_open_hour": None,
    }
    assert read(report, "needs_by_subtopic") == {
        "social/kela_card": 1,
        "social/not_recorded": 1,
        "social": 2,
        "work/cv": 1,
        "work": 1,
    }


def test_a_visit_without_a_need_is_shown_as_not_recorded():
    rows = Rows([a_visit(), a_visit()], [a_need()])
    expected = {"social": 1, "not_recorded": 1, TOTAL_CODE: 2}
    assert read(report_of(rows), "main_topic") == expected


def test_codes_stand_in_the_order_of_their_list_and_new_ones_after_it():
    rows = Rows(
        needs=[
            a_need(topic=topic, subtopic=subtopic)
            for topic, subtopic in (
                ("zoo", None),
                ("health", None),
                ("social", "a"),
                ("social", None),
                ("social", "kela_card"),
            )
        ]
    )
    report = report_of(rows)
    topics = [line.code for line in report.tables["needs_by_topic"].lines]
    assert topics == ["social", "work", "health", "zoo", TOTAL_CODE]
    subtopics = [line.code for line in report.tables["needs_by_subtopic"].lines][:4]
    assert subtopics == ["social/kela_card", "social/a", "social/not_recorded", "social"]


def test_unmet_needs_are_counted_by_topic_and_each_reason_by_language():
    rows = Rows(
        [a_visit(), a_visit(client_language="so")],
        [
            a_need(outcome="unmet", unmet_reasons=("cost", "no_capacity")),
            a_need(visit_key=2, outcome="unmet", unmet_reasons=("cost",), client_language="so"),
            a_need(visit_key=2, is_main=False, topic="work", outcome="resolved"),
        ],
    )
    report = report_of(rows)
    assert read(report, "unmet_by_topic") == {"social": 2, TOTAL_CODE: 2}
    assert read(report, "outcomes") == {"resolved": 1, "unmet": 2, TOTAL_CODE: 3}
    assert read_cross(report, "unmet_reason_by_language") == {
        ("cost", "ar"): 1,
        ("cost", "so"): 1,
        ("cost", TOTAL_CODE): 2,
        ("no_capacity", "ar"): 1,
        ("no_capacity", TOTAL_CODE): 1,
    }


def test_sent_on_confirmed_and_completed_are_three_figures():
    three_days_later = MONDAY_AT_TEN + timedelta(days=3)
    rows = Rows(
        referrals=[
            a_referral(status="completed", confirmed_at=three_days_later, same_house=True),
            a_referral(status="accepted", confirmed_at=MONDAY_AT_TEN, same_house=False),
            a_referral(authority="Migri", status="no_feedback", kind="signpost"),
            a_referral(),
        ]
    )
    report = report_of(rows)
    assert read(report, "referral_funnel") == {
        "referred": 4,
        "confirmed": 2,
        "completed": 1,
        "confirmed_share": 0.5,
        "completed_share": 0.25,
        "days_to_confirmation": 1.5,
        "no_feedback": 1,
        "no_feedback_share": 0.25,
    }
    assert read(report, "referrals_by_authority") == {"Kela": 3, "Migri": 1, TOTAL_CODE: 4}
    assert read(report, "referrals_by_kind") == {"referral": 3, "signpost": 1, TOTAL_CODE: 4}
    assert read(report, "referrals_by_house") == {
        "same_house": 1,
        "outside": 1,
        "not_recorded": 2,
        TOTAL_CODE: 4,
    }


def test_back_and_forth_is_a_second_not_competent_in_one_case():
    refused = a_referral(status="rejected", rejected_reason="not_competent")
    rows = Rows(
        referrals=[
            refused,
            refused,
            refused,
            refused._replace(case_key=2),
            a_referral(case_key=2, status="rejected", rejected_reason="no_capacity"),
        ]
    )
    assert read(report_of(rows), "referral_funnel")["back_and_forth"] == 2


def test_data_quality_shows_what_is_open_and_how_late_visits_are_logged():
    rows = Rows(
        [
            a_visit(came_by="web", children_present=False, first_or_returning="first"),
            a_visit(client_language="und"),
        ],
        [
            a_need(subtopic="kela_card", outcome="resolved"),
            a_need(visit_key=2, acts=()),
        ],
    )
    report = report_of(rows)
    assert read(report, "data_quality") == {
        "unknown_first_or_returning": 0.5,
        "unknown_client_language": 0.5,
        "unknown_came_by": 0.5,
        "unknown_children_present": 0.5,
        "logging_delay": 30,
    }
    assert set(read(report, "data_quality_needs").values()) == {0.5}


def test_imported_visits_say_nothing_of_how_late_visits_are_logged():
    late = a_visit(logged_at=MONDAY_AT_TEN + timedelta(minutes=10))
    rows = Rows([a_visit(logged_at=None)] * 9 + [late] * 5)
    assert read(report_of(rows), "data_quality")["logging_delay"] == 10
    few = protected(report_of(Rows([*rows.visits[:9], late])))
    assert few.value(("visits", "logging_delay")) is HIDDEN
    none = report_of(Rows([a_visit(logged_at=None)] * 9))
    assert none.value(("visits", "logging_delay")) is None


def test_what_a_single_desk_hides_is_hidden_in_the_sum_of_all_desks():
    small = Rows([*[a_visit(contact_type="phone")] * 2, *[a_visit()] * 30])
    large = Rows([*[a_visit(contact_type="phone")] * 40, *[a_visit(contact_type="chat")] * 60])
    both = report_of(Rows([*small.visits, *large.visits]))
    phone = ("visits", "contact_type", "phone")
    assert protected(both).value(phone) == 42
    single_desks = [protected(report_of(small)), protected(report_of(large))]
    together = protected(both, splits=[single_desks])
    assert together.value(phone) is HIDDEN
    assert together.value(("visits", "contact_type", "chat")) == 60
    assert together.value(VISITS) == 132


def test_reports_that_are_added_up_give_the_same_languages_columns_of_their_own():
    rows = Rows([a_visit(client_language=code) for code in ("so", "so", "ar")])
    told = build_report(
        "kalajarvi",
        [(Period("2026-10", "October 2026"), rows)] * 3,
        PlainWords(),
        own_columns=1,
        visits_by_language={"so": 2, "ar": 90},
    )
    assert {key[2] for key in told.months[0].counts if key[1:2] == ("language_bridged",)} == {
        "ar",
        "XX",
    }


def test_the_month_is_compared_with_the_month_before_and_a_year_before():
    now, before = Rows([a_visit()] * 30), Rows([a_visit()] * 20)
    report = report_of(now, before)
    assert report.value(VISITS, 1) == 20
    assert (report.change(VISITS, 1), report.change(VISITS, 2)) == (10, 30)


def test_raw_figures_become_protected_in_one_pass_over_all_tables():
    rows = Rows(
        [
            *[a_visit(bridged="none_needed")] * 40,
            *[a_visit(bridged="not_bridged")] * 3,
            *[a_visit(bridged="interpreter_phone")] * 9,
        ]
    )
    raw = report_of(rows, Rows([a_visit()] * 4))
    report = protected(raw, 5)
    assert (raw.threshold, report.threshold) == (None, 5)
    assert read(raw, "bridged")["not_bridged"] == 3
    assert read(report, "bridged") == {
        "none_needed": 40,
        "not_bridged": HIDDEN,
        "interpreter_phone": HIDDEN,
        TOTAL_CODE: 52,
    }
    gap = read_cross(report, "language_gap")
    assert gap["ar", "interpreter_phone"] is HIDDEN
    assert gap["ar", "none_needed"] == 40
    assert report.value(VISITS, 1) is HIDDEN
    assert report.change(VISITS, 1) is HIDDEN


def test_shares_medians_and_sums_of_a_hidden_count_are_hidden():
    rows = Rows(
        [*[a_visit(came_by="web")] * 20, *[a_visit(interpreter_minutes=9)] * 2],
        [a_need()] * 20,
        [
            *[a_referral()] * 20,
            *[a_referral(status="completed", confirmed_at=MONDAY_AT_TEN)] * 2,
        ],
    )
    report = protected(report_of(rows), 5)
    assert read(report, "data_quality")["unknown_came_by"] is HIDDEN
    assert set(read(report, "interpreter_minutes").values()) == {HIDDEN}
    funnel = read(report, "referral_funnel")
    assert funnel["referred"] == 22
    hidden = ("confirmed", "completed", "confirmed_share", "days_to_confirmation")
    assert {funnel[name] for name in hidden} == {HIDDEN}
    assert read(report, "minutes")["minutes_median"] == 15


def test_a_list_is_described_with_the_months_side_by_side_and_their_changes():
    rows = Rows(needs=[a_need(is_main=False)] * 12)
    report = protected(report_of(rows, Rows(needs=[a_need(is_main=False)] * 11)))
    tables = {table.machine_name: table for table in list_tables(report, PlainWords(), ("+", "++"))}
    table = tables["needs_by_topic"]
    assert [column.title for column in table.columns] == [
        "title of dimension_topic",
        "October 2026",
        "September 2026",
        "October 2025",
        "+",
        "++",
    ]
    assert [column.is_comparison for column in table.columns] == [*[False] * 4, True, True]
    assert table.rows[0].cells == ("topic: social", 12, 11, 0, 1, 12)
    assert table.rows[-1].is_total
    assert (table.unit, table.unit_title) == (Unit.NEEDS, "title of unit_needs")
    measures = tables["needs_overview"]
    assert measures.dimension == ""
    assert [(row.measure, row.kind) for row in measures.rows] == [
        ("needs", Kind.COUNT),
        ("needs_per_visit", Kind.RATIO),
        ("needs_per_open_hour", Kind.RATIO),
    ]
    assert measures.rows[1].cells == ("title of needs_per_visit", None, None, None, None, None)


def test_a_table_of_two_dimensions_has_the_months_one_below_the_other():
    report = report_of(Rows([a_visit()] * 6), Rows([a_visit()] * 7))
    tables = {table.machine_name: table for table in list_tables(report, PlainWords(), ("+", "++"))}
    table = tables["visits_by_weekday_hour"]
    assert (table.dimension, table.column_dimension) == ("weekday", "hour")
    assert [column.machine_name for column in table.columns[:3]] == ["period", "weekday", "9"]
    assert not any(column.is_comparison for column in table.columns)
    totals = [(row.period, row.cells[-1]) for row in table.rows if row.is_total]
    assert totals == [("2026-10", 6), ("2026-09", 7), ("2025-10", 0)]


@pytest.mark.parametrize("threshold", [3, 5, 10])
def test_no_published_count_of_any_table_is_small(threshold):
    languages = ["ar", "so", "ru", "fa", "uk", "et", "tr", "vi", "sq", "ti"]
    visits = [
        a_visit(
            client_language=languages[n * n % 10],
            bridged=("none_needed", "not_bridged", "accompanying_child")[n % 7 % 3],
            started_at=MONDAY_AT_TEN + timedelta(days=n % 5, hours=n % 3),
        )
        for n in range(120)
    ]
    needs = [
        a_need(visit_key=n, topic=("social", "work", "health")[n % 11 % 3], client_language=v[8])
        for n, v in enumerate(visits)
    ]
    report = protected(report_of(Rows(visits, needs)), threshold)
    for table in report.tables.values():
        for line in table.lines:
            figures = [report.value(key) for key in line.keys if line.kind is Kind.COUNT]
            assert all(f is HIDDEN or f == 0 or f >= threshold for f in figures)
