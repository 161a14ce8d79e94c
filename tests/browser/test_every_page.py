"""Every page from both sides, light and dark, at several widths: axe finds nothing, the direction
is right, nothing goes out sideways."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page

from advicedesk.accounts.models import StaffMember
from advicedesk.languages.registry import direction
from advicedesk.statistics.early_warnings import views
from tests.browser.demo_desk import DemoDesk, signed_in, window
from tests.factories.visits import MakeVisit

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
    "directory.find_service_points",
    "offline.service_worker",
    "offline.token",
    "palette.entries",
    "referrals.slip_file",
    "slips.slip_picture",
    # only where counts are rare: looked at below
    "early_warnings.early_warning",
    "statistics.export",
    "statistics.export_circulation",
    "statistics.report_form",
    "releases.release_file",
    "open_data.catalog_file",
    "open_data.newest_file",
    "open_data.version_file",
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


def test_the_page_of_a_warning_has_no_accessibility_finding(
    open_desk: Callable[..., Page],
    supervisor: StaffMember,
    make_visit: MakeVisit,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for month in range(4, 10):
        for day in (6, 7, 8, 9):
            make_visit("work", "health", started_at=datetime(2026, month, day, 9, tzinfo=UTC))
    for number in range(14):
        at = datetime(2026, 10, 5 + number % 4, 9, number, tzinfo=UTC)
        make_visit("housing", started_at=at)
    monkeypatch.setattr(views, "utc_now", lambda: datetime(2026, 11, 20, 10, tzinfo=UTC))
    page = open_desk(supervisor, width=390)
    page.goto("/statistics/early-warnings/month/2026-10-01/language:housing:ar")
    assert page.locator("form.card, main form").count() >= 1
    assert findings(page) == []
    assert too_wide(page, (390,)) == []
