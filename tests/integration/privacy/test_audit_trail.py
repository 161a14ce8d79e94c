"""The audit trail's page and its chain."""

from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import select

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db
from advicedesk.privacy import audit
from advicedesk.privacy.models import AuditEntry
from advicedesk.privacy.queries import AuditFilter, list_audit_lines
from tests.factories.desk import InspectingDesk


def shown(desk: InspectingDesk, query: str = "") -> str:
    return desk.get(f"/privacy/audit{query}").get_data(as_text=True)


def record(action: str, subject_id: str, person: StaffMember | None = None) -> AuditEntry:
    audit.record(
        action,
        subject=("visit", subject_id),
        changes={"fields": ["minutes", "note"]},
        staff_member_id=person.id if person else None,
    )
    db.session.commit()
    return db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()


def test_the_page_tells_who_changed_what(
    as_administrator: InspectingDesk, counsellor: StaffMember
) -> None:
    record("visit.correct", "first-visit", counsellor)
    page = shown(as_administrator)
    for expected in ("Aino", "Corrected a visit", "visit.correct", "first-visit", "minutes, note"):
        assert expected in page


def test_only_administrators_read_it(
    as_counsellor: InspectingDesk, as_supervisor: InspectingDesk
) -> None:
    as_counsellor.get("/privacy/audit", 403)
    as_supervisor.get("/privacy/audit", 403)


def test_what_a_command_did_is_nobodys(as_administrator: InspectingDesk) -> None:
    record("visit.purge", "visit")
    assert "a command or a public page" in shown(as_administrator, "?action=visit.purge")


def test_it_can_be_narrowed_to_an_action_a_person_and_a_day(
    as_administrator: InspectingDesk, counsellor: StaffMember, supervisor: StaffMember
) -> None:
    record("visit.log", "ainos", counsellor)
    record("visit.correct", "bertils", supervisor)
    assert "bertils" not in shown(as_administrator, "?action=visit.log")
    assert "ainos" in shown(as_administrator, "?action=visit.log")
    only_aino = shown(as_administrator, f"?person={counsellor.public_id}")
    assert "ainos" in only_aino
    assert "bertils" not in only_aino
    assert "Nothing was recorded" in shown(as_administrator, "?day=2020-01-01")


def test_a_day_is_the_desks_own_day(app: Flask) -> None:
    entry = AuditEntry(
        recorded_at=datetime(2026, 3, 1, 22, 30, tzinfo=UTC),  # 2 March, 0.30 in Helsinki
        action="visit.log", subject_kind="visit", subject_id="late", changes={}, seal="seal",
    )  # fmt: skip
    db.session.add(entry)
    db.session.flush()
    from advicedesk.privacy.views import _edges

    with app.test_request_context():
        since, until = _edges(datetime(2026, 3, 2, tzinfo=UTC).date())
    found = list_audit_lines(AuditFilter(since=since, until=until), 10)
    assert [line.subject_id for line in found] == ["late"]


def test_an_unfit_filter_is_refused_beside_its_field(as_administrator: InspectingDesk) -> None:
    as_administrator.get("/privacy/audit?day=yesterday", 422)
    as_administrator.get("/privacy/audit?action=no.such", 422)
    as_administrator.get("/privacy/audit?before=all&_scheme=x&endpoint=y")


def test_older_entries_are_on_the_next_page(
    as_administrator: InspectingDesk, counsellor: StaffMember
) -> None:
    for number in range(60):
        audit.record(
            "visit.log", subject=("visit", f"v{number:02d}!"), staff_member_id=counsellor.id
        )
    db.session.commit()
    first = shown(as_administrator, "?action=visit.log")
    assert "v59!" in first
    assert "v09!" not in first
    oldest_shown = db.session.scalar(select(AuditEntry.id).where(AuditEntry.subject_id == "v10!"))
    second = shown(as_administrator, f"?action=visit.log&before={oldest_shown}")
    assert "v09!" in second
    assert "v10!" not in second
    assert f"before={oldest_shown}" in first


def test_the_chain_shows_the_first_entry_that_was_changed(app: Flask) -> None:
    entries = [record("visit.log", f"v{number}") for number in range(3)]
    assert audit.first_broken_entry() is None
    entries[1].changes = {"fields": ["nothing"]}
    db.session.flush()
    assert audit.first_broken_entry() is entries[1]


def test_the_chain_shows_that_an_entry_was_taken_out(app: Flask) -> None:
    entries = [record("visit.log", f"v{number}") for number in range(3)]
    db.session.delete(entries[1])
    db.session.flush()
    assert audit.first_broken_entry() is entries[2]
