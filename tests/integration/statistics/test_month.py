"""The month's page and files: who reads what, whose figures, which month a visit belongs to."""

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime

import openpyxl
import pytest

from advicedesk.visits.models import Visit
from tests.factories.desk import InspectingDesk

MONTH = "2026-10"


def tidy(
    desk: InspectingDesk, month: str = MONTH, where: str = "iso-omena"
) -> list[dict[str, str]]:
    answer = desk.get(f"/statistics/export?month={month}&desk={where}&format=tidy")
    return list(csv.DictReader(io.StringIO(answer.text)))


def figures(rows: list[dict[str, str]], table: str, month: str = MONTH) -> dict[str, str]:
    return {
        row["category"] or row["measure"]: row["value"]
        for row in rows
        if row["table"] == table and row["period"] == month
    }


@pytest.fixture
def october(make_visit: Callable[..., Visit]) -> None:
    """Log six childcare visits and two of work in October, one of them elsewhere."""
    for day in range(1, 7):
        make_visit("childcare", started_at=datetime(2026, 10, day, 9, tzinfo=UTC))
    make_visit("work", started_at=datetime(2026, 10, 8, 9, tzinfo=UTC))
    make_visit("work", desk="kalajarvi", started_at=datetime(2026, 10, 8, 9, tzinfo=UTC))


def test_a_counsellor_does_not_read_the_month(as_counsellor: InspectingDesk) -> None:
    as_counsellor.get("/statistics/", 403)
    as_counsellor.get("/statistics/export", 403)


def test_a_supervisor_reads_own_desks_only(as_supervisor: InspectingDesk) -> None:
    as_supervisor.get(f"/statistics/?month={MONTH}&desk=iso-omena")
    as_supervisor.get(f"/statistics/?month={MONTH}&desk=kalajarvi", 404)
    as_supervisor.get(f"/statistics/export?month={MONTH}&desk=kalajarvi", 404)


@pytest.mark.parametrize("query", ["month=2026-13", "month=soon", "format=docx", "desk=nowhere"])
def test_what_is_no_month_desk_or_format_is_not_found(
    as_supervisor: InspectingDesk, query: str
) -> None:
    as_supervisor.get(f"/statistics/export?{query}", 404)


@pytest.mark.usefixtures("october")
def test_own_supervisors_see_small_figures_marked_as_internal(
    as_supervisor: InspectingDesk,
) -> None:
    page = as_supervisor.get(f"/statistics/?month={MONTH}&desk=iso-omena").text
    assert "Internal:" in page
    assert "&lt;5" not in page


@pytest.mark.usefixtures("october")
def test_others_see_small_figures_hidden(as_administrator: InspectingDesk) -> None:
    page = as_administrator.get(f"/statistics/?month={MONTH}&desk=iso-omena").text
    assert "Internal:" not in page
    assert "&lt;5" in page


@pytest.mark.usefixtures("october")
def test_files_hide_small_figures_from_supervisors_too(as_supervisor: InspectingDesk) -> None:
    topics = figures(tidy(as_supervisor), "main_topic")
    assert topics["work"] == ""
    assert topics["health"] == "0"


@pytest.mark.usefixtures("october")
def test_all_desks_minus_one_tells_nothing_of_the_other(as_administrator: InspectingDesk) -> None:
    together = figures(tidy(as_administrator, where="all"), "main_topic")
    assert together["work"] == ""


def test_a_withdrawn_visit_is_in_no_figure(
    as_supervisor: InspectingDesk, make_visit: Callable[..., Visit]
) -> None:
    moment = datetime(2026, 10, 8, 9, tzinfo=UTC)
    visits = [make_visit("work", started_at=moment).public_id for _number in range(7)]
    assert figures(tidy(as_supervisor), "visits_overview")["visits"] == "7"
    as_supervisor.post(f"/visits/{visits[0]}/withdraw", {"reason": "training"})
    assert figures(tidy(as_supervisor), "visits_overview")["visits"] == "6"


@pytest.mark.parametrize(
    ("moment", "month"),
    [
        ("2026-10-31T21:59", "2026-10"),  # 23.59 in Helsinki, after the clocks went back
        ("2026-10-31T22:00", "2026-11"),
        ("2026-03-31T20:59", "2026-03"),  # 23.59, after they went forward
        ("2026-03-31T21:00", "2026-04"),
    ],
)
def test_the_desks_own_clock_decides_the_month(
    as_supervisor: InspectingDesk, make_visit: Callable[..., Visit], moment: str, month: str
) -> None:
    for _number in range(5):
        make_visit("work", started_at=datetime.fromisoformat(moment).replace(tzinfo=UTC))
    assert figures(tidy(as_supervisor, month), "visits_overview", month)["visits"] == "5"


def test_a_month_without_visits_is_a_report_of_zeros(as_supervisor: InspectingDesk) -> None:
    as_supervisor.get("/statistics/?month=2030-01&desk=iso-omena")
    assert figures(tidy(as_supervisor, "2030-01"), "visits_overview", "2030-01")["visits"] == "0"


@pytest.mark.usefixtures("october")
def test_the_workbook_opens_with_real_numbers(as_supervisor: InspectingDesk) -> None:
    answer = as_supervisor.get(f"/statistics/export?month={MONTH}&desk=iso-omena&format=xlsx")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert f"iso-omena-{MONTH}.xlsx" in answer.headers["Content-Disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    numbers = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert 7 in numbers
    assert all(not str(cell).startswith("=") for cell in numbers if isinstance(cell, str))


@pytest.mark.usefixtures("october")
def test_the_command_writes_the_same_bytes_as_the_page(as_supervisor: InspectingDesk) -> None:
    from advicedesk.cli.report import _made

    answer = as_supervisor.get(f"/statistics/export?month={MONTH}&desk=iso-omena&format=csv")
    with as_supervisor.app.app_context(), as_supervisor.app.test_request_context():
        assert _made(MONTH, "iso-omena", "csv", "en") == answer.data
