"""The report of several months: their sum, and no way to work a hidden month out of it."""

import io
import zipfile
from datetime import UTC, datetime

import pytest

from tests.factories.desk import InspectingDesk
from tests.unit.exports.integrity import px_faults, read_px

from .conftest import FillMonth
from .reading import tables_of, tidy_lines, tiles_of

QUARTER = "month=2026-07&until=2026-09&desk=iso-omena"
JULY, AUGUST, APRIL, LAST_YEAR = (
    datetime(2026, 7, 6, 7, tzinfo=UTC),
    datetime(2026, 8, 10, 7, tzinfo=UTC),
    datetime(2026, 4, 13, 7, tzinfo=UTC),
    datetime(2025, 9, 8, 7, tzinfo=UTC),
)


@pytest.fixture
def _two_quarters(fill_month: FillMonth) -> None:
    fill_month(first=JULY, walk_in=9, phone=2, chat=20)
    fill_month(first=AUGUST, walk_in=9, phone=30, chat=20)
    fill_month(first=APRIL, walk_in=6)
    fill_month(first=LAST_YEAR, walk_in=7)


@pytest.mark.usefixtures("_two_quarters")
def test_a_quarter_is_the_sum_of_its_months_beside_the_one_before_and_a_year_ago(
    as_supervisor: InspectingDesk,
) -> None:
    answer = as_supervisor.get(f"/statistics/?{QUARTER}")
    assert tiles_of(answer)["Visits"] == "90"
    lines = tables_of(answer)["contact_type"]
    assert lines["Walk-in"] == ["18", "6", "7", "+12", "+11"]
    assert lines["Phone"][0] == "32"
    assert "Q3 2026" in answer.get_data(as_text=True)


@pytest.mark.usefixtures("_two_quarters")
def test_a_quarter_minus_its_other_months_does_not_give_a_hidden_month(
    as_supervisor: InspectingDesk,
) -> None:
    def found(query: str, period: str) -> dict[str, tuple[str, str]]:
        content = as_supervisor.get(f"/statistics/export?{query}&format=tidy").data
        return tidy_lines(content, "contact_type", period)

    july = found("month=2026-07&desk=iso-omena", "2026-07")
    august = found("month=2026-08&desk=iso-omena", "2026-08")
    quarter = found(QUARTER, "2026-Q3")
    assert july["phone"] == ("", "c")
    assert august["phone"] == ("30", "")
    assert quarter["phone"] == ("", "c")
    assert quarter["SSS"] == ("90", "")


@pytest.mark.usefixtures("_two_quarters")
def test_px_reads_quarters_as_time(as_supervisor: InspectingDesk) -> None:
    answer = as_supervisor.get(f"/statistics/export?{QUARTER}&format=px")
    assert "2026-Q3-px.zip" in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert {name for name in archive.namelist() if px_faults(archive.read(name))} == set()
        keywords, _cells = read_px(archive.read("contact_type.px"))
    (times,) = (texts for name, texts in keywords.items() if name.startswith('TIMEVAL("'))
    assert times == ["20253", "20262", "20263"]


@pytest.mark.parametrize("form", ["xlsx", "csv", "package", "json-stat", "pdf"])
def test_a_year_is_a_file_in_every_format(as_supervisor: InspectingDesk, form: str) -> None:
    answer = as_supervisor.get(
        f"/statistics/export?month=2026-01&until=2026-12&desk=iso-omena&format={form}"
    )
    assert "advicedesk-iso-omena-2026" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("until", ["2026-06", "2027-07", "soon"])
def test_what_is_no_span_of_a_year_at_most_is_not_found(
    as_supervisor: InspectingDesk, until: str
) -> None:
    as_supervisor.get(f"/statistics/?month=2026-07&until={until}", 404)
