"""The loop closes: the receiver taps on a telephone, stubs are typed, the desk sees it."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page

from advicedesk.accounts.models import StaffMember
from advicedesk.directory.models import ServicePoint
from advicedesk.referrals.models import ConfirmedBy, Referral, ReferralStatus
from tests.factories.referrals import referral_now

MakeReferral = Callable[..., Referral]


def test_the_receiver_taps_not_ours_and_the_desk_sends_the_client_on(
    app: Flask,
    open_desk: Callable[..., Page],
    counsellor: StaffMember,
    make_referral: MakeReferral,
    make_service_point: Callable[..., ServicePoint],
    a_service_point: ServicePoint,
) -> None:
    office = make_service_point({"fi": "Digi- ja väestötietovirasto", "en": "Register office"})
    office_id = office.public_id
    given = make_referral(service_point=a_service_point.public_id)
    public_id, slip = given.public_id, f"/s/{given.slip_token}"

    telephone = open_desk(width=390, height=844, has_script=False)
    telephone.goto(slip)
    assert telephone.get_attribute("html", "dir") == "rtl"
    assert telephone.evaluate("document.documentElement.scrollWidth") <= 390
    telephone.click(f"a[href^='{slip}/not-ours']")
    telephone.fill("[name=q]", "vaesto")
    telephone.press("[name=q]", "Enter")
    assert telephone.evaluate("document.documentElement.scrollWidth") <= 390
    telephone.click(f"button[value='{office_id}']")
    telephone.wait_for_selector("[data-take-back]")
    telephone.click("[data-take-back]")
    assert referral_now(public_id).status is ReferralStatus.GIVEN
    telephone.click(f"a[href^='{slip}/not-ours']")
    telephone.fill("[name=q]", "vaesto")
    telephone.press("[name=q]", "Enter")
    telephone.click(f"button[value='{office_id}']")
    telephone.wait_for_selector("[data-take-back]")
    found = referral_now(public_id)
    assert (found.status, found.confirmed_by) == ("rerouted", ConfirmedBy.RECEIVER_LINK)

    page = open_desk(counsellor)
    page.goto(f"/referrals/{public_id}")
    page.click("form[action$='/send-on'] button")
    page.wait_for_url("**/slip")
    new_id = page.url.split("/")[-2]
    telephone.goto(f"/s/{referral_now(new_id).slip_token}")
    telephone.click("button[value=done]")
    telephone.wait_for_selector("[data-take-back]")
    page.goto(f"/referrals/{new_id}")
    assert page.is_visible(".pill-good")
    assert referral_now(new_id).status is ReferralStatus.COMPLETED


def test_stubs_are_typed_in_a_row_by_keyboard(
    app: Flask,
    open_desk: Callable[..., Page],
    counsellor: StaffMember,
    make_referral: MakeReferral,
) -> None:
    given = [make_referral(f"Place {number}") for number in range(3)]
    ids, codes = [one.public_id for one in given], [str(one.stub_code) for one in given]
    page = open_desk(counsellor)
    page.goto("/referrals/stubs")
    for code, box in zip(codes, "123", strict=True):
        page.wait_for_function("() => document.activeElement.name === 'stub_code'")
        page.keyboard.type(code.lower())
        with page.expect_navigation():
            page.keyboard.press(box)
    assert page.locator(".list li").count() == 3
    assert [referral_now(one).status for one in ids] == ["acknowledged", "completed", "rejected"]
