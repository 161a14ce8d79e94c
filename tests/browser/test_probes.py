"""The probes find what they are for: a page made badly on purpose, each fault by its name."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import probes

BAD = """<!doctype html><html lang="en" dir="ltr"><title>Bad</title><style>
  :focus { outline: 3px solid #00f }
  #first { padding: 1rem }
  #unseen:focus { outline: none }
  .small { display: inline-block; width: 12px; height: 12px; padding: 0; overflow: hidden }
  #cut { width: 4rem; overflow: hidden; white-space: nowrap }
  #wide { width: 200vw }
  #up { position: absolute; top: 0; left: 0 }
  #lid { position: fixed; inset: auto 0 0; height: 60px; background: #fff }
  #under { position: absolute; bottom: 5px }
  .chips a { text-decoration: none; color: #000; font-weight: 400 }
</style>
<p><button id="first">First</button></p>
<p><button id="unseen">Focus of this one cannot be seen</button></p>
<p><button class="small">a</button><button class="small">b</button></p>
<p id="cut">Much longer than its box</p>
<div id="wide">wide</div>
<nav class="chips">
  <a class="chip" href="#a" aria-current="page">A</a>
  <a class="chip" href="#b">B</a>
</nav>
<p><button><svg width="30" height="30" aria-hidden="true"></svg></button></p>
<p><button id="up">Up</button></p>
<p><button id="under">Under</button></p>
<div id="lid"></div>
</html>"""


@pytest.fixture
def bad_page(browser: Browser) -> Iterator[Page]:
    """Open the page in a window of its own."""
    page = browser.new_context(viewport={"width": 600, "height": 500}).new_page()
    page.set_content(BAD)
    yield page
    page.context.close()


@pytest.mark.parametrize(
    ("probe", "found"),
    [
        ("unseen_focus", "#unseen"),
        ("small_targets", "12.0x12.0"),
        ("clipped", "Much longer than its box is cut off"),
        ("sideways", "px sideways"),
        ("same_when_chosen", "A looks as if not chosen"),
    ],
)
def test_each_fault_is_found_and_the_sound_button_is_not(
    bad_page: Page, probe: str, found: str
) -> None:
    bad_page.keyboard.press("Tab")
    faults = " ".join(probes.ask(bad_page, probe))
    assert found in faults
    assert "#first" not in faults


def test_a_control_that_is_only_a_picture_has_no_name(bad_page: Page) -> None:
    assert len(probes.controls_without_name(bad_page)) == 1


def test_going_upwards_and_standing_under_a_bar_are_found(bad_page: Page) -> None:
    faults = []
    for _ in range(9):
        bad_page.keyboard.press("Tab")
        stop = probes.stop(bad_page)
        faults.append(stop["fault"] if stop else "")
    assert any("upwards" in fault for fault in faults), faults
    assert any("#under" in fault and "covered" in fault for fault in faults), faults
