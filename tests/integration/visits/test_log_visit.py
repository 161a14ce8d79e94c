"""Logging a visit: the least that saves, its defaults, once per id, and what is refused."""

import logging
import re
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db, utc_now
from advicedesk.directory.models import ServicePoint
from advicedesk.privacy.audit import first_broken_entry
from advicedesk.referrals.models import Referral, ReferralKind, Urgency
from advicedesk.roles import Role
from advicedesk.visits.models import (
    AskedBy,
    Bridged,
    CameBy,
    ContactType,
    FirstOrReturning,
    Outcome,
    Visit,
)
from tests.factories.accounts import last_entry
from tests.factories.desk import InspectingDesk
from tests.factories.visits import MakeVisit, a_public_id, count_rows

HELSINKI = ZoneInfo("Europe/Helsinki")
HETU = "131052-308T"


def least(**fields: Any) -> dict[str, Any]:
    """Return the least that saves, with other fields added."""
    told = {
        "public_id": a_public_id(),
        "client_language": "ar",
        "needs-0-topic": "childcare",
    }
    return told | {name.replace("__", "-"): value for name, value in fields.items()}


def logged(public_id: str) -> Visit:
    db.session.rollback()
    return db.session.scalars(select(Visit).where(Visit.public_id == public_id)).one()


def local(moment: datetime) -> str:
    return moment.astimezone(HELSINKI).strftime("%Y-%m-%dT%H:%M")


@pytest.fixture
def everything_logged(caplog: pytest.LogCaptureFixture) -> Iterator[Callable[[], str]]:
    """Return what every logger has said, down to the statements and their values."""
    with caplog.at_level(logging.INFO):
        yield lambda: "\n".join(record.getMessage() for record in caplog.records)


def test_language_and_topic_are_enough(as_counsellor: InspectingDesk) -> None:
    fields = least()
    answer = as_counsellor.post("/visits/log", fields)
    assert answer.location == f"/visits/{fields['public_id']}"
    assert "Visit saved" in as_counsellor.get(answer.location).get_data(as_text=True)


def test_all_else_has_the_defaults_of_the_house(
    as_counsellor: InspectingDesk, counsellor: StaffMember
) -> None:
    fields = least()
    as_counsellor.post("/visits/log", fields)
    visit = logged(fields["public_id"])
    assert (visit.desk.desk_code, visit.staff_member_id) == ("iso-omena", counsellor.id)
    assert abs(visit.started_at - utc_now()) < timedelta(minutes=1)
    assert (visit.contact_type, visit.asked_by) == (ContactType.WALK_IN, AskedBy.SELF)
    assert (visit.people_helped, visit.children_present, visit.minutes) == (1, None, 15)
    assert visit.first_or_returning is FirstOrReturning.UNKNOWN
    assert (visit.service_language, visit.bridged) == ("fi", Bridged.NONE_NEEDED)
    assert (visit.note, visit.came_by, visit.interpreter_minutes) == (None, None, None)
    (need,) = visit.needs
    assert (need.topic, need.subtopic, need.acts, need.outcome) == ("childcare", None, [], None)
    assert re.fullmatch(r"[0-9A-Z]{3}-[0-9A-Z]{3}", visit.case.case_code)


def test_every_field_of_the_contract_is_kept(as_counsellor: InspectingDesk) -> None:
    began = utc_now() - timedelta(hours=3)
    fields = least(
        started_at=local(began),
        contact_type="phone",
        asked_by="family_member",
        people_helped="3",
        children_present="yes",
        first_or_returning="first",
        service_language="fi-x-selko",
        bridged="interpreter_phone",
        interpreter_minutes="25",
        interpreter_failure="late",
        minutes="0",
        came_by="in_house_service",
        note="Jono 40 min",
        needs__0__subtopic="fee",
        needs__0__acts=["information", "form_help"],
        needs__0__outcome="unmet",
        needs__0__unmet_reason=["cost", "no_capacity"],
        needs__1__topic="work",
        needs__1__outcome="resolved",
    )
    as_counsellor.post("/visits/log", fields)
    visit = logged(fields["public_id"])
    assert visit.started_at == began.replace(second=0, microsecond=0)
    assert (visit.contact_type, visit.asked_by) == (ContactType.PHONE, AskedBy.FAMILY_MEMBER)
    assert (visit.people_helped, visit.children_present, visit.minutes) == (3, True, 0)
    assert visit.first_or_returning is FirstOrReturning.FIRST
    assert (visit.service_language, visit.bridged) == ("fi-x-selko", Bridged.INTERPRETER_PHONE)
    assert (visit.interpreter_minutes, visit.came_by) == (25, CameBy.IN_HOUSE_SERVICE)
    assert visit.note == "Jono 40 min"
    first, second = visit.needs
    assert (first.subtopic, first.acts) == ("fee", ["information", "form_help"])
    assert (first.outcome, first.unmet_reasons) == (Outcome.UNMET, ["cost", "no_capacity"])
    assert (second.topic, second.outcome) == ("work", Outcome.RESOLVED)
    assert {need.started_at for need in visit.needs} == {visit.started_at}


def test_the_language_of_service_is_the_one_used_last(
    as_counsellor: InspectingDesk, counsellor: StaffMember, make_visit: MakeVisit
) -> None:
    make_visit(client_language="so", service_language="so", staff_member=counsellor)
    fields = least(client_language="so")
    as_counsellor.post("/visits/log", fields)
    visit = logged(fields["public_id"])
    assert (visit.service_language, visit.bridged) == ("so", Bridged.BILINGUAL_STAFF)


def test_a_language_may_be_typed_by_any_of_its_names(as_counsellor: InspectingDesk) -> None:
    fields = least(client_language="", client_language_typed="arabia")
    as_counsellor.post("/visits/log", fields)
    assert logged(fields["public_id"]).client_language == "ar"


def test_a_client_is_sent_on_for_a_need(as_counsellor: InspectingDesk) -> None:
    point = ServicePoint(names={"fi": "Kelan palvelupiste", "en": "Kela"})
    db.session.add(point)
    db.session.commit()
    booked = utc_now() + timedelta(days=2)
    fields = {
        **least(),
        "needs-0-referrals-0-service_point": point.public_id,
        "needs-0-referrals-0-kind": "warm_referral",
        "needs-0-referrals-0-urgency": "today",
        "needs-0-referrals-0-bring": ["passport", "payslips"],
        "needs-0-referrals-0-booked_at": local(booked),
        "needs-0-referrals-1-authority_name": "kelan  PALVELUPISTE",
        "needs-0-referrals-2-authority_name": "Moniheli ry",
        "needs-0-referrals-3-authority_name": "",
    }
    as_counsellor.post("/visits/log", fields)
    visit = logged(fields["public_id"])
    kela, by_name, free = visit.referrals
    assert (kela.kind, kela.urgency) == (ReferralKind.WARM_REFERRAL, Urgency.TODAY)
    assert kela.bring == ["passport", "payslips"]
    assert kela.booked_at == booked.replace(second=0, microsecond=0)
    assert kela.service_point_id == by_name.service_point_id == point.id
    assert (free.service_point_id, free.authority_name) == (None, "Moniheli ry")
    assert visit.needs[0].outcome is Outcome.REFERRED


def test_saving_with_the_slip_leads_to_it(as_counsellor: InspectingDesk) -> None:
    fields = {**least(print_slip="1"), "needs-0-referrals-0-authority_name": "Moniheli ry"}
    answer = as_counsellor.post("/visits/log", fields)
    referral = logged(fields["public_id"]).referrals[0]
    assert answer.location.startswith(f"/referrals/{referral.public_id}/slip")


def test_without_anybody_sent_on_there_is_no_slip(as_counsellor: InspectingDesk) -> None:
    fields = least(print_slip="1")
    assert as_counsellor.post("/visits/log", fields).location == f"/visits/{fields['public_id']}"


def test_saving_twice_makes_one_visit(as_counsellor: InspectingDesk) -> None:
    fields = least(started_at=local(utc_now()), note="Jono 40 min")
    fields["needs-0-referrals-0-authority_name"] = "Moniheli ry"
    first = as_counsellor.post("/visits/log", fields)
    second = as_counsellor.post("/visits/log", fields)
    assert first.location == second.location
    assert (count_rows(Visit), count_rows(Referral)) == (1, 1)


def test_an_id_with_other_content_is_refused_and_keeps_what_was_typed(
    as_counsellor: InspectingDesk,
) -> None:
    fields = least()
    as_counsellor.post("/visits/log", fields)
    answer = as_counsellor.post("/visits/log", fields | {"note": "Another story"}, 409)
    page = answer.get_data(as_text=True)
    assert "Another story" in page
    assert f'name="public_id" value="{fields["public_id"]}"' not in page
    assert count_rows(Visit) == 1
    assert logged(fields["public_id"]).note is None


def test_an_id_of_another_person_is_refused(
    as_counsellor: InspectingDesk, as_supervisor: InspectingDesk
) -> None:
    fields = least(started_at=local(utc_now()))
    as_counsellor.post("/visits/log", fields)
    as_supervisor.post("/visits/log", fields, 409)
    assert count_rows(Visit) == 1


def test_an_id_of_another_desk_is_refused_and_leads_to_no_foreign_visit(
    as_counsellor: InspectingDesk,
    make_desk: Callable[[], InspectingDesk],
    make_staff: Callable[..., StaffMember],
) -> None:
    fields = least(started_at=local(utc_now()))
    as_counsellor.post("/visits/log", fields)
    stranger = make_desk().sign_in(make_staff("sofia", Role.COUNSELLOR, desk="kalajarvi"))
    answer = stranger.post("/visits/log", fields, 409)
    assert fields["public_id"] not in answer.get_data(as_text=True)


def test_refused_input_keeps_everything_that_was_typed(as_counsellor: InspectingDesk) -> None:
    fields = least(
        minutes="many",
        note="Jono 40 min",
        client_language="so",
        people_helped="4",
        contact_type="phone",
        came_by="web",
        needs__0__subtopic="fee",
        needs__0__acts=["form_help"],
        needs__1__topic="work",
        needs__1__referrals__0__authority_name="Moniheli ry",
    )
    page = as_counsellor.post("/visits/log", fields, 422).get_data(as_text=True)
    assert "Write a whole number from 0 to 480." in page
    for kept in ('value="many"', "Jono 40 min</textarea>", 'value="4"', 'value="Moniheli ry"'):
        assert kept in page, kept
    for chosen in (
        'value="childcare" checked',
        'value="work" checked',
        'value="phone" checked',
        'value="form_help" checked',
        'value="fee" selected',
        'value="web" selected',
    ):
        assert chosen in page, chosen
    assert fields["public_id"] in page
    assert count_rows(Visit) == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("client_language", ""),
        ("client_language", "xx"),
        ("client_language_typed", "no such language"),
        ("service_language", "xx"),
        ("contact_type", "pigeon"),
        ("asked_by", "nobody"),
        ("bridged", "somehow"),
        ("people_helped", "0"),
        ("minutes", "481"),
        ("minutes", "-1"),
        ("interpreter_minutes", "x"),
        ("started_at", "yesterday"),
        ("needs-0-topic", ""),
        ("needs-0-topic", "magic"),
        ("needs-0-subtopic", "magic"),
        ("needs-0-acts", "magic"),
        ("needs-0-outcome", "magic"),
        ("needs-0-unmet_reason", "magic"),
        ("needs-0-referrals-0-service_point", "no id"),
        ("needs-0-referrals-0-service_point", "00000000-0000-4000-8000-000000000000"),
        ("needs-0-referrals-0-authority_name", "x" * 161),
        ("needs-0-referrals-0-authority_name", "Matti 040 123 4567"),
        ("needs-0-referrals-0-bring", HETU),
        ("case_code", "K7M-4XX"),
        ("note", "x" * 201),
        ("note", "x" * 400_000),
        ("note", "hidden\x00sign"),
        ("public_id", "1"),
        ("public_id", "01890f3e-7cc6-7000-8000-000000000000"),
    ],
)
def test_what_cannot_be_taken_is_refused_beside_its_field(
    as_counsellor: InspectingDesk, name: str, value: str
) -> None:
    fields: dict[str, Any] = least() | {name: value}
    if "referrals" in name and not name.endswith(("service_point", "authority_name")):
        fields["needs-0-referrals-0-authority_name"] = "Moniheli ry"
    page = as_counsellor.post("/visits/log", fields, 422).get_data(as_text=True)
    assert 'role="alert"' in page
    assert count_rows(Visit) == 0


def test_a_visit_may_be_logged_for_the_last_14_days(as_counsellor: InspectingDesk) -> None:
    fields = least(started_at=local(utc_now() - timedelta(days=14)))
    as_counsellor.post("/visits/log", fields)
    for moment in (utc_now() - timedelta(days=15), utc_now() + timedelta(hours=1)):
        answer = as_counsellor.post("/visits/log", least(started_at=local(moment)), 422)
        assert "for the last 14 days" in answer.get_data(as_text=True)
    assert count_rows(Visit) == 1


def test_a_case_is_continued_by_its_code_however_it_is_read_aloud(
    as_counsellor: InspectingDesk, a_visit: Visit
) -> None:
    code = a_visit.case.case_code
    heard = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    fields = least(case_code=heard)
    as_counsellor.post("/visits/log", fields)
    visit = logged(fields["public_id"])
    assert visit.case.case_code == code
    assert visit.first_or_returning is FirstOrReturning.RETURNING


def test_an_unknown_code_is_refused_beside_the_field(as_counsellor: InspectingDesk) -> None:
    page = as_counsellor.post("/visits/log", least(case_code="ABC"), 422)
    assert "No case has this code" in page.get_data(as_text=True)


def test_without_script_a_button_adds_a_need_and_keeps_what_is_there(
    as_counsellor: InspectingDesk,
) -> None:
    fields = least(add_need="1", note="Jono 40 min")
    page = as_counsellor.post("/visits/log", fields, 200).get_data(as_text=True)
    assert 'name="needs-1-topic"' in page
    assert "Jono 40 min</textarea>" in page
    assert 'role="alert"' not in page
    heads = re.findall(r'<h2 id="needs-\d+-head">(.*?)</h2>', page)
    assert len(heads) > 1
    assert len(set(heads)) == len(heads), "needs are told apart by their headings"
    assert count_rows(Visit) == 0
    more = least(add_referral="0", needs__0__referrals__0__authority_name="Moniheli ry")
    page = as_counsellor.post("/visits/log", more, 200).get_data(as_text=True)
    assert 'name="needs-0-referrals-1-authority_name"' in page


@pytest.mark.parametrize("asked", ["7", "x", "9" * 5000])
def test_a_place_for_a_need_that_is_not_there_is_not_added(
    as_counsellor: InspectingDesk, asked: str
) -> None:
    page = as_counsellor.post("/visits/log", least(add_referral=asked), 200)
    assert 'name="needs-0-referrals-1-authority_name"' not in page.get_data(as_text=True)


def test_needs_and_places_are_added_up_to_a_limit(as_counsellor: InspectingDesk) -> None:
    needs = {f"needs-{index}-topic": "work" for index in range(12)}
    page = as_counsellor.post("/visits/log", least(add_need="1") | needs, 200)
    assert 'name="needs-12-topic"' not in page.get_data(as_text=True)
    places = {f"needs-0-referrals-{index}-authority_name": "Moniheli ry" for index in range(8)}
    page = as_counsellor.post("/visits/log", least(add_referral="0") | places, 200)
    assert 'name="needs-0-referrals-8-authority_name"' not in page.get_data(as_text=True)


def test_a_language_beyond_the_chips_stays_chosen(as_counsellor: InspectingDesk) -> None:
    page = as_counsellor.post("/visits/log", least(client_language="ti", minutes="x"), 422)
    assert re.search(r'value="ti"\s+checked', page.get_data(as_text=True))


@pytest.mark.parametrize(
    "name",
    [
        "note",
        "minutes",
        "started_at",
        "case_code",
        "needs-0-topic",
        "needs-0-subtopic",
        "needs-0-acts",
        "needs-0-outcome",
        "needs-0-referrals-0-authority_name",
        "needs-0-referrals-0-service_point",
        "needs-0-referrals-0-bring",
        "needs-0-referrals-0-booked_at",
    ],
)
def test_hidden_signs_are_refused_everywhere_and_never_shown_again(
    as_counsellor: InspectingDesk, name: str
) -> None:
    fields = least() | {"needs-0-referrals-0-authority_name": "Kela"} | {name: "Kela\x00\x07"}
    as_counsellor.post("/visits/log", fields, 422)
    as_counsellor.post("/visits/log", fields | {"add_need": "1"}, 200)
    assert count_rows(Visit) == 0


def test_an_empty_need_is_left_out(as_counsellor: InspectingDesk) -> None:
    fields = least(needs__1__topic="", needs__2__topic="work")
    as_counsellor.post("/visits/log", fields)
    assert [need.topic for need in logged(fields["public_id"]).needs] == ["childcare", "work"]


def test_a_note_that_names_a_person_is_refused_and_is_nowhere(
    app: Flask, as_counsellor: InspectingDesk, everything_logged: Callable[[], str]
) -> None:
    answer = as_counsellor.post("/visits/log", least(note=f"Asiakas {HETU} odottaa"), 422)
    assert "a personal identity code" in answer.get_data(as_text=True)
    assert count_rows(Visit) == 0
    db.session.rollback()
    assert "308T" not in everything_logged()
    folder = app.config["ADVICEDESK"].data_folder
    for path in folder.rglob("*"):
        assert not path.is_file() or b"308T" not in path.read_bytes(), path.name


def test_what_may_be_harmless_is_asked_about_once(as_counsellor: InspectingDesk) -> None:
    fields = least(note="Asia ESPOO/1234/02.05.01/2026")
    page = as_counsellor.post("/visits/log", fields, 422).get_data(as_text=True)
    assert 'name="note_confirmed"' in page
    as_counsellor.post("/visits/log", fields | {"note_confirmed": "y"})
    assert logged(fields["public_id"]).note == "Asia ESPOO/1234/02.05.01/2026"


def test_logging_is_audited_without_a_word_of_the_note(
    as_counsellor: InspectingDesk, counsellor: StaffMember
) -> None:
    fields = least(note="Jono 40 min", needs__0__referrals__0__authority_name="Moniheli ry")
    as_counsellor.post("/visits/log", fields)
    db.session.rollback()
    entry = last_entry("visit.log")
    assert (entry.subject_id, entry.staff_member_id) == (fields["public_id"], counsellor.id)
    assert entry.changes == {"desk": "iso-omena", "needs": 1}
    assert "Jono" not in str(last_entry("referral.give").changes)
    assert first_broken_entry() is None


def test_the_log_says_nothing_of_a_visit(
    as_counsellor: InspectingDesk, everything_logged: Callable[[], str]
) -> None:
    fields = least(note="Jono 40 min")
    as_counsellor.post("/visits/log", fields)
    code = logged(fields["public_id"]).case.case_code
    as_counsellor.get(f"/cases/{code}")
    assert "Jono" not in everything_logged()
    assert code not in everything_logged()


def test_only_staff_of_a_desk_log_visits(
    as_administrator: InspectingDesk, desk: InspectingDesk
) -> None:
    as_administrator.get("/visits/log", 403)
    as_administrator.post("/visits/log", least(), 403)
    assert desk.get("/visits/log", 303).location.startswith("/sign-in")
    desk.post("/visits/log", least(), 303)
    assert count_rows(Visit) == 0


def test_the_form_makes_a_random_id(as_counsellor: InspectingDesk) -> None:
    page = as_counsellor.get("/visits/log").get_data(as_text=True)
    made = uuid.UUID(page.split('name="public_id" value="')[1][:36])
    assert made.version == 4


def test_another_desks_visit_is_not_there(
    as_counsellor: InspectingDesk, make_visit: MakeVisit
) -> None:
    foreign = make_visit(desk="kalajarvi")
    address = f"/visits/{foreign.public_id}"
    as_counsellor.get(address, 404)
    as_counsellor.get(f"{address}/correct", 404)
    as_counsellor.post(f"{address}/correct", least(), 404)
    as_counsellor.post(f"{address}/withdraw", {"reason": "training"}, 404)


def test_todays_visits_are_shown_with_the_last_first(
    as_counsellor: InspectingDesk, make_visit: MakeVisit
) -> None:
    make_visit("work", started_at=utc_now() - timedelta(minutes=1))
    make_visit("health", desk="kalajarvi")
    page = as_counsellor.get("/visits/today").get_data(as_text=True)
    assert "Work and enterprise" in page
    assert "Health and wellbeing" not in page
