"""A closed month is counted once; whatever changes it makes it be counted anew."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select, update

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db, utc_now, writing
from advicedesk.directory.models import ServicePoint
from advicedesk.referrals import operations as referral_operations
from advicedesk.referrals import retention as referral_retention
from advicedesk.referrals.details import ReferralDetails
from advicedesk.referrals.models import ConfirmedBy, ReferralStatus
from advicedesk.referrals.operations import WhatHappened
from advicedesk.roles import Role
from advicedesk.statistics import keeping
from advicedesk.statistics.counting.counted import Counted
from advicedesk.statistics.models import KeptMonth
from advicedesk.statistics.months import Month, Span
from advicedesk.statistics.own_lines import own_lines
from advicedesk.visits import operations
from advicedesk.visits import retention as visit_retention
from advicedesk.visits.details import ImportedVisit, NeedDetails, VisitDetails
from advicedesk.visits.models import Visit
from tests.factories.desk import InspectingDesk
from tests.factories.staff import desk_by_code
from tests.factories.visits import MakeVisit, a_public_id

ZONE = ZoneInfo("Europe/Helsinki")
MARCH, APRIL = Month(2024, 3), Month(2024, 4)
IN_MARCH = datetime(2024, 3, 12, 8, 30, tzinfo=UTC)
SOON_AFTER = IN_MARCH + timedelta(minutes=2)
SENT_ON = NeedDetails("social", referrals=(ReferralDetails(authority_name="Kela"),))
Change = Callable[[Visit, StaffMember], object]


def details(started_at: datetime, **changes: object) -> VisitDetails:
    need = NeedDetails("social")
    return VisitDetails(started_at, "ar", (need,), **changes)  # type: ignore[arg-type]


def counted(month: Month = MARCH) -> Counted:
    """Return what a report is made of, as the page counts it."""
    desk = desk_by_code("iso-omena")
    found = keeping.count_months([desk], [month], ZONE)
    return keeping.together(found, [desk_by_code("iso-omena")], [month])


def raw(month: Month = MARCH) -> Counted:
    desk = desk_by_code("iso-omena")
    return keeping.count_raw([desk], month.edges(ZONE), ZONE)[desk.id]


def kept_months() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(KeptMonth.month).order_by(KeptMonth.month)))


def is_true() -> bool:
    """Tell whether what is kept is what the rows say, and there is something kept."""
    db.session.rollback()
    return bool(kept_months()) and keeping.first_wrong(ZONE) is None


def log_another(_visit: Visit, person: StaffMember) -> None:
    operations.log_visit(
        public_id=a_public_id(),
        details=details(IN_MARCH),
        desk_id=desk_by_code("iso-omena").id,
        desk_code="iso-omena",
        staff_member_id=person.id,
        now=SOON_AFTER,
    )


def correct(visit: Visit, person: StaffMember) -> None:
    told = details(visit.started_at, minutes=45)
    operations.correct_visit(visit=visit, details=told, staff_member=person, now=SOON_AFTER)


def withdraw(visit: Visit, person: StaffMember) -> None:
    operations.withdraw_visit(visit=visit, reason="duplicate", staff_member=person)


def undo(visit: Visit, person: StaffMember) -> None:
    visit.logged_at = IN_MARCH
    operations.undo_visit(visit=visit, staff_member=person, now=SOON_AFTER)


def import_one(_visit: Visit, _person: StaffMember) -> None:
    told = ImportedVisit(a_public_id(), "iso-omena", details(IN_MARCH))
    operations.import_visits(visits=[told])


def complete(visit: Visit, _person: StaffMember) -> None:
    happened = WhatHappened(ReferralStatus.COMPLETED, ConfirmedBy.CLIENT_TOLD)
    referral_operations.change_status(
        referral=visit.referrals[0], happened=happened, staff_member_id=None
    )


def give_another(visit: Visit, _person: StaffMember) -> None:
    referral_operations.give_referral(
        need=visit.needs[0], details=ReferralDetails(authority_name="DVV"), staff_member_id=None
    )


def wait_in_vain(_visit: Visit, _person: StaffMember) -> None:
    referral_retention.purge(now=utc_now())


CHANGES: list[Change] = [
    log_another,
    correct,
    withdraw,
    undo,
    import_one,
    complete,
    give_another,
    wait_in_vain,
]


@pytest.fixture
def march_visit(app: Flask, make_visit: MakeVisit, counsellor: StaffMember) -> Visit:
    """A visit in a month that is over, and the month counted and kept."""
    visit = make_visit(SENT_ON, staff_member=counsellor, started_at=IN_MARCH)
    make_visit("work", started_at=IN_MARCH)
    counted()
    assert kept_months() == ["2024-03"]
    return visit


def change(by: Change, visit: Visit, person: StaffMember) -> None:
    with writing.writing():
        by(visit, person)
        db.session.commit()


@pytest.mark.parametrize("by", CHANGES, ids=lambda by: by.__name__)
def test_whatever_changes_a_month_makes_it_be_counted_anew(
    march_visit: Visit, counsellor: StaffMember, by: Change
) -> None:
    before = raw().as_json()
    change(by, march_visit, counsellor)
    assert kept_months() == []
    assert raw().as_json() != before
    counted()
    assert is_true()


@pytest.mark.parametrize("by", CHANGES, ids=lambda by: by.__name__)
def test_what_is_not_stored_in_the_end_leaves_the_kept_month(
    march_visit: Visit, counsellor: StaffMember, by: Change
) -> None:
    with writing.writing():
        by(march_visit, counsellor)
        db.session.rollback()
    assert kept_months() == ["2024-03"]
    assert is_true()


def test_a_step_taken_back_makes_its_month_be_counted_anew(
    march_visit: Visit, counsellor: StaffMember
) -> None:
    change(complete, march_visit, counsellor)
    counted()
    with writing.writing():
        referral_operations.take_back_step(
            referral=march_visit.referrals[0],
            recorded=ReferralStatus.COMPLETED,
            staff_member_id=None,
        )
        db.session.commit()
    assert kept_months() == []


def test_a_visit_moved_to_another_month_changes_both(
    app: Flask, make_visit: MakeVisit, counsellor: StaffMember
) -> None:
    late = datetime(2024, 3, 30, 8, 30, tzinfo=UTC)
    visit = make_visit(SENT_ON, staff_member=counsellor, started_at=late)
    counted(MARCH)
    counted(APRIL)
    assert kept_months() == ["2024-03", "2024-04"]
    told = details(late + timedelta(days=3))
    with writing.writing():
        operations.correct_visit(
            visit=visit, details=told, staff_member=counsellor, now=late + timedelta(days=4)
        )
        db.session.commit()
    assert kept_months() == []
    assert counted(MARCH).counts.get(("visits",), 0) == 0
    assert counted(APRIL).counts["visits",] == 1


def test_withdrawing_changes_the_month_in_which_the_client_was_sent_on(
    march_visit: Visit, counsellor: StaffMember
) -> None:
    with writing.writing():
        march_visit.referrals[0].given_at = datetime(2024, 4, 9, 9, 0, tzinfo=UTC)
        db.session.commit()
    counted(MARCH)
    counted(APRIL)
    change(withdraw, march_visit, counsellor)
    assert kept_months() == []


def test_a_month_that_goes_on_is_kept_to_the_day_before_yesterday(
    app: Flask, make_visit: MakeVisit, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = IN_MARCH + timedelta(days=3)
    monkeypatch.setattr(keeping, "utc_now", lambda: now)
    for moment in (IN_MARCH, now - timedelta(hours=1), now):
        make_visit("work", started_at=moment)
    assert counted().counts["visits",] == 3
    kept = db.session.scalars(select(KeptMonth)).one()
    assert kept.ends_at == datetime(2024, 3, 13, 22, tzinfo=UTC)  # midnight at the desk
    assert Counted.from_json(kept.counts).counts["visits",] == 1
    make_visit("work", started_at=now)
    assert kept_months() == ["2024-03"]
    assert counted().as_json() == raw().as_json()
    make_visit("work", started_at=IN_MARCH)
    assert kept_months() == []
    assert counted().as_json() == raw().as_json()


def test_a_month_is_kept_whole_once_it_is_over(
    app: Flask, make_visit: MakeVisit, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_visit("work", started_at=IN_MARCH)
    make_visit("work", started_at=IN_MARCH + timedelta(days=9))
    with monkeypatch.context() as earlier:
        earlier.setattr(keeping, "utc_now", lambda: IN_MARCH + timedelta(days=3))
        counted()
    assert counted().counts["visits",] == 2
    kept = db.session.scalars(select(KeptMonth)).one()
    assert kept.ends_at == MARCH.edges(ZONE)[1]
    assert is_true()


def test_logging_now_forgets_nothing(
    march_visit: Visit, make_visit: MakeVisit, counsellor: StaffMember
) -> None:
    make_visit("work", started_at=utc_now())
    assert kept_months() == ["2024-03"]


def test_emptying_old_notes_forgets_nothing(march_visit: Visit, counsellor: StaffMember) -> None:
    march_visit.note = "Kävi eilen."
    db.session.commit()
    counted()
    with writing.writing():
        assert visit_retention.purge(now=utc_now())[0].count == 1
        db.session.commit()
    assert kept_months() == ["2024-03"]


def test_a_change_of_unknown_visits_forgets_all(march_visit: Visit) -> None:
    with writing.writing():
        db.session.execute(update(Visit).values(minutes=7))
        db.session.commit()
    assert kept_months() == []


def test_an_office_that_is_renamed_has_its_new_name_in_old_months(
    app: Flask, make_visit: MakeVisit
) -> None:
    place = db.session.scalars(select(ServicePoint)).first()
    if place is None:
        place = ServicePoint(names={"fi": "Vanha"}, addresses={})
        db.session.add(place)
        db.session.commit()
    place.authority = None
    place.names = {"fi": "Vanha"}
    db.session.commit()
    to_place = ReferralDetails(service_point=place.public_id)
    make_visit(NeedDetails("social", referrals=(to_place,)), started_at=IN_MARCH)
    assert counted().counts["referrals", "authority", "Vanha"] == 1
    place.names = {"fi": "Uusi"}
    db.session.commit()
    assert kept_months() == ["2024-03"]
    assert counted().counts["referrals", "authority", "Uusi"] == 1


def test_what_another_version_counted_is_counted_anew(
    march_visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "VERSION", keeping.VERSION + 1)
    counted()
    assert kept_months() == ["2024-03"]
    found = db.session.scalars(select(KeptMonth.counted_by)).one()
    assert found == keeping.counted_by(ZONE)


def test_kept_and_raw_are_the_same_to_the_last_figure(march_visit: Visit) -> None:
    kept = db.session.scalars(select(KeptMonth)).one()
    assert Counted.from_json(kept.counts).as_json() == kept.counts == raw().as_json()


def test_the_check_names_a_kept_month_that_is_not_what_its_visits_say(
    march_visit: Visit, app: Flask
) -> None:
    assert keeping.first_wrong(ZONE) is None
    kept = db.session.scalars(select(KeptMonth)).one()
    kept.counts = [[], [], []]
    db.session.commit()
    assert keeping.first_wrong(ZONE) == "2024-03 at iso-omena"


def test_figures_are_shown_though_nothing_can_be_kept(
    app: Flask, make_visit: MakeVisit, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_visit("work", started_at=IN_MARCH)
    monkeypatch.setattr(writing, "is_writing", lambda: True)
    assert counted().counts["visits",] == 1
    assert kept_months() == []


def test_a_year_s_languages_are_those_of_the_year_before_whatever_comes_later(
    app: Flask, make_visit: MakeVisit
) -> None:
    for number in range(60):
        moment = datetime(2024, 1 + number % 12, 9, 8, number, tzinfo=UTC)
        make_visit("work/cv", started_at=moment, client_language="ar")
    make_visit("work/cv", started_at=datetime(2024, 2, 9, 9, 0, tzinfo=UTC), client_language="so")
    desks = [desk_by_code("iso-omena")]

    def lines(text: str) -> tuple[set[str], set[str]]:
        found = own_lines(desks, Span.parse(text), ZONE, 5)
        return set(found.languages), set(found.subtopics)

    before = lines("2025-03")
    assert lines("2025-Q1") == lines("2025") == before
    for number in range(70):
        moment = datetime(2025, 3, 9, 8, number % 60, tzinfo=UTC)
        make_visit("work/training", started_at=moment, client_language="so")
    assert lines("2025-03") == lines("2025") == before


def test_a_desk_in_its_first_year_goes_by_its_first_month(
    app: Flask, make_visit: MakeVisit
) -> None:
    for number in range(8):
        make_visit("work", started_at=IN_MARCH + timedelta(minutes=number), client_language="so")
        make_visit("work", started_at=IN_MARCH + timedelta(days=30), client_language="fa")
    found = own_lines([desk_by_code("iso-omena")], Span.parse("2024"), ZONE, 5)
    assert found.languages == {"so"}


def test_an_administrator_sees_rare_subtopics_with_their_topic(
    make_staff: Callable[..., StaffMember],
    make_desk: Callable[[], InspectingDesk],
    make_visit: MakeVisit,
) -> None:
    for number in range(70):
        moment = datetime(2023, 1 + number % 12, 9, 8, number % 60, tzinfo=UTC)
        make_visit("work/cv", started_at=moment)
    for minute in range(6):
        make_visit("work/cv", started_at=IN_MARCH + timedelta(minutes=minute))
        make_visit("work/training", started_at=IN_MARCH + timedelta(minutes=minute))
    desk = make_desk().sign_in(make_staff("anna", Role.ADMINISTRATOR))
    page = desk.get("/statistics/?month=2024-03&desk=iso-omena").get_data(as_text=True)
    assert "Other subtopics" in page
