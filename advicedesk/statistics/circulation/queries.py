"""The referrals of some desks and months, with the place each leads to and was passed on to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from advicedesk.database import db
from advicedesk.desks.models import Desk
from advicedesk.referrals.models import Referral, ReferralStatus, RejectedReason
from advicedesk.statistics.circulation.steps import OUTSIDE, SentRow, Stop
from advicedesk.statistics.counting.referrals import HOUSES
from advicedesk.statistics.queries import HOUSE, TARGET, Places, places_of
from advicedesk.visits.models import Need, Visit


def list_sent(desks: Sequence[Desk], edges: tuple[datetime, datetime]) -> list[SentRow]:
    """Return the referrals given in [first, last), in order; withdrawn visits are left out."""
    of_desk = {desk.id: desk for desk in desks}
    rows = db.session.execute(
        select(
            Referral.desk_id,
            Referral.given_at,
            Visit.case_id,
            Need.topic,
            Referral.authority_id,
            Referral.service_point_id,
            Referral.authority_name,
            Referral.status,
            Referral.rejected_reason,
            Referral.rerouted_to_id,
        )
        .join(Need, Need.id == Referral.need_id)
        .join(Visit, Visit.id == Need.visit_id)
        .where(
            Referral.desk_id.in_(of_desk),
            Referral.given_at >= edges[0],
            Referral.given_at < edges[1],
            Visit.withdrawn_at.is_(None),
        )
        .order_by(Referral.given_at, Referral.id)
    ).all()
    places = places_of({target for row in rows for target in (_target(row), _passed_to(row))})
    return [_sent(row, of_desk[row.desk_id], places) for row in rows]


def _target(row: Any) -> str:
    written = row.authority_name or ""
    return f"{row.authority_id or ''}/{row.service_point_id or ''}/{written}"


def _passed_to(row: Any) -> str:
    return f"/{row.rerouted_to_id or ''}/"


def _sent(row: Any, desk: Desk, places: Places) -> SentRow:
    target = _target(row)
    told = places.resolved({(*TARGET, target): 1}, desk.house)
    names = {key[:2]: key[2] for key in told}
    is_passed = row.status is ReferralStatus.REROUTED and row.rerouted_to_id
    return SentRow(
        desk_code=desk.desk_code,
        given_at=row.given_at,
        case_key=row.case_id,
        topic=row.topic,
        authority=names[TARGET],
        house=names[HOUSE],
        status=row.status.value,
        stop=_stop(target, desk, places),
        passed_to=_stop(_passed_to(row), desk, places) if is_passed else None,
        is_refused=row.rejected_reason is RejectedReason.NOT_COMPETENT,
    )


def _stop(target: str, desk: Desk, places: Places) -> Stop:
    """Return a place; those in the desk's house by their official name, all others together."""
    told = places.resolved({(*TARGET, target): 1}, desk.house)
    if (*HOUSE, HOUSES[True]) not in told:
        return Stop(target, OUTSIDE)
    point = int(target.split("/", 2)[1])
    names, _house = places.points[point]
    name = next((names[code] for code in ("fi", "sv", "en") if names.get(code)), str(point))
    return Stop(target, name.replace("\N{RIGHTWARDS ARROW}", "-"))
