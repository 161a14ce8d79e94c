"""The page of components: each stands whole, nothing scrolls sideways, axe is content."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from advicedesk.accounts.models import StaffMember
from tests.browser.test_every_page import findings

# the words of a component are never wider than the component
CLIPPED = """() => [...document.querySelectorAll("[data-style] *")]
  .filter((one) => one.matches(".chip, .button, .pill, .tile, .notice"))
  .filter((one) => one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.className + ": " + one.textContent.trim())"""
WITHOUT_A_BOX = """() => [...document.querySelectorAll("[data-style] *")]
  .filter((one) => one.matches(".chip, .button, .pill, .tile, .notice, .card"))
  .filter((one) => Math.min(one.offsetWidth, one.offsetHeight) < 8)
  .map((one) => one.className)"""
CASES = [
    (language, scheme, width)
    for language in ("fi", "ar")
    for scheme in ("light", "dark")
    for width in (1280, 390)
]


@pytest.mark.parametrize(("language", "scheme", "width"), CASES)
def test_every_component_stands_whole(
    administrator: StaffMember,
    open_desk: Callable[..., Page],
    language: str,
    scheme: str,
    width: int,
) -> None:
    page = open_desk(administrator, language, width=width, scheme=scheme)
    page.goto("/style")
    page.click(f"footer button[value={language}]")
    page.goto("/style")
    assert page.get_attribute("html", "lang") == language
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 1
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(WITHOUT_A_BOX) == []
    assert not findings(page)
    if folder := os.environ.get("ADVICEDESK_PICTURES"):
        page.screenshot(
            path=Path(folder) / f"style-{language}-{scheme}-{width}.png", full_page=True
        )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_scheme_is_right_before_any_script_has_run(
    open_desk: Callable[..., Page], scheme: str
) -> None:
    page = open_desk(None, "fi", scheme=scheme, has_script=False)
    page.goto("/sign-in")
    page.wait_for_selector("h1")
    ground = {"light": "rgb(247, 244, 238)", "dark": "rgb(19, 23, 22)"}[scheme]
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == ground
    # the sheet stands in the head and blocks the first picture of the page
    assert page.locator("head > link[rel=stylesheet]:not([media]):not([disabled])").count() >= 1
