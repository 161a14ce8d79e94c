"""Hours of a day as people type them."""

from datetime import time

import pytest

from advicedesk.directory.hours_text import HoursUnreadable, format_day, parse_day


@pytest.mark.parametrize(
    "text", ["9-16", "9.00–16.00", "09:00 - 16:00", "klo 9–16", "kl. 9-16", "٩-١٦", " 9 — 16 h"]
)
def test_a_day_is_read_in_every_usual_spelling(text: str) -> None:
    assert parse_day(text) == ((time(9), time(16)),)


@pytest.mark.parametrize("text", ["", "-", "Closed", "suljettu", "stängt", "مغلق"])
def test_an_empty_or_closed_day_has_no_spans(text: str) -> None:
    assert parse_day(text) == ()


@pytest.mark.parametrize("text", ["9-12, 13-16.30", "9-12 ja 13-16.30", "13.00-16.30; 9.00-12.00"])
def test_a_day_may_have_a_break(text: str) -> None:
    assert parse_day(text) == ((time(9), time(12)), (time(13), time(16, 30)))


def test_hours_may_run_over_midnight() -> None:
    assert parse_day("22-2") == ((time(22), time(2)),)
    assert parse_day("18-24") == ((time(18), time(0)),)
    assert parse_day("24h") == parse_day("0-24") == ((time(0), time(0)),)


@pytest.mark.parametrize(
    "text",
    [
        "9",
        "9-",
        "nine to four",
        "9-25",
        "9.75-16",
        "9-12, 11-16",
        "9-9",
        "22-2, 23-3",
        ",",
        "9-16" * 30,
    ],
)
def test_what_is_no_hours_is_refused(text: str) -> None:
    with pytest.raises(HoursUnreadable):
        parse_day(text)


@pytest.mark.parametrize("text", ["9-16", "9.30-12, 13-16.05", "18-24", "0-24", "22-2", ""])
def test_what_is_written_reads_back(text: str) -> None:
    assert format_day(parse_day(text)) == text
