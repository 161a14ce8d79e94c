"""Every staff page is light at first load, lighter after, and nothing on it jumps."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.demo_desk import DemoDesk, signed_in, window

FIRST_LOAD = 60_000
STILL = 0.001  # of 1
SIZES = {"desk": (1280, 900), "telephone": (390, 844)}
# asked for after the page is there, to be ready without the network; no part of the page
WARM_UP = ("service-worker", "/visits/log/empty", "/offline", "/visits/languages/")
SHIFTS = """() => { window.shifts = 0;
  new PerformanceObserver((list) => { for (const one of list.getEntries())
    if (!one.hadRecentInput) window.shifts += one.value; })
    .observe({ type: "layout-shift", buffered: true }); }"""


def transferred(page: Page, address: str) -> int:
    """Open a page and return the bytes that came over the wire for it."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    asked: dict[str, str] = {}
    sizes: dict[str, float] = {}

    def note(event: dict[str, Any]) -> None:
        asked[event["requestId"]] = event["request"]["url"]

    def add(event: dict[str, Any]) -> None:
        sizes[event["requestId"]] = event["encodedDataLength"]

    session.on("Network.requestWillBeSent", note)
    session.on("Network.loadingFinished", add)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(150)
    session.detach()
    return int(
        sum(
            size
            for one, size in sizes.items()
            if not any(part in asked.get(one, "") for part in WARM_UP)
        )
    )


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("username", ["leena", "mikko", "kerttu"])
def test_every_page_is_light_and_still(
    browser: Browser, demo: DemoDesk, username: str, size: str
) -> None:
    heavy, jumping = [], []
    width, height = SIZES[size]
    page = window(
        browser, demo, "fi", viewport={"width": width, "height": height}, service_workers="block"
    )
    signed_in(page, demo, username)
    page.add_init_script(f"({SHIFTS})()")
    for address in demo.pages[username]:
        page.context.new_cdp_session(page).send("Network.clearBrowserCache")
        size = transferred(page, address)
        if size > FIRST_LOAD:
            heavy.append((address, size))
        shifted = page.evaluate("window.shifts")
        if shifted > STILL:
            jumping.append((address, shifted))
    page.context.close()
    assert (heavy, jumping) == ([], [])


def test_files_are_not_fetched_a_second_time(browser: Browser, demo: DemoDesk) -> None:
    page = window(browser, demo, "fi", service_workers="block")
    signed_in(page, demo, "leena")
    page.goto("/visits/log")
    page.goto("/visits/today")
    page.goto("/visits/log")
    files = page.evaluate(
        """() => performance.getEntriesByType("resource")
          .filter((one) => one.name.includes("/static/"))
          .map((one) => one.transferSize)"""
    )
    assert files
    assert sum(files) == 0
    page.context.close()
