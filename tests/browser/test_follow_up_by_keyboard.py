"""The follow-up list by keyboard: three keys close a referral, the next row has the focus."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db
from advicedesk.directory.models import ServicePoint
from advicedesk.referrals.models import ConfirmedBy, Referral, ReferralStatus, RejectedReason
from tests.factories.referrals import days_ago, referral_now

MakeReferral = Callable[..., Referral]


@pytest.fixture
def three(make_referral: MakeReferral) -> list[str]:
    """Return the ids of three referrals, the most overdue first."""
    return [
        make_referral(f"Place {days}", started_at=days_ago(days)).public_id for days in (30, 25, 20)
    ]


@pytest.fixture
def work_list(open_desk: Callable[..., Page], counsellor: StaffMember, three: list[str]) -> Page:
    """Return the list of late referrals, nothing in focus yet."""
    page = open_desk(counsellor)
    page.goto("/referrals/?show=late")
    return page


def focus(page: Page) -> str:
    """Return what has the focus: an id, else a field's name and value."""
    told: str = page.evaluate(
        "(({id, name, value, tagName}) => id || (name ? `${name}=${value}` : tagName))"
        "(document.activeElement)"
    )
    return told


def press(page: Page, keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)


def press_and_wait(page: Page, keys: str, focused: str) -> None:
    """Press keys of which the last saves; wait until the list stands again."""
    *first, last = keys.split()
    press(page, " ".join(first))
    with page.expect_navigation():
        page.keyboard.press(last)
    page.wait_for_function("(id) => document.activeElement.id === id", arg=f"referral-{focused}")


def test_three_keys_close_a_referral_and_the_next_row_has_the_focus(
    app: Flask, work_list: Page, three: list[str]
) -> None:
    press(work_list, "j")
    assert focus(work_list) == f"referral-{three[0]}"
    press_and_wait(work_list, "Enter 1 1", three[1])
    found = referral_now(three[0])
    assert (found.status, found.confirmed_by) == (
        ReferralStatus.COMPLETED,
        ConfirmedBy.CLIENT_TOLD,
    )
    # a refusal asks one thing more
    press_and_wait(work_list, "Enter 3 5 4", three[2])
    found = referral_now(three[1])
    assert (found.status, found.rejected_reason) == (
        ReferralStatus.REJECTED,
        RejectedReason.NO_CAPACITY,
    )
    assert work_list.locator(".follow-row").count() == 1
    assert "show=late" in work_list.url


def test_a_wrong_closing_is_one_key_from_being_right(
    app: Flask, work_list: Page, three: list[str]
) -> None:
    press(work_list, "j")
    press_and_wait(work_list, "Enter 1 6", three[1])
    said = work_list.locator("#follow-said")
    work_list.wait_for_function("() => document.getElementById('follow-said').textContent")
    assert "Place 30" in said.text_content()  # type: ignore[operator]
    press_and_wait(work_list, "u", three[0])
    assert referral_now(three[0]).is_open


def test_rows_are_walked_by_letters_and_arrows_and_a_form_is_left_by_escape(
    app: Flask, work_list: Page, three: list[str]
) -> None:
    press(work_list, "j j ArrowDown j k ArrowUp")
    assert focus(work_list) == f"referral-{three[0]}"
    press(work_list, "Enter")
    assert focus(work_list) == "confirmed_by=client_told"
    press(work_list, "j u")
    assert focus(work_list) == "confirmed_by=client_told"
    press(work_list, "2 Escape")
    assert focus(work_list) == f"referral-{three[0]}"
    assert work_list.locator(".follow-list form").count() == 0
    press(work_list, "Escape")
    assert referral_now(three[0]).is_open


def test_a_door_that_was_passed_over_is_asked_for_before_anything_is_saved(
    app: Flask, work_list: Page, three: list[str]
) -> None:
    press(work_list, "j Enter Tab 1")
    assert focus(work_list) == "confirmed_by=client_told"
    press_and_wait(work_list, "4", three[1])
    assert referral_now(three[0]).confirmed_by is ConfirmedBy.COUNSELLOR_SAW


def test_the_place_instead_is_chosen_from_the_others_only(
    app: Flask,
    open_desk: Callable[..., Page],
    counsellor: StaffMember,
    make_referral: MakeReferral,
    make_service_point: Callable[..., ServicePoint],
) -> None:
    office = make_service_point({"en": "Register office"}).public_id
    kela = make_service_point({"en": "Kela"}).public_id
    public_id = make_referral(service_point=kela).public_id
    page = open_desk(counsellor)
    page.goto("/referrals/?show=all")
    press(page, "j Enter 1 4")
    assert focus(page) == "rerouted_to"
    assert page.locator(f".follow-list option[value='{kela}']").count() == 0
    page.select_option("#rerouted_to", office)
    with page.expect_navigation():
        page.click(".follow-list .button-main")
    rerouted_to = referral_now(public_id).rerouted_to
    assert rerouted_to is not None
    assert rerouted_to.public_id == office


def test_whoever_turned_the_keys_off_has_the_form_in_place_but_no_keys(
    app: Flask,
    open_desk: Callable[..., Page],
    counsellor: StaffMember,
    three: list[str],
) -> None:
    counsellor.uses_shortcuts = False
    db.session.commit()
    page = open_desk(counsellor)
    page.goto("/referrals/")
    press(page, "j")
    assert focus(page) == "BODY"
    page.locator(f"#referral-{three[0]}").press("Enter")
    press(page, "1 1 u")
    assert page.locator("kbd:visible").count() == page.locator(".bar kbd:visible").count()
    assert focus(page) == "confirmed_by=client_told"
    assert referral_now(three[0]).is_open
    press(page, "Space Tab Space")
    with page.expect_navigation():
        page.locator(".follow-list .button-main").press("Enter")
    assert referral_now(three[0]).status is ReferralStatus.COMPLETED


def test_without_script_a_row_leads_to_a_plain_form_and_back(
    app: Flask, open_desk: Callable[..., Page], counsellor: StaffMember, three: list[str]
) -> None:
    page = open_desk(counsellor, has_script=False)
    page.goto("/referrals/")
    page.locator(f"#referral-{three[0]}").press("Enter")
    page.wait_for_url(f"**/referrals/{three[0]}")
    assert not page.is_visible("kbd:text('1')")
    page.check("[value=client_told]", force=True)
    page.check("[value=completed]", force=True)
    page.click(".what-happened .button-main")
    page.click("[data-undo]")
    page.wait_for_url(f"**/referrals/?show=open#referral-{three[0]}")
    assert referral_now(three[0]).is_open
