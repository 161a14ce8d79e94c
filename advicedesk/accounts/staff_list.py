"""Which of the staff are shown: by name, role, desk and state (pure)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from advicedesk.accounts.queries import StaffRow

# so many stand on one page without looking for them
MANY = 8


class State(StrEnum):
    """Whether somebody can sign in, cannot yet, or can no more."""

    ACTIVE = "active"
    INVITED = "invited"
    DEACTIVATED = "deactivated"


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to; an empty text asks for nothing."""

    search: str = ""
    role: str = ""
    desk: str = ""
    state: str = ""

    def __bool__(self) -> bool:
        return bool(self.search or self.role or self.desk or self.state)


def state_of(row: "StaffRow") -> State:
    """Return somebody's state."""
    if not row.person.is_active:
        return State.DEACTIVATED
    return State.INVITED if row.is_invited else State.ACTIVE


def narrowed(rows: Iterable["StaffRow"], wanted: Wanted) -> list["StaffRow"]:
    """Return those that fit everything that is wanted."""
    return [row for row in rows if _fits(row, wanted)]


def _fits(row: "StaffRow", wanted: Wanted) -> bool:
    person = row.person
    names = f"{person.display_name} {person.username}".casefold()
    held = [
        role
        for role in person.roles
        if wanted.role in ("", role.role)
        and wanted.desk in ("", role.desk.desk_code if role.desk else None)
    ]
    return (
        all(word in names for word in wanted.search.casefold().split())
        and wanted.state in ("", state_of(row))
        and (bool(held) or not (wanted.role or wanted.desk))
    )
