"""Days and times as the slips write them."""

from datetime import date, time

import pytest

from advicedesk.languages.slip_formats import (
    clock,
    clock_range,
    date_in_figures,
    day_in_words,
    direction_of,
    language_name,
    script_of,
    weekday,
)

MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("language", "written"),
    [("fi", "9.05"), ("sv", "9.05"), ("en", "9:05"), ("ar", "9:05"), ("ru", "9:05")],
)
def test_clock_times_have_24_hours_and_latin_digits(language, written):
    assert clock(time(9, 5), language) == written


def test_midnight_closes_at_24():
    assert clock_range(time(9), time(0), "en") == "9:00–24:00"
    assert clock_range(time(0), time(0), "fi") == "0.00–24.00"


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("fi", "maanantaina 30.11."),
        ("sv", "måndag 30 november"),
        ("en", "Monday 30 November"),
        ("ar", "الاثنين 30 نوفمبر"),
        ("ru", "понедельник, 30 ноября"),
        ("uk", "понеділок 30 листопада"),
    ],
)
def test_a_day_has_the_form_that_sentences_need(language, written):
    assert day_in_words(MONDAY, language).replace("\u00a0", " ") == written


def test_a_date_in_figures_is_read_alike_everywhere():
    assert date_in_figures(date(2026, 2, 3)) == "3.2.2026"


def test_weekdays_stand_alone():
    assert weekday(0, "fi", "wide") == "maanantai"
    assert weekday(0, "fi", "abbreviated") == "ma"


def test_script_and_direction_come_from_the_table_of_languages():
    assert (script_of("prs"), direction_of("prs")) == ("Arab", "rtl")
    assert (script_of("ru"), direction_of("ru")) == ("Cyrl", "ltr")


def test_a_language_is_named_in_another():
    assert language_name("ar", "fi") == "arabia"
    assert language_name("ar", "ar") == "العربية"
