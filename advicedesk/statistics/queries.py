"""The month's rows: three row sets by range, counted in Python; no function stands on a column,
so the index on (desk, time) is always used.

A referral's row names its target by numbers, `authority/service point/name as written`: what they
are called, and in which house they are, may change after the month was counted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, type_coerce
from sqlalchemy.orm import defer, undefer

from advicedesk.database import UtcMoment, db
from advicedesk.desks.models import Desk, Organisation
from advicedesk.directory.models import Authority, ServicePoint
from advicedesk.referrals.models import Referral
from advicedesk.statistics.counting.figures import NOT_RECORDED
from advicedesk.statistics.counting.referrals import HOUSES
from advicedesk.statistics.counting.rows import NeedRow, ReferralRow, VisitRow
from advicedesk.statistics.disclosure.sums import Key
from advicedesk.statistics.models import KeptMonth
from advicedesk.statistics.months import Month
from advicedesk.visits.models import Need, Visit

TARGET: Key = ("referrals", "authority")
HOUSE: Key = ("referrals", "house")
PLACE: Key = ("referrals", "place")


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


def first_moments(desks: Sequence[Desk]) -> dict[int, datetime]:
    """Return when the first visit of each desk began; desks without one are left out."""
    first = select(func.min(Visit.started_at)).where(Visit.desk_id == Desk.id).scalar_subquery()
    rows = db.session.execute(
        select(Desk.id, type_coerce(first, UtcMoment)).where(
            Desk.id.in_([desk.id for desk in desks])
        )
    )
    return {desk_id: moment for desk_id, moment in rows if moment is not None}


def list_kept_months(
    wanted: Set[tuple[int, Month]], counted_by: str, *, with_counts: bool = False
) -> list[KeptMonth]:
    """Return the months that are kept of those wanted; their sizes only, or all."""
    rows = db.session.scalars(
        select(KeptMonth)
        .where(
            KeptMonth.desk_id.in_({desk_id for desk_id, _ in wanted}),
            KeptMonth.month.in_({str(month) for _, month in wanted}),
            KeptMonth.counted_by == counted_by,
        )
        .options(undefer(KeptMonth.counts) if with_counts else defer(KeptMonth.counts))
        .execution_options(populate_existing=True)
    )
    return [row for row in rows if (row.desk_id, Month.parse(row.month)) in wanted]


def every_kept_month(counted_by: str) -> Iterator[KeptMonth]:
    """Yield every month that is kept, one by one."""
    ids = db.session.scalars(
        select(KeptMonth.id)
        .where(KeptMonth.counted_by == counted_by)
        .order_by(KeptMonth.month, KeptMonth.desk_id)
    ).all()
    for kept_id in ids:
        yield db.session.get_one(KeptMonth, kept_id)


@dataclass(frozen=True)
class Places:
    """What the targets of referrals are called now, and the houses they are in."""

    authorities: dict[int, dict[str, str]]
    points: dict[int, tuple[dict[str, str], str | None]]

    def resolved(self, counts: Mapping[Key, int], desk_house: str | None) -> dict[Key, int]:
        """Return counts by authority, by place and by house instead of those by target."""
        found = {key: count for key, count in counts.items() if key[:2] not in (TARGET, HOUSE)}
        for key, count in counts.items():
            if key[:2] == TARGET:
                name, place, house = self._told(key[2], desk_house)
                for told in ((*TARGET, name), (*PLACE, name, place), (*HOUSE, house)):
                    found[told] = found.get(told, 0) + count
        return found

    def _told(self, target: str, desk_house: str | None) -> tuple[str, str, str]:
        authority, point, written = target.split("/", 2)
        names, house = self.points.get(int(point or 0), (None, None))
        shown = _shown(self.authorities.get(int(authority or 0)) or names) or written
        is_same = _same_house(house, desk_house, is_known=bool(point))
        place = _shown(names) or NOT_RECORDED
        return shown or NOT_RECORDED, place, HOUSES[is_same] or NOT_RECORDED


def places_of(targets: Iterable[str]) -> Places:
    """Look up the authorities and service points that referrals were given to."""
    authorities, points = set(), set()
    for target in targets:
        authority, point, _written = target.split("/", 2)
        authorities.add(int(authority or 0))
        points.add(int(point or 0))
    names = select(Authority.id, Authority.names).where(Authority.id.in_(authorities))
    places = select(ServicePoint.id, ServicePoint.names, ServicePoint.house)
    return Places(
        {row[0]: row[1] for row in db.session.execute(names)},
        {
            row[0]: (row[1], row[2])
            for row in db.session.execute(places.where(ServicePoint.id.in_(points)))
        },
    )


def rows_between(
    desks: Sequence[Desk], edges: tuple[datetime, datetime], zone: ZoneInfo
) -> StoredMonth:
    """Read the visits, needs and referrals of [first, last) at these desks."""
    codes = {desk.id: desk.desk_code for desk in desks}
    return StoredMonth(
        visits=_visits(codes, *edges, zone),
        needs=_needs(codes, *edges),
        referrals=_referrals(codes, *edges),
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


def _referrals(codes: dict[int, str], first: datetime, last: datetime) -> list[ReferralRow]:
    rows = db.session.execute(
        select(
            Referral.desk_id,
            Visit.case_id,
            Referral.authority_id,
            Referral.service_point_id,
            Referral.authority_name,
            Referral.kind,
            Referral.status,
            Referral.given_at,
            Referral.confirmed_at,
            Referral.completed_at,
            Referral.rejected_reason,
        )
        .join(Need, Need.id == Referral.need_id)
        .join(Visit, Visit.id == Need.visit_id)
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
            authority=f"{row[2] or ''}/{row[3] or ''}/{row[4] or ''}",
            kind=_plain(row[5]),
            status=_plain(row[6]),
            same_house=None,
            given_at=row[7],
            confirmed_at=row[8],
            completed_at=row[9],
            rejected_reason=_plain(row[10]),
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
