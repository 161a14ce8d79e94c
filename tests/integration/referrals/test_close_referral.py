"""Saying what became of a referral: at the desk, and as the partner it went to."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db, writing
from advicedesk.directory import operations as directory
from advicedesk.directory.models import ServicePoint
from advicedesk.referrals import operations
from advicedesk.referrals.details import ReferralDetails
from advicedesk.referrals.errors import (
    ReasonMissing,
    ReferralAlreadyClosed,
    ServicePointUnknown,
    StatusCannotFollow,
    TargetMissing,
)
from advicedesk.referrals.models import ConfirmedBy, Referral, ReferralStatus, RejectedReason
from advicedesk.referrals.operations import WhatHappened
from tests.factories.accounts import last_entry
from tests.factories.desk import InspectingDesk
from tests.factories.referrals import record, referral_now
from tests.factories.visits import count_rows

MakeReferral = Callable[..., Referral]
DONE = {"confirmed_by": "client_told", "status": "completed"}


@pytest.fixture
def at_kela(make_referral: MakeReferral, a_service_point: ServicePoint) -> str:
    """Return the id of a referral to Kela in the house."""
    return make_referral(service_point=a_service_point.public_id).public_id


def page_of(desk: InspectingDesk, public_id: str, fields: dict[str, str], status: int = 422) -> str:
    """Send what happened and return the page that refuses it."""
    return desk.post(f"/referrals/{public_id}", fields, status).get_data(as_text=True)


@pytest.mark.parametrize(
    "door", ["client_told", "slip_returned", "receiver_phone", "counsellor_saw"]
)
def test_a_desk_closes_it_through_any_of_its_doors(
    as_counsellor: InspectingDesk, counsellor: StaffMember, at_kela: str, door: str
) -> None:
    answer = as_counsellor.post(f"/referrals/{at_kela}", {**DONE, "confirmed_by": door})
    assert answer.location == "/referrals/"
    found = referral_now(at_kela)
    assert (found.status, found.confirmed_by) == (ReferralStatus.COMPLETED, door)
    assert found.closed_at == found.completed_at == found.confirmed_at
    step = found.steps[-1]
    assert (step.status, step.confirmed_by, step.staff_member_id) == (
        ReferralStatus.COMPLETED,
        door,
        counsellor.id,
    )
    entry = last_entry("referral.close")
    assert (entry.subject_id, entry.changes) == (at_kela, {"status": ["given", "completed"]})
    assert "Completed" in as_counsellor.get("/referrals/").get_data(as_text=True)


def test_given_confirmed_and_completed_are_three_moments(
    as_counsellor: InspectingDesk, at_kela: str
) -> None:
    as_counsellor.post(f"/referrals/{at_kela}", {**DONE, "status": "acknowledged"})
    first = referral_now(at_kela)
    confirmed_at = first.confirmed_at
    assert first.is_open
    assert first.completed_at is None
    assert last_entry("referral.change").changes == {"status": ["given", "acknowledged"]}
    as_counsellor.post(f"/referrals/{at_kela}", {**DONE, "status": "accepted"})
    as_counsellor.post(f"/referrals/{at_kela}", DONE)
    found = referral_now(at_kela)
    assert found.confirmed_at == confirmed_at
    assert found.completed_at is not None
    assert [step.status for step in found.steps] == [
        "given",
        "acknowledged",
        "accepted",
        "completed",
    ]


@pytest.mark.parametrize("status", ["did_not_go", "withdrawn_by_client", "unreachable"])
def test_what_only_the_client_knows_confirms_nothing(
    as_counsellor: InspectingDesk, at_kela: str, status: str
) -> None:
    as_counsellor.post(f"/referrals/{at_kela}", {**DONE, "status": status})
    found = referral_now(at_kela)
    assert (found.status, found.confirmed_at, found.completed_at) == (status, None, None)
    assert found.closed_at is not None


def test_a_refusal_needs_its_reason(as_counsellor: InspectingDesk, at_kela: str) -> None:
    page = page_of(as_counsellor, at_kela, {**DONE, "status": "rejected"})
    assert "Choose the reason." in page
    assert 'value="rejected" checked' in page
    assert 'value="client_told" checked' in page
    assert referral_now(at_kela).is_open
    reason = {"status": "rejected", "rejected_reason": "not_competent"}
    as_counsellor.post(f"/referrals/{at_kela}", {**DONE, **reason})
    found = referral_now(at_kela)
    assert found.rejected_reason is RejectedReason.NOT_COMPETENT
    assert found.steps[-1].details == {"reason": "not_competent"}
    assert "Not their matter" in as_counsellor.get(f"/referrals/{at_kela}").get_data(as_text=True)


def test_sent_elsewhere_needs_the_new_place(
    as_counsellor: InspectingDesk, at_kela: str, make_service_point: Callable[..., ServicePoint]
) -> None:
    rerouted = {**DONE, "status": "rerouted"}
    assert "Choose the new place." in page_of(as_counsellor, at_kela, rerouted)
    assert "Choose the new place." in page_of(
        as_counsellor, at_kela, {**rerouted, "rerouted_to": "x"}
    )
    other = make_service_point({"en": "Register office"}).public_id
    shown = as_counsellor.get(f"/referrals/{at_kela}").get_data(as_text=True)
    assert f'<option value="{other}">Register office</option>' in shown
    as_counsellor.post(f"/referrals/{at_kela}", {**rerouted, "rerouted_to": other})
    found = referral_now(at_kela)
    assert found.rerouted_to is not None
    assert found.rerouted_to.public_id == other
    assert "Register office" in as_counsellor.get(f"/referrals/{at_kela}").get_data(as_text=True)


def test_nobody_is_sent_on_to_where_they_come_from(
    as_counsellor: InspectingDesk, at_kela: str, a_service_point: ServicePoint
) -> None:
    same = a_service_point.public_id
    page = as_counsellor.get(f"/referrals/{at_kela}").get_data(as_text=True)
    assert f'<option value="{same}"' not in page
    fields = {**DONE, "status": "rerouted", "rerouted_to": same}
    assert "Choose another place." in page_of(as_counsellor, at_kela, fields)
    assert referral_now(at_kela).is_open


def test_a_place_that_went_meanwhile_is_refused_beside_its_field(
    as_counsellor: InspectingDesk, at_kela: str, make_service_point: Callable[..., ServicePoint]
) -> None:
    gone = make_service_point({"en": "Gone"})
    gone_id = gone.public_id
    with writing.writing():
        directory.retire_service_point(service_point=gone)
        db.session.commit()
    fields = {**DONE, "status": "rerouted", "rerouted_to": gone_id}
    page = page_of(as_counsellor, at_kela, fields)
    assert "This place is no longer in use. Choose another." in page
    assert 'id="rerouted_to-error"' in page


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "Choose what happened."),
        ({"status": "completed"}, "Choose how you know."),
        ({"confirmed_by": "client_told"}, "Choose what happened."),
        ({**DONE, "status": "no_feedback"}, "Choose what happened."),
        ({**DONE, "status": "given"}, "Choose what happened."),
        ({**DONE, "status": "eaten"}, "Choose one of the options."),
        ({**DONE, "confirmed_by": "receiver_link"}, "Choose how you know."),
        ({**DONE, "confirmed_by": "receiver_partner"}, "Choose how you know."),
        ({**DONE, "status": "rejected", "rejected_reason": "rain"}, "Choose one of the options."),
    ],
)
def test_what_does_not_fit_is_refused_in_words(
    as_counsellor: InspectingDesk, at_kela: str, fields: dict[str, str], message: str
) -> None:
    assert message in page_of(as_counsellor, at_kela, fields)
    assert referral_now(at_kela).is_open
    assert len(referral_now(at_kela).steps) == 1


def test_a_reason_is_kept_only_of_a_refusal(as_counsellor: InspectingDesk, at_kela: str) -> None:
    as_counsellor.post(f"/referrals/{at_kela}", {**DONE, "rejected_reason": "language"})
    assert referral_now(at_kela).rejected_reason is None


def test_what_is_closed_cannot_be_closed_again(as_counsellor: InspectingDesk, at_kela: str) -> None:
    as_counsellor.post(f"/referrals/{at_kela}", DONE)
    page = page_of(as_counsellor, at_kela, {**DONE, "status": "did_not_go"}, 409)
    assert "It was closed already." in page
    assert referral_now(at_kela).status is ReferralStatus.COMPLETED
    assert "Another answer came" in page


def test_what_came_before_is_not_offered_again(as_counsellor: InspectingDesk, at_kela: str) -> None:
    record(at_kela, ReferralStatus.ACCEPTED)
    page = as_counsellor.get(f"/referrals/{at_kela}").get_data(as_text=True)
    assert 'name="status" value="completed"' in page
    assert 'name="status" value="acknowledged"' not in page
    assert 'name="status" value="accepted"' not in page


def test_two_who_close_at_once_do_it_once(
    app: Flask, make_desk: Callable[[], InspectingDesk], counsellor: StaffMember, at_kela: str
) -> None:
    desks = [make_desk().sign_in(counsellor) for _ in range(2)]
    tokens = [desk.csrf_token() for desk in desks]
    answers: list[int] = []

    def close(desk: InspectingDesk, token: str) -> None:
        fields = {**DONE, "csrf_token": token}
        answers.append(desk.browser.post(f"/referrals/{at_kela}", data=fields).status_code)

    both = [threading.Thread(target=close, args=pair) for pair in zip(desks, tokens, strict=True)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(answers) == [303, 409]
    assert len(referral_now(at_kela).steps) == 2


def test_a_partner_answers_without_being_asked_how_they_know(
    as_partner: InspectingDesk, at_kela: str
) -> None:
    page = as_partner.get(f"/referrals/{at_kela}").get_data(as_text=True)
    assert 'name="confirmed_by"' not in page
    assert 'value="withdrawn_by_client"' not in page
    as_partner.post(f"/referrals/{at_kela}", {"status": "acknowledged"})
    assert referral_now(at_kela).confirmed_by is ConfirmedBy.RECEIVER_PARTNER
    as_partner.post(f"/referrals/{at_kela}", {"status": "completed", "confirmed_by": "client_told"})
    found = referral_now(at_kela)
    assert (found.status, found.confirmed_by) == (
        ReferralStatus.COMPLETED,
        ConfirmedBy.RECEIVER_PARTNER,
    )


@pytest.mark.parametrize("status", ["withdrawn_by_client", "unreachable", "no_feedback", ""])
def test_a_partner_does_not_speak_for_the_client(
    as_partner: InspectingDesk, at_kela: str, status: str
) -> None:
    assert "Choose what happened." in page_of(as_partner, at_kela, {"status": status})


def test_a_partner_says_why_they_refuse(as_partner: InspectingDesk, at_kela: str) -> None:
    assert "Choose the reason." in page_of(as_partner, at_kela, {"status": "rejected"})
    as_partner.post(f"/referrals/{at_kela}", {"status": "rejected", "rejected_reason": "language"})
    assert referral_now(at_kela).rejected_reason is RejectedReason.LANGUAGE


def test_no_referral_is_changed_without_a_token(
    as_counsellor: InspectingDesk, at_kela: str
) -> None:
    answer = as_counsellor.browser.post(f"/referrals/{at_kela}", data=DONE)
    assert answer.status_code == 400
    assert referral_now(at_kela).is_open


def test_an_id_that_is_none_is_not_found(as_counsellor: InspectingDesk) -> None:
    as_counsellor.get("/referrals/no-id", 404)
    as_counsellor.get("/referrals/00000000-0000-4000-8000-000000000000", 404)


def test_what_nobody_answered_is_shown_as_such(as_counsellor: InspectingDesk, at_kela: str) -> None:
    record(at_kela, ReferralStatus.NO_FEEDBACK, confirmed_by=None)
    page = as_counsellor.get(f"/referrals/{at_kela}").get_data(as_text=True)
    assert "It is not counted as help received." in page
    assert count_rows(Referral) == 1


@pytest.mark.parametrize(
    ("happened", "refusal"),
    [
        (WhatHappened(ReferralStatus.GIVEN), StatusCannotFollow),
        (WhatHappened(ReferralStatus.REJECTED), ReasonMissing),
        (WhatHappened(ReferralStatus.REROUTED), ReasonMissing),
        (WhatHappened(ReferralStatus.REROUTED, rerouted_to="nowhere"), ServicePointUnknown),
    ],
)
def test_the_operation_refuses_what_no_form_has_looked_at(
    app: Flask, a_referral: Referral, happened: WhatHappened, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        operations.change_status(referral=a_referral, happened=happened, staff_member_id=None)
    assert a_referral.is_open


def test_a_referral_needs_a_place_or_a_name(app: Flask, a_referral: Referral) -> None:
    with pytest.raises(TargetMissing):
        operations.give_referral(
            need=a_referral.need, details=ReferralDetails(), staff_member_id=None
        )


def test_a_corrected_time_moves_the_day_an_answer_is_due(app: Flask, a_referral: Referral) -> None:
    due_on = a_referral.due_on
    operations.date_referrals(
        referrals=[a_referral], given_at=a_referral.given_at - timedelta(days=3)
    )
    assert a_referral.due_on == due_on - timedelta(days=3)


def test_two_who_send_the_same_find_it_closed_inside_the_turn(
    as_counsellor: InspectingDesk, at_kela: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed_meanwhile(**_: object) -> None:
        raise ReferralAlreadyClosed

    monkeypatch.setattr(operations, "change_status", closed_meanwhile)
    assert "It was closed already." in page_of(as_counsellor, at_kela, DONE, 409)
    monkeypatch.setattr(operations, "change_status", _cannot_follow)
    assert "This cannot follow what happened before." in page_of(as_counsellor, at_kela, DONE)


def _cannot_follow(**_: object) -> None:
    raise StatusCannotFollow
