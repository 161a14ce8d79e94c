"""A whole file read against what the database knows: visits with their ids, or problems."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from advicedesk.codelists.models import CodeList
from advicedesk.codelists.queries import code_lists
from advicedesk.directory.queries import public_ids_by_name
from advicedesk.languages import registry
from advicedesk.privacy import columns
from advicedesk.privacy.identity_codes import Finding, find_identifiers
from advicedesk.visits.details import ImportedVisit
from advicedesk.visits.importing.rows import Known, Problem, ReadRow, RowFault, imported, read_row
from advicedesk.visits.importing.sheets import read_sheet


class OnIdentifier(StrEnum):
    """What becomes of a row whose note leads to a person."""

    REFUSE = "refuse"
    DROP_NOTE = "drop-note"


@dataclass(frozen=True)
class Desks:
    """The desks whose visits a file may hold; the default is for rows that name none."""

    allowed: Collection[str]
    default: str | None = None


@dataclass
class Reading:
    """A file as it was understood."""

    row_count: int = 0
    visits: list[ImportedVisit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    # lines whose note is left out, with the kinds of what it held
    dropped_notes: list[Problem] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Tell whether all rows can be taken: all or none are."""
        return not self.problems


def read_visits(
    content: bytes,
    *,
    desks: Desks,
    zone: ZoneInfo,
    now: datetime,
    renamed: Mapping[str, str] | None = None,
    on_identifier: OnIdentifier = OnIdentifier.REFUSE,
) -> Reading:
    """Read a file; raise FileRefused when it is no table of visits at all."""
    rows = read_sheet(content, renamed)
    known = _known(desks, zone, now)
    reading = Reading(row_count=len(rows))
    places: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        read = read_row(row, known)
        _settle_note(read, reading, on_identifier)
        reading.problems += read.problems
        if not read.problems:
            reading.visits.append(imported(read, places[read.content]))
            places[read.content] += 1
    return reading


def _settle_note(read: ReadRow, reading: Reading, on_identifier: OnIdentifier) -> None:
    if not read.note_kinds:
        return
    found = Problem(read.line, RowFault.IDENTIFIER, "note", read.note_kinds)
    if on_identifier is OnIdentifier.REFUSE:
        read.problems.append(found)
        return
    reading.dropped_notes.append(found)
    if read.details is not None:
        read.details = replace(read.details, note=None)


def _known(desks: Desks, zone: ZoneInfo, now: datetime) -> Known:
    lists = code_lists()
    contacts = columns.known_contacts()

    def find(text: str, day: date) -> list[Finding]:
        return list(find_identifiers(text, known=contacts, today=day))

    return Known(
        desks=desks.allowed,
        default_desk=desks.default,
        is_language=registry.is_known,
        # retired codes too: a table of last year uses last year's
        topics=lists.names(CodeList.TOPIC).keys(),
        acts=lists.names(CodeList.ACT).keys(),
        unmet_reasons=lists.names(CodeList.UNMET_REASON).keys(),
        places=public_ids_by_name(),
        find_identifiers=find,
        zone=zone,
        now=now,
    )
