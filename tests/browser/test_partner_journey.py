"""A partner's day: who is on the way, one arrives and is served, one is not ours; by keyboard."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page

from advicedesk.accounts.models import StaffMember
from advicedesk.directory.models import Authority, ServicePoint
from advicedesk.referrals.models import ConfirmedBy, Referral, ReferralStatus, RejectedReason
from tests.factories.referrals import days_ago, referral_now


def record(page: Page, *values: str) -> None:
    """Choose the answers, in their order on the page, and save by Enter on the button."""
    for value in values:
        chip = page.locator(f".what-happened input[value={value}]")
        chip.focus()
        page.keyboard.press("Space")
        assert chip.is_checked()
    page.locator(".what-happened .button-main").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-undo]")


@pytest.mark.parametrize(("language", "direction"), [("fi", "ltr"), ("ar", "rtl")])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_partner_sees_who_is_on_the_way_and_says_what_became_of_them(
    app: Flask,
    open_desk: Callable[..., Page],
    make_partner: Callable[..., StaffMember],
    make_referral: Callable[..., Referral],
    an_authority: Authority,
    a_service_point: ServicePoint,
    language: str,
    direction: str,
    width: int,
) -> None:
    place = a_service_point.public_id
    late = make_referral(service_point=place, started_at=days_ago(20)).public_id
    fresh = make_referral(service_point=place, topic="childcare").public_id
    make_referral("Migri")
    page = open_desk(make_partner(an_authority, language), language, width=width)

    page.wait_for_url("**/referrals/")
    assert page.get_attribute("html", "dir") == direction
    rows = page.locator(".follow-row")
    assert rows.count() == 2
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert rows.first.locator(".follow-when .error").count() == 1

    rows.first.locator("> .button").press("Enter")
    assert not page.is_visible(".when-rejected")
    page.goto("/referrals/")
    with page.expect_navigation():
        rows.first.locator("button[value=acknowledged]").click()
    page.goto(f"/referrals/{late}")
    record(page, "completed")
    assert rows.count() == 1

    rows.first.locator("> .button").press("Enter")
    record(page, "rejected", "not_competent")
    assert page.is_visible(".empty")
    page.locator(".tabs a").nth(2).press("Enter")
    page.wait_for_url("**show=closed")
    assert rows.count() == 2

    done, refused = referral_now(late), referral_now(fresh)
    assert (done.status, done.confirmed_by) == (
        ReferralStatus.COMPLETED,
        ConfirmedBy.RECEIVER_PARTNER,
    )
    assert [step.status for step in done.steps] == ["given", "acknowledged", "completed"]
    assert (refused.status, refused.rejected_reason) == (
        ReferralStatus.REJECTED,
        RejectedReason.NOT_COMPETENT,
    )


def test_the_reason_is_asked_for_only_of_a_refusal(
    app: Flask, open_desk: Callable[..., Page], counsellor: StaffMember, a_referral: Referral
) -> None:
    public_id = a_referral.public_id
    page = open_desk(counsellor)
    page.goto(f"/referrals/{public_id}")
    for value, reason, place in (
        ("completed", False, False),
        ("rejected", True, False),
        ("rerouted", False, True),
        ("did_not_go", False, False),
    ):
        page.check(f"[value={value}]", force=True)
        assert page.is_visible(".when-rejected") is reason
        assert page.is_visible(".when-rerouted") is place


def test_a_referral_is_closed_without_script(
    app: Flask, open_desk: Callable[..., Page], counsellor: StaffMember, a_referral: Referral
) -> None:
    public_id = a_referral.public_id
    page = open_desk(counsellor, has_script=False)
    page.goto(f"/referrals/{public_id}")
    page.check("[value=rejected]", force=True)
    page.click(".what-happened .button-main")
    assert page.is_visible("#confirmed_by-error")
    assert page.is_visible("#rejected_reason-error")
    page.check("[value=client_told]", force=True)
    page.check("[value=no_capacity]", force=True)
    page.click(".what-happened .button-main")
    page.wait_for_url("**/referrals/")
    assert referral_now(public_id).status is ReferralStatus.REJECTED
