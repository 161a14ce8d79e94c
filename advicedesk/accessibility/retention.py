"""How long feedback is kept."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select

from advicedesk.accessibility.models import Feedback
from advicedesk.database import db
from advicedesk.privacy import audit
from advicedesk.privacy.retention import Purged, Rule

DONE_DAYS = 180
# somebody who never got an answer has long turned to the authority
LONGEST_DAYS = 365

RULES = (
    Rule(
        "accessibility_feedback",
        "half a year after it was done, so that its sender can read the answer and the authority"
        " can ask; after a year in any case",
        days=DONE_DAYS,
    ),
)


def purge(*, now: datetime, dry_run: bool = False) -> list[Purged]:
    """Delete what was done, or sent, long enough ago."""
    is_old = or_(
        Feedback.done_at < now - timedelta(days=DONE_DAYS),
        Feedback.sent_at < now - timedelta(days=LONGEST_DAYS),
    )
    table = Feedback.__tablename__
    count = db.session.scalar(select(func.count()).select_from(Feedback).where(is_old)) or 0
    if count and not dry_run:
        db.session.execute(delete(Feedback).where(is_old))
        audit.record("feedback.purge", subject=("table", table), changes={"rows": count})
    return [Purged(table, "rows", count)]
