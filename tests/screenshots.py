"""Pictures of the made-up desk: `make screenshots`. Those of README go to .ci/pictures, those that
the counsellor's guide shows go into the product, a folder for each language of the pages."""

import sys
import tempfile
from base64 import b64decode
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from advicedesk.languages.registry import staff_languages
from advicedesk.paths import STATIC
from tests.browser.conftest import find_chromium
from tests.browser.demo_desk import DemoDesk, served_demo, signed_in, window

README = Path(__file__).parents[1] / ".ci/pictures"
GUIDE = STATIC / "images/guide"
SIZE = {"width": 1280, "height": 800}
CLIP = {"x": 0, "y": 0, **SIZE, "scale": 0.7}
LIMIT = 30_000
KEYS = ("1", "1", "1", "2", "Enter")


def take(page: Page, path: Path) -> None:
    """Save what the window shows as a small picture."""
    path.parent.mkdir(parents=True, exist_ok=True)
    session = page.context.new_cdp_session(page)
    for quality in (70, 50, 30, 15):
        settings = {"format": "webp", "quality": quality, "clip": CLIP}
        taken = session.send("Page.captureScreenshot", settings)
        content = b64decode(taken["data"])
        if len(content) <= LIMIT:
            break
    path.write_bytes(content)
    print(path, len(content))


def fill_in(page: Page) -> None:
    """Answer the first questions of the log page by keys."""
    page.goto("/visits/log")
    page.wait_for_function("() => document.activeElement.name === 'client_language'")
    for key in KEYS:
        page.keyboard.press(key)
        page.wait_for_timeout(80)
    page.keyboard.press("Escape")  # the list of places
    page.evaluate("scrollTo(0, 0)")


def pictures_of(browser: Browser, demo: DemoDesk, language: str) -> None:
    """Take the pictures of one language."""
    page = window(browser, demo, language, viewport=SIZE)
    signed_in(page, demo, "leena")
    page.click(f"footer button[value={language}]")
    fill_in(page)
    take(page, GUIDE / language / "log-visit.webp")
    if language == "en":
        page.screenshot(path=README / "log-visit.png")
        slip = next(path for path in demo.pages["leena"] if path.endswith("/slip"))
        page.goto(f"{slip}?language=ar&size=a5")
        page.locator(".paper-sheet").screenshot(path=README / "slip.png")
    page.context.close()


def main() -> None:
    """Take all pictures anew."""
    chromium = find_chromium()
    if chromium is None:
        sys.exit("no Chromium on this machine: install the package chromium")
    with (
        tempfile.TemporaryDirectory() as folder,
        served_demo(Path(folder)) as demo,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for language in staff_languages():
            pictures_of(browser, demo, language.language_code)
        browser.close()


if __name__ == "__main__":
    main()
