"""`guarded_text()`: a text column that refuses identifiers on assignment, whoever assigns."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import String, event
from sqlalchemy.orm import MappedColumn, Mapper, mapped_column

from advicedesk.privacy.identity_codes import (
    LONGEST_TEXT,
    NO_CONTACTS,
    NOTE_LENGTH,
    Finding,
    KnownContacts,
    Verdict,
    find_identifiers,
    judge,
)

_MARK = "guarded"

known_contacts: Callable[[], KnownContacts] = lambda: NO_CONTACTS  # noqa: E731 - the app sets it


def find_in(text: str, today: date | None = None) -> list[Finding]:
    """Find identifiers; the directory's contacts are asked for only where there is something."""
    findings = find_identifiers(text, today=today)
    return findings and find_identifiers(text, known=known_contacts(), today=today)


class HoldsIdentityCode(ValueError):
    """A guarded text names a person; `kinds` says how, the text itself is not kept."""

    def __init__(self, kinds: tuple[str, ...]) -> None:
        super().__init__("guarded text holds: " + ", ".join(kinds))
        self.kinds = kinds


def guarded_text(length: int = NOTE_LENGTH) -> MappedColumn[Any]:
    """Return a nullable text column marked as guarded."""
    return mapped_column(String(length), nullable=True, info={_MARK: True})


@event.listens_for(Mapper, "mapper_configured")
def _guard_marked_columns(mapper: Mapper[Any], class_: type) -> None:
    for column in mapper.columns:
        if column.info.get(_MARK):
            attribute = getattr(class_, mapper.get_property_by_column(column).key)
            event.listen(attribute, "set", _refuse_on_set)


def _refuse_on_set(_target: Any, value: str | None, _old: Any, _initiator: Any) -> None:
    refuse_identifiers(value)


def refuse_identifiers(value: str | None) -> None:
    """Raise HoldsIdentityCode for what is certain; also for rows written past the unit of work."""
    if not value:
        return
    if len(value) > LONGEST_TEXT:
        raise HoldsIdentityCode(("too_long",))
    # what may be asked about was answered before; only what is certain is refused here
    findings = find_in(value)
    if judge(findings) is Verdict.BLOCK:
        kinds = sorted({found.kind for found in findings if found.verdict is Verdict.BLOCK})
        raise HoldsIdentityCode(tuple(kinds))
