"""The slip in a browser: printed by one key, on the paper that was chosen, in both directions."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, Response

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db, writing
from advicedesk.directory.models import ServicePoint
from advicedesk.referrals.models import Referral, Slip
from advicedesk.roles import Role
from tests.factories.referrals import referral_now
from tests.factories.visits import count_rows

BRING = ("passport", "decision_letter", "rental_agreement", "payslips")
# of a sheet in points, as a PDF tells it
SHEETS = {"a5": (420, 595), "a4": (595, 842), "80mm": (227, 842)}


@pytest.fixture
def given(make_referral: Callable[..., Referral], a_service_point: ServicePoint) -> Referral:
    """Return an Arabic speaker's referral to Kela in the house."""
    return make_referral(
        service_point=a_service_point.public_id, topic="childcare/application", bring=BRING
    )


def prints_by(page: Page, key: str) -> Response:
    """Press a key and return the answer of the window that it opens."""
    answers: list[Response] = []
    page.context.on("response", lambda answer: answers.append(answer))
    with page.expect_popup() as opened:
        page.keyboard.press(key)
    for _ in range(100):
        found = [one for one in answers if "/slip.pdf" in one.url]
        if found:
            opened.value.close()
            return found[0]
        page.wait_for_timeout(50)
    raise AssertionError([one.url for one in answers])


def pages_of(content: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", content))


def sheet_of(content: bytes) -> tuple[int, int]:
    found = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", content)
    assert found
    return round(float(found[1])), round(float(found[2]))


@pytest.mark.parametrize("language", ["fi", "ar"])
def test_p_prints_and_opens_the_pdf(
    app: Flask,
    open_desk: Callable[..., Page],
    make_staff: Callable[..., StaffMember],
    given: Referral,
    language: str,
) -> None:
    public_id = given.public_id
    page = open_desk(make_staff("aino", Role.COUNSELLOR, language=language), language)
    page.goto(f"/referrals/{public_id}/slip")
    answer = prints_by(page, "p")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.url.endswith("/slip.pdf?size=a5&language=ar")
    slip = referral_now(public_id).slips[0]
    assert (slip.client_language, slip.office_language) == ("ar", "fi")


def test_after_saving_with_the_slip_enter_prints(
    app: Flask, open_desk: Callable[..., Page], counsellor: StaffMember, given: Referral
) -> None:
    public_id = given.public_id
    page = open_desk(counsellor)
    page.goto(f"/referrals/{public_id}/slip?print=1")
    page.wait_for_function("() => document.activeElement.matches('[data-print-slip] button')")
    assert prints_by(page, "Enter").status == 200


def test_p_does_nothing_in_a_field_or_for_who_turned_keys_off(
    app: Flask, open_desk: Callable[..., Page], counsellor: StaffMember, given: Referral
) -> None:
    public_id = given.public_id
    page = open_desk(counsellor)
    page.goto(f"/referrals/{public_id}/slip")
    page.focus("#look-up-code")
    page.keyboard.press("p")
    assert page.input_value("#look-up-code") == "p"
    page.focus("#size")
    page.keyboard.press("p")
    with writing.writing():
        counsellor.uses_shortcuts = False
        db.session.commit()
    page.reload()
    page.keyboard.press("p")
    page.wait_for_timeout(300)
    assert len(page.context.pages) == 1
    assert count_rows(Slip) == 0


@pytest.mark.parametrize("size", ["a5", "a4", "80mm"])
@pytest.mark.parametrize("language", ["fi", "ar"])
def test_the_browsers_own_print_is_one_sheet_with_the_slip_alone(
    app: Flask,
    open_desk: Callable[..., Page],
    counsellor: StaffMember,
    given: Referral,
    size: str,
    language: str,
) -> None:
    public_id = given.public_id
    page = open_desk(counsellor)
    page.goto(f"/referrals/{public_id}/slip?size={size}&language={language}")
    content = page.pdf(prefer_css_page_size=True)
    assert pages_of(content) == 1
    assert sheet_of(content) == SHEETS[size]
    page.emulate_media(media="print", color_scheme="dark")
    for gone in (".bar", ".foot", ".page-head", ".paper-way"):
        assert not page.is_visible(gone), gone
    for shown in (".slip-title", ".slip-code", ".slip-qr svg", ".slip-stub"):
        assert page.is_visible(shown), shown
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.slip')).color") == "rgb(0, 0, 0)"
    )
    millimetres = page.evaluate(
        "document.querySelector('.slip-qr svg').getBoundingClientRect().width / 96 * 25.4"
    )
    assert millimetres >= 27.9


@pytest.mark.parametrize(("language", "direction"), [("fi", "ltr"), ("ar", "rtl")])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_slips_own_page_is_whole_at_every_width(
    app: Flask,
    open_desk: Callable[..., Page],
    given: Referral,
    language: str,
    direction: str,
    width: int,
) -> None:
    token = given.slip_token
    page = open_desk(None, language, width=width)
    page.goto(f"/s/{token}?language={language}")
    assert page.get_attribute("html", "dir") == direction
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.is_visible(".slip-interpreter")
    # whoever has the address must not have the thread
    assert page.locator(".slip-code").count() == 0


def test_the_slips_own_page_changes_its_language_by_a_link(
    app: Flask, open_desk: Callable[..., Page], given: Referral
) -> None:
    token = given.slip_token
    page = open_desk(None, "ar", width=390, has_script=False)
    page.goto(f"/s/{token}")
    page.click("[hreflang=fi]")
    assert page.inner_text("h1") == "Seuraava askel"


def test_the_slips_own_page_prints_on_one_sheet_in_both_languages(
    app: Flask, open_desk: Callable[..., Page], given: Referral
) -> None:
    token = given.slip_token
    page = open_desk(None, "ar", width=390)
    page.goto(f"/s/{token}")
    assert not page.is_visible(".slip-title + .slip-office")
    content = page.pdf(format="A4")
    assert pages_of(content) == 1
    page.emulate_media(media="print")
    assert page.is_visible(".slip-title + .slip-office")
    assert not page.is_visible(".slip-languages")
