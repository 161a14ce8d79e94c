"""One journey for each role of the desk, in Finnish and in Arabic: what they do in a day."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from advicedesk.accounts.models import StaffMember
from advicedesk.accounts.operations import make_set_up_link
from advicedesk.codelists.models import ListedCode
from advicedesk.database import db, writing
from advicedesk.directory.models import ServicePoint
from advicedesk.referrals.details import ReferralDetails
from advicedesk.referrals.models import Referral
from advicedesk.roles import Role
from advicedesk.visits.details import NeedDetails
from advicedesk.visits.models import Visit
from tests.browser.pages import LogPage, StaffPages
from tests.browser.serving import served

LANGUAGES = ("fi", "ar")
NAMES = {"fi": "Kela, Iso Omena", "en": "Kela, Iso Omena", "ar": "Kela, Iso Omena"}
NEW_PASSWORD = "seven green lanterns"


@pytest.fixture
def empty_address(empty_app: Flask) -> Iterator[str]:
    """Serve the application on an empty database; return its address."""
    with served(empty_app) as port:
        yield f"http://127.0.0.1:{port}"


def visits() -> list[Visit]:
    db.session.rollback()
    return list(db.session.scalars(select(Visit).order_by(Visit.id)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_counsellor_logs_continues_corrects_withdraws(
    language: str,
    open_desk: Callable[..., Page],
    make_staff: Callable[..., StaffMember],
    make_service_point: Callable[..., ServicePoint],
) -> None:
    make_service_point(names=NAMES)
    make_staff("aino", Role.COUNSELLOR, language=language)
    desk = LogPage(open_desk(language=language), language)
    desk.sign_in("aino")

    desk.start()
    desk.press("Digit1 Digit1 Digit1 Digit2 Enter k e l Enter 1 5")
    desk.save("Control+Shift+Enter")
    assert "/slip" in desk.page.url
    assert desk.page.is_visible(".paper-sheet")
    first = visits()[0]
    code = first.case.case_code
    assert code in desk.page.inner_text(".paper-sheet")

    desk.page.fill("#look-up-code", code.lower().replace("-", " "))
    with desk.page.expect_navigation():
        desk.page.press("#look-up-code", "Enter")
    desk.look()
    assert desk.page.url.endswith(f"/cases/{code}")
    desk.send()
    desk.wait()
    desk.press("Digit1 Digit3")
    desk.save()
    assert desk.case_code() == code
    assert [visit.case.case_code for visit in visits()] == [code, code]

    desk.follow("/correct")
    desk.page.fill("#minutes", "25")
    desk.send(".summary-bar button.button-main")
    assert visits()[1].minutes == 25
    assert visits()[1].corrections

    desk.start()
    desk.press("Digit2 Digit4")
    desk.save()
    desk.send("main button.undo")
    assert visits()[2].is_withdrawn
    desk.sign_out()
    desk.page.goto("/visits/today")
    assert "/sign-in" in desk.page.url


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_supervisor_reads_the_day_and_the_month_and_closes_a_referral(
    language: str,
    open_desk: Callable[..., Page],
    make_staff: Callable[..., StaffMember],
    make_visit: Callable[..., Visit],
) -> None:
    sent_on = (ReferralDetails(authority_name="Kela"),)
    visit_id = make_visit(NeedDetails(topic="work", referrals=sent_on)).public_id
    make_staff("bertil", Role.SUPERVISOR, language=language)
    desk = StaffPages(open_desk(language=language), language)
    desk.sign_in("bertil")

    desk.follow("/visits/today")
    assert desk.page.locator(f"main table a[href='/visits/{visit_id}']").count() == 1

    desk.follow("/statistics/")
    link = desk.page.locator("main a[download][href*='format=csv']").first
    with desk.page.expect_download() as download:
        link.evaluate("link => link.click()")
    assert download.value.suggested_filename.startswith("advicedesk-iso-omena-")
    assert "Iso Omena" in download.value.path().read_text(encoding="utf-8-sig")

    desk.follow("/referrals/")
    desk.follow("?show=all")
    referral = visits()[0].referrals[0]
    desk.page.click(f"#referral-{referral.public_id}")
    desk.page.locator("[name=confirmed_by]").first.check(force=True)
    desk.page.check("[name=status][value=completed]", force=True)
    desk.send("form.what-happened button.button-main")
    db.session.rollback()
    closed = db.session.scalars(select(Referral)).one()
    assert (closed.status, closed.is_open) == ("completed", False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_administrator_adds_staff_renames_a_topic_and_reads_who_did_it(
    language: str, open_desk: Callable[..., Page], make_staff: Callable[..., StaffMember]
) -> None:
    make_staff("cecilia", Role.ADMINISTRATOR, language=language)
    desk = StaffPages(open_desk(language=language), language)
    desk.sign_in("cecilia")

    desk.open("/accounts/staff/")
    desk.follow("/accounts/staff/add")
    desk.page.fill("[name=display_name]", "Maija Mallikas")
    desk.page.fill("[name=username]", "maija")
    desk.page.locator("[name=counsellor_at]").first.check(force=True)
    desk.send()
    link = desk.page.input_value("#link-address")

    other = StaffPages(open_desk(language=language), language)
    other.open(link)
    other.page.fill("[name=new_password]", NEW_PASSWORD)
    other.page.fill("[name=repeat_password]", NEW_PASSWORD)
    with other.page.expect_navigation():
        other.page.click("main button.button-main")
    other.page.wait_for_load_state()
    assert "choose-password" not in other.page.url
    other.page.goto(link)
    assert other.page.locator("[name=new_password]").count() == 0

    desk.open("/codelists/topic/code/childcare")
    desk.page.fill("[name=name_fi]", "Päivähoito")
    desk.send()
    db.session.rollback()
    topic = db.session.scalars(
        select(ListedCode).where(ListedCode.full_code == "childcare")
    ).first()
    assert topic is not None
    assert topic.names["fi"] == "Päivähoito"

    desk.open("/desks/")
    desk.page.fill("[name=note_days]", "20")
    desk.send("form[action='/desks/'] button.button-main")
    assert desk.page.input_value("[name=note_days]") == "20"

    desk.open("/privacy/audit")
    told = desk.page.inner_text("table.audit")
    assert "staff.add" in told
    assert "childcare" in told
    assert "note_days" in told
    desk.sign_out()


def test_the_first_run_from_an_empty_database_in_arabic(
    browser: Browser, empty_app: Flask, empty_address: str
) -> None:
    with writing.writing():
        token = make_set_up_link()
        db.session.commit()
    page = browser.new_context(base_url=empty_address, locale="ar").new_page()
    desk = StaffPages(page, "ar")
    desk.open(f"/set-up?token={token}")
    page.fill("[name=organisation_name]", "Espoo")
    page.fill("[name=desks-0-name]", "Iso Omena")
    page.click("[data-next]:visible")
    page.locator("[name=working_languages][value=fi]").check(force=True)
    page.click("[data-next]:visible")
    page.fill("[name=display_name]", "Cecilia")
    page.fill("[name=username]", "cecilia")
    page.fill("[name=new_password]", NEW_PASSWORD)
    page.fill("[name=repeat_password]", NEW_PASSWORD)
    desk.send("[data-step]:visible button[type=submit]")
    assert "/set-up" not in page.url
    desk.open("/desks/iso-omena")
    desk.sign_out()
    desk.sign_in("cecilia", NEW_PASSWORD)
    page.goto(f"/set-up?token={token}")
    assert page.locator("[name=organisation_name]").count() == 0
    page.context.close()
