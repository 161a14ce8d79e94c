"""Months of the desk's own clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from advicedesk.statistics.months import Month, NotAMonth

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
