"""The month's rows: three row sets by range, counted in Python; no function stands on a column,
so the index on (desk, time) is always used."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from advicedesk.database import db
from advicedesk.desks.models import Desk, Organisation
from advicedesk.directory.models import Authority, ServicePoint
from advicedesk.referrals.models import Referral
from advicedesk.statistics.counting.rows import NeedRow, ReferralRow, VisitRow
from advicedesk.statistics.months import Month
from advicedesk.visits.models import Need, Visit


@dataclass(frozen=True)
class StoredMonth:
    """What happened in one month at some desks; withdrawn visits are left out."""

    visits: list[VisitRow]
    needs: list[NeedRow]
    referrals: list[ReferralRow]

    def at_desk(self, desk_code: str) -> "StoredMonth":
        """Return what happened at one of the desks."""
        return StoredMonth(
            visits=[row for row in self.visits if row.desk_code == desk_code],
            needs=[row for row in self.needs if row.desk_code == desk_code],
            referrals=[row for row in self.referrals if row.desk_code == desk_code],
        )


def joined(months: Sequence[StoredMonth]) -> StoredMonth:
    """Return what happened in several months as in one."""
    return StoredMonth(
        visits=[row for month in months for row in month.visits],
        needs=[row for month in months for row in month.needs],
        referrals=[row for month in months for row in month.referrals],
    )


def find_organisation() -> Organisation | None:
    """Return the organisation, if it is set up."""
    return db.session.get(Organisation, 1)


def list_desks(desk_ids: Sequence[int] | None = None) -> list[Desk]:
    """Return all desks, or those with these ids, by name."""
    query = select(Desk).order_by(Desk.name)
    return list(
        db.session.scalars(query if desk_ids is None else query.where(Desk.id.in_(desk_ids)))
    )


def together(desks: Sequence[Desk]) -> list[Desk]:
    """Return the desks that are counted together: a sample, which is made up, only by itself."""
    return [desk for desk in desks if not desk.is_sample] or list(desks)


def visits_by_language(
    months: Iterable[Month], zone: ZoneInfo, *, of_sample: bool = False
) -> Counter[str]:
    """Count the visits of all real desks in some months by the client's language."""
    counted: Counter[str] = Counter()
    for first, last in (month.edges(zone) for month in months):
        rows = db.session.execute(
            select(Visit.client_language, func.count())
            .where(
                Visit.desk_id.in_(select(Desk.id).where(Desk.is_sample.is_(of_sample))),
                Visit.started_at >= first,
                Visit.started_at < last,
                Visit.withdrawn_at.is_(None),
            )
            .group_by(Visit.client_language)
        )
        for language, count in rows:
            counted[language] += count
    return counted


def count_topics(desk_id: int, first: datetime, last: datetime) -> Counter[str]:
    """Count a desk's needs by topic in [first, last); withdrawn visits are left out."""
    rows = db.session.execute(
        select(Need.topic, func.count())
        .join(Visit, Visit.id == Need.visit_id)
        .where(
            Need.desk_id == desk_id,
            Need.started_at >= first,
            Need.started_at < last,
            Visit.withdrawn_at.is_(None),
        )
        .group_by(Need.topic)
    )
    return Counter({topic: count for topic, count in rows})


def month_rows(desks: Sequence[Desk], month: Month, zone: ZoneInfo) -> StoredMonth:
    """Read a month's visits, needs and referrals at these desks."""
    first, last = month.edges(zone)
    codes = {desk.id: desk.desk_code for desk in desks}
    houses = {desk.id: desk.house for desk in desks}
    return StoredMonth(
        visits=_visits(codes, first, last, zone),
        needs=_needs(codes, first, last),
        referrals=_referrals(codes, houses, first, last),
    )


def _visits(
    codes: dict[int, str], first: datetime, last: datetime, zone: ZoneInfo
) -> list[VisitRow]:
    rows = db.session.execute(
        select(
            Visit.desk_id,
            Visit.started_at,
            Visit.logged_at,
            Visit.staff_member_id,
            Visit.contact_type,
            Visit.asked_by,
            Visit.people_helped,
            Visit.children_present,
            Visit.first_or_returning,
            Visit.client_language,
            Visit.service_language,
            Visit.bridged,
            Visit.interpreter_minutes,
            Visit.interpreter_failure,
            Visit.minutes,
            Visit.came_by,
        ).where(
            Visit.desk_id.in_(codes),
            Visit.started_at >= first,
            Visit.started_at < last,
            Visit.withdrawn_at.is_(None),
        )
    )
    return [
        VisitRow(
            codes[row[0]],
            row[1].astimezone(zone),
            # the day of an import says nothing of how late its visits were logged
            None if row[3] is None else row[2].astimezone(zone),
            *(_plain(value) for value in row[4:]),
        )
        for row in rows
    ]


def _plain(value: Any) -> Any:
    return getattr(value, "value", value)


def _needs(codes: dict[int, str], first: datetime, last: datetime) -> list[NeedRow]:
    rows = db.session.execute(
        select(
            Need.desk_id,
            Need.visit_id,
            Need.position,
            Need.topic,
            Need.subtopic,
            Need.acts,
            Need.outcome,
            Need.unmet_reasons,
            Visit.client_language,
        )
        .join(Visit, Visit.id == Need.visit_id)
        .where(
            Need.desk_id.in_(codes),
            Need.started_at >= first,
            Need.started_at < last,
            Visit.withdrawn_at.is_(None),
        )
    )
    return [
        NeedRow(
            desk_code=codes[row.desk_id],
            visit_key=row.visit_id,
            is_main=row.position == 0,
            topic=row.topic,
            subtopic=row.subtopic,
            acts=tuple(row.acts),
            outcome=_plain(row.outcome),
            unmet_reasons=tuple(row.unmet_reasons),
            client_language=row.client_language,
        )
        for row in rows
    ]


def _referrals(
    codes: dict[int, str], houses: dict[int, str | None], first: datetime, last: datetime
) -> list[ReferralRow]:
    rows = db.session.execute(
        select(
            Referral.desk_id,
            Visit.case_id,
            Authority.names,
            ServicePoint.names,
            Referral.authority_name,
            Referral.kind,
            Referral.status,
            ServicePoint.house,
            Referral.given_at,
            Referral.confirmed_at,
            Referral.completed_at,
            Referral.rejected_reason,
        )
        .join(Need, Need.id == Referral.need_id)
        .join(Visit, Visit.id == Need.visit_id)
        .outerjoin(ServicePoint, ServicePoint.id == Referral.service_point_id)
        .outerjoin(Authority, Authority.id == Referral.authority_id)
        .where(
            Referral.desk_id.in_(codes),
            Referral.given_at >= first,
            Referral.given_at < last,
            Visit.withdrawn_at.is_(None),
        )
    )
    return [
        ReferralRow(
            desk_code=codes[row[0]],
            case_key=row[1],
            authority=_shown(row[2] or row[3]) or row[4] or "",
            kind=_plain(row[5]),
            status=_plain(row[6]),
            same_house=_same_house(row[7], houses[row[0]], is_known=row[3] is not None),
            given_at=row[8],
            confirmed_at=row[9],
            completed_at=row[10],
            rejected_reason=_plain(row[11]),
        )
        for row in rows
    ]


def _shown(names: dict[str, str] | None) -> str:
    """Return the official name: Finnish first, so that a report reads alike in every language."""
    return (
        next((names[code] for code in ("fi", "sv", "en") if names.get(code)), "") if names else ""
    )


def _same_house(place: str | None, desk: str | None, *, is_known: bool) -> bool | None:
    if not is_known or not desk:
        return None
    return bool(place) and place == desk
