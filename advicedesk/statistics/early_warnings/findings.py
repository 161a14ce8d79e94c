"""The warnings of a desk today: judged histories, answers and causes put together."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app

from advicedesk.statistics.early_warnings import judging, queries
from advicedesk.statistics.early_warnings.calendar import periods_for
from advicedesk.statistics.early_warnings.causes import NEEDS, Cause, find_causes
from advicedesk.statistics.early_warnings.judging import Judged, Judgement
from advicedesk.statistics.early_warnings.models import WarningAnswer
from advicedesk.statistics.early_warnings.prevention import Prevention, count_prevention
from advicedesk.statistics.early_warnings.series import (
    Grain,
    History,
    NotASeries,
    Period,
    Series,
)
from advicedesk.statistics.months import Month

_KEPT = "advicedesk.early_warning_histories"
_DAYS = 30
# over a weekend the last open day is still news
_LATELY = timedelta(days=3)
_CAUSE_PERIODS = 8
_DAYS_OPEN_A_YEAR = 250


@dataclass(frozen=True)
class Finding:
    """A warning with what was answered to it."""

    judgement: Judgement
    answer: WarningAnswer | None
    is_muted: bool

    @property
    def is_open(self) -> bool:
        """Tell whether it still wants to be looked at."""
        return not self.is_muted and not (self.answer and self.answer.is_explained)


@dataclass(frozen=True)
class Counted:
    """What was counted of a desk, before anything is judged."""

    month: History
    week: History
    days: list[Period]
    day_counts: list[int]
    # {what was explained, the least count told: what was judged}: pages ask the same again
    judged: dict[tuple[frozenset[Any], int], dict[str, Judged]] = field(default_factory=dict)


@dataclass(frozen=True)
class Findings:
    """All warnings of a desk, and how many false ones a year brings."""

    found: list[Finding]
    false_alarms_a_year: float
    has_past: bool

    @property
    def open(self) -> list[Finding]:
        """Return what still wants to be looked at."""
        return [finding for finding in self.found if finding.is_open]

    @property
    def closed(self) -> list[Finding]:
        """Return what was explained or muted."""
        return [finding for finding in self.found if not finding.is_open]


def find(desk_id: int, now: datetime, zone: ZoneInfo, least: int) -> Findings:
    """Return a desk's warnings; what is counted is kept for the day, what was answered is not."""
    today = now.astimezone(zone).date()
    counted = _counted(desk_id, today, zone)
    answers = queries.list_answers(desk_id)
    explained = _explained(answers)
    if (explained, least) not in counted.judged:
        counted.judged[explained, least] = _judge(counted, today, explained, least)
    judged = counted.judged[explained, least]
    found = [_finding(one, answers, today) for part in judged.values() for one in part.rare]
    a_year = (
        12 * judged["month"].false_alarms
        + 52 * judged["week"].false_alarms
        + _DAYS_OPEN_A_YEAR * judged["day"].false_alarms
    )
    return Findings(found, a_year, any(part.judgements for part in judged.values()))


def _judge(
    counted: Counted, today: date, explained: judging.Explained, least: int
) -> dict[str, Judged]:
    def judge(history: History, back: int) -> Judged:
        place = len(history.periods) - back
        known = judging.judge(history, place, today, explained, least) if place >= 0 else None
        return known or Judged([])

    is_lately = bool(counted.days) and counted.days[-1].end >= today - _LATELY
    day = judging.judge_day(counted.days, counted.day_counts, least) if is_lately else None
    return {
        "running": judge(counted.month, 1),
        "month": judge(counted.month, 2),
        "week": judge(counted.week, 1),
        "day": Judged([day] if day else []),
    }


def _explained(answers: Sequence[WarningAnswer]) -> frozenset[tuple[Grain, date, Series]]:
    return frozenset(
        (answer.grain, answer.first_day, Series.parse(answer.series))
        for answer in answers
        if answer.is_explained
    )


def _finding(judgement: Judgement, answers: Sequence[WarningAnswer], today: date) -> Finding:
    of_series = [
        answer
        for answer in answers
        if answer.series == str(judgement.series) and answer.grain is judgement.period.grain
    ]
    is_muted = any(answer.muted_until and answer.muted_until > today for answer in of_series)
    own = [answer for answer in of_series if answer.first_day == judgement.period.first]
    return Finding(judgement, own[0] if own else None, is_muted)


def _counted(desk_id: int, today: date, zone: ZoneInfo) -> Counted:
    kept: dict[int, tuple[tuple[date, datetime | None], Counted]]
    kept = current_app.extensions.setdefault(_KEPT, {})
    # an import that reaches farther back makes a new past at once
    first_visit = queries.first_visit_at(desk_id)
    if desk_id not in kept or kept[desk_id][0] != (today, first_visit):
        kept[desk_id] = ((today, first_visit), _count(desk_id, today, first_visit, zone))
    return kept[desk_id][1]


def _count(desk_id: int, today: date, first_visit: datetime | None, zone: ZoneInfo) -> Counted:
    if first_visit is None:
        nothing = History([], [], [], {})
        return Counted(nothing, nothing, [], [])
    since = first_visit.astimezone(zone).date()
    month, week = (
        queries.read_history(desk_id, periods_for(grain, today, since), zone)
        for grain in (Grain.MONTH, Grain.WEEK)
    )
    lately = Period(Grain.DAY, today - timedelta(days=_DAYS), today)
    by_day = sorted(queries.needs_by_day(desk_id, lately, zone).items())
    days = [Period(Grain.DAY, day, day + timedelta(days=1)) for day, _count in by_day]
    return Counted(month, week, days, [count for _day, count in by_day])


def causes_of(desk_id: int, judgement: Judgement, zone: ZoneInfo, least: int) -> list[Cause]:
    """Return what a rise is mostly made of, held against the periods before it."""
    series, period = judgement.series, judgement.period
    now = queries.cause_counts(desk_id, series, [period], zone)
    before = queries.cause_counts(desk_id, series, [_past_of(period)], zone)
    own = {"language": "language", "authority": "authority"}.get(series.kind)
    causes = find_causes(now, before, judgement.usual, least)
    return [cause for cause in causes if cause.kind != own]


def at_other_desk(desk_id: int, judgement: Judgement, zone: ZoneInfo) -> tuple[int, float]:
    """Return what the same series is at another desk in the same period, and what is usual."""
    series, period = judgement.series, judgement.period
    now, before = (
        queries.cause_counts(desk_id, series, [part], zone)[NEEDS][""]
        for part in (period, _past_of(period))
    )
    return now, before / _CAUSE_PERIODS


def _past_of(period: Period) -> Period:
    if period.grain is Grain.MONTH:
        first = Month.of(period.first).shifted(-_CAUSE_PERIODS).first_day
    else:
        length = period.end - period.first
        first = period.first - _CAUSE_PERIODS * length
    return Period(period.grain, first, period.first)


def find_one(found: Findings, grain: str, first_day: date, series: str) -> Finding | None:
    """Return the warning that a form names, if it is one."""
    try:
        wanted = Series.parse(series)
    except NotASeries:
        return None
    of_period = (
        one
        for one in found.found
        if one.judgement.period.grain == grain and one.judgement.period.first == first_day
    )
    return next((one for one in of_period if one.judgement.series == wanted), None)


def prevention_of(desk_id: int, month: Month, today: date, zone: ZoneInfo) -> Prevention:
    """Return how far ahead of need the desk was in a month."""
    period = Period(Grain.MONTH, month.first_day, month.shifted(1).first_day)
    due = queries.list_due(desk_id, period.first, period.end)
    unmet = queries.count_came_back_unmet(desk_id, period, zone)
    return count_prevention(unmet, due, today, zone)
