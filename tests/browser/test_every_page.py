"""Every page from both sides, light and dark: axe finds nothing, the direction is right."""

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
# both directions and both schemes
SCHEMES = {"fi": "light", "sv": "dark", "en": "light", "ar": "dark"}
# pages that are no page of their own: files, answers for machines, redirects, one-time links
NOT_PAGES = {
    "static",
    "web.healthz",
    "web.readyz",
    "visits.today_list",
    "visits.recent_list",
    "visits.language_names",
    "offline.service_worker",
    "offline.token",
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


@pytest.mark.parametrize("language", SCHEMES)
def test_no_page_has_an_accessibility_finding(
    browser: Browser, demo: DemoDesk, language: str
) -> None:
    found = []
    for username, addresses in demo.pages.items():
        page = window(browser, demo, language, color_scheme=SCHEMES[language])
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


def test_every_page_is_looked_at(app: Flask, demo: DemoDesk) -> None:
    addresses = [address for some in demo.pages.values() for address in some]
    adapter = app.url_map.bind("127.0.0.1")
    seen = {adapter.match(address.partition("?")[0])[0] for address in addresses}
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert pages - seen == NOT_PAGES
