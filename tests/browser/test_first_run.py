"""The first run in three steps, and the made-up data that come and go by one click."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from advicedesk.accounts import operations
from advicedesk.database import db
from tests.browser.serving import served

PASSWORD = "a boat goes over the lake"
STEP = "[data-step]:visible"


@pytest.fixture
def set_up_address(empty_app: Flask) -> Iterator[str]:
    """Serve an empty database; return the address of its set-up link."""
    token = operations.make_set_up_link()
    db.session.commit()
    db.session.remove()
    with served(empty_app) as port:
        yield f"http://127.0.0.1:{port}/set-up?token={token}"


@pytest.fixture
def open_link(browser: Browser, set_up_address: str) -> Iterator[Callable[..., Page]]:
    """Return an opener of the set-up link."""
    contexts = []

    def open_window(language: str = "en", *, has_script: bool = True, width: int = 1280) -> Page:
        contexts.append(
            browser.new_context(
                locale=language,
                java_script_enabled=has_script,
                viewport={"width": width, "height": 900},
            )
        )
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        page.goto(set_up_address)
        return page

    yield open_window
    for context in contexts:
        context.close()


def _next(page: Page) -> None:
    page.locator(f"{STEP} [data-next]").click()


def _fill_you(page: Page, again: str = PASSWORD) -> None:
    page.fill("[name=display_name]", "Mikael A.")
    page.fill("[name=username]", "mikael")
    page.fill("[name=new_password]", PASSWORD)
    page.fill("[name=repeat_password]", again)


@pytest.mark.parametrize("language", ["fi", "ar"])
def test_three_steps_lead_through_and_nothing_typed_is_lost(
    open_link: Callable[..., Page], language: str
) -> None:
    page = open_link(language, width=390)
    assert page.locator(STEP).count() == 1
    _next(page)
    assert page.locator("[name=organisation_name]").get_attribute("aria-invalid") == "true"
    page.fill("[name=organisation_name]", "Espoon kaupunki")
    page.fill("[name=desks-0-name]", "Iso Omena")
    page.click("[name=add_desk]")
    page.keyboard.type("Kalajärvi")
    page.keyboard.press("Enter")  # goes on, sends nothing
    assert page.url.endswith("#step-2")
    assert page.evaluate("document.activeElement.id") == "step-2-head"
    page.locator(f".foot button:not([value='{language}'])").first.click()
    page.wait_for_function(f"document.documentElement.lang !== '{language}'")
    page.go_back()
    page.wait_for_url("**#step-2")
    page.go_back()
    assert page.input_value("[name=organisation_name]") == "Espoon kaupunki"
    assert page.input_value("[name=desks-1-name]") == "Kalajärvi"
    _next(page)
    _next(page)
    _fill_you(page, again="another")
    page.locator(f"{STEP} button[type=submit]").click()
    assert page.locator("#repeat_password-error").is_visible()
    page.fill("[name=repeat_password]", PASSWORD)
    told = page.locator("[data-summary]").inner_text()
    assert "Espoon kaupunki" in told
    assert "Iso Omena, Kalajärvi" in told
    assert "Europe/Helsinki" in told
    page.locator(f"{STEP} button[type=submit]").click()
    page.wait_for_url(lambda url: "set-up" not in url)


def test_without_script_all_steps_stand_on_one_page(open_link: Callable[..., Page]) -> None:
    page = open_link(has_script=False)
    assert page.locator(STEP).count() == 3
    assert not page.locator("[data-next]").first.is_visible()
    page.fill("[name=organisation_name]", "Espoon kaupunki")
    page.fill("[name=desks-0-name]", "Iso Omena")
    _fill_you(page)
    page.locator(f"{STEP} button.button-main[type=submit]").click()
    page.wait_for_url(lambda url: "set-up" not in url)


def test_what_the_server_refuses_opens_the_step_it_is_in(open_link: Callable[..., Page]) -> None:
    page = open_link()
    page.fill("[name=organisation_name]", "Espoon kaupunki")
    page.fill("[name=desks-0-name]", "Iso Omena")
    page.fill("[name=desks-0-desk_code]", "No Code")
    _next(page)
    _next(page)
    _fill_you(page)
    page.locator(f"{STEP} button[type=submit]").click()
    page.wait_for_selector("#refused")
    assert page.locator("[name=desks-0-desk_code]").is_visible()
    assert page.input_value("[name=username]") == "mikael"


def test_made_up_data_come_and_go_by_one_click_each(open_link: Callable[..., Page]) -> None:
    page = open_link()
    page.fill("[name=organisation_name]", "Espoon kaupunki")
    page.fill("[name=desks-0-name]", "Iso Omena")
    _next(page)
    _next(page)
    _fill_you(page)
    page.keyboard.press("Enter")
    page.wait_for_url("**/visits/today")
    page.click("form[action='/sample/add'] button")
    page.wait_for_selector(".made-up")
    assert page.locator("main table tbody tr").count() >= 8
    page.click("form[action='/sample/remove'] button")
    page.wait_for_url("**/desks/")
    assert page.locator(".made-up").count() == 0
    assert page.locator("form[action='/sample/add']").count() == 1
