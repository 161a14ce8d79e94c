"""Months of the desk's own clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from advicedesk.statistics.months import Month, NotAMonth, Span

HELSINKI = ZoneInfo("Europe/Helsinki")


def test_a_month_is_read_and_written_alike():
    assert str(Month.parse("2026-03")) == "2026-03"
    assert Month.of(date(2026, 3, 31)) == Month(2026, 3)


@pytest.mark.parametrize("text", ["", "2026", "2026-00", "2026-13", "26-01", "٢٠٢٦-٠١", "2026-1"])
def test_anything_else_is_no_month(text):
    with pytest.raises(NotAMonth):
        Month.parse(text)


def test_months_are_counted_across_years():
    assert Month(2026, 1).shifted(-1) == Month(2025, 12)
    assert Month(2026, 10).shifted(-12) == Month(2025, 10)
    assert Month(2026, 12).shifted(1) == Month(2027, 1)


def test_the_clock_changes_inside_a_month_move_its_end():
    assert Month(2026, 3).edges(HELSINKI) == (
        datetime(2026, 2, 28, 22, tzinfo=UTC),
        datetime(2026, 3, 31, 21, tzinfo=UTC),
    )
    assert Month(2026, 10).edges(HELSINKI) == (
        datetime(2026, 9, 30, 21, tzinfo=UTC),
        datetime(2026, 10, 31, 22, tzinfo=UTC),
    )


OCTOBER = Month(2026, 10)


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (OCTOBER, OCTOBER, "2026-10"),
        (Month(2026, 7), Month(2026, 9), "2026-Q3"),
        (Month(2026, 1), Month(2026, 12), "2026"),
        (Month(2025, 12), Month(2026, 2), "2025-12--2026-02"),
        (Month(2026, 8), OCTOBER, "2026-08--2026-10"),
    ],
)
def test_a_span_is_written_as_what_it_is_and_read_again(first: Month, last: Month, written: str):
    assert str(Span(first, last)) == written
    assert Span.parse(written) == Span(first, last)


def test_a_span_is_compared_with_the_one_before_and_with_a_year_ago():
    spans = Span.parse("2026-Q1").compared()
    assert [str(span) for span in spans] == ["2026-Q1", "2025-Q4", "2025-Q1"]
    year = Span.parse("2026").compared()
    assert [str(span) for span in year] == ["2026", "2025", "2024"]
    assert [str(month) for month in spans[1].months] == ["2025-10", "2025-11", "2025-12"]


@pytest.mark.parametrize("text", ["2026-10--2026-08", "2025-01--2026-01", "2026-Q5", "--2026-01"])
def test_what_runs_backwards_or_over_a_year_is_no_span(text: str):
    with pytest.raises(NotAMonth):
        Span.parse(text)


def test_one_month_has_no_other_end():
    assert Span.of(OCTOBER).until is None
    assert Span.parse("2026-Q3").until == "2026-09"
