"""How long answers to early warnings are kept."""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from advicedesk.database import db
from advicedesk.privacy import audit
from advicedesk.privacy.retention import Purged, Rule
from advicedesk.statistics.early_warnings.models import WarningAnswer

KEPT_DAYS = 4 * 366

RULES = (
    Rule(
        "early_warning_answer",
        "four years: a past of three years is looked at, and what was explained is left out of it",
        days=KEPT_DAYS,
    ),
)


def purge(*, now: datetime, dry_run: bool = False) -> list[Purged]:
    """Delete the answers of periods that no past reaches any more."""
    is_old = WarningAnswer.first_day < (now - timedelta(days=KEPT_DAYS)).date()
    table = WarningAnswer.__tablename__
    count = db.session.scalar(select(func.count()).select_from(WarningAnswer).where(is_old)) or 0
    if count and not dry_run:
        db.session.execute(delete(WarningAnswer).where(is_old))
        audit.record("early_warning.purge", subject=("table", table), changes={"rows": count})
    return [Purged(table, "rows", count)]
