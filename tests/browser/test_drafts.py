"""Drafts: leaving by accident, a lapsed sign-in, a crash of the browser lose nothing typed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db
from advicedesk.directory.models import ServicePoint
from advicedesk.visits.models import Visit
from tests.browser.conftest import find_chromium
from tests.browser.device import (
    KEPT,
    PILL,
    at_the_start,
    keeps_nothing,
    open_log,
    save,
    sign_in_by_page,
    type_visit,
)
from tests.browser.failing_server import FailingServer, failing_server
from tests.browser.pages import LogPage

RESTORED = "[data-discard]"
DRAFT_KEPT = f"() => ({KEPT})('drafts').then((rows) => rows.length === 1)"


@pytest.fixture
def server(app: Flask) -> Iterator[FailingServer]:
    """Return a server that fails as it is told."""
    with failing_server(app) as running:
        yield running


@pytest.fixture
def address(server: FailingServer) -> str:
    """Serve the application by the server that fails."""
    return server.address


@pytest.fixture
def log_page(open_desk: Callable[..., Page], counsellor: StaffMember) -> Page:
    """Return the empty log page."""
    page = open_desk(counsellor)
    open_log(page)
    return page


def the_visit() -> Visit:
    db.session.rollback()
    return db.session.scalars(select(Visit)).one()


def saved(page: Page) -> None:
    page.wait_for_url(lambda url: not url.endswith("/visits/log"))


def test_a_page_left_by_accident_comes_back_with_every_field(
    make_service_point: Callable[..., ServicePoint],
    open_desk: Callable[..., Page],
    counsellor: StaffMember,
) -> None:
    kela = make_service_point(names={"fi": "Kela, Iso Omena", "en": "Kela, Iso Omena"})
    kela_id = kela.id
    db.session.rollback()
    page = open_desk(counsellor)
    open_log(page)
    LogPage(page, "en").press("v i e t Enter Digit1 Digit1 Digit2 Enter k e l Enter")
    page.click("[name=add_need]")
    page.check("[name=needs-1-topic][value=work]", force=True)
    page.check("[name=needs-1-outcome][value=resolved]", force=True)
    page.click("[data-minutes='30']")
    page.fill("#note", "Asked about the fee")
    public_id = page.input_value("[name=public_id]")
    page.wait_for_timeout(200)  # nobody leaves in the same blink as the last key
    page.goto("/visits/today")
    page.goto("/visits/log")
    page.wait_for_selector(RESTORED)
    assert page.input_value("[name=public_id]") == public_id
    assert page.input_value("#note") == "Asked about the fee"
    save(page)
    saved(page)
    visit = the_visit()
    assert (visit.client_language, visit.minutes, visit.public_id) == ("vi", 30, public_id)
    first, second = visit.needs
    assert (first.topic, first.subtopic, first.acts) == ("childcare", "application", ["guidance"])
    assert first.referrals[0].service_point_id == kela_id
    assert first.outcome == "referred"
    assert (second.topic, second.outcome) == ("work", "resolved")
    keeps_nothing(page, "drafts")
    open_log(page)
    assert page.locator(RESTORED).count() == 0


def test_a_draft_is_discarded_by_one_button(log_page: Page) -> None:
    type_visit(log_page, note="Halusi iltapaikan")
    log_page.wait_for_function(DRAFT_KEPT)
    log_page.reload()
    log_page.click(RESTORED)
    log_page.wait_for_function("() => !document.querySelector('[data-discard]')")
    at_the_start(log_page)
    assert log_page.input_value("#note") == ""
    keeps_nothing(log_page, "drafts")


def test_a_lapsed_sign_in_at_saving_brings_everything_back_after_signing_in(
    log_page: Page, counsellor: StaffMember
) -> None:
    type_visit(log_page, note="Halusi iltapaikan")
    log_page.context.clear_cookies()
    save(log_page)
    log_page.wait_for_url("**/sign-in?next=*")
    sign_in_by_page(log_page, counsellor)
    log_page.wait_for_selector(RESTORED)
    assert log_page.input_value("#note") == "Halusi iltapaikan"
    save(log_page)
    saved(log_page)
    assert the_visit().note == "Halusi iltapaikan"


def test_a_text_that_is_too_large_for_the_server_stays_in_the_form(
    log_page: Page, server: FailingServer
) -> None:
    type_visit(log_page, note="Halusi iltapaikan")
    server.fails = "too-large"
    save(log_page)
    expect(log_page.locator("[data-kept-note]")).to_contain_text("too large")
    assert log_page.input_value("#note") == "Halusi iltapaikan"
    server.fails = ""
    save(log_page)
    saved(log_page)
    assert the_visit().note == "Halusi iltapaikan"


def test_a_refused_form_that_is_closed_comes_back(log_page: Page) -> None:
    type_visit(log_page, note="Soita 040 123 4567")
    save(log_page)
    log_page.wait_for_selector("#refused")
    log_page.wait_for_function(DRAFT_KEPT)
    expect(log_page.locator(PILL)).to_be_hidden()
    log_page.goto("/visits/today")
    log_page.goto("/visits/log")
    log_page.wait_for_selector(RESTORED)
    assert log_page.input_value("#note") == "Soita 040 123 4567"


def test_the_draft_of_one_tab_is_not_taken_over_by_another(log_page: Page) -> None:
    type_visit(log_page, note="Halusi iltapaikan")
    log_page.wait_for_function(DRAFT_KEPT)
    other = log_page.context.new_page()
    other.faults = []  # type: ignore[attr-defined]
    open_log(other)
    other.wait_for_timeout(300)
    assert other.locator(RESTORED).count() == 0
    assert other.input_value("#note") == ""


def test_a_correction_that_was_left_comes_back_on_its_own_page(
    log_page: Page, make_visit: Callable[..., Visit], counsellor: StaffMember
) -> None:
    db.session.rollback()
    visit = make_visit(staff_member=db.session.merge(counsellor))
    path = f"/visits/{visit.public_id}/correct"
    log_page.goto(path)
    log_page.fill("#note", "Halusi iltapaikan")
    log_page.wait_for_function(DRAFT_KEPT)
    open_log(log_page)
    assert log_page.locator(RESTORED).count() == 0
    log_page.goto(path)
    log_page.wait_for_selector(RESTORED)
    assert log_page.input_value("#note") == "Halusi iltapaikan"
    log_page.keyboard.press("Control+Enter")
    log_page.wait_for_url(lambda url: not url.endswith("/correct"))
    assert the_visit().note == "Halusi iltapaikan"
    keeps_nothing(log_page, "drafts")


def test_signing_out_with_a_draft_asks_and_deletes_it(log_page: Page) -> None:
    type_visit(log_page, note="Halusi iltapaikan")
    log_page.wait_for_function(DRAFT_KEPT)
    log_page.click("summary.avatar")
    log_page.click("form[action='/sign-out'] button")
    dialog = log_page.locator("[data-sign-out-dialog]")
    expect(dialog).to_contain_text("began to type")
    dialog.locator("[data-close]").click()
    assert log_page.input_value("#note") == "Halusi iltapaikan"
    log_page.click("summary.avatar")
    log_page.click("form[action='/sign-out'] button")
    dialog.locator("[data-delete]").click()
    log_page.wait_for_url("**/sign-in")
    keeps_nothing(log_page, "keys", "drafts")


def test_a_browser_that_crashed_comes_back_with_what_was_typed(
    browser: Browser, server: FailingServer, counsellor: StaffMember, tmp_path: Path
) -> None:
    def start() -> Page:
        context = browser.browser_type.launch_persistent_context(
            tmp_path / "browser",
            executable_path=find_chromium(),
            args=["--no-sandbox", "--disable-gpu"],
            base_url=server.address,
            locale="en",
        )
        return context.pages[0]

    page = start()
    sign_in_by_page(page, counsellor)
    open_log(page)
    type_visit(page, note="Halusi iltapaikan")
    page.wait_for_function(DRAFT_KEPT)
    page.context.close()
    page = start()
    page.goto("/visits/log")
    if "/sign-in" in page.url:
        sign_in_by_page(page, counsellor)
    page.wait_for_selector(RESTORED)
    assert page.input_value("#note") == "Halusi iltapaikan"
    save(page)
    saved(page)
    page.context.close()
    assert the_visit().note == "Halusi iltapaikan"
