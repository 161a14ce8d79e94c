"""How long accounts, sign-ins and one-time links are kept."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select, update

from advicedesk.accounts.models import OneTimeLink, SignIn
from advicedesk.database import db
from advicedesk.privacy import audit
from advicedesk.privacy.retention import Purged, Rule

SIGN_IN_DAYS = 30
LINK_DAYS = 7
# no setting lets a sign-in live longer than 30 days, so one this old is over in any case
_LONGEST_SIGN_IN = timedelta(days=30)

RULES = (
    Rule("staff_member", "deactivated, never deleted: visits and the audit trail name them by id"),
    Rule("staff_role", "goes with the role; what was held before is in the audit trail"),
    Rule("sign_in", "to look into misuse for a month after its end", days=SIGN_IN_DAYS),
    Rule("one_time_link", "to answer who was let in; useless once used or run out", days=LINK_DAYS),
)


def purge(*, now: datetime, dry_run: bool = False) -> list[Purged]:
    """Delete sign-ins and links that ended long enough ago."""
    ended_before = now - timedelta(days=SIGN_IN_DAYS)
    old_sign_ins = or_(
        SignIn.ended_at < ended_before, SignIn.started_at < ended_before - _LONGEST_SIGN_IN
    )
    over_before = now - timedelta(days=LINK_DAYS)
    old_links = or_(OneTimeLink.used_at < over_before, OneTimeLink.expires_at < over_before)
    gone = []
    for model, is_old in ((SignIn, old_sign_ins), (OneTimeLink, old_links)):
        table = model.__tablename__
        count = db.session.scalar(select(func.count()).select_from(model).where(is_old)) or 0
        gone.append(Purged(table, "rows", count))
        if count and not dry_run:
            db.session.execute(delete(model).where(is_old))
            audit.record(f"{table}.purge", subject=("table", table), changes={"rows": count})
    return gone


def end_every_sign_in(*, now: datetime) -> None:
    """End all sign-ins and open links: after a restore, those ended since then must stay ended."""
    db.session.execute(update(SignIn).where(SignIn.ended_at.is_(None)).values(ended_at=now))
    db.session.execute(update(OneTimeLink).where(OneTimeLink.used_at.is_(None)).values(used_at=now))
    audit.record("sign_in.end_all", subject=("table", "sign_in"))
