"""Days and times as the slips write them."""

import re
from datetime import date, time

import pytest

from advicedesk.languages.registry import SLIPS
from advicedesk.languages.slip_formats import (
    clock,
    clock_note,
    clock_range,
    comma,
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
        ("fi-x-selko", "maanantaina 30.11."),
        ("et", "esmaspäev, 30. november"),
        ("fa", "دوشنبه 30 نوامبر"),
        ("prs", "دوشنبه 30 نومبر"),
        ("ckb", "دووشەممە، 30ی تشرینی دووەم"),
        ("kmr", "duşem, 30ê mijdarê"),
        ("so", "Isniin 30 Noofeembar"),
        ("ur", "پیر، 30 نومبر"),
        ("zh", "11月30日星期一"),
        ("vi", "Thứ Hai, ngày 30 tháng 11"),
        ("th", "วันจันทร์ที่ 30 พฤศจิกายน"),
        ("tr", "30 Kasım Pazartesi"),
        ("sq", "e hënë, 30 nëntor"),
        ("es", "lunes, 30 de noviembre"),
        ("fr", "lundi 30 novembre"),
        ("pt", "segunda-feira, 30 de novembro"),
        ("bn", "সোমবার, 30 নভেম্বর"),
        ("ne", "नोभेम्बर 30, सोमबार"),
        ("hi", "सोमवार, 30 नवंबर"),
        ("ti", "ሰኑይ፣ 30 ሕዳር"),
        ("am", "ሰኞ፣ ኖቬምበር 30"),
        ("my", "နိုဝင်ဘာ 30၊ တနင်္လာ"),
        ("fil", "Lunes, Nobyembre 30"),
        ("pl", "poniedziałek, 30 listopada"),
        ("ro", "luni, 30 noiembrie"),
    ],
)
def test_a_day_has_the_form_that_sentences_need(language, written):
    assert day_in_words(MONDAY, language).replace("\u00a0", " ") == written


def test_a_day_is_in_every_language_of_slips_and_in_its_script():
    for language in SLIPS:
        written = day_in_words(MONDAY, language)
        assert "30" in written
        if script_of(language) != "Latn":
            assert not re.search("[A-Za-z]", written), language


@pytest.mark.parametrize(
    ("language", "written"), [("ar", "، "), ("am", "፣ "), ("zh", "，"), ("my", "၊ "), ("th", ", ")]
)
def test_the_parts_of_a_line_stand_apart_as_the_script_does_it(language, written):
    assert comma(language) == written


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


def test_those_who_count_hours_from_dawn_are_told_how_they_are_counted_here():
    assert [language for language in SLIPS if clock_note(language)] == ["ti", "am"]
    assert all("24" in clock_note(language) for language in ("ti", "am"))
