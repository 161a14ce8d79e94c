"""What axe cannot see, on every important page: names, focus, targets, spacing, zoom, contrast."""

from collections import defaultdict

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import probes
from tests.browser.demo_desk import DemoDesk

Faults = dict[str, list[str]]

# WCAG 1.4.12, and nothing more
SPACING = """* {
  line-height: 1.5 !important;
  letter-spacing: .12em !important;
  word-spacing: .16em !important;
}
p { margin-block-end: 2em !important; }"""
# 1280 by 1024 px at 400 % are 320 by 256
ENLARGED = {"width": 320, "height": 256}
WHOLE = {"width": 1280, "height": 900}


@pytest.fixture(scope="module", params=["fi", "ar"])
def faults(browser: Browser, demo: DemoDesk, request: pytest.FixtureRequest) -> Faults:
    """Open every important page once in a language and ask all that is asked of it."""
    found: Faults = defaultdict(list)
    for page in probes.opened(browser, demo, request.param, bypass_csp=True, viewport=WHOLE):
        _look_at(page, found)
    return found


def _look_at(page: Page, found: Faults) -> None:
    found["names"] += probes.controls_without_name(page)
    found["targets"] += probes.ask(page, "small_targets")
    page.keyboard.press("Tab")  # from now on the browser shows where the focus is
    found["focus"] += probes.ask(page, "unseen_focus")
    page.emulate_media(forced_colors="active")
    for chip in page.query_selector_all(".chips .chip:first-child input")[:1]:
        chip.check(force=True)
    page.keyboard.press("Tab")
    found["forced colours"] += probes.ask(page, "same_when_chosen", "unseen_focus")
    page.emulate_media(forced_colors="none")
    page.set_viewport_size(ENLARGED)
    found["enlarged"] += probes.ask(page, "sideways")
    page.add_style_tag(content=SPACING)
    found["spacing, enlarged"] += probes.ask(page, "clipped", "sideways")
    page.set_viewport_size(WHOLE)
    found["spacing"] += probes.ask(page, "clipped", "sideways")


def test_every_control_has_a_name_of_words(faults: Faults) -> None:
    assert faults["names"] == []


def test_every_control_shows_when_it_has_the_focus(faults: Faults) -> None:
    assert faults["focus"] == []


def test_every_target_has_room_for_a_finger(faults: Faults) -> None:
    assert faults["targets"] == []


def test_forced_colours_keep_what_is_chosen_and_where_the_focus_is(faults: Faults) -> None:
    assert faults["forced colours"] == []


def test_enlarged_four_times_nothing_scrolls_sideways(faults: Faults) -> None:
    assert faults["enlarged"] == []


def test_wide_text_spacing_cuts_nothing_off(faults: Faults) -> None:
    assert faults["spacing"] == []


def test_wide_text_spacing_cuts_nothing_off_when_enlarged(faults: Faults) -> None:
    assert faults["spacing, enlarged"] == []
