"""Reading visits and cases; nothing changes here."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, String, bindparam, func, select, type_coerce
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from advicedesk.database import db, utc_now
from advicedesk.directory.models import ServicePoint
from advicedesk.referrals.models import Referral
from advicedesk.visits import case_codes
from advicedesk.visits.models import Case, Need, Visit
from advicedesk.visits.shapes import Shape, ToldNeed

_REMEMBERED = 900
_SERVED_LATELY = 100
_AT_ONCE = 500

_LATELY_IS = timedelta(days=120)

# what every log page and every visit ask: composed once, on columns alone
_VISIT, _NEED, _REFERRAL = Visit.__table__.c, Need.__table__.c, Referral.__table__.c
_KNOWN_PUBLIC_IDS = select(_VISIT.public_id).where(
    _VISIT.public_id.in_(bindparam("values", expanding=True))
)
_CASE_CODE = Case.__table__.c.case_code
_KNOWN_CASE_CODES = select(_CASE_CODE).where(_CASE_CODE.in_(bindparam("values", expanding=True)))
_LAST_SERVICE_LANGUAGE = (
    select(_VISIT.service_language)
    .where(
        _VISIT.staff_member_id == bindparam("staff_member_id"),
        _VISIT.client_language == bindparam("client_language"),
        _VISIT.withdrawn_at.is_(None),
    )
    .order_by(_VISIT.id.desc())
    .limit(1)
)
_BEFORE = select(
    select(_VISIT.id).where(_VISIT.public_id == bindparam("public_id")).scalar_subquery(),
    select(_CASE_CODE).where(bindparam("new_code") == _CASE_CODE).scalar_subquery(),
    _LAST_SERVICE_LANGUAGE.scalar_subquery(),
)
_OF_DESK_SINCE = (_VISIT.desk_id == bindparam("desk_id"), _VISIT.started_at >= bindparam("since"))
_WITH_MAIN_NEED = Visit.__table__.join(
    Need.__table__, (_NEED.visit_id == _VISIT.id) & (_NEED.position == 0)
)
_RECENT = (
    select(
        _VISIT.public_id,
        _VISIT.started_at,
        _VISIT.client_language,
        _NEED.topic,
        _NEED.subtopic,
        _VISIT.staff_member_id,
        _VISIT.logged_at,
        _VISIT.withdrawn_at,
    )
    .select_from(_WITH_MAIN_NEED)
    .where(*_OF_DESK_SINCE)
    .order_by(_VISIT.started_at.desc(), _VISIT.id.desc())
    .limit(bindparam("most"))
)
_COUNT_SINCE = select(func.count(_VISIT.id)).where(*_OF_DESK_SINCE, _VISIT.withdrawn_at.is_(None))
_SERVED = (
    select(_VISIT.client_language, _VISIT.service_language, type_coerce(_VISIT.bridged, String))
    .where(_VISIT.staff_member_id == bindparam("staff_member_id"), _VISIT.withdrawn_at.is_(None))
    .order_by(_VISIT.id.desc())
    .limit(_SERVED_LATELY)
)
_TOLD_LATELY = (
    select(
        _NEED.id,
        _NEED.topic,
        _NEED.subtopic,
        _NEED.acts,
        type_coerce(_NEED.outcome, String),
        _NEED.visit_id,
        _VISIT.client_language,
        _VISIT.minutes,
        ServicePoint.public_id,
    )
    .select_from(
        Need.__table__.join(Visit.__table__, _VISIT.id == _NEED.visit_id)
        .outerjoin(Referral.__table__, _REFERRAL.need_id == _NEED.id)
        .outerjoin(ServicePoint.__table__, ServicePoint.id == _REFERRAL.service_point_id)
    )
    .where(
        _NEED.desk_id == bindparam("desk_id"),
        _NEED.started_at >= bindparam("since"),
        _VISIT.withdrawn_at.is_(None),
    )
    .order_by(_NEED.started_at.desc(), _NEED.id, _REFERRAL.id)
    .limit(_REMEMBERED)
)
_REFERRALS_BY_PLACE = (
    select(_REFERRAL.service_point_id, func.count(_REFERRAL.id))
    .where(
        _REFERRAL.desk_id == bindparam("desk_id"),
        _REFERRAL.service_point_id.is_not(None),
        _REFERRAL.given_at >= bindparam("since"),
    )
    .group_by(_REFERRAL.service_point_id)
)


def get_visit(public_id: str) -> Visit:
    """Return the visit with this public id; there is one."""
    return db.session.scalars(select(Visit).where(Visit.public_id == public_id)).one()


@dataclass(frozen=True)
class Before:
    """What a new visit must know of those before it."""

    is_logged: bool
    is_case_code_taken: bool
    service_language: str | None


def find_before(
    *, public_id: str, new_code: str, staff_member_id: int | None, client_language: str
) -> Before:
    """Tell at once whether the visit is there, whether a code is taken, and how this person
    served the language last: the writer's turn is short.
    """
    asked = {
        "public_id": public_id,
        "new_code": new_code,
        "staff_member_id": staff_member_id,
        "client_language": client_language,
    }
    visit, case, service_language = db.session.execute(_BEFORE, asked).one()
    return Before(visit is not None, case is not None, service_language)


def find_visit_at(public_id: str, desk_ids: list[int]) -> Visit | None:
    """Return the visit if it belongs to one of the desks, with all that its page shows."""
    return db.session.scalar(
        select(Visit)
        .where(Visit.public_id == public_id, Visit.desk_id.in_(desk_ids))
        .options(*_whole())
    )


def _whole() -> tuple[ExecutableOption, ...]:
    return (
        joinedload(Visit.staff_member),
        joinedload(Visit.desk),
        selectinload(Visit.needs)
        .selectinload(Need.referrals)
        .options(selectinload(Referral.steps), joinedload(Referral.service_point)),
    )


def find_case(told_code: str) -> Case | None:
    """Return the case a told code means: look-alikes, spaces and small letters are forgiven."""
    if not case_codes.is_well_formed(told_code):
        return None
    return db.session.scalar(select(Case).where(Case.case_code == case_codes.normalise(told_code)))


def list_visits_of_case(case: Case, desk_ids: list[int]) -> list[Visit]:
    """Return a case's visits at these desks, newest first."""
    return list(
        db.session.scalars(
            select(Visit)
            .where(Visit.case_id == case.id, Visit.desk_id.in_(desk_ids))
            .order_by(Visit.started_at.desc(), Visit.id.desc())
            .options(*_whole())
        )
    )


def find_known_public_ids(public_ids: Sequence[str]) -> set[str]:
    """Return which of these ids visits have already."""
    return _find_known(_KNOWN_PUBLIC_IDS, public_ids)


def find_known_case_codes(new_codes: Sequence[str]) -> set[str]:
    """Return which of these codes cases have already."""
    return _find_known(_KNOWN_CASE_CODES, new_codes)


def _find_known(known: Select[Any], values: Sequence[str]) -> set[str]:
    return {
        value
        for first in range(0, len(values), _AT_ONCE)
        for value in db.session.scalars(known, {"values": values[first : first + _AT_ONCE]})
    }


def last_service_language(staff_member_id: int | None, client_language: str) -> str | None:
    """Return the language this staff member used last with that client language."""
    if staff_member_id is None:
        return None
    return db.session.scalar(
        _LAST_SERVICE_LANGUAGE,
        {"staff_member_id": staff_member_id, "client_language": client_language},
    )


def list_visits_between(
    desk_id: int, first: datetime, last: datetime, limit: int = 500
) -> list[Visit]:
    """Return a desk's visits that began in [first, last), newest first, withdrawn ones too."""
    return list(
        db.session.scalars(
            select(Visit)
            .where(Visit.desk_id == desk_id, Visit.started_at >= first, Visit.started_at < last)
            .order_by(Visit.started_at.desc(), Visit.id.desc())
            .limit(limit)
            .options(*_whole())
        )
    )


@dataclass(frozen=True)
class RecentVisit:
    """A line of the desk's last visits: no note, no name."""

    public_id: str
    started_at: datetime
    client_language: str
    topic: str
    subtopic: str | None
    staff_member_id: int | None
    logged_at: datetime
    is_withdrawn: bool


def list_recent_visits(desk_id: int, since: datetime, limit: int = 6) -> list[RecentVisit]:
    """Return the desk's last visits with their main need."""
    rows = db.session.execute(_RECENT, {"desk_id": desk_id, "since": since, "most": limit})
    return [RecentVisit(*row[:7], is_withdrawn=row[7] is not None) for row in rows]


def count_visits_since(desk_id: int, since: datetime) -> int:
    """Count a desk's visits since a moment."""
    return db.session.scalar(_COUNT_SINCE, {"desk_id": desk_id, "since": since}) or 0


def find_served(staff_member_id: int) -> dict[str, tuple[str, str]]:
    """Return client language -> (language of service, bridged) as this person did it last."""
    served: dict[str, tuple[str, str]] = {}
    for language, *how in db.session.execute(_SERVED, {"staff_member_id": staff_member_id}):
        served.setdefault(language, (how[0], how[1]))
    return served


def count_referrals_by_place(desk_id: int) -> dict[int, int]:
    """Count a desk's referrals by service point, for the order of the picker."""
    rows = db.session.execute(
        _REFERRALS_BY_PLACE, {"desk_id": desk_id, "since": utc_now() - _LATELY_IS}
    )
    return {place: count for place, count in rows}


def list_needs_told_lately(desk_id: int) -> list[ToldNeed]:
    """Return a desk's last needs, newest first, as the shapes they had."""
    rows = db.session.execute(
        _TOLD_LATELY, {"desk_id": desk_id, "since": utc_now() - _LATELY_IS}
    ).all()
    of_need: dict[int, list[Any]] = {}
    for row in rows:
        of_need.setdefault(row.id, []).append(row)
    count = Counter(lines[0].visit_id for lines in of_need.values())
    return [_told(lines, count[lines[0].visit_id] == 1) for lines in of_need.values()]


def _told(lines: list[Any], is_only_need: bool) -> ToldNeed:
    first = lines[0]
    outcome = first[4]
    return ToldNeed(
        topic=first.topic,
        language=first.client_language,
        shape=Shape(
            subtopic=first.subtopic,
            acts=tuple(sorted(first.acts)),
            outcome=outcome,
            places=tuple(line.public_id for line in lines if line.public_id),
        ),
        minutes=first.minutes if is_only_need else None,
    )
