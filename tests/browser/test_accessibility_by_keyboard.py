"""The Tab key from the first stop to the last: in the order of the conversation, no trap, no
stop that cannot be seen; the skip link; what is said when something is saved or refused."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from advicedesk.accounts.models import StaffMember
from tests.browser import probes
from tests.browser.demo_desk import DemoDesk, signed_in, window

MOST_STOPS = 300
WALKED = {
    "": ("/sign-in", "/accessibility"),
    "leena": ("/visits/log", "/visits/today", "/referrals/", "/statistics/"),
    "mikko": ("/desks/", "/accounts/staff/add"),
}


def from_the_top(page: Page) -> None:
    """Let the next Tab lead to the first stop, wherever the page has put the focus."""
    page.evaluate(
        "document.body.tabIndex = -1; document.body.focus();"
        "document.body.removeAttribute('tabindex'); scrollTo(0, 0)"
    )


def walk(page: Page) -> list[dict[str, Any]]:
    """Press Tab until the focus has left the page; return the stops."""
    from_the_top(page)
    stops: list[dict[str, Any]] = []
    while len(stops) < MOST_STOPS:
        page.keyboard.press("Tab")
        stop = probes.stop(page)
        if stop is None or not stop["isNew"]:
            return stops
        stops.append(stop)
    raise AssertionError(f"{page.url}: the focus never comes out: {stops[-4:]}")


@pytest.mark.parametrize(("language", "width"), [("ar", 1280), ("fi", 390)])
def test_tab_goes_through_every_page_in_the_order_that_is_read(
    browser: Browser, demo: DemoDesk, language: str, width: int
) -> None:
    faults = []
    for username, addresses in WALKED.items():
        page = window(browser, demo, language, viewport={"width": width, "height": 900})
        signed_in(page, demo, username)
        if username:
            page.click(f"footer button[value={language}]")
        for address in addresses:
            page.goto(address)
            stops = walk(page)
            assert "footer" in page.evaluate("tabStops.at(-1).closest('footer')?.localName || ''")
            faults += [f"{address}: {stop['fault']}" for stop in stops if stop["fault"]]
        page.context.close()
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", ["fi", "ar"])
def test_the_first_stop_skips_to_the_content(
    browser: Browser, demo: DemoDesk, language: str
) -> None:
    for username, address in (("", "/sign-in"), ("leena", "/visits/today")):
        page = window(browser, demo, language)
        signed_in(page, demo, username)
        page.goto(address)
        from_the_top(page)
        page.keyboard.press("Tab")
        box = page.locator(".skip").bounding_box()
        assert page.evaluate("document.activeElement.matches('.skip')")
        assert box
        assert box["y"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"
        page.keyboard.press("Tab")
        assert page.evaluate("Boolean(document.activeElement.closest('main'))")
        page.context.close()


def test_the_log_page_is_walked_in_the_order_of_the_conversation(
    open_desk: Callable[..., Page], counsellor: StaffMember
) -> None:
    page = open_desk(counsellor)
    page.goto("/visits/log")
    page.wait_for_function("() => document.activeElement.name === 'client_language'")
    page.keyboard.press("Digit1")
    page.keyboard.press("Digit1")
    page.click("h1")
    walk(page)
    names = page.evaluate("tabStops.map((one) => one.name || one.id || '')")
    wanted = ["client_language", "needs-0-topic", "needs-0-subtopic", "needs-0-acts", "minutes"]
    wanted += ["note"]
    places = [names.index(name) for name in wanted]
    assert places == sorted(places), names


def said(page: Page) -> str:
    """Return what live regions say, when they say it after the page has come."""
    page.wait_for_function(
        "() => [...document.querySelectorAll('[role=status], [role=alert]')]"
        ".some((one) => one.textContent.trim())"
    )
    return page.evaluate(
        "[...document.querySelectorAll('[role=status], [role=alert]')]"
        ".map((one) => one.textContent.trim()).join(' ')"
    )


@pytest.mark.parametrize("language", ["fi", "ar"])
def test_what_was_refused_gets_the_focus_and_is_told_beside_its_field(
    open_desk: Callable[..., Page], administrator: StaffMember, language: str
) -> None:
    page = open_desk(administrator, language)
    page.click(f"footer button[value={language}]")
    page.goto("/desks/")
    page.fill("#oversight-email", "nobody")
    page.press("#oversight-email", "Enter")
    page.wait_for_selector("#refused")
    page.wait_for_function("() => document.activeElement.id === 'refused'")
    field = page.locator("#oversight-email")
    assert field.get_attribute("aria-invalid") == "true"
    described = (field.get_attribute("aria-describedby") or "").split()
    assert "oversight-email-error" in described
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "oversight-email"


def test_saving_is_announced_in_a_live_region_that_was_empty_when_the_page_came(
    open_desk: Callable[..., Page], administrator: StaffMember
) -> None:
    page = open_desk(administrator)
    page.goto("/desks/")
    page.fill("#oversight-phone", "0295 345 000")
    # what changes in live regions once the page stands
    page.add_init_script(
        """addEventListener("DOMContentLoaded", () => {
          window.announced = [];
          new MutationObserver((changes) => {
            for (const change of changes) {
              const region = change.target.closest?.("[role=status], [role=alert]");
              if (region?.textContent.trim()) announced.push(region.textContent.trim());
            }
          }).observe(document.body, { childList: true, subtree: true });
        });"""
    )
    page.press("#oversight-phone", "Enter")
    page.wait_for_function("() => window.announced?.length > 0")
    assert "Saved" in page.evaluate("announced.join()")


def test_a_visit_that_is_refused_is_told_at_once(
    app: Flask, open_desk: Callable[..., Page], counsellor: StaffMember
) -> None:
    page = open_desk(counsellor)
    page.goto("/visits/log")
    page.wait_for_function("() => document.activeElement.name === 'client_language'")
    page.keyboard.press("Digit1")
    page.keyboard.press("Digit1")
    page.fill("#note", "Soita 040 123 4567")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#refused")
    page.wait_for_function("() => document.activeElement.id === 'refused'")
    assert "a phone number" in said(page)


def test_feedback_is_sent_and_its_answer_found_by_keyboard_alone(
    open_desk: Callable[..., Page],
) -> None:
    page = open_desk(None, "ar")
    page.goto("/accessibility")
    page.focus("#told")
    page.keyboard.type("الصفحة لا تُقرأ بصوت عالٍ")
    for key in ("Tab", "Space", "Tab", "Enter"):
        page.keyboard.press(key)
    page.wait_for_url("**/accessibility/answer/*")
    code = page.url.rpartition("/")[2]
    assert page.locator("main .code").inner_text() == code
    assert page.locator("main .code").get_attribute("dir") == "ltr"
    page.goto("/accessibility")
    page.focus("#reply_code")
    page.keyboard.type(code.lower().replace("-", ""))
    page.keyboard.press("Enter")
    page.wait_for_url("**/accessibility/answer/*")
    assert "الصفحة" in page.inner_text("main")


@pytest.mark.parametrize("has_script", [True, False])
def test_pages_for_everyone_put_the_focus_on_what_they_have_to_say(
    open_desk: Callable[..., Page], has_script: bool
) -> None:
    page = open_desk(None, has_script=has_script)
    page.goto("/accessibility")
    page.fill("#told", "Soita 040 123 4567")
    page.click("main form:has(#told) button")
    page.wait_for_selector("#refused:focus")
    page.fill("#told", "The calendar cannot be reached.")
    page.click("main form:has(#told) button")
    page.wait_for_url("**/accessibility/answer/*")
    page.wait_for_selector(".notice[role=status]:focus")
