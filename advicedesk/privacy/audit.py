"""Recording audit entries: in the same transaction as the change, each sealing the one before."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from advicedesk.database import db, utc_now
from advicedesk.privacy.models import AuditEntry

_LAST_SEAL = select(AuditEntry.seal).order_by(AuditEntry.id.desc()).limit(1)

signed_in_id: Callable[[], int | None] = lambda: None  # noqa: E731 - the web sets who is signed in


def record(
    action: str,
    *,
    subject: tuple[str, str],
    changes: dict[str, Any] | None = None,
    staff_member_id: int | None = None,
    is_anonymous: bool = False,
) -> AuditEntry:
    """Add an entry for an action on (kind, public id); values are codes, never free text."""
    if staff_member_id is None and not is_anonymous:
        staff_member_id = signed_in_id()
    session = db.session()
    last_seal = _last_seal(session)
    entry = AuditEntry(
        recorded_at=utc_now(),
        staff_member_id=staff_member_id,
        action=action,
        subject_kind=subject[0],
        subject_id=subject[1],
        changes=changes or {},
    )
    entry.seal = seal_of(entry, last_seal)
    session.add(entry)
    session.flush()
    return entry


def _last_seal(session: Session) -> str:
    with session.no_autoflush:  # no entry waits to be written, and all else may go with this one
        return session.scalar(_LAST_SEAL) or ""


def seal_of(entry: AuditEntry, seal_before: str) -> str:
    """Compute an entry's seal: SHA-256 over the seal before it and its own content."""
    recorded_at = entry.recorded_at.astimezone(UTC)
    content = json.dumps(
        [
            seal_before,
            _to_second(recorded_at),
            entry.staff_member_id,
            entry.action,
            entry.subject_kind,
            entry.subject_id,
            entry.changes,
        ],
        ensure_ascii=False,
        sort_keys=True,
    )
    return hashlib.sha256(content.encode()).hexdigest()


def _to_second(moment: datetime) -> str:
    return moment.replace(microsecond=0, tzinfo=None).isoformat()


def first_broken_entry() -> AuditEntry | None:
    """Return the first entry whose seal does not fit the chain, or None when all are sound."""
    seal_before = ""
    for entry in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)):
        if entry.seal != seal_of(entry, seal_before):
            return entry
        seal_before = entry.seal
    return None
