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
