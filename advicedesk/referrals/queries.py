"""Reading referrals; nothing changes here."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, select, table
from sqlalchemy import column as a_column
from sqlalchemy.orm import joinedload, selectinload

from advicedesk.database import db
from advicedesk.languages.search import fold
from advicedesk.referrals.ladder import is_due
from advicedesk.referrals.models import (
    OPEN_STATUSES,
    ConfirmedBy,
    Referral,
    ReferralStatus,
    ReferralStep,
    Urgency,
)

PAGE_ROWS = 100


class FollowUpTab(StrEnum):
    """Which part of the follow-up list is shown."""

    OPEN = "open"
    ALL_OPEN = "all"
    LATE = "late"
    CLOSED = "closed"
    NO_FEEDBACK = "no_feedback"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True)
class Seen:
    """What a person may see: referrals of own desks, or to own authorities (a partner)."""

    desk_ids: tuple[int, ...] = ()
    authority_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class FollowUpScope:
    """Whose list it is, the desk's own today and month, and since when the list is quiet."""

    seen: Seen
    today: date
    month_start: datetime
    quiet_since: datetime


def _may_see(seen: Seen) -> Any:
    # named by table: visits is above referrals; a withdrawn visit takes its referrals along
    need = table("need", a_column("id"), a_column("visit_id"))
    visit = table("visit", a_column("id"), a_column("withdrawn_at"))
    withdrawn = (
        select(need.c.id)
        .join(visit, visit.c.id == need.c.visit_id)
        .where(visit.c.withdrawn_at.is_not(None))
    )
    is_own = Referral.desk_id.in_(seen.desk_ids) | Referral.authority_id.in_(seen.authority_ids)
    return is_own & Referral.need_id.not_in(withdrawn)


def _row() -> tuple[Any, ...]:
    """Return what a row of a list shows, so that it costs no question of its own."""
    need = Referral.need.property.mapper.class_  # visits is above: reached by the relationship
    return (
        joinedload(Referral.service_point),
        joinedload(Referral.desk),
        joinedload(Referral.need).joinedload(need.visit),
        selectinload(Referral.steps),
    )


def _whole() -> tuple[Any, ...]:
    return (
        *_row(),
        joinedload(Referral.authority),
        joinedload(Referral.rerouted_to),
        selectinload(Referral.slips),
    )


def find_referral(public_id: str, seen: Seen) -> Referral | None:
    """Return a referral that the person may see, with all that its page shows."""
    return db.session.scalar(
        select(Referral).where(Referral.public_id == public_id, _may_see(seen)).options(*_whole())
    )


def find_referral_by_token(slip_token: str) -> Referral | None:
    """Return the referral whose slip carries the token."""
    return db.session.scalar(
        select(Referral).where(Referral.slip_token == slip_token).options(*_whole())
    )


def find_referral_by_stub(stub_code: str, seen: Seen) -> Referral | None:
    """Return the referral whose slip's stub bears the code, of those the person may see."""
    return db.session.scalar(
        select(Referral).where(Referral.stub_code == stub_code, _may_see(seen)).options(*_whole())
    )


def list_returned_stubs(seen: Seen, since: datetime) -> list[ReferralStep]:
    """Return what stubs told since a moment, the newest first."""
    return list(
        db.session.scalars(
            select(ReferralStep)
            .join(Referral, ReferralStep.referral_id == Referral.id)
            .where(
                _may_see(seen),
                ReferralStep.confirmed_by == ConfirmedBy.SLIP_RETURNED,
                ReferralStep.taken_at >= since,
            )
            .order_by(ReferralStep.id.desc())
            .limit(PAGE_ROWS)
            .options(
                joinedload(ReferralStep.referral).joinedload(Referral.service_point),
                joinedload(ReferralStep.rerouted_to),
            )
        )
    )


@dataclass(frozen=True)
class ToAsk:
    """Whom to phone once about all that is open there, told by the first of its referrals."""

    referral: Referral
    open_count: int
    due_count: int


def _asked_of(referral: Referral) -> tuple[str, int | str]:
    """Return whom one phones about a referral: an authority, a place, or a name however typed."""
    if referral.authority_id is not None:
        return "authority", referral.authority_id
    if referral.service_point_id is not None:
        return "place", referral.service_point_id
    return "name", fold(referral.authority_name or "")


def list_to_ask(seen: Seen, ladder: tuple[int, ...], now: datetime) -> list[ToAsk]:
    """Return those whose open referrals reached a rung since they were last asked."""
    found: defaultdict[tuple[str, int | str], list[Referral]] = defaultdict(list)
    for referral in db.session.scalars(_open(seen).order_by(Referral.id)):
        found[_asked_of(referral)].append(referral)
    groups = [
        ToAsk(
            referrals[0],
            len(referrals),
            sum(is_due(one.given_at, one.asked_at, now, ladder) for one in referrals),
        )
        for referrals in found.values()
    ]
    due = [group for group in groups if group.due_count]
    return sorted(due, key=lambda group: (-group.due_count, group.referral.id))


def _open(seen: Seen) -> Select[Referral]:
    return (
        select(Referral)
        .where(_may_see(seen), Referral.status.in_(OPEN_STATUSES))
        .options(joinedload(Referral.service_point), joinedload(Referral.authority))
    )


def is_expired(referral: Referral, days: int, now: datetime) -> bool:
    """Tell whether a slip's page is too old to be answered."""
    moments = [referral.given_at, referral.booked_at or referral.given_at]
    return max(moments) + timedelta(days=days) < now


def _is_late(today: date) -> Any:
    return Referral.status.in_(OPEN_STATUSES) & (Referral.due_on < today)


def _is_quiet(scope: FollowUpScope) -> Any:
    """Tell what a desk need not ask about yet; the office that was meant sees all that is its."""
    is_to_own_office = func.coalesce(Referral.authority_id, 0).in_(scope.seen.authority_ids)
    return (
        (Referral.given_at > scope.quiet_since)
        & (Referral.urgency != Urgency.TODAY)
        & (Referral.due_on >= scope.today)
        & ~is_to_own_office
    )


def _tab(tab: FollowUpTab, scope: FollowUpScope) -> Any:
    if tab is FollowUpTab.ALL_OPEN:
        return Referral.status.in_(OPEN_STATUSES)
    if tab is FollowUpTab.OPEN:
        return Referral.status.in_(OPEN_STATUSES) & ~_is_quiet(scope)
    if tab is FollowUpTab.LATE:
        return _is_late(scope.today)
    if tab is FollowUpTab.CONTRADICTED:
        return Referral.is_contradicted.is_(True)
    is_unanswered = Referral.status == ReferralStatus.NO_FEEDBACK
    has_end = is_unanswered if tab is FollowUpTab.NO_FEEDBACK else ~is_unanswered
    # an open one has no such moment
    return has_end & (Referral.closed_at >= scope.month_start)


def list_follow_up(tab: FollowUpTab, scope: FollowUpScope, page: int = 1) -> list[Referral]:
    """Return one page of a part of the list: the most overdue first, of ends the newest first."""
    is_closed = tab not in (FollowUpTab.OPEN, FollowUpTab.ALL_OPEN, FollowUpTab.LATE)
    newest = (Referral.closed_at.desc(), Referral.id.desc())
    return list(
        db.session.scalars(
            select(Referral)
            .where(_may_see(scope.seen), _tab(tab, scope))
            .order_by(*newest if is_closed else (Referral.due_on, Referral.id))
            .limit(PAGE_ROWS)
            .offset((page - 1) * PAGE_ROWS)
            .options(*_row())
        )
    )


def count_follow_up(scope: FollowUpScope) -> dict[FollowUpTab, int]:
    """Count each part of the follow-up list."""
    counting: Select[Any] = select(
        *(
            select(func.count(Referral.id))
            .where(_may_see(scope.seen), _tab(tab, scope))
            .scalar_subquery()
            .label(tab.value)
            for tab in FollowUpTab
        )
    )
    row = db.session.execute(counting).one()
    return {tab: getattr(row, tab.value) for tab in FollowUpTab}


def list_late(desk_ids: list[int], today: date, limit: int) -> list[Referral]:
    """Return the most overdue open referrals of these desks."""
    return list(
        db.session.scalars(
            select(Referral)
            .where(_may_see(Seen(tuple(desk_ids))), _is_late(today))
            .order_by(Referral.due_on, Referral.id)
            .limit(limit)
            .options(joinedload(Referral.service_point))
        )
    )


def count_late(desk_ids: list[int], today: date) -> int:
    """Count the open referrals of these desks that are overdue."""
    late = select(func.count(Referral.id)).where(_may_see(Seen(tuple(desk_ids))), _is_late(today))
    return db.session.scalar(late) or 0


def list_open_to_authority(authority_id: int, seen: Seen) -> list[Referral]:
    """Return the open referrals to an authority that the person may see, the most overdue first."""
    rows = _open(seen).where(Referral.authority_id == authority_id)
    return list(db.session.scalars(rows.order_by(Referral.due_on, Referral.id).limit(PAGE_ROWS)))


def list_open_alike(referral: Referral, seen: Seen) -> list[Referral]:
    """Return the open referrals to the place, or to the free name, of one without authority."""
    rows = _open(seen).where(
        Referral.authority_id.is_(None),
        Referral.service_point_id.is_not_distinct_from(referral.service_point_id),
    )
    found = db.session.scalars(rows.order_by(Referral.due_on, Referral.id))
    asked = _asked_of(referral)
    return [one for one in found if _asked_of(one) == asked][:PAGE_ROWS]
