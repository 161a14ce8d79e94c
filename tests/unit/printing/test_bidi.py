"""Numbers keep their order and stay on one line inside right-to-left text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advicedesk.printing.bidi import isolate, plain, whole_number

PHONE = "\u206609\u00a0816\u00a031300\u2069"


def test_a_phone_number_among_arabic_words_is_isolated_and_never_breaks():
    assert isolate("اتصل 09 816 31300 اليوم", "rtl") == f"اتصل {PHONE} اليوم"


@pytest.mark.parametrize("written", ["9-15", "9–15", "9:00–15:30", "9.00 – 15.30"])
def test_a_clock_range_is_isolated_whole(written):
    shown = isolate(f"من {written} كل يوم", "rtl")
    assert shown.startswith("من \u2066")
    assert shown.endswith("\u2069 كل يوم")
    assert " " not in shown[3:-7]


@pytest.mark.parametrize("written", ["+358401234567", "+358 40 123 4567", "30.11.2026", "8.12."])
def test_international_numbers_and_dates_are_isolated(written):
    whole = written.replace(" ", "\u00a0")
    assert isolate(f"قبل {written} فقط", "rtl") == f"قبل \u2066{whole}\u2069 فقط"


def test_words_and_single_numbers_stay_as_they_are():
    text = "الطابق 2، شباك 14 (Kela)"
    assert isolate(text, "rtl") == text


def test_left_to_right_text_needs_no_isolates():
    assert isolate("Soita 09 816 31300 (9–15)", "ltr") == "Soita 09 816 31300 (9–15)"


def test_a_number_alone_never_breaks_in_either_direction():
    assert whole_number("09 816 31300", "rtl") == PHONE
    assert whole_number("09 816 31300", "ltr") == "09\u00a0816\u00a031300"


def test_no_number_gives_no_marks():
    assert whole_number("", "rtl") == ""


@given(st.text(alphabet="0123456789 +-–.:()اabc", max_size=60))
def test_every_isolate_is_closed_and_nothing_else_is_lost(text):
    shown = isolate(text, "rtl")
    assert shown.count("\u2066") == shown.count("\u2069")
    kept = shown.replace("\u2066", "").replace("\u2069", "").replace("\u2060", "")
    assert kept.replace("\u00a0", " ") == text


def test_long_rows_of_digits_are_not_slow():
    begun = time.process_time()
    isolate("1 " * 20_000 + "x", "rtl")
    isolate("1" * 40_000 + "x", "rtl")
    assert time.process_time() - begun < 1


def test_free_text_becomes_one_line_without_steering():
    assert plain(" toinen\nkerros\t\u202evasen\u2069\x00 ") == "toinen kerros vasen"


def test_joiners_that_words_need_are_kept():
    assert plain("می\u200cروم") == "می\u200cروم"
