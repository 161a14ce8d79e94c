"""A whole file read against what the database knows: visits with their ids, or problems."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from advicedesk.codelists.models import CodeList
from advicedesk.codelists.queries import code_lists
from advicedesk.directory.queries import public_ids_by_name
from advicedesk.languages import registry
from advicedesk.privacy import columns
from advicedesk.privacy.identity_codes import Finding, find_identifiers
from advicedesk.visits.details import ImportedVisit
from advicedesk.visits.importing.mapping import OwnMapping
from advicedesk.visits.importing.own_reading import read_own
from advicedesk.visits.importing.own_table import OwnRow, OwnTable, Question, QuestionKind
from advicedesk.visits.importing.rows import Known, Problem, ReadRow, RowFault, imported, read_row
from advicedesk.visits.importing.sheets import (
    FileFault,
    FileRefused,
    SheetRow,
    SheetRows,
    read_sheet,
)
from advicedesk.visits.importing.watching import Watch, unwatched


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
    # a table of the desk's own make, and what it leaves to be asked
    own: OwnTable | None = None
    questions: list[Question] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Tell whether all rows can be taken: all or none are."""
        return not self.problems and not self.questions


def read_visits(
    content: bytes,
    *,
    desks: Desks,
    zone: ZoneInfo,
    now: datetime,
    mapping: OwnMapping | None = None,
    on_identifier: OnIdentifier = OnIdentifier.REFUSE,
    watch: Watch = unwatched,
) -> Reading:
    """Read the canonical table, else one of the desk's own make; raise FileRefused when neither."""
    known = _known(desks, zone, now)
    mapping = mapping or OwnMapping({})
    found = _table(content, mapping)
    rows: Sequence[SheetRow | OwnRow]
    if isinstance(found, OwnTable):
        rows = [row for row in found.rows if not row.is_left_out]
        reading = Reading(row_count=len(rows), own=found)
        _ask(found, known, reading)
    else:
        rows, reading = found, Reading(row_count=len(found))
    _take(watch(rows), known, reading, on_identifier)
    return reading


def _table(content: bytes, mapping: OwnMapping) -> SheetRows | OwnTable:
    try:
        return read_sheet(content, mapping.renamed)
    except FileRefused as error:
        if error.fault in (FileFault.NO_ROWS, FileFault.TOO_MANY_ROWS):
            raise
        refusal = error.with_traceback(None)  # which would keep the whole workbook beside the next
    try:
        return read_own(content, mapping.answers, mapping.taught)
    except FileRefused as own:
        # the canonical file's own fault says more when there is no table of visits at all
        raise (refusal if own.fault is FileFault.WRONG_HEADER else own) from None


def _ask(own: OwnTable, known: Known, reading: Reading) -> None:
    """Ask what is not known; a word that leads to a person is refused, never shown."""
    for question in own.questions:
        found = known.find_identifiers(question.word, known.now.date())
        if question.kind is QuestionKind.WORD and found:
            kinds = tuple(sorted({one.kind for one in found}))
            at = question.line, RowFault.IDENTIFIER, question.column
            reading.problems.append(Problem(*at, kinds))
        else:
            reading.questions.append(question)


def _take(
    rows: Iterable[SheetRow | OwnRow], known: Known, reading: Reading, on_identifier: OnIdentifier
) -> None:
    equal_before: Counter[str] = Counter()
    for row in rows:
        if isinstance(row, OwnRow):
            if row.questions:
                continue  # judged when it is answered
            read = read_row(row.sheet_row, known)
            if row.people and read.details is not None:
                read.details = replace(read.details, people_helped=row.people)
        else:
            read = read_row(row, known)
        _settle_note(read, reading, on_identifier)
        reading.problems += read.problems
        if not read.problems:
            reading.visits.append(imported(read, equal_before))


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

    # an office's name is on every other row; the texts go with the reading
    @lru_cache(maxsize=2048)
    def find(text: str, day: date) -> Sequence[Finding]:
        return find_identifiers(text, known=contacts, today=day)

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
