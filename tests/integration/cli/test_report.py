"""`advicedesk report`: the same bytes as the page's download, and what it refuses."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from advicedesk.accounts.models import StaffMember
from advicedesk.roles import Role
from tests.factories.desk import InspectingDesk
from tests.factories.visits import MakeVisit

from .commands import Result, advicedesk


@pytest.fixture
def report(app: Flask, tmp_path: Path) -> Callable[..., Result]:
    """Return a runner of the command on the database of the test's application."""
    url = app.config["ADVICEDESK"].database_url

    def run(*words: str, status: int = 0) -> Result:
        result = advicedesk(tmp_path, "report", *words, DATABASE_URL=url)
        assert result.status == status, result.errors
        return result

    return run


@pytest.mark.parametrize("form", ["xlsx", "csv", "tidy"])
def test_a_file_has_the_same_bytes_as_the_page_s_download(
    report: Callable[..., Result],
    make_staff: Callable[..., StaffMember],
    make_desk: Callable[[], InspectingDesk],
    make_visit: MakeVisit,
    tmp_path: Path,
    form: str,
) -> None:
    for desk in ("iso-omena", "iso-omena", "kalajarvi"):
        make_visit("work", desk=desk)
    reader = make_desk().sign_in(make_staff("doris", Role.ADMINISTRATOR, language="fi"))
    file = tmp_path / "month"
    for desk in ("all", "iso-omena"):
        told = report("2026-10", "--desk", desk, "--format", form, "--out", str(file))
        assert told.errors == f"{file}\n"
        page = reader.get(f"/statistics/export?month=2026-10&desk={desk}&format={form}")
        assert page.headers["Content-Language"] == "fi"
        assert file.read_bytes() == page.data


def test_without_a_file_it_writes_to_standard_output(report: Callable[..., Result]) -> None:
    told = report("2026-10", "--format", "tidy", "--language", "sv")
    assert told.output.startswith("table,")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["2026-13"], "not a month"),
        (["2026-10", "--format", "docx"], "no such format"),
        (["2026-10", "--desk", "nowhere"], "no such desk"),
        (["2026-10", "--language", "tlh"], "no such language"),
    ],
)
def test_what_there_is_not_is_refused_in_words(
    report: Callable[..., Result], words: list[str], reason: str
) -> None:
    told = report(*words, status=1)
    assert reason in told.errors
    assert told.output == ""
