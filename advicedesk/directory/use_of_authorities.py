"""How often each authority was sent to this year, and when last.

Referrals are above the directory, so their tables are named here, not their classes.
"""

from datetime import datetime

from sqlalchemy import Integer, case, column, func, select, table

from advicedesk.codelists.use_of_codes import Use, least_told
from advicedesk.database import UtcMoment, db

_referral = table(
    "referral",
    column("need_id", Integer),
    column("authority_id", Integer),
    column("given_at", UtcMoment),
)
_need = table("need", column("id", Integer), column("visit_id", Integer))
_visit = table("visit", column("id", Integer), column("withdrawn_at", UtcMoment))


def use_of_authorities(year_start: datetime) -> dict[int, Use]:
    """Return {authority's id: use} of every authority that somebody was ever sent to."""
    rows = db.session.execute(
        select(
            _referral.c.authority_id,
            func.sum(case((_referral.c.given_at >= year_start, 1), else_=0)),
            func.max(_referral.c.given_at),
        )
        .join(_need, _need.c.id == _referral.c.need_id)
        .join(_visit, _visit.c.id == _need.c.visit_id)
        .where(_referral.c.authority_id.is_not(None), _visit.c.withdrawn_at.is_(None))
        .group_by(_referral.c.authority_id)
    )
    least = least_told()
    return {
        authority_id: Use(int(this_year), last_at, int(this_year) < least)
        for authority_id, this_year, last_at in rows
    }
