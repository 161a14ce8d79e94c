"""A place's stored hours become a plain week and the state at one moment."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from advicedesk.directory.opening_hours import HoursSet, exception, opening, to_json, weekly
from advicedesk.referrals.hours_on_slip import hours_of_week, opening_at
from advicedesk.referrals.slip_contents import Opening, OpeningState
from advicedesk.referrals.slips import compose_slip
from tests.factories.slips import slip_contents, slip_place

HELSINKI = ZoneInfo("Europe/Helsinki")
TUESDAY = datetime(2026, 11, 24, 10, 5, tzinfo=HELSINKI)
NINE_TO_FOUR = ((time(9), time(16)),)
OFFICE = weekly({**dict.fromkeys(range(5), list(NINE_TO_FOUR)), 5: [], 6: []})
# as PTV tells it: Monday to Friday, not a word of the weekend
OF_A_FEED = HoursSet(openings=(opening(time(9), time(16), 0, 4),))
CALLS = weekly({1: [(time(8), time(11))]}, label={"en": "Telephone service"})


def week_of(*sets, by_phone=False, now=TUESDAY):
    return hours_of_week(to_json(sets), now, by_phone=by_phone)


def at(*sets, by_phone=False, now=TUESDAY):
    return opening_at(to_json(sets), now, by_phone=by_phone)


def days_said(week):
    slip = compose_slip(slip_contents(client_language="en", place=slip_place(hours=week)))
    return [(row.client_days, row.hours) for row in slip.times.hours]


def test_a_week_is_told_from_monday_to_sunday():
    assert week_of(OFFICE) == (*[NINE_TO_FOUR] * 5, (), ())


def test_an_exception_this_week_does_not_stay_on_the_paper():
    holiday = exception(date(2026, 11, 24), label={"en": "Inventory"})
    assert week_of(OFFICE, holiday) == week_of(OFFICE)


def test_an_exception_today_is_in_the_words_of_today():
    holiday = exception(date(2026, 11, 24), label={"en": "Inventory"})
    opens = TUESDAY.replace(day=25, hour=9, minute=0)
    assert at(OFFICE, holiday) == Opening(OpeningState.OPENS_LATER, opens)


def test_a_dated_week_holds_while_it_lasts():
    winter = weekly(
        {0: [(time(10), time(14))]}, valid_from=date(2026, 11, 1), valid_to=date(2026, 12, 31)
    )
    assert week_of(OFFICE, winter)[0] == ((time(10), time(14)),)


def test_days_that_a_feed_does_not_tell_are_not_called_closed():
    assert week_of(OF_A_FEED)[5:] == (None, None)
    assert [days for days, _hours in days_said(week_of(OF_A_FEED))] == ["Monday–Friday"]


def test_days_that_are_told_as_closed_are_called_closed():
    assert days_said(week_of(OFFICE))[-1] == ("Saturday–Sunday", ())


def test_a_day_by_appointment_among_open_days_is_neither_open_nor_closed():
    some = weekly({0: list(NINE_TO_FOUR)})
    booked = weekly({1: [(time(9), time(12))]}, by_appointment=True)
    week = week_of(some, booked)
    assert week[:2] == (NINE_TO_FOUR, None)


def test_a_place_by_appointment_only_has_no_hours_but_says_so():
    booked = weekly({1: [(time(9), time(12))]}, by_appointment=True)
    assert week_of(booked) == ()
    assert at(booked).state is OpeningState.BY_APPOINTMENT


def test_unknown_hours_are_unknown_and_not_closed():
    assert week_of() == ()
    assert at() == Opening(OpeningState.UNKNOWN)


def test_a_place_closed_for_now_says_so():
    repairs = exception(date(2026, 11, 1), date(2027, 3, 1))
    assert at(OFFICE, repairs).state is OpeningState.CLOSED_FOR_NOW


def test_telephone_hours_are_not_printed_for_who_goes_there():
    assert week_of(OFFICE, CALLS) == week_of(OFFICE)
    assert at(OFFICE, CALLS).until == TUESDAY.replace(hour=16, minute=0)


def test_a_phone_service_tells_when_it_answers():
    assert week_of(OFFICE, CALLS, by_phone=True)[1] == ((time(8), time(11)),)
    assert at(OFFICE, CALLS, by_phone=True).until == TUESDAY.replace(hour=11, minute=0)


@pytest.mark.parametrize("language", ["fi", "sv", "en", "ar", "ru"])
def test_open_day_and_night_is_said_in_words(language):
    always = HoursSet(is_always_open=True)
    assert at(always) == Opening(OpeningState.OPEN, None)
    place = slip_place(opening=at(always), hours=())
    times = compose_slip(slip_contents(client_language=language, place=place)).times
    unknown = compose_slip(
        slip_contents(client_language=language, place=slip_place(opening=Opening(), hours=()))
    ).times
    assert times.opening.client != unknown.opening.client
    assert times.is_open_now
