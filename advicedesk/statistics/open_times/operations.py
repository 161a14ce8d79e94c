"""Keeping a desk's opening calendar."""

from collections.abc import Sequence

from advicedesk.database import db
from advicedesk.desks.models import Desk
from advicedesk.directory.opening_hours import HoursSet, to_json
from advicedesk.privacy import audit
from advicedesk.statistics.open_times.calendar import Week, weeks_to_json
from advicedesk.statistics.open_times.models import DeskCalendar
from advicedesk.statistics.open_times.queries import calendar_of


def save_open_times(*, desk: Desk, week: Week, exceptions: Sequence[HoursSet]) -> DeskCalendar:
    """Keep a week from its day on, and the days that differ."""
    calendar = calendar_of(desk.id).with_week(week)
    kept = db.session.get(DeskCalendar, desk.id) or DeskCalendar(desk_id=desk.id)
    kept.weeks = weeks_to_json(calendar.weeks)
    kept.exceptions = to_json(exceptions)
    db.session.add(kept)
    db.session.flush()
    audit.record(
        "desk.open_times",
        subject=("desk", desk.desk_code),
        changes={"from": week.first.isoformat(), "days": len(exceptions)},
    )
    return kept
