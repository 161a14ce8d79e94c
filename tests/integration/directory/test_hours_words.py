"""Opening hours in words: every state of a moment, a week and a coming exception."""

from collections.abc import Iterator
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from advicedesk.directory.hours_words import (
    exception_rows,
    label_words,
    state_words,
    week_groups,
)
from advicedesk.directory.models import PlaceKind
from advicedesk.directory.opening_hours import (
    ALL_DAY,
    HoursKind,
    HoursSet,
    HoursState,
    exception,
    weekly,
)
from advicedesk.directory.words import counter_words, phone_words, source_words, where_words

HELSINKI = ZoneInfo("Europe/Helsinki")
TUESDAY = date(2026, 11, 24)
NINE_TO_FOUR = (time(9), time(16))
OFFICE = weekly({**{day: [NINE_TO_FOUR] for day in range(5)}, 5: [], 6: []})
NIGHTLY = HoursSet(is_always_open=True)


@pytest.fixture(autouse=True)
def _in_english(app: Flask) -> Iterator[None]:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        yield


def _at(clock: str, day: date = TUESDAY) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), HELSINKI)


@pytest.mark.parametrize(
    ("sets", "moment", "words", "state"),
    [
        ([OFFICE], _at("10:00"), "open now until 16", "open"),
        ([weekly({1: [(time(9), time(16, 30))]})], _at("10:00"), "open now until 16:30", "open"),
        ([weekly({1: [(time(18), time(0))]})], _at("19:00"), "open now until 24", "open"),
        ([weekly({1: [(time(22), time(2))]})], _at("23:00"), "open now until 2", "open"),
        ([NIGHTLY], _at("03:00"), "open now, day and night", "open"),
        (
            [weekly({1: [ALL_DAY], 2: [ALL_DAY], 3: [(time(0), time(9))]})],
            _at("01:00"),
            "open now until 26 Nov",
            "open",
        ),
        ([OFFICE], _at("08:00"), "closed, opens today at 9", "closed"),
        ([OFFICE], _at("16:00"), "closed, opens tomorrow at 9", "closed"),
        ([OFFICE], _at("17:00", date(2026, 11, 27)), "closed, opens Monday at 9", "closed"),
        (
            [OFFICE, exception(TUESDAY, date(2026, 12, 6))],
            _at("10:00"),
            "closed, opens 7 Dec at 9",
            "closed",
        ),
        ([exception(TUESDAY, date(2027, 12, 6))], _at("10:00"), "closed for now", "closed"),
        ([], _at("10:00"), "hours unknown", "unknown"),
        (
            [weekly({0: [NINE_TO_FOUR]})],
            _at("10:00"),
            "hours unknown today, opens 30 Nov at 9",
            "unknown",
        ),
        ([weekly({}, by_appointment=True)], _at("10:00"), "by appointment", "by_appointment"),
        (
            [
                weekly({0: [NINE_TO_FOUR]}),
                weekly({}, by_appointment=True, label={"en": "Guidance"}),
            ],
            _at("10:00"),
            "by appointment today",
            "by_appointment",
        ),
        (
            [weekly({}, label={"en": "Ask the caretaker"})],
            _at("10:00"),
            "hours told in words",
            "text",
        ),
    ],
)
def test_each_state_of_a_moment_has_words_of_its_own(
    sets: list[HoursSet], moment: datetime, words: str, state: str
) -> None:
    found = state_words(sets, moment, "en")
    assert (found.text, found.state) == (words, HoursState(state))
    assert found.sentence[0].isupper()


def test_a_page_of_the_web_is_open_unless_it_tells_hours() -> None:
    found = state_words([], _at("10:00"), "en", PlaceKind.LINK_ONLY)
    assert found.text == "on the web, always"
    told = state_words([OFFICE], _at("20:00"), "en", PlaceKind.LINK_ONLY)
    assert told.state is HoursState.CLOSED


def test_a_phone_service_answers_by_its_telephone_hours() -> None:
    sets = [OFFICE, weekly({1: [(time(18), time(20))]}, label={"en": "Telephone service"})]
    assert state_words(sets, _at("19:00"), "en").state is HoursState.CLOSED
    by_phone = state_words(sets, _at("19:00"), "en", PlaceKind.PHONE_SERVICE)
    assert by_phone.text == "open now until 20"


def test_a_week_is_told_with_what_differs_in_it() -> None:
    friday = exception(date(2026, 11, 27), spans=[(time(9), time(12))], label={"en": "Party"})
    (group,) = week_groups([OFFICE, friday], TUESDAY, "en")
    assert [row.hours for row in group.rows] == ["9–16"] * 4 + ["9–12", "closed", "closed"]


def test_a_week_is_told_for_each_label() -> None:
    sets = [
        OFFICE,
        weekly({1: [(time(9), time(12))]}, label={"en": "Telephone", "fi": "Puhelin"}),
        weekly({}, by_appointment=True, label={"en": "Guidance"}),
        weekly({}, label={"fi": "Kysy talonmieheltä"}),
        weekly({1: [(time(9), time(12))]}, label={"en": "Past"}, valid_to=date(2026, 10, 1)),
    ]
    counter, phone, guidance, words = week_groups(sets, TUESDAY, "en")
    assert [row.hours for row in counter.rows] == ["9–16"] * 5 + ["closed", "closed"]
    assert [row.is_today for row in counter.rows].index(True) == 1
    assert phone.label == "Telephone"
    assert phone.rows[0].hours == "not known"
    assert (guidance.rows, guidance.note) == ((), "By appointment only.")
    assert (words.label, words.rows) == ("Kysy talonmieheltä", ())


def test_hours_by_appointment_are_told_with_their_times_and_a_note() -> None:
    week = weekly({1: [NINE_TO_FOUR]}, by_appointment=True)
    noted = HoursSet(by_appointment=True, openings=week.openings, note=(("en", "Book by phone."),))
    (group,) = week_groups([noted], TUESDAY, "en")
    assert group.rows[1].hours == "9–16 by appointment"
    assert group.note == "Book by phone."
    (always,) = week_groups([NIGHTLY], TUESDAY, "en")
    assert {row.hours for row in always.rows} == {"day and night"}


def test_hours_stand_left_to_right_in_arabic() -> None:
    (group,) = week_groups([OFFICE], TUESDAY, "ar")
    assert group.rows[0].hours == "\u20669–16\u2069"


def test_coming_exceptions_are_told_nearest_first() -> None:
    sets = [
        exception(date(2026, 12, 24), label={"sv": "Julafton"}, kind=HoursKind.HOLIDAY),
        exception(date(2026, 11, 20), date(2026, 11, 25), [NINE_TO_FOUR]),
        exception(date(2026, 11, 1)),
        exception(date(2027, 12, 24)),
        HoursSet(kind=HoursKind.EXCEPTION, valid_from=date(2026, 12, 30), is_closed=True),
    ]
    rows = exception_rows(sets, TUESDAY, "en")
    assert [(row.hours, row.label) for row in rows] == [
        ("9–16", ""),
        ("closed", "Julafton"),
        ("closed", ""),
    ]
    assert rows[0].days.startswith("Friday")
    assert "–" in rows[0].days
    assert rows[2].days.startswith("from Wednesday")


def test_labels_fall_back_to_a_language_that_is_there() -> None:
    assert label_words((("fi", "Puhelin"), ("ru", "Телефон")), "ar") == "Puhelin"
    assert label_words((("ru", "Телефон"),), "ar") == "Телефон"
    assert label_words((), "ar") == ""


def test_where_is_the_counter_else_the_address_else_the_number() -> None:
    assert counter_words("2", "4") == "floor 2, counter 4"
    assert counter_words("ground floor", "the blue desk") == "ground floor, the blue desk"
    assert where_words(None, None, {"fi": "Katu 1"}, "0206") == "Katu 1"
    assert where_words(None, None, {}, "0206") == "0206"
    assert where_words(None, None, {}, None) == ""


def test_numbers_are_written_as_they_are_read_aloud() -> None:
    assert phone_words("+358401234567") == "040 1234567"
    assert phone_words("+4687891000").startswith("+46 ")
    assert phone_words("112") == "112"
    assert phone_words("x") == "x"


def test_a_source_is_named_and_an_unknown_one_stays_a_code() -> None:
    assert "PTV" in source_words("ptv")
    assert source_words("elsewhere") == "elsewhere"


def test_a_holiday_by_name_is_told_with_its_next_day() -> None:
    named = HoursSet(kind=HoursKind.HOLIDAY, is_closed=True, holiday="IndependenceDay")
    rows = exception_rows([named], TUESDAY, "en")
    assert [(row.days, row.hours) for row in rows] == [("Sunday, 6 December 2026", "closed")]
