"""Asking an authority once about all that is open there."""

from collections.abc import Callable

from advicedesk.directory.models import Authority, ServicePoint
from advicedesk.referrals.models import ConfirmedBy, Referral, ReferralStatus
from tests.factories.desk import InspectingDesk
from tests.factories.referrals import days_ago, referral_now

MakeReferral = Callable[..., Referral]


def test_an_authority_is_named_once_when_one_of_its_referrals_is_old_enough(
    as_counsellor: InspectingDesk,
    make_referral: MakeReferral,
    a_service_point: ServicePoint,
    an_authority: Authority,
) -> None:
    place, authority = a_service_point.public_id, an_authority.public_id
    fresh = make_referral(service_point=place).public_id
    address = f"/referrals/authorities/{authority}/call"
    assert address not in as_counsellor.get("/referrals/asking").get_data(as_text=True)
    old = make_referral(service_point=place, started_at=days_ago(10)).public_id
    done = make_referral(service_point=place, started_at=days_ago(12)).public_id
    page = as_counsellor.get("/referrals/asking").get_data(as_text=True)
    assert page.count(address) == 1
    assert "3 open referrals" in page
    page = as_counsellor.get(address).get_data(as_text=True)
    assert page.count('name="asked"') == 3
    told = {"asked": [fresh, old, done], f"answer-{done}": "completed"}
    assert as_counsellor.post(address, told).location == "/referrals/asking"
    found = referral_now(done)
    assert (found.status, found.confirmed_by) == (
        ReferralStatus.COMPLETED,
        ConfirmedBy.RECEIVER_PHONE,
    )
    assert referral_now(old).is_open
    assert referral_now(old).asked_at is not None
    assert address not in as_counsellor.get("/referrals/asking").get_data(as_text=True)


def test_another_desks_referrals_are_not_in_the_call(
    as_counsellor: InspectingDesk,
    make_referral: MakeReferral,
    a_service_point: ServicePoint,
    an_authority: Authority,
) -> None:
    place, authority = a_service_point.public_id, an_authority.public_id
    elsewhere = make_referral(
        service_point=place, desk="kalajarvi", started_at=days_ago(10)
    ).public_id
    address = f"/referrals/authorities/{authority}/call"
    assert address not in as_counsellor.get("/referrals/asking").get_data(as_text=True)
    as_counsellor.post(address, {"asked": elsewhere, f"answer-{elsewhere}": "completed"})
    assert referral_now(elsewhere).is_open
    assert referral_now(elsewhere).asked_at is None


def test_a_place_without_authority_is_asked_under_its_free_name(
    as_counsellor: InspectingDesk, make_referral: MakeReferral
) -> None:
    old = make_referral("Asukaspuisto Olari", started_at=days_ago(10)).public_id
    alike = make_referral("asukaspuisto  OLARI").public_id
    other = make_referral("Luetaan yhdessä").public_id
    page = as_counsellor.get("/referrals/asking").get_data(as_text=True)
    assert "Asukaspuisto Olari" in page
    assert "2 open referrals" in page
    assert "Luetaan" not in page
    address = f"/referrals/{old}/call"
    assert f'href="{address}"' in page
    page = as_counsellor.get(address).get_data(as_text=True)
    assert (old in page, alike in page, other in page) == (True, True, False)
    told = {"asked": [old, alike, other], f"answer-{alike}": "completed"}
    assert as_counsellor.post(address, told).location == "/referrals/asking"
    assert referral_now(alike).status is ReferralStatus.COMPLETED
    assert referral_now(old).asked_at is not None
    assert referral_now(other).asked_at is None
    assert address not in as_counsellor.get("/referrals/asking").get_data(as_text=True)


def test_another_desks_free_names_are_not_to_be_opened(
    as_counsellor: InspectingDesk, make_referral: MakeReferral
) -> None:
    elsewhere = make_referral("Luetaan", desk="kalajarvi", started_at=days_ago(10)).public_id
    as_counsellor.get(f"/referrals/{elsewhere}/call", 404)
    as_counsellor.post(f"/referrals/{elsewhere}/call", {"asked": elsewhere}, 404)
    assert "Luetaan" not in as_counsellor.get("/referrals/asking").get_data(as_text=True)
