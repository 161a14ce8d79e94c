"""The order of topics: by dragging, by keys, by buttons with script and without."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from advicedesk.accounts.models import StaffMember
from advicedesk.codelists.models import CodeList
from advicedesk.codelists.queries import code_lists
from advicedesk.database import db


def stored() -> list[str]:
    """Return the topics in the order that the database has."""
    db.session.rollback()
    return [topic.full_code for topic in code_lists().choices[CodeList.TOPIC]]


def shown(page: Page) -> list[str]:
    """Return the topics in the order that the page has."""
    order: list[str] = page.evaluate(
        "[...document.querySelector('[data-order]').children].map((row) => row.dataset.code)"
    )
    return order


@pytest.fixture
def topics(open_desk: Callable[..., Page], administrator: StaffMember) -> Page:
    """Return the page of topics."""
    page = open_desk(administrator)
    page.goto("/codelists/")
    return page


def settle(page: Page) -> None:
    """Wait until the page's last move is stored: the one after is asked for when it is."""
    page.wait_for_load_state("networkidle")


def test_arrow_keys_on_the_handle_move_a_topic_and_tell_where_it_stands(
    app: Flask, topics: Page
) -> None:
    before = stored()
    topics.locator("#studies > .order-row [data-grip]").focus()
    topics.keyboard.press("ArrowUp")
    assert topics.text_content("#order-said") == (
        f"School and studies is now number 1 of {len(before)}."
    )
    topics.keyboard.press("ArrowDown")
    topics.keyboard.press("ArrowDown")
    assert topics.evaluate("document.activeElement.closest('[data-code]').id") == "studies"
    topics.keyboard.press("End")
    settle(topics)
    assert stored() == shown(topics) == [*(one for one in before if one != "studies"), "studies"]


def test_a_topic_is_dragged_by_its_handle(app: Flask, topics: Page) -> None:
    before = stored()
    grip = topics.locator(f"#{before[0]} > .order-row [data-grip]").bounding_box()
    target = topics.locator(f"#{before[2]}").bounding_box()
    assert grip
    assert target
    topics.mouse.move(grip["x"] + 5, grip["y"] + 5)
    topics.mouse.down()
    for part in (0.3, 0.6, 1.0):
        goal = target["y"] + target["height"] * 0.9
        topics.mouse.move(grip["x"] + 5, grip["y"] + (goal - grip["y"]) * part)
    topics.mouse.up()
    settle(topics)
    assert stored() == shown(topics) == [before[1], before[2], before[0], *before[3:]]
    assert "number 3" in str(topics.text_content("#order-said"))


def test_escape_puts_a_dragged_topic_back(app: Flask, topics: Page) -> None:
    before = stored()
    grip = topics.locator(f"#{before[0]} > .order-row [data-grip]").bounding_box()
    assert grip
    topics.mouse.move(grip["x"] + 5, grip["y"] + 5)
    topics.mouse.down()
    topics.mouse.move(grip["x"] + 5, grip["y"] + 200)
    assert shown(topics) != before
    topics.keyboard.press("Escape")
    topics.mouse.up()
    settle(topics)
    assert stored() == shown(topics) == before


def test_a_button_moves_without_leaving_the_page(app: Flask, topics: Page) -> None:
    before = stored()
    topics.locator(f"#{before[1]} > .order-row [name=up]").press("Enter")
    settle(topics)
    assert stored() == shown(topics) == [before[1], before[0], *before[2:]]
    assert topics.evaluate("document.activeElement.name") == "up"


def test_an_order_that_could_not_be_saved_is_said(app: Flask, topics: Page) -> None:
    before = stored()
    topics.context.clear_cookies()
    topics.locator(f"#{before[1]} > .order-row [name=up]").press("Enter")
    topics.wait_for_selector("#order-said.error")
    assert stored() == before


def test_without_script_the_buttons_do_the_same(
    app: Flask, open_desk: Callable[..., Page], administrator: StaffMember
) -> None:
    before = stored()
    page = open_desk(administrator, has_script=False)
    page.goto("/codelists/")
    assert not page.is_visible("[data-grip]")
    page.locator(f"#{before[0]} > .order-row [name=down]").press("Enter")
    page.wait_for_url(f"**/codelists/?code_list=topic#{before[0]}")
    assert stored() == [before[1], before[0], *before[2:]]
