"""Counting a desk's needs for its early warnings: one short query a period, each by the index."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import aliased

from advicedesk.accounts.models import StaffMember, StaffRole
from advicedesk.database import db
from advicedesk.directory.models import Authority
from advicedesk.referrals.models import Referral
from advicedesk.statistics.early_warnings.calendar import needed
from advicedesk.statistics.early_warnings.causes import CAUSES, NEEDS
from advicedesk.statistics.early_warnings.models import WarningAnswer
from advicedesk.statistics.early_warnings.series import Grain, History, Kind, Period, Series
from advicedesk.statistics.open_times.calendar import OpeningCalendar
from advicedesk.statistics.open_times.queries import calendar_of
from advicedesk.visits.models import Need, Outcome, Visit


def first_visit_at(desk_id: int) -> datetime | None:
    """Return when the desk's first visit was."""
    return db.session.scalar(
        select(Visit.started_at)
        .where(Visit.desk_id == desk_id, Visit.withdrawn_at.is_(None))
        .order_by(Visit.started_at)
        .limit(1)
    )


def read_history(desk_id: int, periods: Sequence[Period], zone: ZoneInfo) -> History:
    """Count a desk's needs by series in each period that a past is made of."""
    totals: list[int | None] = []
    open_days: list[int] = []
    counts: dict[Series, list[int]] = {}
    wanted = needed(periods, periods[0].grain) if periods else []
    told = calendar_of(desk_id)
    for place, (period, is_needed) in enumerate(zip(periods, wanted, strict=True)):
        found = count_series(desk_id, period, zone) if is_needed else Counter()
        for series, count in found.items():
            counts.setdefault(series, [0] * len(periods))[place] = count
        totals.append(found[Series(Kind.ALL)] if is_needed else None)
        open_days.append(_open_days(desk_id, period, zone, told) if is_needed else 0)
    return History(list(periods), totals, open_days, counts)


def count_series(desk_id: int, period: Period, zone: ZoneInfo) -> Counter[Series]:
    """Count the needs of a period: by language and authority in months, else by topic and all."""
    is_month = period.grain is Grain.MONTH
    found: Counter[Series] = Counter()
    by = (Need.topic, Visit.client_language) if is_month else (Need.topic,)
    for topic, *languages, count in _grouped(desk_id, period, zone, *by):
        found[Series(Kind.ALL)] += count
        if is_month:
            found[Series(Kind.LANGUAGE, topic, languages[0])] += count
        else:
            found[Series(Kind.TOPIC, topic)] += count
    if is_month:
        query = _needs(desk_id, period, zone, Need.topic, Referral.authority_id, _DIFFERENT_NEEDS)
        query = query.join(Referral, Referral.need_id == Need.id)
        query = query.where(Referral.authority_id.is_not(None))
        for topic, authority_id, count in db.session.execute(
            query.group_by(Need.topic, Referral.authority_id)
        ):
            found[Series(Kind.AUTHORITY, topic, str(authority_id))] += count
    return found


_DIFFERENT_NEEDS = func.count(func.distinct(Need.id))


def _open_days(desk_id: int, period: Period, zone: ZoneInfo, told: OpeningCalendar) -> int:
    """Return the days on which the desk was open, guessed where its calendar tells nothing."""
    known = told.open_time(period.first, period.end - timedelta(days=1))
    return known.days if known else count_open_days(desk_id, period, zone)


def count_open_days(desk_id: int, period: Period, zone: ZoneInfo) -> int:
    """Count the days on which the desk had a need; a closed day has none."""
    # days of UTC: at whatever hour a desk is open, they are as many as the local ones
    query = _needs(desk_id, period, zone, func.count(func.distinct(func.date(Need.started_at))))
    return db.session.scalar(query) or 0


def needs_by_day(desk_id: int, period: Period, zone: ZoneInfo) -> Counter[date]:
    """Count the needs of each local day on which there were any."""
    first, end = edges(period, zone)
    query = select(Need.started_at).join(Visit, Visit.id == Need.visit_id)
    rows = db.session.scalars(query.where(*_within(desk_id, first, end)))
    return Counter(moment.astimezone(zone).date() for moment in rows)


def edges(period: Period, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return a period's first moment and the first one after it."""
    return (
        datetime.combine(period.first, time(), zone),
        datetime.combine(period.end, time(), zone),
    )


def _within(desk_id: int, first: datetime, end: datetime) -> tuple[Any, ...]:
    return (
        Need.desk_id == desk_id,
        Need.started_at >= first,
        Need.started_at < end,
        Visit.withdrawn_at.is_(None),
    )


def _needs(desk_id: int, period: Period, zone: ZoneInfo, *columns: Any) -> Select[Any]:
    query = select(*columns).select_from(Need).join(Visit, Visit.id == Need.visit_id)
    return query.where(*_within(desk_id, *edges(period, zone)))


def _grouped(desk_id: int, period: Period, zone: ZoneInfo, *by: Any) -> list[Any]:
    query = _needs(desk_id, period, zone, *by, func.count()).group_by(*by)
    return list(db.session.execute(query))


def cause_counts(
    desk_id: int, series: Series, periods: Sequence[Period], zone: ZoneInfo
) -> dict[str, Counter[str]]:
    """Count what the needs of a series were about, by kind of cause, in some periods."""
    found: dict[str, Counter[str]] = {kind: Counter() for kind in (NEEDS, *CAUSES)}
    seen: set[int] = set()
    for period in periods:
        query = _needs(
            desk_id,
            period,
            zone,
            Need.id,
            Need.topic,
            Need.subtopic,
            Visit.client_language,
            Need.unmet_reasons,
            Referral.authority_id,
        ).outerjoin(Referral, Referral.need_id == Need.id)
        for row in db.session.execute(query.where(*_of(series))):
            if row.authority_id is not None:
                found["authority"][str(row.authority_id)] += 1
            if row.id in seen:
                continue
            seen.add(row.id)
            found[NEEDS][""] += 1
            found["language"][row.client_language] += 1
            found["unmet_reason"].update(row.unmet_reasons)
            if row.subtopic:
                found["subtopic"][f"{row.topic}/{row.subtopic}"] += 1
    return found


def _of(series: Series) -> list[Any]:
    wanted: list[Any] = [Need.topic == series.topic] if series.topic else []
    if series.kind is Kind.LANGUAGE:
        wanted.append(Visit.client_language == series.other)
    if series.kind is Kind.AUTHORITY:
        wanted.append(Referral.authority_id == int(series.other))
    return wanted


def authority_names() -> dict[str, dict[str, str]]:
    """Return {id as text: names} of all authorities."""
    rows = db.session.execute(select(Authority.id, Authority.names))
    return {str(key): names for key, names in rows}


def list_answers(desk_id: int) -> list[WarningAnswer]:
    """List what was answered to a desk's warnings, the newest period first."""
    query = select(WarningAnswer).where(WarningAnswer.desk_id == desk_id)
    return list(db.session.scalars(query.order_by(WarningAnswer.first_day.desc())))


def find_answer(
    desk_id: int, grain: Grain, first_day: date, series: Series
) -> WarningAnswer | None:
    """Return the answer to one warning."""
    return db.session.scalar(
        select(WarningAnswer).where(
            WarningAnswer.desk_id == desk_id,
            WarningAnswer.grain == grain,
            WarningAnswer.first_day == first_day,
            WarningAnswer.series == str(series),
        )
    )


def list_assigned(staff_member_id: int, desk_id: int) -> list[WarningAnswer]:
    """List the warnings that somebody was asked to look at, and nobody explained yet."""
    query = select(WarningAnswer).where(
        WarningAnswer.assigned_to_id == staff_member_id,
        WarningAnswer.desk_id == desk_id,
        WarningAnswer.is_explained.is_(False),
    )
    return list(db.session.scalars(query.order_by(WarningAnswer.first_day.desc())))


def list_colleagues(desk_id: int) -> list[StaffMember]:
    """List who works at a desk, by name."""
    query = select(StaffMember).where(
        StaffMember.deactivated_at.is_(None),
        StaffMember.id.in_(select(StaffRole.staff_member_id).where(StaffRole.desk_id == desk_id)),
    )
    return list(db.session.scalars(query.order_by(StaffMember.display_name)))


def count_came_back_unmet(desk_id: int, period: Period, zone: ZoneInfo) -> int:
    """Count needs whose case had a need of the same topic before that ended unmet."""
    earlier, earlier_visit = aliased(Need), aliased(Visit)
    before = (
        select(earlier.id)
        .join(earlier_visit, earlier_visit.id == earlier.visit_id)
        .where(
            earlier_visit.case_id == Visit.case_id,
            earlier.topic == Need.topic,
            earlier.started_at < Need.started_at,
            earlier.outcome == Outcome.UNMET,
            earlier_visit.withdrawn_at.is_(None),
        )
    )
    query = _needs(desk_id, period, zone, func.count()).where(before.exists())
    return db.session.scalar(query) or 0


def list_due(
    desk_id: int, first: date, end: date
) -> list[tuple[date, datetime | None, datetime | None]]:
    """List (due on, confirmed at, completed at) of referrals whose deadline lies in [first, end).

    A referral given in the two weeks before may be due then: the index on the giving is used.
    """
    rows = db.session.execute(
        select(Referral.due_on, Referral.confirmed_at, Referral.completed_at)
        .join(Need, Need.id == Referral.need_id)
        .join(Visit, Visit.id == Need.visit_id)
        .where(
            Referral.desk_id == desk_id,
            Referral.due_on >= first,
            Referral.due_on < end,
            Referral.given_at >= datetime.combine(first - _LONGEST_DUE, time(), ZoneInfo("UTC")),
            Visit.withdrawn_at.is_(None),
        )
    )
    return [(row[0], row[1], row[2]) for row in rows]


_LONGEST_DUE = timedelta(days=60)
