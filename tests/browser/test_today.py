"""Today in the browser: two staff at one desk see each other, an undo is one key, nothing moves
under the pointer or takes the focus away."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect
from sqlalchemy import select

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db, writing
from advicedesk.referrals.models import Referral, ReferralStatus
from advicedesk.visits.models import Visit
from tests.factories.referrals import record
from tests.factories.visits import MakeVisit

SOON = 12_000
ROWS = "[data-rows=visits] > [data-key]"
OpenDesk = Callable[..., Page]


def withdrawn_reason() -> str | None:
    db.session.rollback()
    return db.session.scalars(select(Visit)).one().withdrawn_reason


def logged(make_visit: MakeVisit, topic: str) -> None:
    """Log a visit beside the running desk, in the writer's turn."""
    with writing.writing():
        make_visit(topic)


def open_today(page: Page) -> None:
    """Open Today with a clock that the test moves on; nothing is asked until then."""
    page.clock.install()
    page.goto("/visits/today")


def ask(page: Page) -> None:
    """Let the time pass until the page has asked again."""
    with page.expect_response("**/visits/today/list*"):
        page.clock.fast_forward(7000)


def save_a_visit(page: Page) -> None:
    page.goto("/visits/log")
    page.check("[name=client_language][value=ru]", force=True)
    page.check("[name=needs-0-topic][value=work]", force=True)
    page.keyboard.press("Control+Enter")
    page.wait_for_url(re.compile(r"/visits/[0-9a-f-]{36}$"))


def test_two_staff_at_one_desk_see_each_others_visits_within_seconds(
    open_desk: OpenDesk, counsellor: StaffMember, supervisor: StaffMember
) -> None:
    watching, logging = open_desk(supervisor), open_desk(counsellor)
    on_log_page = open_desk(supervisor)
    watching.goto("/visits/today")
    on_log_page.goto("/visits/log")
    watching.focus(".button-log")
    assert watching.locator(ROWS).count() == 0
    save_a_visit(logging)
    for page in (watching, on_log_page):
        expect(page.locator(ROWS).first).to_be_visible(timeout=SOON)
    expect(watching.locator("[data-live-said]")).to_contain_text("Work")
    assert watching.evaluate("document.activeElement.className").endswith("button-log")
    assert watching.locator(".undo").count() == 0, "another's visit is not undone here"
    logging.goto("/visits/today")
    logging.keyboard.press("u")
    expect(logging.locator(".notice[role=status]", has_text="Undone")).to_be_visible()
    expect(watching.locator(f"{ROWS} .pill")).to_have_text("withdrawn", timeout=SOON)
    assert withdrawn_reason() == "undone"


def test_a_closing_is_seen_within_seconds(
    open_desk: OpenDesk, counsellor: StaffMember, make_referral: Callable[..., Referral]
) -> None:
    public_id = make_referral("Kela").public_id
    page = open_desk(counsellor)
    open_today(page)
    assert page.locator("[data-part=closed]").is_hidden()
    record(public_id, ReferralStatus.COMPLETED)
    ask(page)
    expect(page.locator("[data-part=closed] li")).to_contain_text("Kela")


def test_a_saved_visit_is_undone_with_one_key_from_its_page(
    app: Flask, open_desk: OpenDesk, counsellor: StaffMember
) -> None:
    page = open_desk(counsellor)
    save_a_visit(page)
    expect(page.locator("[data-live-said]")).to_contain_text("Visit saved.")
    page.keyboard.press("u")
    page.wait_for_url("**/visits/today")
    assert withdrawn_reason() == "undone"


def test_no_key_undoes_when_the_account_wants_none(
    app: Flask, open_desk: OpenDesk, counsellor: StaffMember
) -> None:
    counsellor.uses_shortcuts = False
    db.session.commit()
    page = open_desk(counsellor)
    save_a_visit(page)
    for key in ("u", "n", "Control+k"):
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert not page.locator("dialog[open]").count()
    assert withdrawn_reason() is None
    page.click("[data-undo]")
    page.wait_for_url("**/visits/today")
    assert withdrawn_reason() == "undone"


def test_an_undo_on_the_log_page_leaves_what_was_typed(
    app: Flask, open_desk: OpenDesk, counsellor: StaffMember
) -> None:
    page = open_desk(counsellor)
    save_a_visit(page)
    page.goto("/visits/log")
    page.fill("#note", "Jono 40 min")
    page.click("[data-undo-at]")
    expect(page.locator(f"{ROWS} .pill")).to_have_text("withdrawn", timeout=SOON)
    assert page.input_value("#note") == "Jono 40 min"
    assert page.url.endswith("/visits/log")
    assert withdrawn_reason() == "undone"


def test_nothing_moves_under_the_pointer(
    open_desk: OpenDesk, counsellor: StaffMember, make_visit: MakeVisit
) -> None:
    make_visit("work")
    page = open_desk(counsellor)
    open_today(page)
    ask(page)
    page.hover(f"{ROWS} td")
    before = page.locator(ROWS).bounding_box()
    logged(make_visit, "housing")
    ask(page)
    show = page.locator(".live-show")
    expect(show).to_be_visible()
    assert page.locator(ROWS).count() == 1
    assert page.locator(ROWS).bounding_box() == before
    show.click()
    expect(page.locator(ROWS)).to_have_count(2)


def test_a_row_in_focus_keeps_the_focus_when_new_rows_come(
    open_desk: OpenDesk, counsellor: StaffMember, make_visit: MakeVisit
) -> None:
    address = f"/visits/{make_visit('work').public_id}"
    page = open_desk(counsellor)
    open_today(page)
    page.focus(f"[href='{address}']")
    logged(make_visit, "housing")
    ask(page)
    expect(page.locator(ROWS)).to_have_count(2)
    assert page.evaluate("document.activeElement.getAttribute('href')") == address


def test_asking_goes_on_more_slowly_after_the_server_was_away(
    open_desk: OpenDesk, counsellor: StaffMember, make_visit: MakeVisit
) -> None:
    page = open_desk(counsellor)
    asked: list[str] = []

    def refuse_once(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            route.abort()
        else:
            route.continue_()

    page.route("**/visits/today/list*", refuse_once)
    open_today(page)
    logged(make_visit, "housing")
    with page.expect_event("requestfailed"):
        page.clock.fast_forward(7000)
    page.clock.run_for(6000)
    assert len(asked) == 1
    ask(page)
    expect(page.locator(ROWS)).to_have_count(1)


@pytest.mark.parametrize(("language", "width"), [("fi", 390), ("ar", 1280)])
def test_without_script_all_stands_there(
    app: Flask,
    open_desk: OpenDesk,
    counsellor: StaffMember,
    make_visit: MakeVisit,
    language: str,
    width: int,
) -> None:
    make_visit("work", staff_member=counsellor)
    page = open_desk(counsellor, language, width=width, has_script=False)
    page.goto("/visits/today")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.click("main .undo")
    page.wait_for_url("**/visits/today")
    assert withdrawn_reason() == "undone"
