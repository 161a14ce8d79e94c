"""Filling an empty desk with a sample, and taking it away without a trace in any figure.

The sample is a desk of its own, beside the real ones, with its visits, and a directory that wears
a mark. Whatever of the directory real visits took into use meanwhile stays, retired.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import delete, or_, select

from advicedesk.accounts.models import StaffMember, StaffRole
from advicedesk.accounts.operations import deactivate_staff_member, role_codes
from advicedesk.database import db, utc_now
from advicedesk.demo import queries
from advicedesk.demo.directory import add_directory
from advicedesk.demo.errors import NoSample, NotEmpty
from advicedesk.demo.filling import Filling, keep_hours
from advicedesk.demo.moments import first_day
from advicedesk.demo.plans import Plan, plan_visits
from advicedesk.desks.models import Desk
from advicedesk.desks.operations import DeskDetails, add_desk
from advicedesk.desks.queries import list_desks
from advicedesk.directory.models import Authority, NotOffered, ServicePoint
from advicedesk.directory.public_holidays import public_holidays
from advicedesk.directory.queries import forget_places
from advicedesk.privacy import audit
from advicedesk.referrals.models import Referral, ReferralStep, Slip
from advicedesk.roles import Role
from advicedesk.statistics.early_warnings.models import WarningAnswer
from advicedesk.statistics.models import KeptMonth
from advicedesk.statistics.open_times.models import DeskCalendar
from advicedesk.visits.models import Case, Correction, Need, Visit

DESK_CODE = "esimerkki"
MONTHS = 2
# whose habits the sample desk has
_LIKE = "iso-omena"
_HOUSE = "Iso Omena"


def add_sample(
    *,
    administrator: StaffMember,
    desk_name: str,
    zone: ZoneInfo,
    rng: Random,
    now: Callable[[], datetime] = utc_now,
) -> int:
    """Open a sample desk with made-up visits for an administrator; return how many there are."""
    if queries.find_sample_desk() or not queries.is_empty():
        raise NotEmpty
    desk = _open_desk(desk_name)
    administrator.roles += [
        StaffRole(role=role, desk_id=desk.id) for role in (Role.COUNSELLOR, Role.SUPERVISOR)
    ]
    administrator.current_desk_id = desk.id
    moment = now()
    today = moment.astimezone(zone).date()
    authorities, places = add_directory(today)
    rows: list[Authority | ServicePoint] = [*authorities.values(), *places.values()]
    for row in rows:
        row.feed_id = f"{queries.MARK}{row.public_id}"
    db.session.flush()
    plan = Plan(
        today=today,
        now=moment.astimezone(UTC),
        zone=zone,
        months=MONTHS,
        closed=frozenset(public_holidays(today - timedelta(days=31 * (MONTHS + 1)), today)),
        counsellors={_LIKE: (administrator.username,)},
    )
    filling = Filling(rng, {_LIKE: desk}, {administrator.username: administrator}, places)
    filling.taken_codes = set(db.session.scalars(select(Case.case_code)))
    count = filling.write(plan_visits(rng, plan))
    keep_hours(desk, _LIKE, first_day(today, MONTHS))
    audit.record("demo.add_sample", subject=("desk", desk.desk_code), changes={"added": count})
    return count


def remove_sample(*, now: Callable[[], datetime] = utc_now) -> int:
    """Take the sample away whole; return how many visits went."""
    desk = queries.find_sample_desk()
    if desk is None:
        raise NoSample
    count = _remove_visits(desk)
    _remove_directory(now())
    _remove_roles(desk)
    desk_code = desk.desk_code
    db.session.delete(desk)
    db.session.flush()
    audit.record("demo.remove_sample", subject=("desk", desk_code), changes={"removed": count})
    return count


def _open_desk(name: str) -> Desk:
    taken = {desk.desk_code for desk in list_desks(with_closed=True)}
    numbered = (f"{DESK_CODE}-{number}" for number in range(2, len(taken) + 3))
    desk_code = next(code for code in (DESK_CODE, *numbered) if code not in taken)
    desk = add_desk(details=DeskDetails(name, house=_HOUSE), desk_code=desk_code)
    desk.is_sample = True
    return desk


def _remove_visits(desk: Desk) -> int:
    visits = select(Visit.id).where(Visit.desk_id == desk.id)
    needs = select(Need.id).where(Need.visit_id.in_(visits))
    referrals = select(Referral.id).where(Referral.need_id.in_(needs))
    cases = list(db.session.scalars(select(Visit.case_id).where(Visit.id.in_(visits)).distinct()))
    for steps in (ReferralStep, Slip):
        db.session.execute(delete(steps).where(steps.referral_id.in_(referrals)))
    for of_desk in (WarningAnswer, KeptMonth, DeskCalendar, NotOffered):
        db.session.execute(delete(of_desk).where(of_desk.desk_id == desk.id))
    db.session.execute(delete(Referral).where(Referral.need_id.in_(needs)))
    db.session.execute(delete(Need).where(Need.visit_id.in_(visits)))
    db.session.execute(delete(Correction).where(Correction.visit_id.in_(visits)))
    gone = db.session.execute(delete(Visit).where(Visit.desk_id == desk.id))
    still_used = select(Visit.case_id)
    for first in range(0, len(cases), 500):
        some = cases[first : first + 500]
        db.session.execute(delete(Case).where(Case.id.in_(some), Case.id.not_in(still_used)))
    db.session.expire_all()
    return gone.rowcount or 0  # type: ignore[attr-defined]


def _remove_directory(moment: datetime) -> None:
    for place in queries.list_sample_places():
        if queries.is_place_used(place):
            place.feed_id = None
            place.retired_at = place.retired_at or moment
            place.changed_at = moment
        else:
            db.session.execute(delete(NotOffered).where(NotOffered.service_point_id == place.id))
            db.session.delete(place)
    db.session.flush()
    for authority in queries.list_sample_authorities():
        if queries.is_authority_used(authority):
            authority.feed_id = None
        else:
            _remove_roles(authority)
            db.session.execute(delete(NotOffered).where(NotOffered.authority_id == authority.id))
            db.session.delete(authority)
    db.session.flush()
    forget_places()


def _remove_roles(place: Desk | Authority) -> None:
    """Take the roles at a desk, or for an authority, from everybody who holds one."""
    is_desk = isinstance(place, Desk)
    held_at = StaffRole.desk_id if is_desk else StaffRole.authority_id
    holders = select(StaffRole.staff_member_id).where(held_at == place.id)
    works_here = StaffMember.current_desk_id == (place.id if is_desk else -1)
    concerned = or_(StaffMember.id.in_(holders), works_here)
    for person in db.session.scalars(select(StaffMember).where(concerned)).all():
        before = role_codes(person.roles)
        person.roles = [held for held in person.roles if getattr(held, held_at.key) != place.id]
        if is_desk and person.current_desk_id == place.id:
            person.current_desk_id = None
        db.session.flush()
        audit.record(
            "staff.change",
            subject=("staff_member", person.public_id),
            changes={"fields": ["roles"], "roles": [before, role_codes(person.roles)]},
        )
        if not person.roles:  # nothing is left that such a person could open
            deactivate_staff_member(staff_member=person)
