"""Recording audit entries: in the same transaction as the change, each sealing the one before."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import insert, select

from advicedesk.database import db, utc_now
from advicedesk.privacy.models import AuditEntry

_ENTRY = AuditEntry.__table__
_LAST_SEAL = select(_ENTRY.c.seal).order_by(_ENTRY.c.id.desc()).limit(1)
_SEALED = ("recorded_at", "staff_member_id", "action", "subject_kind", "subject_id", "changes")
_ADD = insert(AuditEntry.__table__)  # type: ignore[arg-type]

signed_in_id: Callable[[], int | None] = lambda: None  # noqa: E731 - the web sets who is signed in


def record(
    action: str,
    *,
    subject: tuple[str, str],
    changes: dict[str, Any] | None = None,
    staff_member_id: int | None = None,
    is_anonymous: bool = False,
) -> None:
    """Add an entry for an action on (kind, public id); values are codes, never free text.

    It is written past the unit of work: every change of every desk adds one.
    """
    if staff_member_id is None and not is_anonymous:
        staff_member_id = signed_in_id()
    session = db.session()
    session.flush()  # what the entry tells of stands first
    connection = session.connection()
    entry = {
        "recorded_at": utc_now(),
        "staff_member_id": staff_member_id,
        "action": action,
        "subject_kind": subject[0],
        "subject_id": subject[1],
        "changes": changes or {},
    }
    connection.execute(_ADD, entry | {"seal": _seal(connection.scalar(_LAST_SEAL) or "", entry)})


def seal_of(entry: AuditEntry, seal_before: str) -> str:
    """Compute an entry's seal: SHA-256 over the seal before it and its own content."""
    return _seal(seal_before, {name: getattr(entry, name) for name in _SEALED})


def _seal(seal_before: str, entry: dict[str, Any]) -> str:
    recorded_at, *others = (entry[name] for name in _SEALED)
    content = json.dumps(
        [seal_before, _to_second(recorded_at.astimezone(UTC)), *others],
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
