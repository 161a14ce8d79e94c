"""How often a place was sent to this year, and which share of that was confirmed.

Referrals are above the directory, so their tables are named here, not their classes. A share is
told only where both its parts are large enough: a percentage gives a small count away.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, String, case, column, func, select, table

from advicedesk.codelists.use_of_codes import Use, least_told
from advicedesk.database import UtcMoment, db

_referral = table(
    "referral",
    column("need_id", Integer),
    column("desk_id", Integer),
    column("service_point_id", Integer),
    column("confirmed_by", String),
    column("given_at", UtcMoment),
)
_need = table("need", column("id", Integer), column("visit_id", Integer))
_visit = table("visit", column("id", Integer), column("withdrawn_at", UtcMoment))


@dataclass(frozen=True)
class UseOfPlace:
    """How often a place was sent to; the share confirmed, where it may be told."""

    use: Use
    share_confirmed: float | None = None


def count_recent_use(desk_id: int, since: datetime) -> dict[int, int]:
    """Return {place's id: how often a desk sent somebody there} from a moment on."""
    rows = db.session.execute(
        select(_referral.c.service_point_id, func.count())
        .where(
            _referral.c.desk_id == desk_id,
            _referral.c.given_at >= since,
            _referral.c.service_point_id.is_not(None),
        )
        .group_by(_referral.c.service_point_id)
    )
    return {service_point_id: count for service_point_id, count in rows}


def use_of_place(service_point_id: int, year_start: datetime) -> UseOfPlace | None:
    """Return the use of a place, or None when nobody was ever sent there."""
    is_this_year = _referral.c.given_at >= year_start
    is_confirmed = is_this_year & _referral.c.confirmed_by.is_not(None)
    row = db.session.execute(
        select(
            func.sum(case((is_this_year, 1), else_=0)),
            func.sum(case((is_confirmed, 1), else_=0)),
            func.max(_referral.c.given_at),
        )
        .join(_need, _need.c.id == _referral.c.need_id)
        .join(_visit, _visit.c.id == _need.c.visit_id)
        .where(_referral.c.service_point_id == service_point_id, _visit.c.withdrawn_at.is_(None))
    ).one()
    if row[2] is None:
        return None
    sent, confirmed, least = int(row[0]), int(row[1]), least_told()
    use = Use(sent, row[2], sent < least)
    is_safe = sent > 0 and min(confirmed, sent - confirmed) >= least
    return UseOfPlace(use, confirmed / sent if is_safe else None)
