"""The slip as a picture that clients keep on their own telephone."""

import struct
from collections.abc import Callable

import pytest
from flask import Flask

from advicedesk.directory.models import ServicePoint
from advicedesk.languages.registry import SLIPS
from advicedesk.printing.documents import PaperSize, on_a_phone, texts
from advicedesk.printing.pdf import slip_pdf, slip_picture
from advicedesk.referrals import answering
from advicedesk.referrals.composing import compose
from advicedesk.referrals.models import Referral
from tests.factories.desk import InspectingDesk
from tests.factories.referrals import days_ago

MakeReferral = Callable[..., Referral]
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def at_kela(make_referral: MakeReferral, a_service_point: ServicePoint) -> Referral:
    """Return an Arabic speaker's referral to Kela in the house."""
    return make_referral(service_point=a_service_point.public_id)


def test_the_page_offers_its_picture_in_the_language_at_hand(
    desk: InspectingDesk, at_kela: Referral
) -> None:
    address = f"/s/{at_kela.slip_token}/slip.png?language=en"
    page = desk.get(f"/s/{at_kela.slip_token}?language=en").get_data(as_text=True)
    assert f'href="{address}"' in page
    assert "Save as a picture" in page
    answer = desk.get(address)
    assert answer.mimetype == "image/png"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="slip.png"'
    assert answer.get_data().startswith(PNG)


def test_the_picture_has_a_telephones_shape(desk: InspectingDesk, at_kela: Referral) -> None:
    drawn = desk.get(f"/s/{at_kela.slip_token}/slip.png").get_data()
    width, height = struct.unpack(">II", drawn[16:24])
    assert width == pytest.approx(724, abs=2)
    assert 1.5 * width < height < 4 * width


def test_the_picture_is_neither_indexed_nor_kept(desk: InspectingDesk, at_kela: Referral) -> None:
    headers = desk.get(f"/s/{at_kela.slip_token}/slip.png").headers
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in headers


def test_neither_case_code_nor_stub_nor_address_is_in_what_is_drawn(
    app: Flask, at_kela: Referral
) -> None:
    with app.test_request_context():
        composed = compose(at_kela, "ar")
    secrets = (at_kela.need.visit.case.case_code, at_kela.stub_code or "", at_kela.slip_token)
    drawn = " ".join(texts(on_a_phone(composed)))
    for secret in secrets:
        assert secret in " ".join(texts(composed))
        assert secret not in drawn


@pytest.mark.parametrize("language", SLIPS)
def test_every_language_is_drawn_shorter_than_its_paper(
    app: Flask, at_kela: Referral, language: str
) -> None:
    with app.test_request_context():
        composed = compose(at_kela, language)
    height = struct.unpack(">I", slip_picture(composed)[20:24])[0] / 230 * 72
    paper = slip_pdf(composed, PaperSize.RECEIPT)
    box = paper.split(b"/MediaBox")[1].split(b"]")[0].split()
    assert height < float(box[-1]) - 100


def test_a_slip_that_is_too_old_has_no_picture(
    desk: InspectingDesk, make_referral: MakeReferral, app: Flask
) -> None:
    days = app.config["ADVICEDESK"].slip_page_days
    old = make_referral(started_at=days_ago(days + 1))
    desk.get(f"/s/{old.slip_token}/slip.png", 410)
    desk.get("/s/nothing/slip.png", 404)


def test_pictures_are_braked_apart_from_answers(desk: InspectingDesk, at_kela: Referral) -> None:
    address = f"/s/{at_kela.slip_token}/slip.png"
    for _ in range(answering.PER_SLIP.amount):
        desk.get(address)
    answer = desk.get(address, 429)
    assert int(answer.headers["Retry-After"]) > 0
    desk.get(f"/s/{at_kela.slip_token}")


def test_what_cannot_be_drawn_is_shown_by_the_page(
    desk: InspectingDesk, make_referral: MakeReferral
) -> None:
    given = make_referral("ᚠᚢᚦ")
    answer = desk.get(f"/s/{given.slip_token}/slip.png", 303)
    assert answer.location == f"/s/{given.slip_token}"
