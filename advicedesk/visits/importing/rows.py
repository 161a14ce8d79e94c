"""A row of text in, a visit or its problems out. Pure; a problem never repeats what a cell says."""

import hashlib
import json
import unicodedata
import uuid
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from advicedesk.privacy.identity_codes import NOTE_LENGTH, Finding, Verdict, judge
from advicedesk.referrals.details import ReferralDetails
from advicedesk.visits.details import ImportedVisit, NeedDetails, VisitDetails
from advicedesk.visits.importing.sheets import COLUMNS, SheetRow
from advicedesk.visits.models import Bridged, ContactType, Outcome

Code = TypeVar("Code", bound=StrEnum)
MOST_NEEDS = 12
MOST_REFERRALS = 8
MOST_MINUTES = 480
LONGEST_NAME = 160
_LONGEST_CELL = 1000
_WITHOUT_NOTE = tuple(column for column in COLUMNS if column != "note")
_CLOCK_SKEW = timedelta(minutes=10)
_OF_NEEDS = ("topics", "acts", "referred_to", "outcome", "unmet_reasons")
# a number of the office's own register, which leads to no client without it
_ALLOWED_KINDS = frozenset({"case_number"})


class RowFault(StrEnum):
    """What is wrong with a row."""

    WRONG_CELLS = "wrong_cells"
    MISSING = "missing"
    NO_TIME = "no_time"
    CLOCK_CHANGE = "clock_change"
    IN_FUTURE = "in_future"
    OTHER_DESK = "other_desk"
    UNKNOWN_CODE = "unknown_code"
    NO_NUMBER = "no_number"
    TOO_MANY = "too_many"
    TOO_LONG = "too_long"
    HIDDEN_SIGNS = "hidden_signs"
    REASONS_NEED_UNMET = "reasons_need_unmet"
    IDENTIFIER = "identifier"


@dataclass(frozen=True)
class Problem:
    """One thing wrong: the line in the file, the column, what it is; never the value."""

    line: int
    fault: RowFault
    column: str | None = None
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """What rows are held against."""

    desks: Collection[str]
    default_desk: str | None
    is_language: Callable[[str], bool]
    topics: Collection[str]
    acts: Collection[str]
    unmet_reasons: Collection[str]
    # casefolded name -> public id of a service point
    places: Mapping[str, str]
    find_identifiers: Callable[[str, date], Sequence[Finding]]
    zone: ZoneInfo
    now: datetime
    # what rows said before: a hundred thousand rows say the same few thousand needs
    needs: dict[tuple[str, ...], tuple[NeedDetails, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class ReadRow:
    """A row as it was understood."""

    line: int
    problems: list[Problem] = field(default_factory=list)
    desk_code: str = ""
    details: VisitDetails | None = None
    # what makes rows equal: all that the row says but its note
    content: tuple[str, ...] = ()
    # kinds of identifiers in the note; the note is not in `details` then
    note_kinds: tuple[str, ...] = ()


def read_row(row: SheetRow, known: Known) -> ReadRow:
    """Read a row; `details` is None when a problem keeps it from being a visit."""
    read = ReadRow(row.line)
    if row.cells is None:
        read.problems.append(Problem(row.line, RowFault.WRONG_CELLS))
        return read
    cells = _Cells(row.line, row.cells, read.problems)
    if read.problems:
        return read
    started_at = _started_at(cells, known)
    read.desk_code = _desk(cells, known)
    details = _details(cells, known, started_at)
    read.note_kinds = _note_kinds(cells, known, details)
    if not read.problems:
        read.details = details
        read.content = cells.content(read.desk_code, started_at)
    return read


def public_id_of(content: Sequence[str], place: int) -> str:
    """Derive a visit's id from what its row says and its place among equal rows.

    The note is no part of it: the same row is the same visit with or without its note.
    """
    told = json.dumps([*content, place], ensure_ascii=False)
    digest = hashlib.sha256(f"imported visit\n{told}".encode()).digest()
    return str(uuid.UUID(bytes=digest[:16], version=4))


def imported(read: ReadRow, equal_before: Counter[str]) -> ImportedVisit:
    """Return the visit of a row without problems, and count it among the rows equal to it."""
    assert read.details is not None  # noqa: S101 - the caller asks only for sound rows
    first_id = public_id_of(read.content, 0)
    place = equal_before[first_id]
    equal_before[first_id] = place + 1
    public_id = public_id_of(read.content, place) if place else first_id
    return ImportedVisit(public_id, read.desk_code, read.details)


class _Cells:
    """The cleaned cells of a row; refuses what no cell may hold."""

    def __init__(self, line: int, cells: Mapping[str, str], problems: list[Problem]) -> None:
        self.line = line
        self.problems = problems
        self.texts = {column: _clean(cells[column]) for column in COLUMNS}
        for column, text in self.texts.items():
            if len(text) > _LONGEST_CELL:
                self.refuse(RowFault.TOO_LONG, column)
            elif not _is_plain(text):
                self.refuse(RowFault.HIDDEN_SIGNS, column)

    def __getitem__(self, column: str) -> str:
        return self.texts[column]

    def refuse(self, fault: RowFault, column: str) -> None:
        """Add a problem of a column."""
        self.problems.append(Problem(self.line, fault, column))

    def parts(self, column: str) -> list[str]:
        """Return what stands between semicolons."""
        return [part.strip() for part in self[column].split(";") if part.strip()]

    def codes(self, column: str, allowed: Collection[str]) -> tuple[str, ...]:
        """Return the codes of a cell, each once."""
        parts = dict.fromkeys(self.parts(column))
        if not all(part in allowed for part in parts):
            self.refuse(RowFault.UNKNOWN_CODE, column)
        return tuple(parts)

    def member(self, column: str, enum: type[Code]) -> Code | None:
        """Return the enum's member that a cell names, or None for nothing."""
        if not self[column]:
            return None
        try:
            return enum(self[column])
        except ValueError:
            self.refuse(RowFault.UNKNOWN_CODE, column)
            return None

    def language(self, column: str, known: Known) -> str | None:
        """Return the language code of a cell, or None for nothing."""
        if self[column] and not known.is_language(self[column]):
            self.refuse(RowFault.UNKNOWN_CODE, column)
        return self[column] or None

    def content(self, desk_code: str, started_at: datetime | None) -> tuple[str, ...]:
        """Return what makes rows equal, however a program writes the time."""
        self.texts["desk"] = desk_code
        self.texts["started_at"] = started_at.isoformat() if started_at else ""
        return tuple(map(self.texts.__getitem__, _WITHOUT_NOTE))


def _clean(text: str) -> str:
    return text.strip() if text.isascii() else unicodedata.normalize("NFC", text).strip()


def _is_plain(text: str) -> bool:
    # what can be printed holds no such sign, and is told apart much faster
    return text.isprintable() or not any(
        unicodedata.category(sign) in ("Cc", "Cs", "Zl", "Zp") and sign not in "\n\r\t"
        for sign in text
    )


def _started_at(cells: _Cells, known: Known) -> datetime | None:
    text = cells["started_at"]
    if not text:
        cells.refuse(RowFault.MISSING, "started_at")
        return None
    try:
        local = datetime.fromisoformat(text)
    except ValueError:
        local = None
    # a day alone is no time; a time of another zone is not what the desk's clock showed
    if local is None or len(text) < 16 or local.tzinfo or not 2000 <= local.year <= 2100:
        cells.refuse(RowFault.NO_TIME, "started_at")
        return None
    moment = local.replace(tzinfo=known.zone)
    if moment.astimezone(UTC).astimezone(known.zone).replace(tzinfo=None) != local:
        cells.refuse(RowFault.CLOCK_CHANGE, "started_at")
    elif moment > known.now + _CLOCK_SKEW:
        cells.refuse(RowFault.IN_FUTURE, "started_at")
    return moment


def _desk(cells: _Cells, known: Known) -> str:
    desk_code = cells["desk"] or known.default_desk or ""
    if not desk_code:
        cells.refuse(RowFault.MISSING, "desk")
    elif desk_code not in known.desks:
        cells.refuse(RowFault.OTHER_DESK, "desk")
    return desk_code


def _details(cells: _Cells, known: Known, started_at: datetime | None) -> VisitDetails:
    if not cells["client_language"]:
        cells.refuse(RowFault.MISSING, "client_language")
    return VisitDetails(
        started_at=started_at,
        client_language=cells.language("client_language", known) or "",
        needs=_needs_once(cells, known),
        contact_type=cells.member("contact_type", ContactType) or ContactType.WALK_IN,
        service_language=cells.language("service_language", known),
        bridged=cells.member("bridged", Bridged),
        minutes=_minutes(cells),
        note=cells["note"] or None,
    )


def _minutes(cells: _Cells) -> int | None:
    text = cells["minutes"]
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > 4 or int(text) > MOST_MINUTES:
        cells.refuse(RowFault.NO_NUMBER, "minutes")
        return None
    return int(text)


def _needs_once(cells: _Cells, known: Known) -> tuple[NeedDetails, ...]:
    told = tuple(map(cells.texts.__getitem__, _OF_NEEDS))
    if (before := known.needs.get(told)) is not None:
        return before
    problem_count = len(cells.problems)
    needs = _needs(cells, known)
    if len(cells.problems) == problem_count:
        known.needs[told] = needs
    return needs


def _needs(cells: _Cells, known: Known) -> tuple[NeedDetails, ...]:
    """Return the needs; what the desk did and how it ended belongs to the main one."""
    topics = cells.parts("topics")
    if not topics:
        cells.refuse(RowFault.MISSING, "topics")
        return ()
    if len(topics) > MOST_NEEDS:
        cells.refuse(RowFault.TOO_MANY, "topics")
    if not all(topic in known.topics for topic in topics):
        cells.refuse(RowFault.UNKNOWN_CODE, "topics")
    outcome = cells.member("outcome", Outcome)
    reasons = cells.codes("unmet_reasons", known.unmet_reasons)
    if reasons and outcome is not Outcome.UNMET:
        cells.refuse(RowFault.REASONS_NEED_UNMET, "unmet_reasons")
    main, *others = (topic.partition("/") for topic in topics)
    return (
        NeedDetails(
            topic=main[0],
            subtopic=main[2] or None,
            acts=cells.codes("acts", known.acts),
            outcome=outcome,
            unmet_reasons=reasons,
            referrals=_referrals(cells, known),
        ),
        *(NeedDetails(topic=topic, subtopic=sub or None) for topic, _slash, sub in others),
    )


def _referrals(cells: _Cells, known: Known) -> tuple[ReferralDetails, ...]:
    names = [" ".join(name.split()) for name in cells.parts("referred_to")]
    if len(names) > MOST_REFERRALS:
        cells.refuse(RowFault.TOO_MANY, "referred_to")
    if any(len(name) > LONGEST_NAME for name in names):
        cells.refuse(RowFault.TOO_LONG, "referred_to")
    found = []
    for name in names:
        place = known.places.get(name.casefold())
        if place is None and _kinds(known.find_identifiers(name, known.now.date()), Verdict.BLOCK):
            cells.refuse(RowFault.IDENTIFIER, "referred_to")
        found.append(ReferralDetails(service_point=place, authority_name=None if place else name))
    return tuple(found)


def _note_kinds(cells: _Cells, known: Known, details: VisitDetails) -> tuple[str, ...]:
    note = details.note
    if not note:
        return ()
    if len(note) > NOTE_LENGTH:
        cells.refuse(RowFault.TOO_LONG, "note")
    # a date near the visit belongs to the work, not near the day of the import
    day = (details.started_at or known.now).date()
    return _kinds(known.find_identifiers(note, day), Verdict.ASK, Verdict.BLOCK)


def _kinds(findings: Sequence[Finding], *verdicts: Verdict) -> tuple[str, ...]:
    if judge(findings) is Verdict.ALLOW:
        return ()
    kinds = {found.kind for found in findings if found.verdict in verdicts}
    return tuple(sorted(kinds - _ALLOWED_KINDS))
