"""The covered screen: nothing can be read over a shoulder, what was typed stays, titles are
mute."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from advicedesk.accounts.models import StaffMember
from advicedesk.visits.models import Visit

TYPED = "puhelu sovittu"


def is_covered(page: Page) -> bool:
    """Tell whether the cover hides every corner and the middle of the window."""
    return bool(
        page.evaluate(
            """() => [[5, 5], [innerWidth - 5, 5], [innerWidth / 2, innerHeight / 2],
                [5, innerHeight - 5]].every(([x, y]) =>
                document.elementFromPoint(x, y)?.closest(".covered"))"""
        )
    )


@pytest.mark.parametrize(
    ("language", "scheme", "width"), [("fi", "light", 1280), ("ar", "dark", 390)]
)
def test_two_escapes_cover_and_any_key_uncovers(
    counsellor: StaffMember,
    open_desk: Callable[..., Page],
    language: str,
    scheme: str,
    width: int,
) -> None:
    page = open_desk(counsellor, language, width=width, scheme=scheme)
    page.goto("/visits/log")
    page.fill("#note", TYPED)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.wait_for_selector(".covered")
    assert is_covered(page)
    assert len(page.inner_text(".covered").split()) > 5
    page.keyboard.press("x")
    page.wait_for_selector(".covered", state="detached")
    assert page.input_value("#note") == TYPED
    assert page.evaluate("document.activeElement.id") == "note"


def test_three_minutes_without_a_key_or_a_pointer_cover_the_screen(
    counsellor: StaffMember, open_desk: Callable[..., Page]
) -> None:
    page = open_desk(counsellor, "fi")
    page.clock.install()
    page.goto("/visits/log")
    page.fill("#note", TYPED)
    page.clock.run_for(170_000)
    page.keyboard.press("Shift")
    page.clock.run_for(170_000)
    assert page.locator(".covered").count() == 0
    page.clock.run_for(20_000)
    assert is_covered(page)
    page.mouse.click(200, 200)
    page.wait_for_selector(".covered", state="detached")
    assert page.input_value("#note") == TYPED


def test_no_title_tells_of_a_client(
    a_visit: Visit, counsellor: StaffMember, open_desk: Callable[..., Page]
) -> None:
    page = open_desk(counsellor, "fi")
    for address in (f"/visits/{a_visit.public_id}", "/visits/today", "/visits/log", "/referrals/"):
        page.goto(address)
        assert a_visit.case.case_code not in page.title()
        assert page.evaluate("!('Notification' in window) || Notification.permission !== 'granted'")
    page.goto(f"/cases/{a_visit.case.case_code}")
    assert a_visit.case.case_code not in page.title()
