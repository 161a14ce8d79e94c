"""Every page from both sides, light and dark, at several widths: axe finds nothing, the direction
is right, nothing goes out sideways."""

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
# language: (scheme, whether its colours are looked at, widths of small screens); the two halves
# between them have both directions and both schemes, and contrast depends on the scheme alone
LOOKS = {
    "fi": ("light", True, (320, 768)),
    "sv": ("dark", False, (768,)),
    "en": ("light", False, ()),
    "ar": ("dark", True, (390,)),
}
WIDE = {"width": 1280, "height": 844}
OVER = "document.documentElement.scrollWidth - innerWidth"
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


def findings(page: Page, *, with_colours: bool = True) -> list[str]:
    rules = RULES | {"rules": {"color-contrast": {"enabled": with_colours}}}
    result: dict[str, Any] = Axe().run(page, options=rules).response
    return [
        f"{page.url}: {one['id']}: {node['html'][:160]}"
        for one in result["violations"]
        for node in one["nodes"][:3]
    ]


def too_wide(page: Page, widths: tuple[int, ...]) -> list[str]:
    found = []
    for width in widths:
        page.set_viewport_size(WIDE | {"width": width})
        over = page.evaluate(OVER)
        if over > 1:
            found.append(f"{page.url} at {width} is {over} too wide")
    if widths:
        page.set_viewport_size(WIDE)
    return found


@pytest.mark.parametrize("language", LOOKS)
def test_no_page_has_an_accessibility_finding_or_scrolls_sideways(
    browser: Browser, demo: DemoDesk, language: str
) -> None:
    scheme, with_colours, widths = LOOKS[language]
    found = []
    for username, addresses in demo.pages.items():
        page = window(browser, demo, language, color_scheme=scheme, viewport=WIDE)
        signed_in(page, demo, username)
        if username:
            page.click(f"footer button[value={language}]")
        for address in addresses:
            page.goto(address)
            if not address.startswith("/s/"):
                assert page.get_attribute("html", "lang") == language, address
                assert page.get_attribute("html", "dir") == direction(language), address
            found += findings(page, with_colours=with_colours)
            found += too_wide(page, widths)
        page.context.close()
    assert not found, "\n".join(found)


def test_every_page_is_looked_at(app: Flask, demo: DemoDesk) -> None:
    addresses = [address for some in demo.pages.values() for address in some]
    adapter = app.url_map.bind("127.0.0.1")
    seen = {adapter.match(address.partition("?")[0])[0] for address in addresses}
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert pages - seen == NOT_PAGES
