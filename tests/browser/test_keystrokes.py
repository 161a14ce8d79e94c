"""How many keys and how long the usual visits take: from N on the page before until it is saved."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db, writing
from advicedesk.directory.models import ServicePoint
from advicedesk.referrals.details import ReferralDetails
from advicedesk.visits.details import NeedDetails
from advicedesk.visits.models import Outcome, Visit
from tests.browser.keystrokes import Keyboard
from tests.factories.visits import MakeVisit

TYPICAL = "n | Digit1 | Digit1 | Digit1 | Digit2 Enter | k e l Enter | 2 0 | Control+Enter"
WITH_THE_USUAL_PLACE = "n | Digit1 | Digit1 | Digit1 | Digit2 Enter | 1 | 2 0 | Control+Enter"
AS_USUAL = "n | Digit1 | Digit1 | Digit0 | 2 0 | Control+Enter"
LEAST = "n | Digit1 | Digit3 | Control+Enter"
AGAIN = "n | Digit0 | Control+Enter"
THREE_NEEDS = (
    "n | Digit1 | Digit1 | Digit0 | + Digit2 | Digit1 | Digit2 Enter | 1"
    " | + Digit4 | Digit1 | Digit2 Enter Enter Enter | 4 5 | Control+Enter"
)


@pytest.fixture
def kela(make_service_point: Callable[..., ServicePoint]) -> ServicePoint:
    """Return a place that the desk sends people to."""
    return make_service_point(names={"fi": "Kela, Iso Omena", "en": "Kela, Iso Omena"})


@pytest.fixture
def today(
    kela: ServicePoint,
    make_visit: MakeVisit,
    open_desk: Callable[..., Page],
    counsellor: StaffMember,
) -> Page:
    """Return the page Today of a desk with habits: childcare is an application, sent to Kela."""
    for topic, count in (("childcare", 3), ("studies", 3)):
        for _time in range(count):
            make_visit(_sent_to(kela, topic), staff_member=counsellor, client_language="ar")
    page = open_desk(counsellor)
    page.goto("/visits/today")
    return page


def _sent_to(place: ServicePoint, topic: str) -> NeedDetails:
    return NeedDetails(
        topic=topic,
        subtopic="application",
        acts=("guidance",),
        outcome=Outcome.REFERRED,
        referrals=(ReferralDetails(service_point=place.public_id),),
    )


def log(page: Page, keys: str) -> tuple[Keyboard, Visit]:
    """Press the keys on the log page, from N on; return what they cost and the visit they made."""
    keyboard = Keyboard(page)
    first, _space, rest = keys.partition(" ")
    with page.expect_navigation():
        keyboard.press(first)
    page.wait_for_function("() => document.activeElement.name === 'client_language'")
    with page.expect_navigation(url=lambda url: not url.endswith("/visits/log")):
        keyboard.press(rest)
    db.session.rollback()
    visit = db.session.scalars(select(Visit).order_by(Visit.id.desc()).limit(1)).one()
    print(f"{keyboard.count} keys, {keyboard.seconds:.1f} s")
    return keyboard, visit


def places(visit: Visit) -> list[int | None]:
    return [referral.service_point_id for referral in visit.referrals]


def test_a_typical_visit_takes_at_most_11_keys_and_11_seconds_as_usual(
    app: Flask, kela: ServicePoint, today: Page
) -> None:
    kela_id = kela.id
    keyboard, visit = log(today, AS_USUAL)
    need = visit.needs[0]
    assert (visit.client_language, need.topic, need.subtopic) == ("ar", "childcare", "application")
    assert (need.acts, need.outcome, places(visit)) == (["guidance"], "referred", [kela_id])
    assert visit.minutes == 20
    assert keyboard.count <= 11
    assert keyboard.seconds <= 11


def test_the_usual_place_of_a_topic_is_one_key(app: Flask, kela: ServicePoint, today: Page) -> None:
    kela_id = kela.id
    keyboard, visit = log(today, WITH_THE_USUAL_PLACE)
    assert (places(visit), visit.needs[0].outcome, visit.minutes) == ([kela_id], "referred", 20)
    assert keyboard.count <= 11


def test_a_visit_told_in_full_takes_at_most_13_keys(
    app: Flask, kela: ServicePoint, today: Page
) -> None:
    kela_id = kela.id
    keyboard, visit = log(today, TYPICAL)
    assert (places(visit), visit.needs[0].acts) == ([kela_id], ["guidance"])
    assert keyboard.count <= 13


def test_the_least_that_saves_takes_at_most_4_keys(app: Flask, today: Page) -> None:
    keyboard, visit = log(today, LEAST)
    assert (visit.client_language, visit.needs[0].topic) == ("ar", "work")
    assert keyboard.count <= 4


def test_the_visit_before_is_repeated_by_at_most_4_keys(
    app: Flask, kela: ServicePoint, today: Page
) -> None:
    kela_id = kela.id
    log(today, THREE_NEEDS)
    keyboard, visit = log(today, AGAIN)
    assert [need.topic for need in visit.needs] == ["childcare", "studies", "health"]
    assert (places(visit), visit.minutes, visit.client_language) == ([kela_id, kela_id], 45, "ar")
    assert keyboard.count <= 4


def test_three_needs_with_two_referrals_take_at_most_30_keys(
    app: Flask, kela: ServicePoint, today: Page
) -> None:
    kela_id = kela.id
    keyboard, visit = log(today, THREE_NEEDS)
    assert [need.topic for need in visit.needs] == ["childcare", "studies", "health"]
    assert places(visit) == [kela_id, kela_id]
    assert keyboard.count <= 30


def test_what_is_usual_is_given_back_by_the_same_key(app: Flask, today: Page) -> None:
    today.goto("/visits/log")
    today.wait_for_function("() => document.activeElement.name === 'client_language'")
    keyboard = Keyboard(today)
    keyboard.press("Digit1 Digit1 Digit0")
    assert today.input_value("#needs-0-referrals-0-authority_name") == "Kela, Iso Omena"
    today.focus("[name=needs-0-acts]")
    keyboard.press("Digit0")
    assert today.input_value("#needs-0-referrals-0-authority_name") == ""
    assert not today.is_checked("[name=needs-0-acts][value=guidance]")
    assert today.is_checked("[name=needs-0-topic][value=childcare]")


def test_backspace_takes_a_wrong_choice_back_and_stands_where_it_was_made(
    app: Flask, today: Page
) -> None:
    today.goto("/visits/log")
    today.wait_for_function("() => document.activeElement.name === 'client_language'")
    Keyboard(today).press("Digit1 Digit2 Backspace Digit1 Digit1")
    assert today.is_checked("[name=needs-0-topic][value=childcare]")
    assert not today.is_checked("[name=needs-0-topic][value=studies]")
    Keyboard(today).press("Backspace Backspace Backspace Digit2")
    languages = today.locator("[name=client_language]:checked").evaluate_all(
        "all => all.map((one) => one.value)"
    )
    assert len(languages) == 1
    assert languages != ["ar"]


def test_a_question_mark_shows_a_letter_on_every_stop_and_the_letter_goes_there(
    app: Flask, today: Page
) -> None:
    today.goto("/visits/log")
    today.wait_for_function("() => document.activeElement.name === 'client_language'")
    today.keyboard.press("?")
    shown = today.locator(".key-shown").all_inner_texts()
    assert len(shown) == len(set(shown)) >= 6
    note = today.locator("label[for=note] .key-shown").inner_text()
    today.keyboard.press(f"Key{note}")
    assert today.evaluate("document.activeElement.id") == "note"
    assert today.locator(".key-shown").count() == 0
    assert today.input_value("#note") == ""


def test_keys_of_the_form_respect_the_switch_of_the_account(
    app: Flask, counsellor: StaffMember, today: Page
) -> None:
    with writing.writing():
        db.session.get_one(StaffMember, counsellor.id).uses_shortcuts = False
        db.session.commit()
    today.goto("/visits/log")
    today.wait_for_function("() => document.activeElement.name === 'client_language'")
    Keyboard(today).press("Digit1 Digit1 ? Backspace +")
    assert today.locator(".key-shown").count() == 0
    assert today.is_checked("[name=needs-0-topic][value=childcare]")
    assert today.locator("[data-need]").count() == 1


def test_a_mistyped_name_still_finds_the_place_and_the_language(
    app: Flask, kela: ServicePoint, today: Page
) -> None:
    kela_id = kela.id
    today.goto("/visits/log")
    today.wait_for_function("() => document.activeElement.name === 'client_language'")
    today.wait_for_function("() => languageRows.length > 0")
    keys = "v i t e n a m Enter Digit1 Digit1 Enter o m n e a Enter Control+Enter"
    with today.expect_navigation(url=lambda url: not url.endswith("/visits/log")):
        Keyboard(today).press(keys)
    db.session.rollback()
    visit = db.session.scalars(select(Visit).order_by(Visit.id.desc()).limit(1)).one()
    assert (visit.client_language, places(visit)) == ("vi", [kela_id])


def test_what_was_typed_stays_when_a_press_is_taken_back(app: Flask, today: Page) -> None:
    today.goto("/visits/log")
    today.wait_for_function("() => document.activeElement.name === 'client_language'")
    Keyboard(today).press("Digit1 Digit1 Digit0")
    today.fill("#minutes", "35")
    today.fill("#note", "Wants a place near work")
    today.focus("[name=needs-0-acts]")
    Keyboard(today).press("Backspace")
    assert today.input_value("#needs-0-referrals-0-authority_name") == ""
    assert today.input_value("#note") == "Wants a place near work"
    assert today.input_value("#minutes") == "35"


def test_each_need_gives_back_its_own_usual_shape(app: Flask, today: Page) -> None:
    today.goto("/visits/log")
    today.wait_for_function("() => document.activeElement.name === 'client_language'")
    Keyboard(today).press("Digit1 Digit1 Digit0 + Digit2 Digit0")
    today.focus("[name=needs-1-acts]")
    Keyboard(today).press("Digit0")
    assert today.input_value("#needs-1-referrals-0-authority_name") == ""
    assert today.input_value("#needs-0-referrals-0-authority_name") == "Kela, Iso Omena"
    assert today.is_checked("[name=needs-1-topic][value=studies]")


def test_a_place_written_freely_is_kept_nowhere_in_the_browser(app: Flask, today: Page) -> None:
    log(today, "n | Digit1 | Digit1 | Digit1 | Enter | S e u r a ArrowUp Enter | Control+Enter")
    assert "Seura" not in today.evaluate("JSON.stringify(Object.entries(sessionStorage))")
