"""What an exported file says of itself."""

import pytest

from tests.factories.desk import InspectingDesk


@pytest.mark.parametrize("form", ["csv", "tidy"])
def test_a_file_says_once_how_its_letters_are_written(
    as_administrator: InspectingDesk, form: str
) -> None:
    answer = as_administrator.get(f"/statistics/export?month=2026-10&desk=all&format={form}")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
