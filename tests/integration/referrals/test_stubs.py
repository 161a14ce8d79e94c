"""Returned stubs typed in a row: the code, what was ticked, the next one."""

from collections.abc import Callable

import pytest

from advicedesk.database import db, writing
from advicedesk.directory.models import ServicePoint
from advicedesk.referrals.models import ConfirmedBy, Referral, ReferralStatus
from tests.factories.desk import InspectingDesk
from tests.factories.referrals import record, referral_now

MakeReferral = Callable[..., Referral]


def code_of(given: Referral) -> str:
    assert given.stub_code
    return given.stub_code


@pytest.mark.parametrize(
    ("answer", "status"),
    [("arrived", "acknowledged"), ("done", "completed"), ("not_ours", "rejected")],
)
def test_a_code_and_a_box_are_enough(
    as_counsellor: InspectingDesk, a_referral: Referral, answer: str, status: str
) -> None:
    public_id, typed = a_referral.public_id, code_of(a_referral).lower()
    as_counsellor.post("/referrals/stubs", {"stub_code": f" {typed} ", "answer": answer})
    found = referral_now(public_id)
    assert (found.status, found.confirmed_by) == (status, ConfirmedBy.SLIP_RETURNED)
    assert code_of(found) in as_counsellor.get("/referrals/stubs").get_data(as_text=True)


def test_the_place_written_on_the_stub_is_taken(
    as_counsellor: InspectingDesk, a_referral: Referral, a_service_point: ServicePoint
) -> None:
    public_id, place = a_referral.public_id, a_service_point.public_id
    told = {"stub_code": code_of(a_referral), "answer": "not_ours", "rerouted_to": place}
    as_counsellor.post("/referrals/stubs", told)
    assert referral_now(public_id).status is ReferralStatus.REROUTED


def test_what_cannot_be_read_is_refused_beside_its_field_and_kept(
    as_counsellor: InspectingDesk, a_referral: Referral
) -> None:
    code = code_of(a_referral)
    wrong = code[:-1] + ("C" if code[-1] != "C" else "F")
    page = as_counsellor.post("/referrals/stubs", {"stub_code": wrong, "answer": "done"}, 422)
    assert wrong in page.get_data(as_text=True)
    as_counsellor.post("/referrals/stubs", {"stub_code": code}, 422)
    as_counsellor.post("/referrals/stubs", {"stub_code": code, "answer": "eaten"}, 422)
    place = {"stub_code": code, "answer": "not_ours", "rerouted_to": "nowhere"}
    as_counsellor.post("/referrals/stubs", place, 422)


def test_another_desks_stub_is_unknown_here(
    as_counsellor: InspectingDesk, make_referral: MakeReferral
) -> None:
    elsewhere = make_referral("Elsewhere", desk="kalajarvi")
    public_id = elsewhere.public_id
    told = {"stub_code": code_of(elsewhere), "answer": "done"}
    page = as_counsellor.post("/referrals/stubs", told, 422).get_data(as_text=True)
    assert "No slip of your desks has this code." in page
    assert referral_now(public_id).is_open


def test_a_stub_that_contradicts_is_kept_beside_what_was_said(
    as_counsellor: InspectingDesk, a_referral: Referral
) -> None:
    public_id, code = a_referral.public_id, code_of(a_referral)
    record(public_id, ReferralStatus.COMPLETED)
    as_counsellor.post("/referrals/stubs", {"stub_code": code, "answer": "not_ours"})
    as_counsellor.post("/referrals/stubs", {"stub_code": code, "answer": "not_ours"})
    found = referral_now(public_id)
    assert (found.status, found.is_contradicted) == (ReferralStatus.COMPLETED, True)
    assert len(found.steps) == 3


def test_every_referral_given_has_a_code_of_its_own(make_referral: MakeReferral) -> None:
    codes = {make_referral(f"Place {number}").stub_code for number in range(5)}
    assert len(codes) == 5
    assert None not in codes


def test_a_referral_without_a_code_is_given_one_when_its_slip_is_printed(
    as_counsellor: InspectingDesk, a_referral: Referral
) -> None:
    public_id = a_referral.public_id
    with writing.writing():
        referral_now(public_id).stub_code = None  # as imported ones are
        db.session.commit()
    as_counsellor.post(f"/referrals/{public_id}/slip", {})
    code = code_of(referral_now(public_id))
    as_counsellor.post(f"/referrals/{public_id}/slip", {})
    assert code_of(referral_now(public_id)) == code
    as_counsellor.post("/referrals/stubs", {"stub_code": code, "answer": "done"})
    assert referral_now(public_id).status is ReferralStatus.COMPLETED
