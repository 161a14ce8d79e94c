"""A funder's form on the month's page: offered, filled from protected figures, refused."""

import csv
import io

from flask import Flask

from tests.factories.desk import InspectingDesk

from .conftest import FillMonth
from .reading import book_of

FORM = "/statistics/form?month=2026-10&desk=iso-omena&form=funder-yearly"


def test_the_page_offers_the_forms_that_there_are(as_supervisor: InspectingDesk) -> None:
    page = as_supervisor.get("/statistics/?month=2026-10&desk=iso-omena").get_data(as_text=True)
    assert "Yearly report to a funder" in page
    assert FORM.replace("&", "&amp;").partition("?")[0] in page


def test_a_form_hides_what_the_files_hide_from_its_own_supervisor_too(
    as_supervisor: InspectingDesk, fill_month: FillMonth
) -> None:
    fill_month(walk_in=9, phone=2, chat=20)
    answer = as_supervisor.get(f"{FORM}&format=csv")
    name = "advicedesk-iso-omena-2026-10-funder-yearly.csv"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert ["Visits in all", "31"] in rows
    assert ["At the desk or on appointment", ".."] in rows
    assert any(row[0].startswith("In no class: Other") for row in rows if row)


def test_a_form_is_a_workbook_with_a_sheet_for_each_section(
    as_supervisor: InspectingDesk, fill_month: FillMonth
) -> None:
    fill_month(walk_in=9)
    book = book_of(as_supervisor.get(FORM).data)
    cells = {row[0].value: row[1].value for row in book["1 Visits"].iter_rows(min_row=5)}
    assert cells["Visits in all"] == 9


def test_what_is_no_form_or_no_format_of_forms_is_not_found(
    app: Flask, as_supervisor: InspectingDesk
) -> None:
    as_supervisor.get("/statistics/form?month=2026-10&form=nothing", 404)
    as_supervisor.get("/statistics/form?month=2026-10", 404)
    as_supervisor.get(f"{FORM}&format=px", 404)
    own = app.config["ADVICEDESK"].data_folder / "report-forms"
    own.mkdir(exist_ok=True)
    (own / "broken.toml").write_text("title =")
    try:
        as_supervisor.get("/statistics/form?month=2026-10&form=broken", 404)
        as_supervisor.get("/statistics/?month=2026-10")
    finally:
        (own / "broken.toml").unlink()


def test_counsellors_get_no_form(as_counsellor: InspectingDesk) -> None:
    as_counsellor.get(FORM, 403)
