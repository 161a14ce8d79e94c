"""A running desk and the system's Chromium. Without one the browser tests say so and are not run;
with ADVICEDESK_ALL_TESTS set (CI) that is a failure."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from advicedesk.accounts.models import StaffMember
from tests.browser.demo_desk import DemoDesk, served_demo
from tests.browser.serving import served
from tests.factories.staff import PASSWORD

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def find_chromium() -> str | None:
    """Return the system's Chromium, if there is one."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or (str(_MAC) if _MAC.exists() else None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser."""
    for item in items:
        if "/browser/" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the system's Chromium."""
    path = find_chromium()
    if path is None:
        why = "no Chromium on this machine: install the package chromium"
        if os.environ.get("ADVICEDESK_ALL_TESTS"):
            pytest.fail(why)
        pytest.skip(why)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoDesk]:
    """Serve the made-up demo once for all who only look at its pages."""
    with served_demo(tmp_path_factory.mktemp("demo")) as desk:
        yield desk


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Serve the application on a free port; return its address."""
    with served(app) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def open_desk(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Return an opener of a browser's window: open_desk(person, "ar", width=390, scheme="dark")."""
    contexts: list[BrowserContext] = []

    def open_window(
        person: StaffMember | None = None,
        language: str = "en",
        *,
        width: int = 1280,
        height: int = 900,
        scheme: str = "light",
        has_script: bool = True,
    ) -> Page:
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            locale=language,
            java_script_enabled=has_script,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "console",
            lambda message: (
                faults.append(message.text)
                if message.type == "error" and "Content Security Policy" in message.text
                else None
            ),
        )
        page.faults = faults  # type: ignore[attr-defined]
        if person is not None:
            page.goto("/sign-in")
            page.fill("[name=username]", person.username)
            page.fill("[name=password]", PASSWORD)
            page.press("[name=password]", "Enter")
            page.wait_for_url(lambda url: "sign-in" not in url)
        return page

    yield open_window
    broken = [fault for context in contexts for page in context.pages for fault in page.faults]  # type: ignore[attr-defined]
    for context in contexts:
        context.close()
    assert not broken, broken
