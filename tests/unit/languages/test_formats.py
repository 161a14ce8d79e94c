"""Dates, clock times and numbers as each language writes them in Finland."""

import subprocess
import sys
from datetime import UTC, date, datetime, time

import pytest

from advicedesk.languages import formats, registry

DAY = date(2026, 11, 4)
MOMENT = datetime(2026, 11, 4, 9, 5, tzinfo=UTC)
BIDI_MARKS = set("\u200e\u200f\u061c\u202a\u202b\u202c")


@pytest.mark.parametrize(
    ("locale", "day", "short", "clock", "month"),
    [
        ("fi", "4.11.2026", "4.11.", "9.05", "marraskuu 2026"),
        ("sv", "4 nov. 2026", "4 nov.", "9.05", "november 2026"),
        ("en", "4 Nov 2026", "4 Nov", "09:05", "November 2026"),
        ("ar", "04/11/2026", "04/11", "09:05", "نوفمبر 2026"),
        ("ru", "4 нояб. 2026\u202fг.", "4 нояб.", "09:05", "ноябрь 2026\u202fг."),
        ("uk", "4 лист. 2026\u202fр.", "4 лист.", "09:05", "листопад 2026\u202fр."),
        ("et", "4. nov 2026", "4. nov", "09:05", "november 2026"),
        ("so", "04/11/2026", "04/11", "09:05", "Noofeembar 2026"),
        ("fa", "4 نوامبر 2026", "4 نوامبر", "09:05", "نوامبر 2026"),
        ("kmr", "04.11.2026", "04.11.", "09:05", "mijdara 2026an"),
    ],
)
def test_days_clocks_and_months(locale: str, day: str, short: str, clock: str, month: str) -> None:
    assert formats.format_day(DAY, locale) == day
    assert formats.format_short_day(DAY, locale) == short
    assert formats.format_clock(MOMENT, locale) == clock
    assert formats.format_clock(time(9, 5), locale) == clock
    assert formats.format_moment(MOMENT, locale) == f"{day} {clock}"
    assert formats.format_month(DAY, locale) == month


@pytest.mark.parametrize(
    ("locale", "long_day"),
    [
        ("fi", "keskiviikko 4. marraskuuta 2026"),
        ("sv", "onsdag 4 november 2026"),
        ("en", "Wednesday, 4 November 2026"),
        ("ar", "الأربعاء، 4 نوفمبر 2026"),
    ],
)
def test_a_long_day_names_its_weekday(locale: str, long_day: str) -> None:
    assert formats.format_long_day(DAY, locale) == long_day


@pytest.mark.parametrize(
    ("locale", "weekday", "month"),
    [
        ("fi", "maanantai", "tammikuu"),
        ("sv", "måndag", "januari"),
        ("en", "Monday", "January"),
        ("ar", "الاثنين", "يناير"),
    ],
)
def test_weekdays_and_months_have_names_that_stand_alone(
    locale: str, weekday: str, month: str
) -> None:
    assert formats.weekday_name(0, locale) == weekday
    assert formats.month_name(1, locale) == month


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("fi", ["2 päivää sitten", "eilen", "tänään", "huomenna", "14 päivän päästä"]),
        ("sv", ["för 2 dagar sedan", "i går", "i dag", "i morgon", "om 14 dagar"]),
        ("en", ["2 days ago", "yesterday", "today", "tomorrow", "in 14 days"]),
        ("ar", ["قبل يومين", "أمس", "اليوم", "غدًا", "خلال 14 يومًا"]),
        ("et", ["2 päeva eest", "eile", "täna", "homme"]),
        ("so", ["2 maalmood ka hor", "shalay", "maanta", "berri", "14 maalmood kaddib"]),
        ("kmr", ["berî 2 rojan", "duh", "îro", "sibê", "piştî 14 rojan"]),
        ("tr", ["2 gün önce", "1 gün önce", "0 gün sonra", "1 gün sonra"]),
    ],
)
def test_days_away_are_said_in_words(locale: str, words: list[str]) -> None:
    away = (-2, -1, 0, 1, 14)[: len(words)]
    assert [formats.format_in_days(days, locale) for days in away] == words


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("fi", ["0 min", "45 min", "1 t", "1 t 30 min"]),
        ("sv", ["0 min", "45 min", "1 tim", "1 tim 30 min"]),
        ("en", ["0 min", "45 min", "1 hr", "1 hr 30 min"]),
        ("ar", ["0 د", "45 د", "1 س", "1 س 30 د"]),
    ],
)
def test_durations_have_hours_only_when_there_is_one(locale: str, words: list[str]) -> None:
    assert [formats.format_duration(minutes, locale) for minutes in (0, 45, 60, 90)] == words


@pytest.mark.parametrize(
    ("locale", "number", "below_zero", "share"),
    [
        ("fi", "1\xa0234,5", "−3", "26\xa0%"),
        ("sv", "1\xa0234,5", "−3", "26\xa0%"),
        ("en", "1,234.5", "-3", "26%"),
        ("ar", "1,234.5", "\u200e-3", "26%"),
    ],
)
def test_numbers_have_latin_digits_and_the_separators_of_the_language(
    locale: str, number: str, below_zero: str, share: str
) -> None:
    assert formats.format_number(1234.5, locale) == number
    assert formats.format_number(-3, locale) == below_zero
    assert formats.format_share(0.257, locale) == share


@pytest.mark.parametrize(
    ("locale", "row"),
    [("fi", "a, b ja c"), ("sv", "a, b och c"), ("en", "a, b and c"), ("ar", "a وb وc")],
)
def test_words_in_a_row_end_with_and(locale: str, row: str) -> None:
    assert formats.format_list(["a", "b", "c"], locale) == row


@pytest.mark.parametrize(
    "language_code", [language.language_code for language in registry.all_languages()]
)
def test_every_language_of_the_table_can_be_formatted_with_digits_everybody_reads(
    language_code: str,
) -> None:
    written = [
        formats.format_clock(MOMENT, language_code),
        formats.format_number(12, language_code),
        formats.format_duration(90, language_code),
    ]
    assert formats.weekday_name(6, language_code)
    assert not BIDI_MARKS & set(formats.format_day(DAY, language_code))
    assert all(one.isascii() for text in written for one in text if one.isdecimal())


@pytest.mark.parametrize("before", ["ps", "he", "syr", "ckb"])
def test_a_date_in_one_language_leaves_no_word_in_another(before: str) -> None:
    program = (
        "from advicedesk.languages import formats\n"
        f"formats.weekday_name(0, {before!r}, 'abbreviated'), formats.month_name(1, {before!r})\n"
        "print(formats.weekday_name(0, 'fi', 'abbreviated'), formats.month_name(1, 'sv'))"
    )
    told = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program], check=True, capture_output=True, text=True
    )
    assert told.stdout == "ma januari\n"
