"""The receiver answers on the slip's page, without signing in; the desk sees what was tapped."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from advicedesk.database import db
from advicedesk.directory.models import ServicePoint
from advicedesk.privacy.models import AuditEntry
from advicedesk.referrals import answering
from advicedesk.referrals.models import ConfirmedBy, Referral, ReferralStatus, RejectedReason
from tests.factories.accounts import last_entry
from tests.factories.database import SECRET
from tests.factories.desk import InspectingDesk
from tests.factories.referrals import days_ago, record, referral_now
from tests.factories.visits import count_rows

MakeReferral = Callable[..., Referral]


@pytest.fixture
def at_kela(make_referral: MakeReferral, a_service_point: ServicePoint) -> tuple[str, str]:
    """Return a referral's public id and the address of its slip's page."""
    given = make_referral(service_point=a_service_point.public_id)
    return given.public_id, f"/s/{given.slip_token}"


def form_token(desk: InspectingDesk, address: str) -> str:
    page = desk.get(address).get_data(as_text=True)
    found = re.search(r'name="form_token" value="([^"]+)"', page)
    assert found
    return found[1]


def tap(desk: InspectingDesk, address: str, status: int = 303, **fields: str) -> str:
    """Send an answer from a form of the page; return the page or the address that follows."""
    sent = {"form_token": form_token(desk, address), **fields}
    answer = desk.post(address, sent, status)
    return answer.location if status == 303 else answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ("arrived", ReferralStatus.ACKNOWLEDGED),
        ("done", ReferralStatus.COMPLETED),
        ("not_ours", ReferralStatus.REJECTED),
    ],
)
def test_one_tap_answers_and_says_through_which_door(
    desk: InspectingDesk, at_kela: tuple[str, str], answer: str, status: ReferralStatus
) -> None:
    public_id, address = at_kela
    assert tap(desk, address, answer=answer) == f"{address}#answer"
    found = referral_now(public_id)
    assert (found.status, found.confirmed_by) == (status, ConfirmedBy.RECEIVER_LINK)
    assert found.steps[-1].staff_member_id is None
    wanted = RejectedReason.NOT_COMPETENT if answer == "not_ours" else None
    assert found.rejected_reason is wanted
    page = desk.get(address).get_data(as_text=True)
    assert "data-take-back" in page
    assert page.index('id="answer"') < page.index('class="slip-place"')


def test_the_place_instead_is_found_by_name_and_named_by_one_tap(
    desk: InspectingDesk,
    at_kela: tuple[str, str],
    make_service_point: Callable[..., ServicePoint],
) -> None:
    public_id, address = at_kela
    office = make_service_point({"fi": "Maistraatti", "en": "Register office"}).public_id
    page = desk.get(f"{address}/not-ours?q=maistr").get_data(as_text=True)
    assert re.findall(r'name="place" value="([^"]*)"', page) == [office, ""]
    assert "<script" not in page
    nothing = desk.get(f"{address}/not-ours?q=zzzz").get_data(as_text=True)
    assert re.findall(r'name="place" value="([^"]*)"', nothing) == [""]
    tap(desk, address, answer="not_ours", place=office)
    found = referral_now(public_id)
    assert found.status is ReferralStatus.REROUTED
    assert found.rerouted_to is not None
    assert found.rerouted_to.public_id == office
    assert "Maistraatti" in desk.get(address).get_data(as_text=True)


def test_where_another_place_is_stands_in_the_offices_language(
    desk: InspectingDesk,
    at_kela: tuple[str, str],
    make_service_point: Callable[..., ServicePoint],
) -> None:
    _public_id, address = at_kela
    make_service_point({"fi": "Maistraatti"}, floor="3", counter="4")
    page = desk.get(f"{address}/not-ours?q=maistr&language=ar").get_data(as_text=True)
    assert "3.\N{NO-BREAK SPACE}kerros, palvelupiste\N{NO-BREAK SPACE}4" in page


def test_the_place_the_client_came_from_is_not_offered_and_not_taken(
    desk: InspectingDesk, at_kela: tuple[str, str], a_service_point: ServicePoint
) -> None:
    public_id, address = at_kela
    own = a_service_point.public_id
    assert own not in desk.get(f"{address}/not-ours").get_data(as_text=True)
    tap(desk, address, 422, answer="not_ours", place=own)
    tap(desk, address, 422, answer="not_ours", place="nonsense")
    assert referral_now(public_id).status is ReferralStatus.GIVEN


def test_the_same_answer_twice_is_one(desk: InspectingDesk, at_kela: tuple[str, str]) -> None:
    public_id, address = at_kela
    sent = {"form_token": form_token(desk, address), "answer": "done"}
    desk.post(address, sent)
    entries = count_rows(AuditEntry)
    desk.post(address, sent)
    desk.post(address, {**sent, "answer": "arrived"})
    assert [step.status for step in referral_now(public_id).steps] == ["given", "completed"]
    assert count_rows(AuditEntry) == entries


def test_answers_that_contradict_are_kept_and_shown(
    desk: InspectingDesk, as_counsellor: InspectingDesk, at_kela: tuple[str, str]
) -> None:
    public_id, address = at_kela
    tap(desk, address, answer="done")
    tap(desk, address, answer="not_ours")
    found = referral_now(public_id)
    assert found.status is ReferralStatus.COMPLETED
    assert found.is_contradicted
    assert [step.status for step in found.steps] == ["given", "completed", "rejected"]
    assert last_entry("referral.contradict").staff_member_id is None
    page = as_counsellor.get(f"/referrals/{public_id}").get_data(as_text=True)
    assert "does not agree" in page
    assert "does not agree" in as_counsellor.get("/referrals/?show=closed").get_data(as_text=True)


def test_the_desk_settles_what_contradicts(
    desk: InspectingDesk, as_counsellor: InspectingDesk, at_kela: tuple[str, str]
) -> None:
    public_id, address = at_kela
    tap(desk, address, answer="done")
    tap(desk, address, answer="not_ours")
    told = {"confirmed_by": "client_told", "status": "rejected", "rejected_reason": "language"}
    as_counsellor.post(f"/referrals/{public_id}", told, 409)
    as_counsellor.post(f"/referrals/{public_id}", {**told, "over": "completed"})
    found = referral_now(public_id)
    assert (found.status, found.is_contradicted) == (ReferralStatus.REJECTED, False)
    assert len(found.steps) == 4
    assert found.completed_at is None


def test_an_answer_after_silence_counts(desk: InspectingDesk, at_kela: tuple[str, str]) -> None:
    public_id, address = at_kela
    record(public_id, ReferralStatus.NO_FEEDBACK, confirmed_by=None)
    tap(desk, address, answer="done")
    assert referral_now(public_id).status is ReferralStatus.COMPLETED


def test_an_answer_is_taken_back_for_some_minutes(
    desk: InspectingDesk, at_kela: tuple[str, str]
) -> None:
    public_id, address = at_kela
    tap(desk, address, answer="done")
    sent = {"form_token": form_token(desk, address)}
    assert desk.post(f"{address}/take-back", sent).location == f"{address}?taken=1#answer"
    found = referral_now(public_id)
    assert (found.status, found.completed_at) == (ReferralStatus.GIVEN, None)
    desk.post(f"{address}/take-back", sent)
    tap(desk, address, answer="arrived")
    found = referral_now(public_id)
    found.steps[-1].taken_at -= timedelta(minutes=11)
    db.session.commit()
    assert "data-take-back" not in desk.get(address).get_data(as_text=True)
    desk.post(f"{address}/take-back", sent, 409)
    assert referral_now(public_id).status is ReferralStatus.ACKNOWLEDGED


def test_what_others_said_is_not_taken_back_there(
    desk: InspectingDesk, at_kela: tuple[str, str]
) -> None:
    public_id, address = at_kela
    record(public_id, ReferralStatus.COMPLETED)
    desk.post(f"{address}/take-back", {"form_token": form_token(desk, address)})
    assert referral_now(public_id).status is ReferralStatus.COMPLETED


def test_looking_changes_nothing(desk: InspectingDesk, at_kela: tuple[str, str]) -> None:
    public_id, address = at_kela
    entries = count_rows(AuditEntry)
    for asked in ("?answer=done", "/not-ours?answer=done&place=x", "?taken=1"):
        desk.get(address + asked)
    desk.get(f"{address}/take-back", 405)
    assert referral_now(public_id).status is ReferralStatus.GIVEN
    assert count_rows(AuditEntry) == entries


@pytest.mark.parametrize("sent", ["", "made-up", "x" * 5000])
def test_a_form_that_is_not_of_this_slip_is_refused(
    desk: InspectingDesk, at_kela: tuple[str, str], make_referral: MakeReferral, sent: str
) -> None:
    public_id, address = at_kela
    desk.post(address, {"answer": "done", "form_token": sent}, 400)
    other = form_token(desk, f"/s/{make_referral('Migri').slip_token}")
    desk.post(address, {"answer": "done", "form_token": other}, 400)
    assert referral_now(public_id).status is ReferralStatus.GIVEN


def test_a_form_of_yesterday_is_too_old(
    monkeypatch: pytest.MonkeyPatch, at_kela: tuple[str, str]
) -> None:
    token = answering.form_token(SECRET, "a-slip")
    assert answering.is_form_token(SECRET, "a-slip", token)
    monkeypatch.setattr(answering, "TOKEN_SECONDS", -1)
    assert not answering.is_form_token(SECRET, "a-slip", token)


def test_a_form_sent_by_another_site_is_refused(
    desk: InspectingDesk, at_kela: tuple[str, str]
) -> None:
    public_id, address = at_kela
    sent = {"answer": "done", "form_token": form_token(desk, address)}
    desk.post(address, sent, 400, headers={"Sec-Fetch-Site": "cross-site"})
    assert referral_now(public_id).status is ReferralStatus.GIVEN
    desk.post(address, sent, headers={"Sec-Fetch-Site": "same-origin"})


def test_no_cookie_is_needed_and_none_is_set(app: Flask, at_kela: tuple[str, str]) -> None:
    public_id, address = at_kela
    browser = app.test_client(use_cookies=False)
    page = browser.get(address).get_data(as_text=True)
    sent = re.search(r'name="form_token" value="([^"]+)"', page)
    assert sent
    answer = browser.post(address, data={"answer": "arrived", "form_token": sent[1]})
    assert answer.status_code == 303
    assert "Set-Cookie" not in answer.headers
    assert referral_now(public_id).status is ReferralStatus.ACKNOWLEDGED


def test_nonsense_is_a_bad_request(desk: InspectingDesk, at_kela: tuple[str, str]) -> None:
    public_id, address = at_kela
    for answer in ("", "accepted", "\0"):
        tap(desk, address, 400, answer=answer)
    assert referral_now(public_id).status is ReferralStatus.GIVEN


def test_too_many_answers_have_to_wait(
    desk: InspectingDesk, at_kela: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _public_id, address = at_kela
    sent = {"form_token": form_token(desk, address), "answer": "done"}
    for _ in range(12):
        desk.post(address, sent)
    answer = desk.post(address, sent, 429)
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_an_old_slip_neither_shows_nor_takes_anything(
    desk: InspectingDesk, make_referral: MakeReferral
) -> None:
    given = make_referral("Kela", started_at=days_ago(91))
    public_id, address = given.public_id, f"/s/{given.slip_token}"
    page = desk.get(address, 410).get_data(as_text=True)
    assert "Kela" not in page
    desk.get(f"{address}/not-ours", 410)
    desk.post(address, {"answer": "done", "form_token": "x"}, 410)
    assert referral_now(public_id).status is ReferralStatus.GIVEN


def test_a_booked_time_keeps_the_page_alive(
    desk: InspectingDesk, make_referral: MakeReferral
) -> None:
    given = make_referral("Kela", started_at=days_ago(91), booked_at=days_ago(80))
    desk.get(f"/s/{given.slip_token}")


def test_the_desk_sends_on_to_the_place_that_was_named(
    desk: InspectingDesk,
    as_counsellor: InspectingDesk,
    at_kela: tuple[str, str],
    make_service_point: Callable[..., ServicePoint],
) -> None:
    public_id, address = at_kela
    office = make_service_point({"fi": "Maistraatti"}).public_id
    tap(desk, address, answer="not_ours", place=office)
    page = as_counsellor.get(f"/referrals/{public_id}").get_data(as_text=True)
    assert f'action="/referrals/{public_id}/send-on"' in page
    answer = as_counsellor.post(f"/referrals/{public_id}/send-on")
    new = re.fullmatch(r"/referrals/([0-9a-f-]{36})/slip", answer.location)
    assert new
    given = referral_now(new[1])
    assert given.service_point is not None
    assert given.service_point.public_id == office
    assert given.need_id == referral_now(public_id).need_id
    assert given.stub_code
    as_counsellor.post(f"/referrals/{new[1]}/send-on", status=409)
