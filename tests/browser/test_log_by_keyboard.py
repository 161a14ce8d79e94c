"""The log page by keyboard alone: how many keys the usual visits take."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db
from advicedesk.directory.models import ServicePoint
from advicedesk.visits.models import Visit
from tests.browser.keystrokes import Keyboard


@pytest.fixture
def log_page(open_desk: Callable[..., Page], counsellor: StaffMember) -> Page:
    """Return the empty log page."""
    page = open_desk(counsellor)
    page.goto("/visits/log")
    page.wait_for_function("() => document.activeElement.name === 'client_language'")
    return page


def the_visit() -> Visit:
    db.session.rollback()
    return db.session.scalars(select(Visit)).one()


def saved(page: Page) -> None:
    page.wait_for_url(lambda url: not url.endswith("/visits/log"))


def test_a_typical_visit_with_a_referral_takes_at_most_14_keys(
    app: Flask, make_service_point: Callable[..., ServicePoint], log_page: Page
) -> None:
    kela = make_service_point(names={"fi": "Kela, Iso Omena", "en": "Kela, Iso Omena"})
    kela_id = kela.id
    log_page.reload()
    log_page.wait_for_function("() => document.activeElement.name === 'client_language'")
    keyboard = Keyboard(log_page)
    keyboard.press("Digit1 Digit1 Digit1 Digit2 Enter k e l Enter 1 5 Control+Enter")
    saved(log_page)
    visit = the_visit()
    need = visit.needs[0]
    assert (visit.client_language, visit.minutes) == ("ar", 15)
    assert (need.topic, need.subtopic, need.acts) == ("childcare", "application", ["guidance"])
    assert need.referrals[0].service_point_id == kela_id
    assert need.outcome == "referred"
    assert keyboard.count <= 14


def test_the_least_that_saves_takes_at_most_5_keys(app: Flask, log_page: Page) -> None:
    keyboard = Keyboard(log_page)
    keyboard.press("Digit2 Digit3 Control+Enter")
    saved(log_page)
    visit = the_visit()
    assert (visit.client_language, visit.needs[0].topic) == ("so", "work")
    assert keyboard.count <= 5


def test_a_language_beyond_the_chips_is_found_by_any_name(app: Flask, log_page: Page) -> None:
    log_page.wait_for_function("() => languageRows.length > 0")
    keyboard = Keyboard(log_page)
    keyboard.press("v i e t Enter Digit4 Control+Enter")
    saved(log_page)
    assert the_visit().client_language == "vi"


def test_plus_adds_another_need(app: Flask, log_page: Page) -> None:
    Keyboard(log_page).press("Digit1 Digit1 Digit1 + Digit4 Digit1 Control+Enter")
    saved(log_page)
    needs = [(need.topic, need.subtopic) for need in the_visit().needs]
    assert needs == [("childcare", "application"), ("health", "appointment")]


def test_a_referral_written_as_it_is_keeps_its_name(app: Flask, log_page: Page) -> None:
    Keyboard(log_page).press("Digit1 Digit1 Digit1 Enter K e l a ArrowUp Enter Control+Enter")
    saved(log_page)
    assert the_visit().referrals[0].authority_name == "Kela"


def test_enter_never_sends_a_half_told_visit(app: Flask, log_page: Page) -> None:
    Keyboard(log_page).press("Enter Enter Enter Enter Enter")
    assert log_page.url.endswith("/visits/log")


def test_what_was_typed_stays_when_the_note_is_refused(app: Flask, log_page: Page) -> None:
    Keyboard(log_page).press("Digit1 Digit1 Digit1")
    log_page.fill("#note", "Soita 040 123 4567")
    log_page.keyboard.press("Control+Enter")
    log_page.wait_for_selector("#refused")
    assert log_page.input_value("#note") == "Soita 040 123 4567"
    assert log_page.is_checked("[name=client_language][value=ar]")
    assert log_page.is_checked("[name=needs-0-topic][value=childcare]")
    assert log_page.is_checked("[name=needs-0-subtopic][value=application]")


def test_the_form_works_without_script(
    app: Flask, open_desk: Callable[..., Page], counsellor: StaffMember
) -> None:
    page = open_desk(counsellor, has_script=False)
    page.goto("/visits/log")
    page.check("[name=client_language][value=ru]", force=True)
    page.check("[name=needs-0-topic][value=work]", force=True)
    page.click("[name=add_need]")
    page.check("[name=needs-1-topic][value=health]", force=True)
    page.fill("#needs-1-referrals-0-authority_name", "Kela")
    page.click("button.button-main:not([name])")
    saved(page)
    visit = the_visit()
    assert [need.topic for need in visit.needs] == ["work", "health"]
    assert visit.referrals[0].authority_name == "Kela"


def test_two_escapes_cover_the_screen_and_any_key_uncovers_it(app: Flask, log_page: Page) -> None:
    log_page.fill("#note", "Halusi iltapaikan")
    Keyboard(log_page).press("Escape Escape")
    log_page.wait_for_selector("dialog.covered")
    Keyboard(log_page).press("x")
    log_page.wait_for_selector("dialog.covered", state="detached")
    assert log_page.input_value("#note") == "Halusi iltapaikan"
