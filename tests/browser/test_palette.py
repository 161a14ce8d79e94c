"""The palette in the browser: by keys alone, by the pattern, and without script."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page, expect

from advicedesk.accounts.models import StaffMember
from advicedesk.visits.models import Visit

OPTIONS = "#palette [role=option]"
OpenDesk = Callable[..., Page]


@pytest.fixture
def today(open_desk: OpenDesk, counsellor: StaffMember) -> Page:
    """Return Today, opened."""
    page = open_desk(counsellor)
    page.goto("/visits/today")
    return page


def choose(page: Page, typed: str) -> None:
    page.keyboard.press("Control+k")
    expect(page.locator("#palette-wanted")).to_be_focused()
    page.keyboard.type(typed)
    expect(page.locator(f"{OPTIONS}[aria-selected=true]")).to_be_visible()
    page.keyboard.press("Enter")


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [
        ("log a", "**/visits/log"),
        ("asumin", "**/visits/today?topic=housing"),
        ("asumien", "**/visits/today?topic=housing"),
        ("late", "**/referrals/?show=late"),
    ],
)
def test_a_few_letters_lead_there(today: Page, typed: str, leads_to: str) -> None:
    choose(today, typed)
    today.wait_for_url(leads_to)


def test_a_case_code_is_never_in_an_address_but_its_own(
    open_desk: OpenDesk, counsellor: StaffMember, a_visit: Visit
) -> None:
    code = a_visit.case.case_code
    page = open_desk(counsellor)
    page.goto("/visits/today")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    choose(page, code.lower().replace("-", " "))
    page.wait_for_url(f"**/cases/{code}")
    assert [url for url in asked if code[:3] in url] == [page.url]


def test_the_box_in_the_bar_finds_alike(today: Page) -> None:
    today.keyboard.press("/")
    today.keyboard.type("directory")
    expect(today.locator(".bar-code [role=option][aria-selected=true]")).to_be_visible()
    today.keyboard.press("Enter")
    today.wait_for_url("**/directory/")


def test_the_language_of_the_pages_changes_and_the_page_stays(today: Page) -> None:
    choose(today, "suomi")
    expect(today.locator("html")).to_have_attribute("lang", "fi")
    assert today.url.endswith("/visits/today")


def test_a_command_covers_and_another_signs_out(today: Page) -> None:
    choose(today, "cover")
    expect(today.locator("dialog.covered")).to_be_visible()
    today.keyboard.press("x")
    expect(today.locator("dialog.covered")).to_have_count(0)
    choose(today, "sign out")
    today.wait_for_url("**/sign-in*")


def test_it_is_a_dialog_with_a_combobox_and_gives_the_focus_back(today: Page) -> None:
    today.focus(".button-log")
    today.keyboard.press("Control+k")
    today.keyboard.type("hou")
    box = today.locator("#palette-wanted")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("role", "combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    today.keyboard.press("ArrowDown")
    chosen = box.get_attribute("aria-activedescendant")
    expect(today.locator(f"#{chosen}")).to_have_attribute("aria-selected", "true")
    expect(today.locator("#palette [role=status]")).to_contain_text("found")
    rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    violations = Axe().run(today, options=rules).response["violations"]
    assert [one["id"] for one in violations] == []
    today.keyboard.press("Escape")
    expect(today.locator("#palette")).to_be_hidden()
    expect(today.locator(".button-log")).to_be_focused()


def test_nothing_found_is_said(today: Page) -> None:
    today.keyboard.press("Control+k")
    today.keyboard.type("xyzzyzzz")
    expect(today.locator("#palette [role=status]")).to_have_text("Nothing is called that.")
    assert today.locator(OPTIONS).count() == 0


def test_without_script_the_box_is_a_form(
    app: Flask, open_desk: OpenDesk, counsellor: StaffMember, a_visit: Visit
) -> None:
    code = a_visit.case.case_code
    page = open_desk(counsellor, "ar", width=390, has_script=False)
    page.goto("/visits/today")
    page.fill("#look-up-code", "hous")
    page.press("#look-up-code", "Enter")
    page.wait_for_url("**/find/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.fill("#find-again", code)
    page.press("#find-again", "Enter")
    page.wait_for_url(f"**/cases/{code}")
