"""Writes the made-up desk into an empty database; the command commits."""

import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from random import Random
from zoneinfo import ZoneInfo

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db
from advicedesk.demo import staff
from advicedesk.demo.directory import add_directory
from advicedesk.demo.fates import Fate
from advicedesk.demo.moments import FRIDAY, first_day
from advicedesk.demo.plans import Plan, PlannedVisit, plan_visits
from advicedesk.demo.shares import FRIDAY_HOURS, HOURS, VISITS_A_DAY
from advicedesk.desks.models import Desk
from advicedesk.directory.models import ServicePoint
from advicedesk.directory.opening_hours import weekly
from advicedesk.directory.public_holidays import public_holidays
from advicedesk.languages import registry
from advicedesk.privacy import audit
from advicedesk.referrals.giving import new_referral
from advicedesk.referrals.models import OPEN_STATUSES, Referral, ReferralStatus, ReferralStep, Slip
from advicedesk.statistics.open_times.calendar import Week
from advicedesk.statistics.open_times.operations import save_open_times
from advicedesk.visits import case_codes
from advicedesk.visits.models import Case, Correction, Need, Visit

_AT_ONCE = 500
_MONTH = 31


class Filling:
    """Writes planned visits with the rows of what they name."""

    def __init__(
        self,
        rng: Random,
        desks: dict[str, Desk],
        people: dict[str, StaffMember],
        places: dict[str, ServicePoint],
    ) -> None:
        self.rng = rng
        self.desks = desks
        self.people = people
        self.places = places
        self.cases: dict[int, Case] = {}
        self.taken_codes: set[str] = set()

    def write(self, planned: Iterable[PlannedVisit]) -> int:
        """Add the visits in batches; return how many there are."""
        visits = iter(planned)
        count = 0
        while batch := [self._visit(visit) for visit in islice(visits, _AT_ONCE)]:
            db.session.add_all(batch)
            db.session.flush()
            count += len(batch)
        return count

    def _visit(self, planned: PlannedVisit) -> Visit:
        details = planned.details
        own = ("needs", "case_code")
        columns = {name: value for name, value in vars(details).items() if name not in own}
        visit = Visit(
            public_id=str(uuid.UUID(int=self.rng.getrandbits(128), version=4)),
            content_seal=details.seal(),
            desk_id=self.desks[planned.desk_code].id,
            staff_member_id=self.people[planned.username].id,
            case=self._case(planned),
            logged_at=planned.logged_at,
            **columns,
        )
        fates = iter(planned.fates)
        for position, told in enumerate(details.needs):
            need = Need(
                position=position,
                desk_id=visit.desk_id,
                started_at=visit.started_at,
                topic=told.topic,
                subtopic=told.subtopic,
                acts=list(told.acts),
                outcome=told.outcome,
                unmet_reasons=list(told.unmet_reasons),
            )
            visit.needs.append(need)
            for referral in told.referrals:
                place = self.places[referral.service_point] if referral.service_point else None
                given = new_referral(
                    need=need,
                    details=referral,
                    service_point=place,
                    staff_member_id=visit.staff_member_id,
                )
                self._live(given, next(fates), visit)
        self._amend(visit, planned)
        return visit

    def _case(self, planned: PlannedVisit) -> Case:
        if planned.case_number in self.cases:
            return self.cases[planned.case_number]
        case_code = case_codes.new_case_code(self.rng.choice)
        while case_code in self.taken_codes:
            case_code = case_codes.new_case_code(self.rng.choice)
        self.taken_codes.add(case_code)
        case = Case(case_code=case_code, opened_at=planned.logged_at)
        self.cases[planned.case_number] = case
        return case

    def _live(self, referral: Referral, fate: Fate, visit: Visit) -> None:
        referral.status = fate.status
        referral.confirmed_by = fate.confirmed_by
        referral.rejected_reason = fate.rejected_reason
        for step in fate.steps:
            referral.steps.append(
                ReferralStep(
                    status=step.status,
                    taken_at=step.taken_at,
                    confirmed_by=fate.confirmed_by,
                    rerouted_to=self.places[fate.rerouted_to] if fate.rerouted_to else None,
                    details={"reason": fate.rejected_reason} if fate.rejected_reason else {},
                )
            )
        if fate.steps:
            last = fate.steps[-1].taken_at
            referral.confirmed_at = fate.steps[0].taken_at if fate.confirmed_by else None
            referral.completed_at = last if fate.status is ReferralStatus.COMPLETED else None
            referral.closed_at = None if fate.status in OPEN_STATUSES else last
        if fate.rerouted_to:
            referral.rerouted_to = self.places[fate.rerouted_to]
        if fate.is_printed:
            referral.slips.append(_slip(visit))

    def _amend(self, visit: Visit, planned: PlannedVisit) -> None:
        """Correct or withdraw a visit soon after it was logged."""
        if not (planned.is_corrected or planned.is_withdrawn):
            return
        before: dict[str, int | None] = {"minutes": max(5, visit.minutes - 5)}
        if planned.is_withdrawn:
            before = {"withdrawn": None}
            visit.withdrawn_at = planned.logged_at
            visit.withdrawn_reason = self.rng.choice(("logged_twice", "training", "undone"))
            visit.note = None
        visit.corrections.append(
            Correction(
                staff_member_id=visit.staff_member_id,
                corrected_at=planned.logged_at,
                before=before,
            )
        )


def _slip(visit: Visit) -> Slip:
    client = registry.find_language(visit.client_language)
    return Slip(
        client_language=visit.client_language if client and client.for_slips else "en",
        office_language="fi",
        paper_size="a5",
        printed_at=visit.logged_at,
        staff_member_id=visit.staff_member_id,
    )


def keep_hours(desk: Desk, like: str, first: date) -> None:
    """Tell when a made-up desk is open: an hour beyond the last in which somebody comes."""
    days = {
        day: [(time(min(hours)), time(max(hours) + 1))] if VISITS_A_DAY[like][day] else []
        for day in range(7)
        for hours in [FRIDAY_HOURS if day == FRIDAY else HOURS]
    }
    save_open_times(desk=desk, week=Week(first, weekly(days), True), exceptions=[])


def fill(
    *,
    people: list[staff.Person],
    hashes: dict[str, str],
    rng: Random,
    now: datetime,
    zone: ZoneInfo,
    months: int = 14,
) -> int:
    """Fill an empty database; return how many visits there are now."""
    today = now.astimezone(zone).date()
    desks = staff.set_up(people, hashes)
    authorities, places = add_directory(today)
    signed_in = staff.add_staff(people, hashes, desks, partner_of=authorities["kela"].id)
    for person in people:
        if person.username in signed_in:
            signed_in[person.username].language = person.language
    plan = Plan(
        today=today,
        now=now.astimezone(UTC),
        zone=zone,
        months=months,
        closed=frozenset(public_holidays(today - timedelta(days=_MONTH * (months + 1)), today)),
        counsellors=staff.COUNSELLORS,
    )
    count = Filling(rng, desks, signed_in, places).write(plan_visits(rng, plan))
    for desk_code, desk in desks.items():
        keep_hours(desk, desk_code, first_day(today, months))
    audit.record("demo.fill", subject=("table", "visit"), changes={"added": count})
    return count
