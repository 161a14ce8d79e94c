"""The slip's own page, which its QR code opens: no sign-in, nothing to change, nothing leaked."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db, writing
from advicedesk.directory.models import ServicePoint
from advicedesk.directory.opening_hours import HoursSet
from advicedesk.languages.registry import SLIPS
from advicedesk.referrals.composing import compose
from advicedesk.referrals.models import Referral, ReferralStatus
from advicedesk.visits import operations as visits
from tests.factories.database import settings_for
from tests.factories.desk import InspectingDesk
from tests.factories.referrals import record

MakeReferral = Callable[..., Referral]


@pytest.fixture
def at_kela(make_referral: MakeReferral, a_service_point: ServicePoint) -> Referral:
    """Return an Arabic speaker's referral to Kela in the house."""
    return make_referral(service_point=a_service_point.public_id)


def page_at(desk: InspectingDesk, given: Referral, asked: str = "") -> str:
    """Return the page behind a slip's QR code."""
    page = desk.get(f"/s/{given.slip_token}{asked}").get_data(as_text=True)
    return re.sub(r"\s+", " ", page)


def test_nobody_has_to_sign_in(desk: InspectingDesk, at_kela: Referral) -> None:
    page = page_at(desk, at_kela)
    assert '<html lang="ar" dir="rtl">' in page
    assert "Puhun arabiaa ja tarvitsen tulkin." in page
    assert "<script" not in page


def test_the_page_holds_neither_the_thread_nor_anything_of_the_visit(
    desk: InspectingDesk, at_kela: Referral
) -> None:
    visit = at_kela.need.visit
    page = page_at(desk, at_kela)
    for secret in (visit.case.case_code, visit.public_id, at_kela.public_id, at_kela.stub_code):
        assert secret
        assert secret not in page


@pytest.mark.parametrize("language", SLIPS)
def test_the_page_speaks_every_language_of_slips(
    desk: InspectingDesk, at_kela: Referral, language: str
) -> None:
    page = page_at(desk, at_kela, f"?language={language}")
    assert f'<html lang="{language}"' in page
    assert set(re.findall(r'hreflang="([\w-]+)"', page)) == {*SLIPS} - {language}


@pytest.mark.parametrize("language", ["xx", "lo", "", "%00", "<b>"])
def test_a_language_without_slips_falls_back_to_the_clients(
    desk: InspectingDesk, at_kela: Referral, language: str
) -> None:
    assert '<html lang="ar"' in page_at(desk, at_kela, f"?language={language}")


def test_the_page_is_neither_indexed_nor_kept_and_no_address_leaves_it(
    desk: InspectingDesk, at_kela: Referral
) -> None:
    answer = desk.get(f"/s/{at_kela.slip_token}")
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in answer.headers
    page = answer.get_data(as_text=True)
    assert '<meta name="robots" content="noindex, nofollow">' in page
    assert not re.search(r'(?:href|src)="(?:https?:)?//', page)


@pytest.mark.parametrize("token", ["unknown", "x" * 500, "%00", "%E2%80%AE", "%FF"])
def test_an_unknown_token_is_not_found(desk: InspectingDesk, token: str) -> None:
    answer = desk.get(f"/s/{token}", 404)
    assert "There is no slip at this address." in answer.get_data(as_text=True)
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_a_token_with_more_behind_it_is_not_found(desk: InspectingDesk, at_kela: Referral) -> None:
    desk.get(f"/s/{at_kela.slip_token}x", 404)
    desk.get(f"/s/{at_kela.slip_token[:-1]}", 404)


def test_the_slip_of_a_withdrawn_visit_says_that_it_is_no_longer_in_use(
    desk: InspectingDesk, at_kela: Referral, counsellor: StaffMember
) -> None:
    token, case_code = at_kela.slip_token, at_kela.need.visit.case.case_code
    with writing.writing():
        visits.withdraw_visit(visit=at_kela.need.visit, reason="twice", staff_member=counsellor)
        db.session.commit()
    page = desk.get(f"/s/{token}", 410).get_data(as_text=True)
    assert '<html lang="ar"' in page
    assert case_code not in page


def test_the_slip_of_a_closed_referral_is_still_shown(
    desk: InspectingDesk, at_kela: Referral
) -> None:
    token = at_kela.slip_token
    record(at_kela.public_id, ReferralStatus.COMPLETED)
    desk.get(f"/s/{token}")


def test_the_page_says_whether_the_place_is_open_now(
    desk: InspectingDesk,
    make_referral: MakeReferral,
    make_service_point: Callable[..., ServicePoint],
) -> None:
    always = make_service_point({"en": "Helpline"}, hours=[HoursSet(is_always_open=True)])
    unknown = make_service_point({"en": "Parish"}, hours=[])
    ids = [always.public_id, unknown.public_id]
    open_now, not_known = [make_referral(service_point=public_id) for public_id in ids]
    tokens = [open_now.slip_token, not_known.slip_token]
    page = desk.get(f"/s/{tokens[0]}?language=en").get_data(as_text=True)
    assert "slip-open" in page
    assert "Open day and night." in page
    page = desk.get(f"/s/{tokens[1]}?language=en").get_data(as_text=True)
    assert "slip-open" not in page
    assert "The opening hours are not known." in page


def test_the_page_tells_the_booked_time_in_the_desks_own_clock(
    desk: InspectingDesk, make_referral: MakeReferral
) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).replace(month=7, hour=10, minute=30)
    given = make_referral(booked_at=tomorrow)
    assert "at 13:30." in page_at(desk, given, "?language=en")


def test_the_qr_code_leads_to_the_address_that_the_setting_names(
    app: Flask, at_kela: Referral, tmp_path: Path
) -> None:
    app.config["ADVICEDESK"] = settings_for(tmp_path, BASE_URL="https://neuvonta.example.fi")
    with app.test_request_context():
        slip = compose(at_kela, "ar")
    assert slip.qr_url == f"https://neuvonta.example.fi/s/{at_kela.slip_token}"
