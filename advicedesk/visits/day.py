"""Reading what the page Today shows; nothing changes here, nothing knows the web."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from advicedesk.database import db
from advicedesk.referrals.models import Referral, ReferralStep
from advicedesk.visits.models import Correction, Need, Visit
from advicedesk.visits.to_correct import DAYS_BACK, Fault, ToldNeed, ToldVisit, list_faults
from advicedesk.visits.undoing import UNDO_TIME

_STORED = Visit.__table__.c
_LAST_ROWS = 200
_MOST_LOOKED_AT = 600
_OF_DAY = (_STORED.desk_id == bindparam("desk_id"), _STORED.started_at >= bindparam("since"))


def _last_rows(model: Any) -> tuple[Any, Any]:
    """Return the greatest id and how many of the last ids are there.

    An id below the greatest may be seen later than it: the count then changes.
    """
    key = model.__table__.c.id
    greatest = select(func.max(key)).scalar_subquery()
    count = select(func.count()).where(key > greatest - _LAST_ROWS).scalar_subquery()
    return greatest, count


# asked every few seconds by every open page: a handful of look-ups by index, composed once
_VERSION = select(
    select(func.count(_STORED.id)).where(*_OF_DAY).scalar_subquery(),
    select(func.max(_STORED.logged_at)).where(*_OF_DAY).scalar_subquery(),
    select(func.count(_STORED.withdrawn_at)).where(*_OF_DAY).scalar_subquery(),
    select(func.count(_STORED.id))
    .where(
        *_OF_DAY,
        _STORED.staff_member_id == bindparam("person_id"),
        _STORED.logged_at >= bindparam("undo_since"),
    )
    .scalar_subquery(),
    *_last_rows(Correction),
    *_last_rows(ReferralStep),
)


def find_version(desk_id: int, person_id: int, since: datetime, now: datetime) -> tuple[Any, ...]:
    """Return what changes whenever a line of the day changes for this person."""
    asked = {
        "desk_id": desk_id,
        "person_id": person_id,
        "since": since,
        "undo_since": now - UNDO_TIME,
    }
    return tuple(db.session.execute(_VERSION, asked).one())


def list_closed_since(desk_id: int, since: datetime, limit: int = 5) -> list[Referral]:
    """Return the desk's referrals that were closed since a moment, the last first."""
    withdrawn = select(Need.id).join(Visit).where(Visit.withdrawn_at.is_not(None))
    return list(
        db.session.scalars(
            select(Referral)
            .where(
                Referral.desk_id == desk_id,
                Referral.closed_at >= since,
                Referral.need_id.not_in(withdrawn),
            )
            .order_by(Referral.closed_at.desc(), Referral.id.desc())
            .limit(limit)
            .options(joinedload(Referral.service_point))
        )
    )


@dataclass(frozen=True)
class VisitToCorrect:
    """A visit that looks wrong or incomplete, and why."""

    public_id: str
    started_at: datetime
    faults: tuple[Fault, ...]


def list_visits_to_correct(
    person_id: int, desk_ids: Sequence[int], imported_desk_ids: Sequence[int], now: datetime
) -> list[VisitToCorrect]:
    """Return a person's own visits of the last days that look wrong, the newest first.

    Imported visits are nobody's own: they wait for the supervisors of their desk.
    """
    since = now - timedelta(days=DAYS_BACK)
    is_own = (Visit.staff_member_id == person_id) & Visit.desk_id.in_(desk_ids)
    is_imported = Visit.staff_member_id.is_(None) & Visit.desk_id.in_(imported_desk_ids)
    visits = db.session.scalars(
        select(Visit)
        .where(
            or_(is_own, is_imported),
            Visit.started_at >= since,
            Visit.withdrawn_at.is_(None),
        )
        .order_by(Visit.started_at.desc(), Visit.id.desc())
        .limit(_MOST_LOOKED_AT)
        .options(selectinload(Visit.needs).selectinload(Need.referrals))
    ).all()
    faults = list_faults([_told(visit) for visit in visits])
    return [
        VisitToCorrect(visit.public_id, visit.started_at, tuple(faults[visit.public_id]))
        for visit in visits
        if visit.public_id in faults
    ]


def _told(visit: Visit) -> ToldVisit:
    return ToldVisit(
        public_id=visit.public_id,
        staff_member_id=visit.staff_member_id,
        started_at=visit.started_at,
        client_language=visit.client_language,
        service_language=visit.service_language,
        bridged=visit.bridged,
        interpreter_minutes=visit.interpreter_minutes,
        minutes=visit.minutes,
        needs=tuple(
            ToldNeed(
                topic=need.topic,
                subtopic=need.subtopic,
                has_acts=bool(need.acts),
                outcome=need.outcome,
                has_unmet_reasons=bool(need.unmet_reasons),
                has_referrals=bool(need.referrals),
            )
            for need in visit.needs
        ),
    )
