"""A desk's own table into visits: all rows or none, once; and the page that shows it first."""

import io
import os
import re
import stat
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import select

from advicedesk.accounts.models import StaffMember
from advicedesk.codelists import queries as codelists
from advicedesk.codelists.models import CodeList
from advicedesk.database import db, utc_now, writing
from advicedesk.directory.models import ServicePoint
from advicedesk.privacy.audit import first_broken_entry
from advicedesk.privacy.models import AuditEntry
from advicedesk.referrals.models import Referral, ReferralStatus
from advicedesk.roles import Role
from advicedesk.visits import operations
from advicedesk.visits.importing.reading import Desks, OnIdentifier, Reading, read_visits
from advicedesk.visits.importing.sheets import COLUMNS
from advicedesk.visits.models import Case, ImportLesson, Need, Visit
from advicedesk.web import kept_files
from tests.factories.desk import InspectingDesk
from tests.factories.visits import count_rows

ROW = {
    "started_at": "2026-08-03T10:05",
    "desk": "iso-omena",
    "contact_type": "walk_in",
    "client_language": "ar",
    "service_language": "ar",
    "bridged": "bilingual_staff",
    "minutes": "20",
    "topics": "childcare/application;work",
    "acts": "information;referral",
    "referred_to": "Kela;Moniheli ry",
    "outcome": "referred",
    "unmet_reasons": "",
    "note": "Jono 40 min",
}
HETU = "131052-308T"


def table(*rows: dict[str, str]) -> bytes:
    lines = [",".join(COLUMNS)]
    lines += [",".join({**ROW, **row}[name] for name in COLUMNS) for row in rows]
    return ("\n".join(lines) + "\n").encode()


def take(content: bytes, on_identifier: str = "refuse") -> Reading:
    """Read a table and take it, all rows or none."""
    reading = read_visits(
        content,
        desks=Desks({"iso-omena", "kalajarvi"}),
        zone=ZoneInfo("Europe/Helsinki"),
        now=utc_now(),
        on_identifier=OnIdentifier(on_identifier),
    )
    if reading.is_sound:
        with writing.writing():
            operations.import_visits(visits=reading.visits)
            db.session.commit()
    return reading


def test_a_row_becomes_a_visit_with_a_case_of_its_own(app: Flask) -> None:
    take(table({}, {"minutes": "5"}))
    first = db.session.scalars(select(Visit).order_by(Visit.id)).first()
    assert first.started_at.isoformat() == "2026-08-03T07:05:00+00:00"
    assert (first.minutes, first.note, first.staff_member_id) == (20, "Jono 40 min", None)
    assert [need.topic for need in first.needs] == ["childcare", "work"]
    assert count_rows(Visit) == count_rows(Case) == 2
    assert count_rows(Need) == 4


def test_referrals_are_given_when_the_visit_was(app: Flask) -> None:
    db.session.add(ServicePoint(names={"fi": "Kelan palvelupiste", "en": "Kela"}))
    db.session.commit()
    take(table({}))
    visit = db.session.scalars(select(Visit)).one()
    kela, moniheli = visit.needs[0].referrals
    assert kela.service_point.names["en"] == "Kela"
    assert moniheli.authority_name == "Moniheli ry"
    assert kela.given_at == visit.started_at
    assert [step.status for step in kela.steps] == [ReferralStatus.GIVEN]


def test_the_same_file_twice_adds_nothing(app: Flask) -> None:
    content = table({}, {}, {"minutes": "5"})
    take(content)
    take(content)
    assert (count_rows(Visit), count_rows(Referral)) == (3, 6)


def test_a_longer_file_adds_what_is_new(app: Flask) -> None:
    take(table({}))
    take(table({}, {}, {"minutes": "5"}))
    assert count_rows(Visit) == 3


def test_one_bad_row_keeps_all_out(app: Flask) -> None:
    reading = take(table({}, {"client_language": "arabia"}))
    assert [(problem.line, problem.column) for problem in reading.problems] == [
        (3, "client_language")
    ]
    assert count_rows(Visit) == 0


def test_a_row_can_be_kept_without_its_note(app: Flask) -> None:
    content = table({}, {"note": f"hetu {HETU}"})
    reading = take(content, "drop-note")
    assert [(left_out.line, left_out.kinds) for left_out in reading.dropped_notes] == [
        (3, ("hetu",))
    ]
    assert set(db.session.scalars(select(Visit.note))) == {"Jono 40 min", None}


def test_a_retired_topic_is_still_understood(app: Flask) -> None:
    listed = codelists.find_listed_code(CodeList.TOPIC, "childcare")
    listed.valid_to = date(2026, 9, 1)
    db.session.commit()
    take(table({}))
    assert count_rows(Visit) == 1


def test_an_import_is_two_audit_entries_that_hold_numbers_only(app: Flask) -> None:
    take(table({}, {"minutes": "5"}))
    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(entry.action, entry.changes) for entry in entries] == [
        ("referral.import", {"given": 4}),
        ("visit.import", {"added": 2, "already_there": 0}),
    ]
    assert first_broken_entry() is None


def test_an_imported_visit_without_a_place_to_go_needs_no_referral_entry(app: Flask) -> None:
    take(table({"referred_to": "", "acts": "information", "outcome": "resolved"}))
    assert set(db.session.scalars(select(AuditEntry.action))) == {"visit.import"}


def upload(desk: InspectingDesk, content: bytes, status: int = 303, **fields: str) -> Any:
    file = (io.BytesIO(content), "visits.csv")
    return desk.post("/visits/import", {"file": [file], **fields}, status)


def kept(app: Flask) -> list[Path]:
    return list((app.config["ADVICEDESK"].data_folder / kept_files.FOLDER).iterdir())


def token(page: Any) -> str:
    text: str = page.get_data(as_text=True)
    return text.split('name="shown" value="')[1].split('"')[0]


def test_a_file_is_shown_first_and_taken_when_confirmed(
    app: Flask, as_supervisor: InspectingDesk, supervisor: StaffMember
) -> None:
    upload(as_supervisor, table({}, {"minutes": "5"}))
    assert count_rows(Visit) == 0
    page = as_supervisor.get("/visits/import")
    assert "Import 2 visits" in page.get_data(as_text=True)
    assert "Jono 40 min" not in page.get_data(as_text=True)
    as_supervisor.post("/visits/import/confirm", {"shown": token(page)})
    assert count_rows(Visit) == 2
    assert kept(app) == []
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "visit.import")).one()
    assert entry.staff_member_id == supervisor.id
    assert "2 visits were added" in as_supervisor.get("/visits/import").get_data(as_text=True)


def test_a_file_with_problems_cannot_be_taken(as_supervisor: InspectingDesk) -> None:
    upload(as_supervisor, table({}, {"note": f"hetu {HETU}"}))
    page = as_supervisor.get("/visits/import")
    text = page.get_data(as_text=True)
    assert "Line 3" in text
    assert "a personal identity code" in text
    assert "308" not in text
    as_supervisor.post("/visits/import/confirm", {"shown": token(page)}, 422)
    assert count_rows(Visit) == 0


def test_notes_can_be_left_out(as_supervisor: InspectingDesk) -> None:
    upload(as_supervisor, table({"note": f"hetu {HETU}"}), drops_notes="y")
    page = as_supervisor.get("/visits/import")
    assert "1 note is left out" in page.get_data(as_text=True)
    as_supervisor.post("/visits/import/confirm", {"shown": token(page)})
    assert db.session.scalars(select(Visit.note)).one() is None


def test_what_is_no_table_is_refused_beside_the_field(as_supervisor: InspectingDesk) -> None:
    answer = upload(as_supervisor, b"a,b\n1,2\n", 422)
    assert "Missing: started_at, desk" in answer.get_data(as_text=True)
    assert "Choose a file." in as_supervisor.post("/visits/import", {}, 422).get_data(as_text=True)


def test_a_file_is_kept_for_its_owner_only_and_not_for_long(
    app: Flask, as_supervisor: InspectingDesk
) -> None:
    upload(as_supervisor, table({}))
    (path,) = kept(app)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    page = as_supervisor.get("/visits/import")
    long_ago = time.time() - kept_files.KEPT_SECONDS - 1
    os.utime(path, (long_ago, long_ago))
    as_supervisor.post("/visits/import/confirm", {"shown": token(page)})
    assert count_rows(Visit) == 0
    assert "not kept any more" in as_supervisor.get("/visits/import").get_data(as_text=True)
    upload(as_supervisor, table({"minutes": "5"}))
    assert path not in kept(app)


def test_a_cancelled_file_is_gone(app: Flask, as_supervisor: InspectingDesk) -> None:
    upload(as_supervisor, table({}))
    as_supervisor.post("/visits/import/cancel")
    assert kept(app) == []
    assert 'name="file"' in as_supervisor.get("/visits/import").get_data(as_text=True)


def test_only_what_was_shown_can_be_confirmed(as_supervisor: InspectingDesk) -> None:
    upload(as_supervisor, table({}))
    as_supervisor.post("/visits/import/confirm", {"shown": "x" * 32})
    assert count_rows(Visit) == 0


def test_a_supervisor_imports_for_own_desks_only(
    make_staff: Callable[..., StaffMember], make_desk: Callable[[], InspectingDesk]
) -> None:
    desk = make_desk().sign_in(make_staff("david", Role.SUPERVISOR, desk="kalajarvi"))
    upload(desk, table({}))
    page = desk.get("/visits/import")
    assert "not a desk this import is for" in page.get_data(as_text=True)


def test_a_counsellor_does_not_import(as_counsellor: InspectingDesk) -> None:
    as_counsellor.get("/visits/import", 403)


OWN = (
    "Käynnit syyskuu;;;;\nPäivä;Klo;Kieli;Kesto (h);Asia;Huom.\n"
    "1.9.;10.15;arabia;0,5;kela-juttu;\n;;somali;30;asumistuki;\nYHTEENSÄ;;;1;;\n"
).encode("cp1252")


def answered(desk: InspectingDesk, status: int = 303, **fields: str) -> None:
    """Answer what the page asks; a select keeps what it showed."""
    page = desk.get("/visits/import")
    shown = {
        name: desk_option(page.get_data(as_text=True), name)
        for name in re.findall(r'<select id="(column-\d+)"', page.get_data(as_text=True))
    }
    desk.post("/visits/import/answers", {"shown": token(page), **shown, **fields}, status)


def desk_option(text: str, name: str) -> str:
    select_text = text[text.index(f'<select id="{name}"') :].partition("</select>")[0]
    chosen = re.search(r'<option selected value="([^"]*)"', select_text)
    return chosen[1] if chosen else ""


def test_a_desks_own_table_is_asked_about_then_taken(as_supervisor: InspectingDesk) -> None:
    upload(as_supervisor, OWN)
    text = as_supervisor.get("/visits/import").get_data(as_text=True)
    assert "What does “kela-juttu” mean? (Why did they come?)" in text
    assert "Which year" in text
    assert "Import 2" not in text
    answered(
        as_supervisor,
        **{"year": "2026", "same_day": "yes", "minutes_meant": "yes", "word-1": "social"},
    )
    page = as_supervisor.get("/visits/import")
    assert "Import 2 visits" in page.get_data(as_text=True)
    assert "1 visit without a time of day is put at noon" in page.get_data(as_text=True)
    as_supervisor.post("/visits/import/confirm", {"shown": token(page)})
    needs = db.session.execute(select(Need.topic, Need.subtopic).order_by(Need.id)).all()
    assert [tuple(need) for need in needs] == [("social", None), ("social", "housing_benefit")]


def test_a_word_is_taught_once(as_supervisor: InspectingDesk) -> None:
    upload(as_supervisor, OWN)
    answered(as_supervisor, **{"word-1": "social"})
    as_supervisor.post("/visits/import/cancel")
    upload(as_supervisor, OWN)
    text = as_supervisor.get("/visits/import").get_data(as_text=True)
    assert "kela-juttu" not in text
    assert "Which year" in text, "an answer holds for one file, a word for all"
    actions = db.session.scalars(select(AuditEntry.action)).all()
    assert "visit.teach_import" in actions


def test_a_column_is_read_as_the_desk_says(as_supervisor: InspectingDesk) -> None:
    upload(as_supervisor, "Päivä;Kieli;Muu;Asia\n1.9.2026;arabia;20;Kela\n".encode())
    answered(as_supervisor, **{"column-2": "minutes"})
    page = as_supervisor.get("/visits/import")
    as_supervisor.post("/visits/import/confirm", {"shown": token(page)})
    assert db.session.scalars(select(Visit.minutes)).one() == 20


def test_an_answer_that_is_none_of_the_choices_is_refused(as_supervisor: InspectingDesk) -> None:
    upload(as_supervisor, OWN)
    answered(as_supervisor, 422, **{"word-1": "nonsense"})
    answered(as_supervisor, 422, year="12")
    assert db.session.scalars(select(ImportLesson)).all() == []


def test_a_word_that_leads_to_a_person_is_refused_and_never_shown(
    as_supervisor: InspectingDesk,
) -> None:
    content = f"Päivä;Kieli;Asia\n1.9.2026;arabia;hetu {HETU}\n".encode()
    upload(as_supervisor, content)
    text = as_supervisor.get("/visits/import").get_data(as_text=True)
    assert "a personal identity code" in text
    assert "308T" not in text


def test_answers_to_a_file_that_is_gone_are_told_so(as_supervisor: InspectingDesk) -> None:
    upload(as_supervisor, OWN)
    as_supervisor.post("/visits/import/answers", {"shown": "another"})
    assert "not kept any more" in as_supervisor.get("/visits/import").get_data(as_text=True)


def test_what_is_wrong_in_a_desks_own_table_is_told_by_the_columns_names(
    as_supervisor: InspectingDesk,
) -> None:
    upload(as_supervisor, "Päivä;Kieli;Kesto (h);Asia\n1.9.2026;arabia;-1;Kela\n".encode())
    text = as_supervisor.get("/visits/import").get_data(as_text=True)
    assert "Minutes: not a whole number" in text
