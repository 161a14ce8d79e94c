"""`advicedesk report`: the same bytes as the page's download, and what it refuses."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

from advicedesk.accounts.models import StaffMember
from advicedesk.roles import Role
from advicedesk.statistics.months import Month
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


@pytest.mark.parametrize("form", ["xlsx", "csv", "tidy", "package", "px", "json-stat", "pdf"])
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


def test_a_timer_gets_the_month_that_ended_last_by_its_stable_name(
    report: Callable[..., Result], tmp_path: Path
) -> None:
    folder = tmp_path / "reports"
    last = Month.of(datetime.now(ZoneInfo("Europe/Helsinki")).date()).shifted(-1)
    for _time in range(2):  # a second run writes over the first
        told = report("--previous-month", "--format", "json-stat", "--out", str(folder))
        file = folder / f"advicedesk-all-{last}.json"
        assert told.errors == f"{file}\n"
        assert list(folder.iterdir()) == [file]


def test_a_folder_gets_every_format_with_the_same_bytes_as_one_at_a_time(
    report: Callable[..., Result], make_visit: MakeVisit, tmp_path: Path
) -> None:
    make_visit("work")
    folder = tmp_path / "published"
    told = report("2026-10", "--format", "all", "--out", str(folder))
    names = sorted(file.name for file in folder.iterdir())
    assert len(names) == 7
    assert sorted(Path(line).name for line in told.errors.splitlines()) == names
    alone = tmp_path / "alone"
    report("2026-10", "--format", "tidy", "--out", str(alone))
    assert alone.read_bytes() == (folder / "advicedesk-all-2026-10-tidy.csv").read_bytes()


def test_several_months_are_one_file(report: Callable[..., Result], tmp_path: Path) -> None:
    told = report("2026-07", "--until", "2026-09", "--format", "csv", "--out", str(tmp_path))
    assert told.errors == f"{tmp_path / 'advicedesk-all-2026-Q3.csv'}\n"


def test_one_table_is_a_file_of_its_own(report: Callable[..., Result]) -> None:
    told = report("2026-10", "--format", "json-stat", "--table", "contact_type")
    assert json.loads(told.output)["class"] == "dataset"


def test_a_funder_s_form_has_the_same_bytes_as_the_page_s_download(
    report: Callable[..., Result],
    make_staff: Callable[..., StaffMember],
    make_desk: Callable[[], InspectingDesk],
    make_visit: MakeVisit,
    tmp_path: Path,
) -> None:
    make_visit("work")
    reader = make_desk().sign_in(make_staff("doris", Role.ADMINISTRATOR, language="fi"))
    for form in ("xlsx", "csv"):
        words = ("2026-10", "--form", "funder-yearly", "--format", form)
        report(*words, "--out", str(tmp_path))
        file = tmp_path / f"advicedesk-all-2026-10-funder-yearly.{form}"
        asked = f"month=2026-10&desk=all&form=funder-yearly&format={form}"
        assert file.read_bytes() == reader.get(f"/statistics/form?{asked}").data


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
        (["2026-10", "--table", "nothing"], "no such table"),
        (["2026-10", "--form", "nothing"], "no such form; forms that can be used: funder-yearly"),
        (["2026-10", "--form", "funder-yearly", "--format", "px"], "written as xlsx or csv"),
        (["2026-10", "--previous-month"], "give either a month"),
        (["2026-10", "--format", "all"], "give a folder"),
        ([], "give either a month"),
        (["2026-10", "--until", "2026-08"], "not within a year"),
        (["--previous-month", "--until", "2026-08"], "give either a month"),
        (["2026-10", "--out", "/nowhere/month.xlsx"], "cannot be written"),
    ],
)
def test_what_there_is_not_is_refused_in_words(
    report: Callable[..., Result], words: list[str], reason: str
) -> None:
    told = report(*words, status=1)
    assert reason in told.errors
    assert told.output == ""
