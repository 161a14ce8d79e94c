"""Every page in every staff language: axe finds nothing, nothing sideways, right direction."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page

from advicedesk.languages.registry import direction
from tests.browser.demo_desk import DemoDesk, signed_in, window

RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
# every direction and both schemes; rules that axe knows do not depend on the words
AXE_IN = ("fi", "sv", "en", "ar")
# pages that are no page of their own: files, answers for machines, redirects, one-time links
NOT_PAGES = {
    "static",
    "web.healthz",
    "web.readyz",
    "visits.today_list",
    "visits.recent_list",
    "palette.entries",
    "referrals.slip_file",
    "statistics.export",
    "accounts.set_up",
    "accounts.choose_password",
}


def findings(page: Page) -> list[str]:
    result: dict[str, Any] = Axe().run(page, options=RULES).response
    return [
        f"{page.url}: {one['id']}: {node['html'][:160]}"
        for one in result["violations"]
        for node in one["nodes"][:3]
    ]


@pytest.mark.parametrize("language", AXE_IN)
def test_no_page_has_an_accessibility_finding(
    browser: Browser, demo: DemoDesk, language: str
) -> None:
    scheme = "dark" if language in ("sv", "ar") else "light"
    found = []
    for username, addresses in demo.pages.items():
        page = window(browser, demo, language, color_scheme=scheme)
        signed_in(page, demo, username)
        if username:
            page.click(f"footer button[value={language}]")
        for address in addresses:
            page.goto(address)
            if not address.startswith("/s/"):
                assert page.get_attribute("html", "lang") == language, address
                assert page.get_attribute("html", "dir") == direction(language), address
            found += findings(page)
        page.context.close()
    assert not found, "\n".join(found)


@pytest.mark.parametrize(("language", "width"), [("fi", 320), ("ar", 390), ("sv", 768)])
def test_no_page_scrolls_sideways(
    browser: Browser, demo: DemoDesk, language: str, width: int
) -> None:
    wide = []
    for username, addresses in demo.pages.items():
        page = window(browser, demo, language, viewport={"width": width, "height": 844})
        signed_in(page, demo, username)
        if username:
            page.click(f"footer button[value={language}]")
        for address in addresses:
            page.goto(address)
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if over > 1:
                wide.append(f"{address}: {over}")
        page.context.close()
    assert not wide, wide


def test_every_page_is_looked_at(app: Flask, demo: DemoDesk) -> None:
    addresses = [address for some in demo.pages.values() for address in some]
    adapter = app.url_map.bind("127.0.0.1")
    seen = {adapter.match(address.partition("?")[0])[0] for address in addresses}
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert pages - seen == NOT_PAGES
