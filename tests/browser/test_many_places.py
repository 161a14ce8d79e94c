"""A directory too large for a page: a far place is typed, found by the server, and taken."""

from collections.abc import Callable

from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import insert, select

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db
from advicedesk.directory import queries
from advicedesk.directory.models import ServicePoint
from advicedesk.referrals.models import Referral
from tests.browser.keystrokes import Keyboard
from tests.factories.referrals import referral_now


def add_places() -> None:
    names = [{"names": {"fi": f"Office {number:04}"}} for number in range(queries.FEW + 100)]
    db.session.execute(insert(ServicePoint), names)
    db.session.execute(insert(ServicePoint).values(names={"fi": "Zeta far away"}))
    db.session.commit()
    queries.forget_places()


def test_a_far_place_is_typed_and_taken_by_enter(
    app: Flask, open_desk: Callable[..., Page], counsellor: StaffMember
) -> None:
    add_places()
    page = open_desk(counsellor)
    page.goto("/visits/log")
    page.wait_for_function("() => document.activeElement.name === 'client_language'")
    keyboard = Keyboard(page)
    # Enter waits for the server where the page knows no such place
    keyboard.press("Digit1 Digit1 Digit1 Digit2 Enter z e t a Enter")
    expect(page.locator("[data-place-picker]").first).to_have_value("Zeta far away")
    keyboard.press("1 5 Control+Enter")
    page.wait_for_url(lambda url: not url.endswith("/visits/log"))
    db.session.rollback()
    referral = db.session.scalars(select(Referral)).one()
    assert referral.service_point
    assert referral.service_point.names == {"fi": "Zeta far away"}
    # without network the words as written are what is left
    page.goto("/visits/log")
    page.wait_for_function("() => document.activeElement.name === 'client_language'")
    page.route("**/directory/find", lambda route: route.abort())
    keyboard.press("Digit1 Digit1 Digit1 Digit2 Enter x y z Enter")
    expect(page.locator("[name=needs-0-outcome][value=referred]")).to_be_checked()
    assert page.input_value("[data-place-picker] >> nth=0") == "xyz"
    assert page.input_value("[data-service-point] >> nth=0") == ""


def test_the_new_place_of_a_referral_is_typed_in_the_list(
    app: Flask, open_desk: Callable[..., Page], counsellor: StaffMember, a_referral: Referral
) -> None:
    public_id = a_referral.public_id
    add_places()
    page = open_desk(counsellor)
    page.goto("/referrals/?show=all")
    page.click(".follow-row > .button")
    page.check("[name=confirmed_by][value=client_told]")
    page.check("[name=status][value=rerouted]")
    page.locator("[name=rerouted_to_name]").press_sequentially("zeta")
    page.keyboard.press("Enter")
    expect(page.locator("[name=rerouted_to_name]")).to_have_value("Zeta far away")
    page.click(".what-happened .button-main")
    page.wait_for_load_state()
    place = referral_now(public_id).rerouted_to
    assert place
    assert place.names == {"fi": "Zeta far away"}
