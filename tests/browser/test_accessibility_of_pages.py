"""What axe cannot see, on every important page: names, focus, targets, spacing, zoom, contrast."""

import pytest
from playwright.sync_api import Browser

from tests.browser import probes
from tests.browser.demo_desk import DemoDesk

# WCAG 1.4.12, and nothing more
SPACING = """* {
  line-height: 1.5 !important;
  letter-spacing: .12em !important;
  word-spacing: .16em !important;
}
p { margin-block-end: 2em !important; }"""
LANGUAGES = ("fi", "ar")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_a_name_a_visible_focus_and_room_for_a_finger(
    browser: Browser, demo: DemoDesk, language: str
) -> None:
    faults = []
    for page in probes.opened(browser, demo, language):
        faults += probes.controls_without_name(page)
        page.keyboard.press("Tab")  # from now on the browser shows where the focus is
        faults += probes.ask(page, "unseen_focus", "small_targets")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", LANGUAGES)
def test_enlarged_four_times_nothing_scrolls_sideways_and_nothing_is_cut_off(
    browser: Browser, demo: DemoDesk, language: str
) -> None:
    # 1280 by 1024 px at 400 % are 320 by 256
    small = {"viewport": {"width": 320, "height": 256}, "bypass_csp": True}
    faults = []
    for page in probes.opened(browser, demo, language, **small):
        faults += probes.ask(page, "sideways")
        page.add_style_tag(content=SPACING)
        faults += probes.ask(page, "clipped", "sideways")
    assert not faults, "\n".join(faults)


def test_wide_text_spacing_cuts_nothing_off_at_full_width(browser: Browser, demo: DemoDesk) -> None:
    wide = {"viewport": {"width": 1280, "height": 900}, "bypass_csp": True}
    faults = []
    for page in probes.opened(browser, demo, "fi", **wide):
        page.add_style_tag(content=SPACING)
        faults += probes.ask(page, "clipped", "sideways")
    assert not faults, "\n".join(faults)


def test_forced_colours_keep_what_is_chosen_and_where_the_focus_is(
    browser: Browser, demo: DemoDesk
) -> None:
    faults = []
    for page in probes.opened(browser, demo, "fi", forced_colors="active"):
        for chip in page.query_selector_all(".chips .chip:first-child input")[:1]:
            chip.check(force=True)
        page.keyboard.press("Tab")
        faults += probes.ask(page, "same_when_chosen", "unseen_focus")
    assert not faults, "\n".join(faults)
