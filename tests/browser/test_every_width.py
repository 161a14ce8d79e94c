"""Every page on a small telephone, a telephone and a tablet: nothing goes out sideways."""

import pytest
from playwright.sync_api import Browser

from tests.browser.demo_desk import DemoDesk, signed_in, window

OVER = "document.documentElement.scrollWidth - innerWidth"


@pytest.mark.parametrize(
    ("language", "widths"), [("fi", (320, 768)), ("ar", (390,)), ("sv", (768,))]
)
def test_no_page_scrolls_sideways(
    browser: Browser, demo: DemoDesk, language: str, widths: tuple[int, ...]
) -> None:
    wide = []
    for username, addresses in demo.pages.items():
        page = window(browser, demo, language, viewport={"width": widths[0], "height": 844})
        signed_in(page, demo, username)
        if username:
            page.click(f"footer button[value={language}]")
        for address in addresses:
            page.goto(address)
            for width in widths:
                page.set_viewport_size({"width": width, "height": 844})
                over = page.evaluate(OVER)
                if over > 1:
                    wide.append(f"{address} at {width}: {over}")
        page.context.close()
    assert not wide, wide
