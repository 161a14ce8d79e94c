"""Undoing what was recorded of a referral: at once, later, and as the partner it went to."""

from collections.abc import Callable

import pytest
from flask import Flask

from advicedesk.directory.models import ServicePoint
from advicedesk.referrals import operations
from advicedesk.referrals.errors import NothingToTakeBack
from advicedesk.referrals.models import ConfirmedBy, Referral, ReferralStatus, RejectedReason
from tests.factories.accounts import actions, last_entry
from tests.factories.desk import InspectingDesk
from tests.factories.referrals import days_ago, record, referral_now

MakeReferral = Callable[..., Referral]
DONE = {"confirmed_by": "client_told", "status": "completed"}


@pytest.fixture
def at_kela(make_referral: MakeReferral, a_service_point: ServicePoint) -> str:
    """Return the id of a referral to Kela in the house."""
    return make_referral(service_point=a_service_point.public_id).public_id


def take_back(desk: InspectingDesk, public_id: str, recorded: str = "completed") -> str:
    """Press the button that undoes, and return where it leads."""
    answer = desk.post(f"/referrals/{public_id}/take-back", {"recorded": recorded})
    assert answer.location
    return answer.location


def test_a_wrong_closing_is_undone_and_leaves_both_in_the_audit_trail(
    as_counsellor: InspectingDesk, at_kela: str
) -> None:
    as_counsellor.post(f"/referrals/{at_kela}", DONE)
    assert take_back(as_counsellor, at_kela) == f"/referrals/#referral-{at_kela}"
    found = referral_now(at_kela)
    assert found.status is ReferralStatus.GIVEN
    assert [found.confirmed_by, found.confirmed_at, found.completed_at, found.closed_at] == [
        None
    ] * 4
    assert [step.status for step in found.steps] == ["given"]
    assert last_entry("referral.close").changes == {"status": ["given", "completed"]}
    assert last_entry("referral.reopen").changes == {"status": ["completed", "given"]}
    as_counsellor.post(f"/referrals/{at_kela}", {**DONE, "status": "did_not_go"})
    assert referral_now(at_kela).status is ReferralStatus.DID_NOT_GO


def test_what_was_known_before_the_wrong_closing_stays(
    as_counsellor: InspectingDesk, at_kela: str
) -> None:
    record(at_kela, ReferralStatus.ACKNOWLEDGED, now=days_ago(2))
    confirmed_at = referral_now(at_kela).confirmed_at
    refused = {"status": "rejected", "rejected_reason": "language", "confirmed_by": "slip_returned"}
    as_counsellor.post(f"/referrals/{at_kela}", refused)
    assert referral_now(at_kela).rejected_reason is RejectedReason.LANGUAGE
    take_back(as_counsellor, at_kela, "rejected")
    found = referral_now(at_kela)
    assert (found.status, found.confirmed_at) == (ReferralStatus.ACKNOWLEDGED, confirmed_at)
    assert found.confirmed_by is ConfirmedBy.CLIENT_TOLD
    assert found.rejected_reason is None


def test_the_new_place_of_a_wrong_closing_is_forgotten(
    as_counsellor: InspectingDesk, at_kela: str, make_service_point: Callable[..., ServicePoint]
) -> None:
    other = make_service_point({"en": "Register office"}).public_id
    as_counsellor.post(
        f"/referrals/{at_kela}", {**DONE, "status": "rerouted", "rerouted_to": other}
    )
    take_back(as_counsellor, at_kela, "rerouted")
    assert referral_now(at_kela).rerouted_to is None


def test_an_arrival_recorded_by_mistake_is_undone_too(
    as_counsellor: InspectingDesk, at_kela: str
) -> None:
    as_counsellor.post(f"/referrals/{at_kela}", {**DONE, "status": "acknowledged"})
    take_back(as_counsellor, at_kela, "acknowledged")
    assert referral_now(at_kela).status is ReferralStatus.GIVEN
    assert last_entry("referral.take_back").changes == {"status": ["acknowledged", "given"]}


def test_undo_is_offered_once_on_the_list_and_later_on_the_referrals_own_page(
    as_counsellor: InspectingDesk, at_kela: str
) -> None:
    as_counsellor.post(f"/referrals/{at_kela}", DONE)
    button = f'action="/referrals/{at_kela}/take-back"'
    assert button in as_counsellor.get("/referrals/").get_data(as_text=True)
    assert button not in as_counsellor.get("/referrals/").get_data(as_text=True)
    page = as_counsellor.get(f"/referrals/{at_kela}").get_data(as_text=True)
    assert button in page
    assert "Open the referral again" in page


def test_undo_is_not_offered_for_what_somebody_changed_meanwhile(
    as_counsellor: InspectingDesk, at_kela: str
) -> None:
    as_counsellor.post(f"/referrals/{at_kela}", {**DONE, "status": "acknowledged"})
    record(at_kela, ReferralStatus.COMPLETED)
    assert "/take-back" not in as_counsellor.get("/referrals/").get_data(as_text=True)


@pytest.mark.parametrize("recorded", ["acknowledged", "given", "rejected"])
def test_an_undo_that_comes_too_late_changes_nothing(
    as_counsellor: InspectingDesk, at_kela: str, recorded: str
) -> None:
    as_counsellor.post(f"/referrals/{at_kela}", DONE)
    take_back(as_counsellor, at_kela, recorded)
    assert referral_now(at_kela).status is ReferralStatus.COMPLETED
    page = as_counsellor.get("/referrals/").get_data(as_text=True)
    assert "It has changed meanwhile. Nothing was undone." in page
    assert "referral.reopen" not in actions()


def test_pressing_undo_twice_undoes_once(as_counsellor: InspectingDesk, at_kela: str) -> None:
    as_counsellor.post(f"/referrals/{at_kela}", {**DONE, "status": "acknowledged"})
    as_counsellor.post(f"/referrals/{at_kela}", DONE)
    take_back(as_counsellor, at_kela)
    take_back(as_counsellor, at_kela)
    assert referral_now(at_kela).status is ReferralStatus.ACKNOWLEDGED


def test_what_was_given_cannot_be_taken_back(
    as_counsellor: InspectingDesk, app: Flask, a_referral: Referral
) -> None:
    with pytest.raises(NothingToTakeBack):
        operations.take_back_step(
            referral=a_referral, recorded=ReferralStatus.GIVEN, staff_member_id=None
        )
    page = as_counsellor.get(f"/referrals/{a_referral.public_id}").get_data(as_text=True)
    assert "/take-back" not in page


def test_nonsense_is_a_bad_request(as_counsellor: InspectingDesk, at_kela: str) -> None:
    as_counsellor.post(f"/referrals/{at_kela}/take-back", {"recorded": "eaten"}, 400)
    as_counsellor.post(f"/referrals/{at_kela}/take-back", {}, 400)


def test_another_desks_referral_is_not_opened_again(
    as_counsellor: InspectingDesk, make_referral: MakeReferral
) -> None:
    elsewhere = make_referral("Elsewhere", desk="kalajarvi").public_id
    record(elsewhere, ReferralStatus.COMPLETED)
    as_counsellor.post(f"/referrals/{elsewhere}/take-back", {"recorded": "completed"}, 404)


def test_a_partner_undoes_their_own_answers_only(as_partner: InspectingDesk, at_kela: str) -> None:
    as_partner.post(f"/referrals/{at_kela}", {"status": "completed"})
    take_back(as_partner, at_kela)
    assert referral_now(at_kela).is_open
    record(at_kela, ReferralStatus.COMPLETED)
    page = as_partner.get(f"/referrals/{at_kela}").get_data(as_text=True)
    assert "/take-back" not in page
    take_back(as_partner, at_kela)
    assert not referral_now(at_kela).is_open


def test_closing_on_the_list_leads_back_to_its_tab_and_the_next_row(
    as_counsellor: InspectingDesk, make_referral: MakeReferral
) -> None:
    first = make_referral("First", started_at=days_ago(20)).public_id
    second = make_referral("Second", started_at=days_ago(18)).public_id
    page = as_counsellor.get("/referrals/?show=late").get_data(as_text=True)
    assert page.index(f'id="referral-{first}"') < page.index(f'id="referral-{second}"')
    assert page.count('data-offered="completed acknowledged') == 2
    where = {"show": "late", "page": "1", "next": second}
    answer = as_counsellor.post(f"/referrals/{first}", {**DONE, **where})
    assert answer.location == f"/referrals/?show=late#referral-{second}"


@pytest.mark.parametrize(
    ("where", "location"),
    [
        ({"show": "late", "page": "3"}, "/referrals/?show=late&page=3"),
        ({"show": "mine", "page": "x", "next": "//elsewhere"}, "/referrals/"),
        ({"page": "²", "next": "'"}, "/referrals/"),
    ],
)
def test_where_to_go_back_to_is_taken_only_as_the_list_writes_it(
    as_counsellor: InspectingDesk, at_kela: str, where: dict[str, str], location: str
) -> None:
    assert as_counsellor.post(f"/referrals/{at_kela}", {**DONE, **where}).location == location


def test_a_page_that_emptied_meanwhile_shows_the_last_one(
    as_counsellor: InspectingDesk, at_kela: str
) -> None:
    page = as_counsellor.get("/referrals/?show=all&page=7").get_data(as_text=True)
    assert f"referral-{at_kela}" in page
