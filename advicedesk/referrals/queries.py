"""Reading referrals; nothing changes here."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, func, select, table
from sqlalchemy import column as a_column
from sqlalchemy.orm import joinedload, selectinload

from advicedesk.database import db
from advicedesk.referrals.models import OPEN_STATUSES, Referral, ReferralStatus

_PAGE = 100


class FollowUpTab(StrEnum):
    """Which part of the follow-up list is shown."""

    OPEN = "open"
    LATE = "late"
    CLOSED = "closed"
    NO_FEEDBACK = "no_feedback"


def _scope(desk_ids: list[int], authority_ids: list[int]) -> Any:
    """Return the condition for what a person may see: own desks, or own authority (partner)."""
    # named by table: visits is above referrals; a withdrawn visit takes its referrals along
    need = table("need", a_column("id"), a_column("visit_id"))
    visit = table("visit", a_column("id"), a_column("withdrawn_at"))
    withdrawn = (
        select(need.c.id)
        .join(visit, visit.c.id == need.c.visit_id)
        .where(visit.c.withdrawn_at.is_not(None))
    )
    seen = Referral.desk_id.in_(desk_ids) | Referral.authority_id.in_(authority_ids)
    return seen & Referral.need_id.not_in(withdrawn)


def _whole() -> tuple[Any, ...]:
    return (
        joinedload(Referral.service_point),
        joinedload(Referral.authority),
        joinedload(Referral.desk),
        joinedload(Referral.rerouted_to),
        selectinload(Referral.steps),
        joinedload(Referral.need),
    )


def find_referral(
    public_id: str, desk_ids: list[int], authority_ids: list[int] | None = None
) -> Referral | None:
    """Return a referral that the person may see, with all that its page shows."""
    return db.session.scalar(
        select(Referral)
        .where(Referral.public_id == public_id, _scope(desk_ids, authority_ids or []))
        .options(*_whole())
    )


def find_referral_by_token(slip_token: str) -> Referral | None:
    """Return the referral whose slip carries the token."""
    return db.session.scalar(
        select(Referral).where(Referral.slip_token == slip_token).options(*_whole())
    )


def _late(today: date) -> Any:
    return Referral.status.in_(OPEN_STATUSES) & (Referral.due_on < today)


def _tab(tab: FollowUpTab, today: date, month_start: datetime) -> Any:
    is_open = Referral.status.in_(OPEN_STATUSES)
    if tab is FollowUpTab.OPEN:
        return is_open
    if tab is FollowUpTab.LATE:
        return _late(today)
    if tab is FollowUpTab.NO_FEEDBACK:
        return (Referral.status == ReferralStatus.NO_FEEDBACK) & (
            Referral.closed_at >= month_start
        )
    return (
        Referral.status.not_in((*OPEN_STATUSES, ReferralStatus.NO_FEEDBACK))
        & (Referral.closed_at >= month_start)
    )


def list_follow_up(
    *,
    desk_ids: list[int],
    authority_ids: list[int],
    tab: FollowUpTab,
    today: date,
    month_start: datetime,
) -> list[Referral]:
    """Return one part of the follow-up list, the most overdue first."""
    return list(
        db.session.scalars(
            select(Referral)
            .where(_scope(desk_ids, authority_ids), _tab(tab, today, month_start))
            .order_by(Referral.due_on, Referral.id)
            .limit(_PAGE)
            .options(*_whole())
        )
    )


def count_follow_up(
    *, desk_ids: list[int], authority_ids: list[int], today: date, month_start: datetime
) -> dict[FollowUpTab, int]:
    """Count each part of the follow-up list."""
    scope = _scope(desk_ids, authority_ids)
    counting: Select[Any] = select(
        *(
            select(func.count(Referral.id))
            .where(scope, _tab(tab, today, month_start))
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
            .where(_scope(desk_ids, []), _late(today))
            .order_by(Referral.due_on, Referral.id)
            .limit(limit)
            .options(joinedload(Referral.service_point))
        )
    )
