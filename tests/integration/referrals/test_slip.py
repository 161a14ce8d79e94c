"""The slip at the desk: its page, its PDF, and what is recorded of its printing."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest

from advicedesk.accounts.models import StaffMember
from advicedesk.directory.models import ServicePoint
from advicedesk.printing.documents import PaperSize
from advicedesk.referrals.models import Referral, Slip
from tests.factories.accounts import last_entry
from tests.factories.desk import InspectingDesk
from tests.factories.referrals import referral_now
from tests.factories.visits import a_public_id, count_rows

MakeReferral = Callable[..., Referral]


@pytest.fixture
def at_kela(make_referral: MakeReferral, a_service_point: ServicePoint) -> str:
    """Return the id of an Arabic speaker's referral to Kela in the house."""
    return make_referral(
        service_point=a_service_point.public_id, topic="childcare", bring=("passport", "oma lasku")
    ).public_id


def slip_text(desk: InspectingDesk, public_id: str, asked: str = "") -> str:
    """Return the page of a slip."""
    return desk.get(f"/referrals/{public_id}/slip{asked}").get_data(as_text=True)


def test_the_page_shows_the_slip_in_the_clients_and_the_offices_language(
    as_counsellor: InspectingDesk, at_kela: str
) -> None:
    page = slip_text(as_counsellor, at_kela)
    sheet = re.sub(r"\s+", " ", page)
    assert '<article class="slip" lang="ar" dir="rtl">' in sheet
    assert "Puhun arabiaa ja tarvitsen tulkin." in page
    assert referral_now(at_kela).need.visit.case.case_code in page
    assert "oma lasku" in page
    assert "<svg" in page
    assert 'aria-keyshortcuts="p"' in page
    assert "autofocus" not in page


def test_after_save_and_print_the_focus_is_on_print(
    as_counsellor: InspectingDesk, at_kela: str
) -> None:
    assert "autofocus" in slip_text(as_counsellor, at_kela, "?print=1")


def test_save_and_print_slip_leads_here(
    as_counsellor: InspectingDesk, a_service_point: ServicePoint
) -> None:
    fields = {
        "public_id": a_public_id(),
        "client_language": "ar",
        "needs-0-topic": "childcare",
        "needs-0-referrals-0-service_point": a_service_point.public_id,
        "print_slip": "1",
    }
    location = as_counsellor.post("/visits/log", fields).location
    assert re.fullmatch(r"/referrals/[0-9a-f-]{36}/slip\?print=1", location)
    as_counsellor.get(location)


@pytest.mark.parametrize("size", list(PaperSize))
@pytest.mark.parametrize("language", ["fi", "fi-x-selko", "ar", "ti", "zh"])
def test_every_size_and_language_is_shown_and_printed(
    as_counsellor: InspectingDesk, at_kela: str, size: str, language: str
) -> None:
    page = slip_text(as_counsellor, at_kela, f"?size={size}&language={language}")
    assert f"paper-page paper-{size}" in page
    answer = as_counsellor.get(f"/referrals/{at_kela}/slip.pdf?size={size}&language={language}")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert answer.headers["Content-Disposition"] == 'inline; filename="slip.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_pdf_is_an_a5_in_the_clients_language_unless_asked_otherwise(
    as_counsellor: InspectingDesk, at_kela: str
) -> None:
    content = as_counsellor.get(f"/referrals/{at_kela}/slip.pdf").data
    again = as_counsellor.get(f"/referrals/{at_kela}/slip.pdf?size=a5&language=ar").data
    assert b"/Lang" in content
    assert abs(len(BytesIO(content).getvalue()) - len(again)) < 2000


def test_a_client_whose_language_has_no_slip_gets_an_english_one_and_their_interpreter(
    as_counsellor: InspectingDesk, make_visit: Callable[..., object], a_service_point: ServicePoint
) -> None:
    from advicedesk.referrals.details import ReferralDetails
    from advicedesk.visits.details import NeedDetails

    told = NeedDetails(
        topic="work", referrals=(ReferralDetails(service_point=a_service_point.public_id),)
    )
    visit = make_visit(told, client_language="lo")
    page = slip_text(as_counsellor, visit.needs[0].referrals[0].public_id)  # type: ignore[attr-defined]
    assert "I speak Lao and need an interpreter." in page
    assert "Kieleni on lao. Tarvitsen tulkin." in page


def test_who_is_served_in_their_language_asks_for_no_interpreter(
    as_counsellor: InspectingDesk, make_visit: Callable[..., object], a_service_point: ServicePoint
) -> None:
    from advicedesk.referrals.details import ReferralDetails
    from advicedesk.visits.details import NeedDetails

    told = NeedDetails(
        topic="work", referrals=(ReferralDetails(service_point=a_service_point.public_id),)
    )
    visit = make_visit(told, client_language="en")
    page = slip_text(as_counsellor, visit.needs[0].referrals[0].public_id)  # type: ignore[attr-defined]
    assert "slip-interpreter" not in page


@pytest.mark.parametrize(
    "asked", ["size=a3", "size=letter", "language=xx", "language=lo", "places=some"]
)
@pytest.mark.parametrize("path", ["slip", "slip.pdf"])
def test_a_paper_or_language_that_is_not_offered_is_refused(
    as_counsellor: InspectingDesk, at_kela: str, path: str, asked: str
) -> None:
    as_counsellor.get(f"/referrals/{at_kela}/{path}?{asked}", 400)
    name, _equals, value = asked.partition("=")
    as_counsellor.post(f"/referrals/{at_kela}/slip", {name: value}, 400)
    assert count_rows(Slip) == 0


def test_looking_at_a_slip_records_nothing(as_counsellor: InspectingDesk, at_kela: str) -> None:
    slip_text(as_counsellor, at_kela)
    as_counsellor.get(f"/referrals/{at_kela}/slip.pdf")
    assert count_rows(Slip) == 0


def test_printing_is_recorded_and_leads_to_the_pdf(
    as_counsellor: InspectingDesk, counsellor: StaffMember, at_kela: str
) -> None:
    assert "not printed" in as_counsellor.get(f"/referrals/{at_kela}").get_data(as_text=True)
    answer = as_counsellor.post(f"/referrals/{at_kela}/slip", {"size": "a4", "language": "ru"})
    assert answer.location == f"/referrals/{at_kela}/slip.pdf?size=a4&language=ru"
    slip = referral_now(at_kela).slips[0]
    assert (slip.client_language, slip.office_language, slip.paper_size) == ("ru", "fi", "a4")
    assert slip.staff_member_id == counsellor.id
    assert last_entry("slip.print").changes == {"language": "ru", "size": "a4"}
    page = as_counsellor.get(f"/referrals/{at_kela}").get_data(as_text=True)
    assert "A4, Russian + Finnish" in page


def test_a_sign_without_a_glyph_is_named_and_nothing_counts_as_printed(
    as_counsellor: InspectingDesk, make_referral: MakeReferral
) -> None:
    tibetan = make_referral("Kela བོད").public_id
    slip_text(as_counsellor, tibetan)  # a screen has fonts of its own
    page = as_counsellor.get(f"/referrals/{tibetan}/slip.pdf", 422).get_data(as_text=True)
    assert "བ (U+0F56)" in page
    as_counsellor.post(f"/referrals/{tibetan}/slip", {"size": "a5"}, 422)
    assert count_rows(Slip) == 0


def test_a_place_named_freely_has_a_slip_too(
    as_counsellor: InspectingDesk, a_referral: Referral
) -> None:
    page = slip_text(as_counsellor, a_referral.public_id)
    assert '<bdi lang="fi">Kela</bdi>' in page
    as_counsellor.get(f"/referrals/{a_referral.public_id}/slip.pdf")


def test_another_desks_slip_is_not_found(
    as_counsellor: InspectingDesk, make_referral: MakeReferral
) -> None:
    elsewhere = make_referral(desk="kalajarvi").public_id
    as_counsellor.get(f"/referrals/{elsewhere}/slip", 404)
    as_counsellor.get(f"/referrals/{elsewhere}/slip.pdf", 404)
    as_counsellor.post(f"/referrals/{elsewhere}/slip", {}, 404)


def test_single_keys_can_be_turned_off(
    as_counsellor: InspectingDesk, counsellor: StaffMember, at_kela: str
) -> None:
    from advicedesk.database import db

    assert "data-no-shortcuts" not in slip_text(as_counsellor, at_kela)
    counsellor.uses_shortcuts = False
    db.session.commit()
    assert "data-no-shortcuts" in slip_text(as_counsellor, at_kela)


def test_all_places_of_a_visit_are_printed_together_or_apart_with_copies(
    as_counsellor: InspectingDesk, make_visit: Callable[..., object], a_service_point: ServicePoint
) -> None:
    from advicedesk.referrals.details import ReferralDetails
    from advicedesk.visits.details import NeedDetails

    places = (
        ReferralDetails(service_point=a_service_point.public_id),
        ReferralDetails(authority_name="Seurakunta"),
    )
    visit = make_visit(NeedDetails(topic="work", referrals=places), client_language="uk")
    first = visit.needs[0].referrals[0].public_id  # type: ignore[attr-defined]
    assert "A slip for each" in slip_text(as_counsellor, first)
    assert "Seurakunta" in slip_text(as_counsellor, first, "?places=together")
    asked = {"places": "apart", "copies": "1", "size": "a4"}
    answer = as_counsellor.post(f"/referrals/{first}/slip", asked)
    assert answer.location.endswith("?size=a4&language=uk&places=apart&copies=1")
    assert count_rows(Slip) == 2
    assert as_counsellor.get(answer.location).data.count(b"/MediaBox") == 4


def test_one_place_offers_no_choice_of_places(as_counsellor: InspectingDesk, at_kela: str) -> None:
    assert "A slip for each" not in slip_text(as_counsellor, at_kela)
