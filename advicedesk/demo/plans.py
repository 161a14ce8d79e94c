"""Draws the made-up desk's visits: what a counsellor would have logged (pure).

Service points are named by their keys in `directory.json`; `filling` knows their ids.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from advicedesk.demo import shares
from advicedesk.demo.drawing import draw
from advicedesk.demo.fates import Fate, draw_fate, draw_fate_after
from advicedesk.demo.moments import first_day, moments_of, moments_of_today
from advicedesk.referrals.details import ReferralDetails
from advicedesk.visits.details import NeedDetails, VisitDetails
from advicedesk.visits.models import Bridged, FirstOrReturning, InterpreterFailure, Outcome

RISE_WEEKS = 5
NOTES_KEPT = timedelta(days=28)
RETURNING_SHARE, SENT_BACK_SHARE = 0.22, 0.3
LATELY = 150  # threads among which one that was sent back is looked for
_INTERPRETED = (
    Bridged.INTERPRETER_PHONE,
    Bridged.INTERPRETER_VIDEO,
    Bridged.INTERPRETER_ON_SITE,
)


@dataclass(frozen=True)
class Plan:
    """The frame of a made-up history."""

    today: date
    now: datetime
    zone: ZoneInfo
    months: int
    closed: Collection[date]
    # desk code -> usernames of its counsellors
    counsellors: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class PlannedVisit:
    """A visit to be written."""

    desk_code: str
    username: str
    details: VisitDetails
    logged_at: datetime
    # position of the case among all cases, in the order of their first visits
    case_number: int
    # one per referral, in the order of needs
    fates: tuple[Fate, ...]
    is_corrected: bool = False
    is_withdrawn: bool = False


@dataclass
class _Thread:
    """A case whose client may come again."""

    number: int
    details: VisitDetails
    # of the first need's referral, while nobody has come back with it
    fate: Fate | None = None


def plan_visits(rng: Random, plan: Plan) -> Iterator[PlannedVisit]:
    """Yield all visits in the order in which they began at each desk."""
    days = (first_day(plan.today, plan.months), plan.today)
    count = 0
    for desk_code in plan.counsellors:
        moments = [
            *moments_of(rng, desk_code, days, plan.closed, plan.zone),
            *moments_of_today(rng, desk_code, plan.now, plan.zone),
        ]
        if desk_code == "iso-omena":
            moments = sorted(moments + _rise(rng, moments, plan.today))
        threads: list[_Thread] = []
        for moment in moments:
            visit, threads = _visit(rng, plan, desk_code, moment, threads, count)
            count = max(count, visit.case_number + 1)
            yield visit


def _rise(rng: Random, moments: list[datetime], today: date) -> list[datetime]:
    """Return more moments of the last weeks, week by week more: something is going on."""
    more = []
    for weeks_ago in range(RISE_WEEKS):
        first = today - timedelta(days=7 * (weeks_ago + 1))
        week = [moment for moment in moments if first <= moment.date() < first + timedelta(days=7)]
        wanted = 4 + 3 * (RISE_WEEKS - weeks_ago)
        more += rng.sample(week, min(wanted, len(week)))
    # an odd second marks them, see `_visit`
    return [moment.replace(second=1) for moment in more]


def _visit(
    rng: Random,
    plan: Plan,
    desk_code: str,
    moment: datetime,
    threads: list[_Thread],
    count: int,
) -> tuple[PlannedVisit, list[_Thread]]:
    is_rise = moment.second == 1
    moment = moment.replace(second=0)
    threads = threads[-400:]
    again = None if is_rise else _thread(rng, threads, moment)
    details = _details(rng, desk_code, moment, again, is_rise=is_rise)
    if moment > plan.now - NOTES_KEPT and rng.random() < shares.NOTE_SHARE:
        details = replace(details, note=rng.choice(shares.NOTES))
    referrals = [referral for need in details.needs for referral in need.referrals]
    logged_at = moment + timedelta(minutes=(details.minutes or 0) + rng.randrange(1, 9))
    if rng.random() < 0.04:
        logged_at += timedelta(hours=rng.choice((2, 20, 24)))
    logged_at = min(logged_at, plan.now)
    visit = PlannedVisit(
        desk_code=desk_code,
        username=rng.choice(plan.counsellors[desk_code]),
        details=details,
        logged_at=logged_at,
        case_number=again.number if again else count,
        fates=_fates(rng, referrals, again, moment, plan.now),
        is_corrected=rng.random() < 0.006,
        is_withdrawn=rng.random() < 0.004 and not referrals,
    )
    fate = visit.fates[0] if details.needs[0].referrals else None
    if again:
        again.fate = None
    return visit, [*threads, _Thread(visit.case_number, details, fate)]


def _thread(rng: Random, threads: list[_Thread], moment: datetime) -> _Thread | None:
    """Return the thread that is continued, if one is: rather one that a place sent back."""
    if not threads or rng.random() >= RETURNING_SHARE:
        return None
    back = [one for one in threads[-LATELY:] if one.fate and one.fate.brings_back(moment)]
    return rng.choice(back if back and rng.random() < SENT_BACK_SHARE else threads)


def _fates(
    rng: Random,
    referrals: list[ReferralDetails],
    again: _Thread | None,
    moment: datetime,
    now: datetime,
) -> tuple[Fate, ...]:
    fates = [draw_fate(rng, referral, moment, now) for referral in referrals]
    if fates and again and again.fate:
        fates[0] = draw_fate_after(rng, again.fate, fates[0])
    return tuple(fates)


def _details(
    rng: Random, desk_code: str, moment: datetime, again: _Thread | None, *, is_rise: bool
) -> VisitDetails:
    language = again.details.client_language if again else draw(rng, shares.LANGUAGES)
    if is_rise:
        language = "ar"
    service_language, bridged = _served(rng, desk_code, language)
    is_interpreted = bridged in _INTERPRETED
    fails = is_interpreted and rng.random() < 0.05
    has_children = rng.random() < 0.18
    returning = FirstOrReturning.RETURNING if again else draw(rng, _FIRST)
    return VisitDetails(
        started_at=moment,
        client_language=language,
        needs=_needs(rng, desk_code, moment, again, is_rise=is_rise),
        contact_type=draw(rng, shares.CONTACTS),
        asked_by=draw(rng, shares.ASKED_BY),
        people_helped=rng.choice((1, 1, 1, 1, 1, 2, 2, 3, 4)) if has_children else 1,
        children_present=has_children if rng.random() < 0.7 else None,
        first_or_returning=returning,
        service_language=service_language,
        bridged=bridged,
        interpreter_minutes=rng.choice((5, 10, 15, 20, 30)) if is_interpreted else None,
        interpreter_failure=rng.choice(list(InterpreterFailure)) if fails else None,
        minutes=draw(rng, shares.MINUTES),
        came_by=draw(rng, shares.CAME_BY),
    )


_FIRST = {FirstOrReturning.FIRST: 62.0, FirstOrReturning.UNKNOWN: 38.0}


def _served(rng: Random, desk_code: str, language: str) -> tuple[str, Bridged]:
    if language in ("fi", "sv", "en"):
        return language, Bridged.NONE_NEEDED
    speaks = language in shares.STAFF_SPEAK[desk_code]
    if speaks and rng.random() < shares.BILINGUAL_SHARE:
        return language, Bridged.BILINGUAL_STAFF
    return draw(rng, shares.SERVED_IN), draw(rng, shares.BRIDGED)


def _needs(
    rng: Random, desk_code: str, moment: datetime, again: _Thread | None, *, is_rise: bool
) -> tuple[NeedDetails, ...]:
    count = draw(rng, shares.NEED_COUNTS)
    topics = [_topic(rng, moment) for _ in range(count)]
    if again and rng.random() < 0.6:
        topics[0] = again.details.needs[0].topic
    if is_rise:
        topics[0] = "childcare"
    sent = again.fate if again and again.fate and again.fate.brings_back(moment) else None
    if again and sent:
        topics[0] = again.details.needs[0].topic
    needs = [
        _need(rng, desk_code, topic, is_rise=is_rise and topic == "childcare")
        for topic in dict.fromkeys(topics)
    ]
    if sent:
        needs[0] = _sent_again(rng, desk_code, needs[0], sent)
    return tuple(needs)


def _sent_again(rng: Random, desk_code: str, need: NeedDetails, sent: Fate) -> NeedDetails:
    """Return the need of a client who comes back: to where a place sent them, or another one."""
    referral = _referral(rng, desk_code, need.topic)
    if sent.rerouted_to:
        referral = replace(referral, service_point=sent.rerouted_to, authority_name=None)
    acts = need.acts if "referral" in need.acts else (*need.acts, "referral")
    return replace(
        need, acts=acts, outcome=Outcome.REFERRED, unmet_reasons=(), referrals=(referral,)
    )


def _topic(rng: Random, moment: datetime) -> str:
    seasons = shares.TOPIC_SEASONS
    return draw(
        rng,
        {
            topic: weight * seasons.get(topic, {}).get(moment.month, 1.0)
            for topic, weight in shares.TOPICS.items()
        },
    )


def _need(rng: Random, desk_code: str, topic: str, *, is_rise: bool) -> NeedDetails:
    subtopic = draw(rng, {"application": 5.0, "fee": 1.0}) if is_rise else None
    acts = {draw(rng, shares.ACTS) for _ in range(draw(rng, shares.ACT_COUNTS))}
    outcome = draw(rng, shares.OUTCOMES)
    is_sent = outcome is Outcome.REFERRED or (
        outcome in (Outcome.PARTLY_RESOLVED, Outcome.FOLLOW_UP_PLANNED) and rng.random() < 0.25
    )
    if is_sent:
        acts.add("referral")
    reasons = (draw(rng, shares.UNMET_REASONS),) if outcome is Outcome.UNMET else ()
    return NeedDetails(
        topic=topic,
        subtopic=subtopic or draw(rng, shares.SUBTOPICS[topic]) or None,
        acts=tuple(act for act in (*shares.ACTS, "referral") if act in acts),
        outcome=outcome,
        unmet_reasons=reasons,
        referrals=(_referral(rng, desk_code, topic),) if is_sent else (),
    )


def _referral(rng: Random, desk_code: str, topic: str) -> ReferralDetails:
    place: str | None = draw(rng, shares.PLACES[topic])
    if desk_code == "kalajarvi":
        place = shares.KALAJARVI_PLACES.get(topic, place)
    free_name = rng.choice(shares.FREE_PLACES) if rng.random() < shares.FREE_SHARE else None
    bring = shares.BRING.get(topic, ())
    return ReferralDetails(
        service_point=None if free_name else place,
        authority_name=free_name,
        kind=draw(rng, shares.KINDS),
        urgency=draw(rng, shares.URGENCIES),
        bring=tuple(code for code in bring if rng.random() < 0.6),
    )
