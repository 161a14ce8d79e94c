"""Feedback: sent by anybody without a name, answered within its days, read by the reply code."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from advicedesk.accessibility import brake, retention
from advicedesk.accessibility.models import Feedback
from advicedesk.database import db, utc_now
from tests.factories.accessibility import TOLD, sent_feedback
from tests.factories.accounts import actions, last_entry
from tests.factories.desk import InspectingDesk

ANSWER = "We mended it today. Thank you for telling."


def the_feedback() -> Feedback:
    db.session.rollback()
    return db.session.scalars(select(Feedback)).one()


def test_whoever_is_not_signed_in_sends_feedback_and_gets_a_code(desk: InspectingDesk) -> None:
    answer = desk.post("/accessibility", {"told": TOLD, "wants_other_form": "y"})
    code = answer.location.rpartition("/")[2]
    assert re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", code)
    page = desk.get(answer.location).text
    assert "Your message has come in" in page
    assert code in page
    assert "It comes by" in page
    kept = the_feedback()
    assert (kept.told, kept.wants_other_form, kept.ui_language) == (TOLD, True, "en")
    assert code not in kept.reply_code_hash


def test_nothing_is_kept_of_who_wrote_even_when_signed_in(as_counsellor: InspectingDesk) -> None:
    as_counsellor.post("/accessibility", {"told": TOLD})
    entry = last_entry("feedback.send")
    assert entry.staff_member_id is None
    assert (entry.subject_id, entry.changes) == (the_feedback().public_id, {})


def test_a_form_without_its_token_is_refused(app: Flask) -> None:
    browser = app.test_client()
    assert browser.post("/accessibility", data={"told": TOLD}).status_code == 400
    assert db.session.scalar(select(Feedback)) is None


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("", "Fill in this field"),
        ("x" * 1501, "At most 1500"),
        ("Soita minulle 040 123 4567", "a phone number"),
        ("Write to aino@example.fi", "an e-mail address"),
        ("Olen 131052-308T", "a personal identity code"),
    ],
)
def test_what_names_somebody_or_says_nothing_is_refused_beside_its_field(
    desk: InspectingDesk, told: str, words: str
) -> None:
    page = desk.post("/accessibility", {"told": told, "wants_other_form": "y"}, 422).text
    assert words in page
    assert told in page
    assert 'id="refused"' in page
    assert 'name="wants_other_form" type="checkbox" value="y"' in page.replace("checked ", "")
    assert db.session.scalar(select(Feedback)) is None


def test_what_only_may_name_somebody_can_be_confirmed(desk: InspectingDesk) -> None:
    told = "Sivulla lukee 12345678, ja se luetaan oudosti"
    assert "told_confirmed" in desk.post("/accessibility", {"told": told}, 422).text
    desk.post("/accessibility", {"told": told, "told_confirmed": "y"})
    assert the_feedback().told == told


def test_many_messages_from_one_place_are_slowed_and_what_was_typed_stays(
    desk: InspectingDesk,
) -> None:
    for _ in range(brake.PER_ADDRESS.amount):
        desk.post("/accessibility", {"told": TOLD})
    answer = desk.post("/accessibility", {"told": "One more"}, 429)
    assert "One more" in answer.text
    assert int(answer.headers["Retry-After"]) > 0
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    desk.post("/accessibility", {"told": "From elsewhere"}, environ_base=elsewhere)


def test_a_code_however_typed_opens_its_answer(desk: InspectingDesk) -> None:
    feedback, code = sent_feedback()
    feedback.answer, feedback.done_at = ANSWER, utc_now()
    db.session.commit()
    typed = code.lower().replace("-", " ")
    answer = desk.post("/accessibility/answer", {"reply_code": typed})
    assert answer.location.endswith(code)
    page = desk.get(answer.location).text
    assert ANSWER in page
    assert TOLD in page


@pytest.mark.parametrize("typed", ["", "none", "K7M4-XR9T-2HPW"])
def test_a_code_of_nobody_is_refused_in_words(desk: InspectingDesk, typed: str) -> None:
    page = desk.post("/accessibility/answer", {"reply_code": typed}, 422).text
    assert 'id="reply_code-error"' in page


def test_a_code_of_nobody_is_no_page(desk: InspectingDesk) -> None:
    desk.get("/accessibility/answer/K7M4-XR9T-2HPW", 404)
    desk.get("/accessibility/answer/%00", 404)


def test_administrators_see_what_waits_first_with_the_days_left(
    as_administrator: InspectingDesk,
) -> None:
    sent_feedback("newer", days_ago=1)
    sent_feedback("oldest", days_ago=15)
    done, _ = sent_feedback("answered", days_ago=3)
    done.answer, done.done_at = ANSWER, utc_now()
    db.session.commit()
    page = as_administrator.get("/accessibility/feedback/").text
    places = [page.index(one) for one in ("oldest", "1 day late", "newer", "13 days left")]
    assert places == sorted(places)
    assert page.index("newer") < page.index("answered")


def test_the_menu_tells_administrators_how_many_wait(
    as_administrator: InspectingDesk, as_counsellor: InspectingDesk
) -> None:
    sent_feedback()
    sent_feedback("Another")
    assert re.search(r"Feedback\s*<span class=\"pill[^>]*>2<", as_administrator.get("/desks/").text)
    assert "/accessibility/feedback/" not in as_counsellor.get("/visits/today").text


def test_an_answer_is_kept_audited_and_read_by_its_code(
    as_administrator: InspectingDesk, make_desk
) -> None:
    feedback, code = sent_feedback(wants_other_form=True)
    address = f"/accessibility/feedback/{feedback.public_id}"
    assert TOLD in as_administrator.get(address).text
    as_administrator.post(address, {"answer": ANSWER})
    entry = last_entry("feedback.answer")
    assert entry.staff_member_id is not None
    assert entry.changes == {}
    assert ANSWER in make_desk().get(f"/accessibility/answer/{code}").text
    first_done_at = the_feedback().done_at
    as_administrator.post(address, {"answer": "Better words."})
    assert (the_feedback().answer, the_feedback().done_at) == ("Better words.", first_done_at)


@pytest.mark.parametrize("answer", ["", "Call Aino, 040 123 4567"])
def test_an_answer_that_says_nothing_or_names_somebody_is_refused(
    as_administrator: InspectingDesk, answer: str
) -> None:
    feedback, _ = sent_feedback()
    address = f"/accessibility/feedback/{feedback.public_id}"
    assert answer in as_administrator.post(address, {"answer": answer}, 422).text
    assert the_feedback().done_at is None


def test_what_needs_no_answer_is_closed(as_administrator: InspectingDesk, make_desk) -> None:
    feedback, code = sent_feedback()
    as_administrator.post(f"/accessibility/feedback/{feedback.public_id}/close")
    assert the_feedback().done_at is not None
    assert actions()[-1] == "feedback.close"
    assert "closed without an answer" in make_desk().get(f"/accessibility/answer/{code}").text


def test_feedback_of_nobody_is_no_page(as_administrator: InspectingDesk) -> None:
    nobody = "/accessibility/feedback/00000000-0000-4000-8000-000000000000"
    as_administrator.get(nobody, 404)
    as_administrator.post(nobody, {"answer": ANSWER}, 404)
    as_administrator.post(f"{nobody}/close", {}, 404)


def test_what_was_done_half_a_year_ago_is_forgotten(app: Flask) -> None:
    now = utc_now()
    kept, _ = sent_feedback("kept", days_ago=181)
    kept.done_at = now - timedelta(days=179)
    old, _ = sent_feedback("old", days_ago=190)
    old.done_at = now - timedelta(days=181)
    sent_feedback("never answered", days_ago=366)
    sent_feedback("waits", days_ago=364)
    db.session.commit()
    assert retention.purge(now=now, dry_run=True)[0].count == 2
    assert retention.purge(now=now)[0].count == 2
    left = set(db.session.scalars(select(Feedback.told)))
    assert left == {"kept", "waits"}
    assert last_entry("feedback.purge").changes == {"rows": 2}
