"""Reading the audit trail."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, column, select, table

from advicedesk.database import db
from advicedesk.privacy.models import AuditEntry

# named by table, not by class: accounts is above privacy
_staff = table("staff_member", column("id"), column("public_id"), column("display_name"))


@dataclass(frozen=True)
class AuditFilter:
    """Which entries are wanted; None leaves a side open."""

    action: str | None = None
    person: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    # entries older than the one with this id: the next page
    before: int | None = None


@dataclass(frozen=True)
class AuditLine:
    """One entry as the page shows it; nobody's name when a command did it."""

    id: int
    recorded_at: datetime
    person: str | None
    action: str
    subject_kind: str
    subject_id: str
    changes: dict[str, Any]


def list_audit_lines(wanted: AuditFilter, limit: int) -> list[AuditLine]:
    """Return entries, the newest first."""
    found = (
        select(
            AuditEntry.id,
            AuditEntry.recorded_at,
            _staff.c.display_name,
            AuditEntry.action,
            AuditEntry.subject_kind,
            AuditEntry.subject_id,
            AuditEntry.changes,
        )
        .outerjoin(_staff, _staff.c.id == AuditEntry.staff_member_id)
        .order_by(AuditEntry.id.desc())
        .limit(limit)
    )
    return [AuditLine(*row) for row in db.session.execute(_filtered(found, wanted))]


def _filtered(found: Select[Any], wanted: AuditFilter) -> Select[Any]:
    if wanted.action:
        found = found.where(AuditEntry.action == wanted.action)
    if wanted.person:
        found = found.where(_staff.c.public_id == wanted.person)
    if wanted.since:
        found = found.where(AuditEntry.recorded_at >= wanted.since)
    if wanted.until:
        found = found.where(AuditEntry.recorded_at < wanted.until)
    if wanted.before:
        found = found.where(AuditEntry.id < wanted.before)
    return found


def list_people() -> list[tuple[str, str]]:
    """Return (public id, name) of all staff there ever was."""
    rows = db.session.execute(
        select(_staff.c.public_id, _staff.c.display_name).order_by(_staff.c.display_name)
    )
    return [(row[0], row[1]) for row in rows]
