"""Closed months, and a month that goes on until yesterday, counted once and kept, until anything
in them changes.

A month's page then costs the same whatever the age of the desk. Whatever is written of a visit, a
need or a referral, by the unit of work or past it, forgets the figures of its month in the same
transaction: it is listened for here, so that no operation can leave it out. Names of authorities
and houses are no part of what is kept; they are looked up when it is read.
"""

import contextlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, event, inspect
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from advicedesk.database import db, utc_now, writing
from advicedesk.desks.models import Desk
from advicedesk.referrals.models import Referral
from advicedesk.statistics import queries
from advicedesk.statistics.counting.counted import Counted, added_up, languages_in, subtopics_in
from advicedesk.statistics.models import KeptMonth
from advicedesk.statistics.months import Month
from advicedesk.statistics.report import count_rows
from advicedesk.visits.models import Need, Visit

VERSION = 1  # of the counting code: one more whenever it counts otherwise
# what is written around midnight is there before the day is kept
GRACE = timedelta(days=1)
DATED_BY = {Visit: "started_at", Need: "started_at", Referral: "given_at"}
DeskMonth = tuple[int, Month]


def count_months(
    desks: Sequence[Desk], months: Iterable[Month], zone: ZoneInfo
) -> dict[DeskMonth, Counted]:
    """Return what happened at each desk in each month: what is over kept, the rest counted now."""
    wanted = _within_lives(desks, months, zone)
    _keep(desks, wanted, zone)
    kept = {
        (row.desk_id, Month.parse(row.month)): Counted.from_json(row.counts)
        for row in _kept_of(wanted, zone, with_counts=True)
    }
    found = dict(kept)
    for each, rest in _counted_now(desks, wanted, kept.keys(), zone):
        found[each] = added_up((found[each], rest)) if each in found else rest
    return _resolved(found, {desk.id: desk for desk in desks})


def sizes_of(desks: Sequence[Desk], months: Iterable[Month], zone: ZoneInfo) -> list[list[Any]]:
    """Return visits by language and needs by subtopic, of months at desks, to be added up."""
    wanted = _within_lives(desks, months, zone)
    _keep(desks, wanted, zone)
    kept = {(row.desk_id, Month.parse(row.month)): row.sizes for row in _kept_of(wanted, zone)}
    now = [_sizes(rest) for _, rest in _counted_now(desks, wanted, kept.keys(), zone)]
    return [*kept.values(), *now]


def _kept_of(
    wanted: Set[DeskMonth], zone: ZoneInfo, *, with_counts: bool = False
) -> list[KeptMonth]:
    """Return what is kept of these months, as far as they are over."""
    ends = {month: _end_of_kept(month, zone) for _, month in wanted}
    rows = queries.list_kept_months(wanted, counted_by(zone), with_counts=with_counts)
    return [row for row in rows if row.ends_at == ends[Month.parse(row.month)]]


def _end_of_kept(month: Month, zone: ZoneInfo) -> datetime:
    """Return until when a month is kept: its end, or the last midnight that is long enough ago."""
    over = (utc_now() - GRACE).astimezone(zone).date()
    midnight = datetime.combine(over, time(), zone).astimezone(UTC)
    return min(month.edges(zone)[1], midnight)


def _counted_now(
    desks: Sequence[Desk], wanted: Set[DeskMonth], kept: Set[DeskMonth], zone: ZoneInfo
) -> Iterator[tuple[DeskMonth, Counted]]:
    """Count what is not kept: the last days of a month that goes on, or the whole of it."""
    by_id = {desk.id: desk for desk in desks}
    for some in (wanted & kept, wanted - kept):
        for month, desk_ids in _by_month(some).items():
            first, last = month.edges(zone)
            first = _end_of_kept(month, zone) if some <= kept else first
            if first < last:
                counted = count_raw([by_id[each] for each in desk_ids], (first, last), zone)
                yield from (((desk_id, month), counted[desk_id]) for desk_id in desk_ids)


def counted_by(zone: ZoneInfo) -> str:
    """Return what a kept month was counted by: the code's version and the time zone."""
    return f"{VERSION} {zone.key}"


def count_raw(
    desks: Sequence[Desk], edges: tuple[datetime, datetime], zone: ZoneInfo
) -> dict[int, Counted]:
    """Count a month at some desks from its rows."""
    rows = queries.rows_between(desks, edges, zone)
    return {desk.id: count_rows(rows.at_desk(desk.desk_code)) for desk in desks}


def first_wrong(zone: ZoneInfo) -> str | None:
    """Return the first kept month that differs from its rows, with its desk, or None."""
    desks = {desk.id: desk for desk in queries.list_desks()}
    for kept in queries.every_kept_month(counted_by(zone)):
        desk = desks[kept.desk_id]
        counted = count_raw([desk], (kept.starts_at, kept.ends_at), zone)[desk.id]
        if counted.as_json() != kept.counts or _sizes(counted) != kept.sizes:
            return f"{kept.month} at {desk.desk_code}"
    return None


def _within_lives(desks: Sequence[Desk], months: Iterable[Month], zone: ZoneInfo) -> set[DeskMonth]:
    """Leave out the months before a desk's first visit: nothing is in them."""
    began = queries.first_moments(desks)
    return {
        (desk_id, month)
        for month in set(months)
        for desk_id, first in began.items()
        if month.edges(zone)[1] > first
    }


def _keep(desks: Sequence[Desk], wanted: set[DeskMonth], zone: ZoneInfo) -> None:
    """Count what is over and not kept, each month in a turn of its own."""
    over = {each for each in wanted if _end_of_kept(each[1], zone) > each[1].edges(zone)[0]}
    missing = over - {(row.desk_id, Month.parse(row.month)) for row in _kept_of(over, zone)}
    if not missing or writing.is_writing():
        return
    codes = {desk.id: desk for desk in desks}
    told = [(month, [codes[each] for each in ids]) for month, ids in _by_month(missing).items()]
    for month, some in told:
        # a disk that cannot be written to is no reason to show no figures
        with contextlib.suppress(OperationalError):
            _keep_month(some, month, zone)


def _keep_month(desks: Sequence[Desk], month: Month, zone: ZoneInfo) -> None:
    """Count and keep in one turn: nobody changes the month in between."""
    edges = month.edges(zone)[0], _end_of_kept(month, zone)
    with writing.writing():
        counted = count_raw(desks, edges, zone)
        db.session.rollback()
        with Session(db.engine) as session, session.begin():
            session.execute(
                delete(KeptMonth).where(
                    KeptMonth.desk_id.in_(counted), KeptMonth.month == str(month)
                )
            )
            session.add_all(
                KeptMonth(
                    desk_id=desk_id,
                    month=str(month),
                    starts_at=edges[0],
                    ends_at=edges[1],
                    counted_by=counted_by(zone),
                    sizes=_sizes(found),
                    counts=found.as_json(),
                )
                for desk_id, found in counted.items()
            )


def _sizes(counted: Counted) -> list[Any]:
    return [dict(languages_in(counted.counts)), dict(subtopics_in(counted.counts))]


def _by_month(wanted: Iterable[DeskMonth]) -> dict[Month, list[int]]:
    found: defaultdict[Month, list[int]] = defaultdict(list)
    for desk_id, month in sorted(wanted, key=lambda each: (each[1], each[0])):
        found[month].append(desk_id)
    return dict(found)


def _resolved(found: dict[DeskMonth, Counted], desks: dict[int, Desk]) -> dict[DeskMonth, Counted]:
    """Put the names of authorities, and whether they are in the house, for their numbers."""
    targets = {
        key[2] for counted in found.values() for key in counted.counts if key[:2] == queries.TARGET
    }
    places = queries.places_of(targets)
    return {
        each: Counted(
            places.resolved(counted.counts, desks[each[0]].house), counted.values, counted.refused
        )
        for each, counted in found.items()
    }


def together(
    counted: dict[DeskMonth, Counted], desks: Iterable[Desk], months: Iterable[Month]
) -> Counted:
    """Return what was counted at some desks in some months as one."""
    wanted = list(months)
    return added_up(
        counted[desk.id, month] for desk in desks for month in wanted if (desk.id, month) in counted
    )


@event.listens_for(db.session, "after_flush")
def _forget_flushed(session: Session, _context: UOWTransaction) -> None:
    moments: defaultdict[int, set[datetime]] = defaultdict(set)
    for changed in (*session.new, *session.dirty, *session.deleted):
        for desk_id, moment in _concerned(changed):
            moments[desk_id].add(moment)
    _forget(session, moments)


def _concerned(changed: Any) -> Iterator[tuple[int, datetime]]:
    """Yield the desk and the moments, before and after, by which a row is counted."""
    if (name := DATED_BY.get(type(changed))) is None:
        return
    history = inspect(changed).attrs[name].history
    for moment in (*history.deleted, getattr(changed, name)):
        if moment is not None:
            yield changed.desk_id, moment
    if isinstance(changed, Visit) and inspect(changed).attrs.withdrawn_at.history.has_changes():
        # what was given on it later is counted in a month of its own
        for referral in changed.referrals:
            yield referral.desk_id, referral.given_at


@event.listens_for(db.session, "do_orm_execute")
def _forget_written(state: ORMExecuteState) -> None:
    """Forget what is written past the unit of work; a change of unknown rows forgets all."""
    mapper = state.bind_mapper
    name = DATED_BY.get(mapper.class_) if mapper and not state.is_select else None
    if name is None or not state.execution_options.get("is_counted", True):
        return
    if not state.is_insert or not isinstance(state.parameters, Sequence):
        state.session.execute(delete(KeptMonth))
        return
    moments: defaultdict[int, set[datetime]] = defaultdict(set)
    for row in state.parameters:
        moments[row["desk_id"]].add(row[name])
    _forget(state.session, moments)


def _forget(session: Session, moments: dict[int, set[datetime]]) -> None:
    newest = utc_now() - GRACE  # no later month is kept
    for desk_id, every in moments.items():
        old = [moment for moment in every if moment < newest]
        if old:
            session.execute(
                delete(KeptMonth).where(
                    KeptMonth.desk_id == desk_id,
                    KeptMonth.starts_at <= max(old),
                    KeptMonth.ends_at > min(old),
                ),
                execution_options={"synchronize_session": False},
            )
