"""Reading when desks were open."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import select

from advicedesk.database import db
from advicedesk.directory.opening_hours import from_json
from advicedesk.statistics.counting.opening import NEVER_OPEN, OpenTime
from advicedesk.statistics.months import Span
from advicedesk.statistics.open_times.calendar import OpeningCalendar, weeks_from_json
from advicedesk.statistics.open_times.models import DeskCalendar

_DAY = timedelta(days=1)


def calendars_of(desk_ids: Collection[int]) -> dict[int, OpeningCalendar]:
    """Return the calendars of desks; a desk without one has an empty one."""
    rows = db.session.scalars(select(DeskCalendar).where(DeskCalendar.desk_id.in_(desk_ids)))
    told = {
        row.desk_id: OpeningCalendar(weeks_from_json(row.weeks), from_json(row.exceptions))
        for row in rows
    }
    return {desk_id: told.get(desk_id, OpeningCalendar()) for desk_id in desk_ids}


def calendar_of(desk_id: int) -> OpeningCalendar:
    """Return a desk's calendar."""
    return calendars_of([desk_id])[desk_id]


def open_times(
    calendars: Iterable[tuple[OpeningCalendar, date | None]], spans: Sequence[Span], today: date
) -> list[OpenTime | None]:
    """Return the open time of each span at all desks together, until today; nothing if unknown.

    Each calendar comes with the day on which its desk began.
    """
    every = list(calendars)
    return [_of_span(every, span, today) for span in spans]


def _of_span(
    calendars: Sequence[tuple[OpeningCalendar, date | None]], span: Span, today: date
) -> OpenTime | None:
    last = min(span.last.shifted(1).first_day - _DAY, today)
    found = [one.open_time(span.first.first_day, last, began) for one, began in calendars]
    told = [one for one in found if one is not None]
    return sum(told, NEVER_OPEN) if len(told) == len(found) else None
