"""What staff do with visits: log, correct, withdraw. Nothing is committed here."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db, utc_now
from advicedesk.desks.queries import list_desks
from advicedesk.privacy import audit
from advicedesk.referrals import operations as referrals
from advicedesk.visits import case_codes
from advicedesk.visits.columns import need_columns, visit_columns
from advicedesk.visits.details import ImportedVisit, NeedDetails, VisitDetails
from advicedesk.visits.errors import (
    CaseCodeUnknown,
    NeedHasReferrals,
    NothingChanged,
    PublicIdTaken,
    StartedOutOfRange,
    UndoTimeOver,
    VisitWithdrawn,
)
from advicedesk.visits.importing.adding import add_visits, unused_case_codes
from advicedesk.visits.importing.own_reading import HEADER
from advicedesk.visits.importing.watching import Watch, unwatched
from advicedesk.visits.models import (
    Case,
    Correction,
    ImportLesson,
    Need,
    Visit,
)
from advicedesk.visits.queries import (
    find_before,
    find_case,
    find_known_public_ids,
    get_visit,
    last_service_language,
)
from advicedesk.visits.undoing import may_undo

DAYS_BACK = 14
_CLOCK_SKEW = timedelta(minutes=10)


def log_visit(
    *,
    public_id: str,
    details: VisitDetails,
    desk_id: int,
    desk_code: str,
    staff_member_id: int | None,
    now: datetime | None = None,
    any_age: bool = False,
) -> Visit:
    """Log a visit once: the same id with the same content gives the visit that is there."""
    now = now or utc_now()
    new_code = case_codes.new_case_code()
    before = find_before(
        public_id=public_id,
        new_code=new_code,
        staff_member_id=staff_member_id,
        client_language=details.client_language,
    )
    if before.is_logged:
        return _same_or_refused(get_visit(public_id), details, desk_id, staff_member_id)
    if before.is_case_code_taken:
        new_code = unused_case_codes(1).pop()
    if not any_age:
        _check_time(details.started_at or now, now)
    visit = Visit(
        public_id=public_id,
        desk_id=desk_id,
        staff_member_id=staff_member_id,
        case=_case(details.case_code) or Case(case_code=new_code, opened_at=now),
        **visit_columns(details, before.service_language, now),
    )
    _add(visit, details, now)
    _give_referrals(visit, details.needs, staff_member_id)
    audit.record(
        "visit.log",
        subject=("visit", public_id),
        changes={"desk": desk_code, "needs": len(details.needs)},
        staff_member_id=staff_member_id,
    )
    return visit


def _add(visit: Visit, details: VisitDetails, now: datetime) -> None:
    visit.content_seal = details.seal()
    visit.logged_at = now
    db.session.add(visit)
    for position, told in enumerate(details.needs):
        visit.needs.append(_need(visit, told, position))


def import_visits(
    *,
    visits: Sequence[ImportedVisit],
    staff_member_id: int | None = None,
    now: datetime | None = None,
    watch: Watch = unwatched,
) -> int:
    """Add the visits that are not there yet, each a case of its own; return how many."""
    now = now or utc_now()
    known = find_known_public_ids([told.public_id for told in visits])
    new = [told for told in visits if told.public_id not in known]
    desk_ids = {desk.desk_code: desk.id for desk in list_desks(with_closed=True)}
    add_visits(new, desk_ids, now, watch)
    audit.record(
        "visit.import",
        subject=("table", "visit"),
        changes={"added": len(new), "already_there": len(visits) - len(new)},
        staff_member_id=staff_member_id,
    )
    return len(new)


def teach_import(
    *, words: Mapping[tuple[str, str], str], headers: Mapping[str, str], now: datetime | None = None
) -> None:
    """Keep what words (by column) and headers of the desk's own tables mean, from now on."""
    told = {**words, **{(HEADER, header): column for header, column in headers.items()}}
    for (column, said), code in told.items():
        lesson = db.session.scalar(
            select(ImportLesson).where(
                ImportLesson.column_name == column, ImportLesson.said == said[:60]
            )
        )
        if lesson is None:
            lesson = ImportLesson(column_name=column, said=said[:60])
            db.session.add(lesson)
        lesson.code, lesson.taught_at = code, now or utc_now()
    if told:
        audit.record(
            "visit.teach_import",
            subject=("table", "import_lesson"),
            changes={"words": len(words), "headers": len(headers)},
        )


def _same_or_refused(
    there: Visit, details: VisitDetails, desk_id: int, staff_member_id: int | None
) -> Visit:
    is_same = (
        there.content_seal == details.seal()
        and there.desk_id == desk_id
        and there.staff_member_id == staff_member_id
    )
    if not is_same:
        raise PublicIdTaken
    return there


def _check_time(started_at: datetime, now: datetime) -> None:
    if not now - timedelta(days=DAYS_BACK, hours=1) <= started_at <= now + _CLOCK_SKEW:
        raise StartedOutOfRange


def _case(told_code: str | None) -> Case | None:
    if not told_code:
        return None
    case = find_case(told_code)
    if case is None:
        raise CaseCodeUnknown
    return case


def _need(visit: Visit, told: NeedDetails, position: int) -> Need:
    return Need(
        position=position,
        desk_id=visit.desk_id,
        started_at=visit.started_at,
        **need_columns(told),
    )


def _give_referrals(
    visit: Visit, needs: tuple[NeedDetails, ...], staff_member_id: int | None
) -> None:
    for need, told in zip(visit.needs, needs, strict=True):
        for referral in told.referrals:
            referrals.give_referral(need=need, details=referral, staff_member_id=staff_member_id)


def correct_visit(
    *,
    visit: Visit,
    details: VisitDetails,
    staff_member: StaffMember,
    positions: Sequence[int] | None = None,
    now: datetime | None = None,
) -> Correction:
    """Correct a visit; what was before is kept, but for the note's text.

    `positions` tells which need of the visit each told one is, when one was taken away.
    """
    now = now or utc_now()
    if visit.is_withdrawn:
        raise VisitWithdrawn
    before = snapshot(visit)
    # the thread stays; being in one does not make this visit a returning one
    details = replace(details, case_code=None)
    last_language = last_service_language(staff_member.id, details.client_language)
    columns = visit_columns(details, last_language, visit.started_at)
    if _to_minute(columns["started_at"]) == _to_minute(visit.started_at):
        columns["started_at"] = visit.started_at  # the form shows minutes only
    else:
        _check_time(columns["started_at"], now)
    note_changed = (visit.note or "") != (columns["note"] or "")
    for name, value in columns.items():
        setattr(visit, name, value)
    told_positions = range(len(details.needs)) if positions is None else positions
    _correct_needs(visit, details.needs, told_positions)
    if columns["started_at"].isoformat() != before["started_at"]:
        referrals.date_referrals(referrals=visit.referrals, given_at=columns["started_at"])
    db.session.flush()
    new_referrals = any(told.referrals for told in details.needs)
    _give_referrals(visit, details.needs, staff_member.id)
    changed = _changed(before, snapshot(visit))
    if note_changed:
        changed["note"] = None  # that it changed, never what it said
    if not changed and not new_referrals:
        raise NothingChanged
    return _keep_correction(visit, changed, staff_member, now, "visit.correct")


def _to_minute(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def _correct_needs(
    visit: Visit, told_needs: tuple[NeedDetails, ...], positions: Sequence[int]
) -> None:
    told_at = dict(zip(positions, told_needs, strict=True))
    for need in list(visit.needs):
        told = told_at.pop(need.position, None)
        if told is None:
            if need.referrals:
                raise NeedHasReferrals
            visit.needs.remove(need)
            continue
        for name, value in need_columns(told).items():
            setattr(need, name, value)
        need.started_at = visit.started_at
    for _position, told in sorted(told_at.items(), key=lambda pair: pair[0]):
        visit.needs.append(_need(visit, told, len(visit.needs)))
    for position, need in enumerate(visit.needs):
        need.position = position


def snapshot(visit: Visit) -> dict[str, Any]:
    """Return the visit's coded content as plain values, without the note."""
    names = (
        "contact_type",
        "asked_by",
        "people_helped",
        "children_present",
        "first_or_returning",
        "client_language",
        "service_language",
        "bridged",
        "interpreter_minutes",
        "interpreter_failure",
        "minutes",
        "came_by",
        "age_band",
        "municipality",
        "time_in_country",
    )
    content = {name: _plain(getattr(visit, name)) for name in names}
    content["started_at"] = visit.started_at.isoformat()
    content["needs"] = [
        {
            "topic": need.topic,
            "subtopic": need.subtopic,
            "acts": list(need.acts),
            "outcome": _plain(need.outcome),
            "unmet_reasons": list(need.unmet_reasons),
        }
        for need in visit.needs
    ]
    return content


def _plain(value: Any) -> Any:
    return getattr(value, "value", value)


def _changed(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in before.items() if after[name] != value}


def _keep_correction(
    visit: Visit, before: dict[str, Any], staff_member: StaffMember, now: datetime, action: str
) -> Correction:
    correction = Correction(
        visit=visit, staff_member_id=staff_member.id, corrected_at=now, before=before
    )
    db.session.add(correction)
    db.session.flush()
    audit.record(
        action,
        subject=("visit", visit.public_id),
        changes={"fields": sorted(before)},
        staff_member_id=staff_member.id,
    )
    return correction


def withdraw_visit(
    *, visit: Visit, reason: str, staff_member: StaffMember, now: datetime | None = None
) -> Visit:
    """Keep the visit out of all figures, with a reason; its row and its thread stay."""
    now = now or utc_now()
    if visit.is_withdrawn:
        raise VisitWithdrawn
    visit.withdrawn_at = now
    visit.withdrawn_reason = reason
    visit.note = None
    visit.content_seal = ""  # computed from the note too
    _keep_correction(visit, {"withdrawn": None}, staff_member, now, "visit.withdraw")
    return visit


def undo_visit(*, visit: Visit, staff_member: StaffMember, now: datetime | None = None) -> Visit:
    """Withdraw a visit that its own staff member saved a moment ago."""
    now = now or utc_now()
    if not visit.is_withdrawn and not may_undo(visit, staff_member.id, now):
        raise UndoTimeOver
    return withdraw_visit(visit=visit, reason="undone", staff_member=staff_member, now=now)
