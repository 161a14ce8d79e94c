"""The month as files, read back by other people's readers."""

import csv
import io
import json
import zipfile
from collections.abc import Callable

import pytest

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db
from advicedesk.desks.models import Organisation
from advicedesk.roles import Role
from tests.factories.desk import InspectingDesk
from tests.unit.exports.integrity import json_stat_faults, px_faults, read_px

from .conftest import FillMonth
from .reading import book_of, tidy_lines

EXPORT = "/statistics/export?month=2026-10"


def test_files_are_protected_for_the_desk_s_own_supervisors_too(
    as_supervisor: InspectingDesk, fill_month: FillMonth
) -> None:
    fill_month(walk_in=9, phone=2, chat=20)
    book = book_of(as_supervisor.get(f"{EXPORT}&desk=iso-omena&format=xlsx").data)
    lines = {row[0].value: row[1].value for row in book["Type of contact"].iter_rows(min_row=5)}
    assert (lines["Phone"], lines["Walk-in"]) == ("..", "..")
    assert (lines["Chat"], lines["Total"]) == (20, 31)  # numbers, not text
    tidy = as_supervisor.get(f"{EXPORT}&desk=iso-omena&format=tidy").data
    found = tidy_lines(tidy, "contact_type", "2026-10")
    assert found["phone"] == found["walk_in"] == ("", "c")
    assert found["chat"] == ("20", "")


def test_excel_in_finland_reads_the_csv(
    as_supervisor: InspectingDesk, fill_month: FillMonth
) -> None:
    fill_month(walk_in=9)
    content = as_supervisor.get(f"{EXPORT}&format=csv").data
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == ["Iso Omena: October 2026"]
    assert ["Walk-in", "9", "0", "0", "9", "9"] in rows


@pytest.mark.parametrize(
    ("form", "name", "kind"),
    [
        (
            "xlsx",
            "advicedesk-iso-omena-2026-10.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("csv", "advicedesk-iso-omena-2026-10.csv", "text/csv"),
        ("tidy", "advicedesk-iso-omena-2026-10-tidy.csv", "text/csv"),
        ("package", "advicedesk-iso-omena-2026-10-package.zip", "application/zip"),
        ("px", "advicedesk-iso-omena-2026-10-px.zip", "application/zip"),
        ("json-stat", "advicedesk-iso-omena-2026-10.json", "application/json"),
        ("pdf", "advicedesk-iso-omena-2026-10.pdf", "application/pdf"),
    ],
)
def test_a_file_has_a_stable_name_and_content(
    as_supervisor: InspectingDesk, fill_month: FillMonth, form: str, name: str, kind: str
) -> None:
    fill_month(walk_in=6)
    first, second = (as_supervisor.get(f"{EXPORT}&desk=iso-omena&format={form}") for _ in range(2))
    assert first.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert first.mimetype == kind
    assert first.data == second.data


def test_all_desks_is_a_file_of_its_own(as_administrator: InspectingDesk) -> None:
    answer = as_administrator.get(f"{EXPORT}&desk=all&format=tidy")
    assert "advicedesk-all-2026-10-tidy.csv" in answer.headers["Content-Disposition"]


def test_a_file_of_all_desks_hides_what_one_desk_hides(
    as_administrator: InspectingDesk, fill_month: FillMonth
) -> None:
    fill_month(walk_in=9, phone=2, chat=20)
    fill_month(walk_in=9, phone=30, chat=20, desk="kalajarvi")
    found = tidy_lines(
        as_administrator.get(f"{EXPORT}&desk=all&format=tidy").data, "contact_type", "2026-10"
    )
    assert found["phone"] == ("", "c")
    assert found["chat"] == ("40", "")


def test_the_threshold_is_the_organisation_s_setting(
    as_supervisor: InspectingDesk, fill_month: FillMonth
) -> None:
    fill_month(walk_in=30, phone=7, chat=40)
    db.session.get_one(Organisation, 1).suppression_threshold = 10
    db.session.commit()
    found = tidy_lines(as_supervisor.get(f"{EXPORT}&format=tidy").data, "contact_type", "2026-10")
    assert (found["phone"], found["chat"]) == (("", "c"), ("40", ""))


@pytest.mark.parametrize("form", ["xlsx", "csv", "tidy"])
def test_a_month_without_visits_is_a_file_of_zeros(
    as_supervisor: InspectingDesk, form: str
) -> None:
    content = as_supervisor.get(f"/statistics/export?month=2031-05&format={form}").data
    if form == "xlsx":
        sheet = book_of(content)["Type of contact"]
        assert {row[1].value for row in sheet.iter_rows(min_row=5)} == {0}
    elif form == "csv":
        assert "Walk-in;0;0;0;0;0\r\n" in content.decode("utf-8-sig")
    else:
        assert set(tidy_lines(content, "contact_type", "2031-05").values()) == {("0", "")}


@pytest.mark.parametrize(
    "query",
    [
        "month=2026-10&format=docx",
        "month=2026-99",
        "month=2026-10&desk=kalajarvi",
        "month=2026-10&table=nothing",
    ],
)
def test_what_there_is_not_is_not_found(as_supervisor: InspectingDesk, query: str) -> None:
    as_supervisor.get(f"/statistics/export?{query}", 404)


def test_the_sheet_that_explains_tells_the_day_it_was_made(as_supervisor: InspectingDesk) -> None:
    book = book_of(as_supervisor.get(f"{EXPORT}&format=xlsx").data)
    sheet = book["About the figures"]
    notes = {row[0]: row[2] for row in sheet.iter_rows(values_only=True) if any(row)}
    assert notes["Desk"] == "Iso Omena"
    assert notes["Made"].count(" ") == 2  # a day, such as 24 Nov 2026
    assert "hidden" in notes["Small figures"]


@pytest.mark.parametrize(
    ("form", "name", "kind"),
    [
        ("px", "advicedesk-iso-omena-2026-10-contact-type.px", "application/octet-stream"),
        ("json-stat", "advicedesk-iso-omena-2026-10-contact-type.json", "application/json"),
    ],
)
def test_one_table_is_a_file_that_hides_what_the_whole_hides(
    as_supervisor: InspectingDesk, fill_month: FillMonth, form: str, name: str, kind: str
) -> None:
    fill_month(walk_in=9, phone=2, chat=20)
    answer = as_supervisor.get(f"{EXPORT}&desk=iso-omena&format={form}&table=contact_type")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.mimetype == kind
    if form == "px":
        keywords, cells = read_px(answer.data)
        assert px_faults(answer.data) == []
        codes = keywords['CODES("Yhteydenottotapa")']
        figures = dict(zip(codes, cells[2::3], strict=True))  # October is the last of three
        assert (figures["phone"], figures["walk_in"]) == ('".."', '".."')
        assert (figures["chat"], figures["SSS"]) == ("20", "31")
    else:
        dataset = json.loads(answer.data)
        assert json_stat_faults(dataset) == []
        codes = dataset["dimension"]["contact_type"]["category"]["index"]
        assert dataset["value"][3 * codes.index("chat") + 2] == 20
        assert dataset["status"][str(3 * codes.index("phone") + 2)] == "c"


def test_px_is_one_file_in_three_languages_whatever_the_page_s_language(
    make_desk: Callable[[], InspectingDesk],
    make_staff: Callable[..., StaffMember],
    fill_month: FillMonth,
) -> None:
    fill_month(walk_in=9)
    files = [
        make_desk()
        .sign_in(make_staff(name, Role.ADMINISTRATOR, language=language))
        .get(f"{EXPORT}&desk=iso-omena&format=px")
        .data
        for name, language in (("doris", "en"), ("amal", "ar"))
    ]
    assert files[0] == files[1]
    with zipfile.ZipFile(io.BytesIO(files[0])) as archive:
        assert {name for name in archive.namelist() if px_faults(archive.read(name))} == set()
        keywords, _cells = read_px(archive.read("contact_type.px"))
    assert keywords["LANGUAGES"] == ["fi", "sv", "en"]
    assert "Puhelin" in keywords['VALUES("Yhteydenottotapa")']
    assert "Phone" in keywords['VALUES[en]("Type of contact")']


def test_every_json_stat_data_set_of_the_month_keeps_the_rules(
    as_supervisor: InspectingDesk, fill_month: FillMonth
) -> None:
    fill_month(walk_in=9, phone=2, chat=20)
    collection = json.loads(as_supervisor.get(f"{EXPORT}&format=json-stat").data)
    datasets = collection["link"]["item"]
    assert len(datasets) > 20
    assert {one["label"] for one in datasets if json_stat_faults(one)} == set()
