"""A desk's own table into visits: all rows or none, once; by command and by page."""

import io
import json
import os
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db
from advicedesk.desks.models import Desk
from advicedesk.directory.models import ServicePoint
from advicedesk.privacy.audit import first_broken_entry
from advicedesk.privacy.models import AuditEntry
from advicedesk.referrals.models import Referral, ReferralStatus
from advicedesk.roles import Role
from advicedesk.visits.importing import kept_files
from advicedesk.visits.importing.sheets import COLUMNS
from advicedesk.visits.models import Case, Need, Visit
from tests.factories.desk import InspectingDesk
from tests.factories.visits import count_rows
from tests.integration.cli.commands import Result, advicedesk

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


@pytest.fixture
def import_file(app: Flask, tmp_path: Path) -> Callable[..., Any]:
    """Return a runner of the command on a table: import_file(content, "--dry-run")."""

    def run(content: bytes, *options: str, status: int = 0) -> Result:
        file = tmp_path / "visits.csv"
        file.write_bytes(content)
        db.session.rollback()
        settings = {}
        if app.config["ADVICEDESK"].database_url.startswith("postgresql"):
            settings["DATABASE_URL"] = app.config["ADVICEDESK"].database_url
        done = advicedesk(tmp_path, "import-visits", str(file), *options, **settings)
        assert done.status == status, done.errors
        return done

    return run


def summary(done: Result) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(done.output)
    return told


def test_a_row_becomes_a_visit_with_a_case_of_its_own(import_file: Callable[..., Any]) -> None:
    told = summary(import_file(table({}, {"minutes": "5"})))
    assert (told["rows"], told["added"], told["already_there"]) == (2, 2, 0)
    first = db.session.scalars(select(Visit).order_by(Visit.id)).first()
    assert first.started_at.isoformat() == "2026-08-03T07:05:00+00:00"
    assert (first.minutes, first.note, first.staff_member_id) == (20, "Jono 40 min", None)
    assert [need.topic for need in first.needs] == ["childcare", "work"]
    assert count_rows(Case) == 2
    assert count_rows(Need) == 4


def test_referrals_are_given_when_the_visit_was(import_file: Callable[..., Any]) -> None:
    db.session.add(ServicePoint(names={"fi": "Kelan palvelupiste", "en": "Kela"}))
    db.session.commit()
    import_file(table({}))
    visit = db.session.scalars(select(Visit)).one()
    kela, moniheli = visit.needs[0].referrals
    assert kela.service_point.names["en"] == "Kela"
    assert moniheli.authority_name == "Moniheli ry"
    assert kela.given_at == visit.started_at
    assert [step.status for step in kela.steps] == [ReferralStatus.GIVEN]


def test_the_same_file_twice_adds_nothing(import_file: Callable[..., Any]) -> None:
    content = table({}, {}, {"minutes": "5"})
    import_file(content)
    told = summary(import_file(content))
    assert (told["added"], told["already_there"]) == (0, 3)
    assert count_rows(Visit) == 3
    assert count_rows(Referral) == 6


def test_a_longer_file_adds_what_is_new(import_file: Callable[..., Any]) -> None:
    import_file(table({}))
    assert summary(import_file(table({}, {}, {"minutes": "5"})))["added"] == 2


def test_one_bad_row_keeps_all_out_and_is_named_by_its_line(
    import_file: Callable[..., Any],
) -> None:
    done = import_file(table({}, {"client_language": "arabia"}), status=1)
    assert "line 3: client_language: a code that is not known" in done.errors
    assert "arabia" not in done.errors
    assert count_rows(Visit) == 0


def test_a_note_that_names_a_person_is_refused_by_line_and_kind_never_by_value(
    import_file: Callable[..., Any],
) -> None:
    done = import_file(table({}, {"note": f"hetu {HETU}"}), status=1)
    assert "line 3: note: holds a personal identity code" in done.errors
    assert "308" not in done.output + done.errors
    assert count_rows(Visit) == 0


def test_a_row_can_be_kept_without_its_note(import_file: Callable[..., Any]) -> None:
    content = table({}, {"note": f"hetu {HETU}"})
    told = summary(import_file(content, "--on-identifier", "drop-note"))
    assert (told["added"], told["notes_left_out"]) == (2, [3])
    assert set(db.session.scalars(select(Visit.note))) == {"Jono 40 min", None}


def test_a_dry_run_tells_and_takes_nothing(import_file: Callable[..., Any]) -> None:
    told = summary(import_file(table({}), "--dry-run"))
    assert (told["added"], told["dry_run"]) == (1, True)
    assert count_rows(Visit) == 0
    assert count_rows(AuditEntry) == 0


def test_a_desk_given_fills_empty_cells_and_refuses_another_desk(
    import_file: Callable[..., Any],
) -> None:
    import_file(table({"desk": ""}), "--desk", "kalajarvi")
    assert db.session.scalar(select(Desk.desk_code).join(Visit)) == "kalajarvi"
    done = import_file(table({"desk": "iso-omena"}), "--desk", "kalajarvi", status=1)
    assert "line 2: desk: not a desk this import is for" in done.errors
    assert import_file(table({}), "--desk", "tapiola", status=1).errors == (
        "Error: --desk: no such desk\n"
    )


def test_another_header_is_refused_in_words(import_file: Callable[..., Any]) -> None:
    done = import_file(table({}).replace(b"minutes", b"kesto", 1), status=1)
    assert "Missing: minutes." in done.errors
    assert "Not known: kesto." in done.errors


def test_a_mapping_names_their_columns(import_file: Callable[..., Any], tmp_path: Path) -> None:
    mapping = tmp_path / "m.toml"
    mapping.write_text('[columns]\nminutes = "kesto"\n')
    content = table({}).replace(b"minutes", b"kesto", 1)
    assert summary(import_file(content, "--mapping", str(mapping)))["added"] == 1
    mapping.write_text("kesto")
    assert (
        "The mapping must be TOML"
        in import_file(content, "--mapping", str(mapping), status=1).errors
    )


def test_an_import_is_two_audit_entries_that_hold_numbers_only(
    import_file: Callable[..., Any],
) -> None:
    import_file(table({}, {"minutes": "5"}))
    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(entry.action, entry.changes) for entry in entries] == [
        ("referral.import", {"given": 4}),
        ("visit.import", {"added": 2, "already_there": 0}),
    ]
    assert first_broken_entry() is None


def test_nothing_is_imported_before_the_set_up(empty_app: Flask, tmp_path: Path) -> None:
    if not empty_app.config["ADVICEDESK"].is_sqlite:
        return
    file = tmp_path / "visits.csv"
    file.write_bytes(table({}))
    done = advicedesk(tmp_path, "import-visits", str(file))
    assert done.status == 1
    assert "not set up yet" in done.errors


# the page


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
