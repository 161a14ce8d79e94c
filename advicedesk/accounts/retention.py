"""How long what accounts keep is kept: old sign-ins and used links go, people stay."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from advicedesk.accounts.models import OneTimeLink, SignIn
from advicedesk.database import db
from advicedesk.privacy import audit
from advicedesk.privacy.retention import Purged, Rule

SIGN_IN_DAYS = 90
LINK_DAYS = 30

RULES = (
    Rule("staff_member", "deactivated, never deleted: the audit trail names people by their row"),
    Rule("staff_role", "goes with its change, which the audit trail keeps"),
    Rule(
        "sign_in",
        "long enough to see when somebody was last here; longer tells of a person's days",
        days=SIGN_IN_DAYS,
    ),
    Rule("one_time_link", "used or too old, it opens nothing", days=LINK_DAYS),
)


def purge(*, now: datetime, dry_run: bool = False) -> list[Purged]:
    """Take out old sign-ins and links that are over; tell how many, or how many it would be."""
    too_old = {
        SignIn: SignIn.started_at < now - timedelta(days=SIGN_IN_DAYS),
        OneTimeLink: OneTimeLink.expires_at < now - timedelta(days=LINK_DAYS),
    }
    purged = []
    for table, is_too_old in too_old.items():
        count = db.session.scalar(select(func.count()).select_from(table).where(is_too_old)) or 0
        if count and not dry_run:
            db.session.execute(delete(table).where(is_too_old))
            name = table.__tablename__
            audit.record(f"{name}.purge", subject=("table", name), changes={"rows": count})
        purged.append(Purged(table.__tablename__, "rows", count))
    return purged
