"""Correcting a visit: what was before is kept, who may, and what cannot be changed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db, utc_now
from advicedesk.privacy.models import AuditEntry
from advicedesk.referrals.details import ReferralDetails
from advicedesk.roles import Role
from advicedesk.visits.details import NeedDetails
from advicedesk.visits.models import Correction, FirstOrReturning, Visit
from tests.factories.accounts import last_entry
from tests.factories.desk import InspectingDesk
from tests.factories.visits import MakeVisit, count_rows

HELSINKI = ZoneInfo("Europe/Helsinki")


def local(moment: datetime) -> str:
    return moment.astimezone(HELSINKI).strftime("%Y-%m-%dT%H:%M")


def as_shown(visit: Visit, **changes: Any) -> dict[str, Any]:
    """Return what the form of a visit would send back, with changes."""
    fields: dict[str, Any] = {
        "public_id": visit.public_id,
        "started_at": local(visit.started_at),
        "case_code": visit.case.case_code,
        "note": visit.note or "",
    }
    for name in (
        "contact_type",
        "asked_by",
        "people_helped",
        "first_or_returning",
        "client_language",
        "service_language",
        "bridged",
        "minutes",
    ):
        fields[name] = str(getattr(visit, name))
    for index, need in enumerate(visit.needs):
        fields[f"needs-{index}-topic"] = need.topic
        fields[f"needs-{index}-subtopic"] = need.subtopic or ""
        fields[f"needs-{index}-acts"] = list(need.acts)
        fields[f"needs-{index}-outcome"] = need.outcome.value if need.outcome else ""
    return fields | {name.replace("__", "-"): value for name, value in changes.items()}


def correct(desk: InspectingDesk, visit: Visit, status: int = 303, **changes: Any) -> str:
    """Send the correction of a visit and return the page, or where it leads."""
    fields = as_shown(visit, **changes)
    answer = desk.post(f"/visits/{visit.public_id}/correct", fields, status)
    db.session.rollback()
    return answer.location or answer.get_data(as_text=True)


def the_correction() -> Correction:
    return db.session.scalars(select(Correction)).one()


def test_the_form_shows_what_the_visit_says(
    as_counsellor: InspectingDesk, make_visit: MakeVisit, counsellor: StaffMember
) -> None:
    visit = make_visit("work/cv", staff_member=counsellor, note="Jono 40 min", minutes=7)
    page = as_counsellor.get(f"/visits/{visit.public_id}/correct").get_data(as_text=True)
    for shown in ("Jono 40 min", 'value="7"', 'value="work" checked', 'value="cv" selected'):
        assert shown in page


def test_what_was_before_is_kept_with_who_and_when(
    as_counsellor: InspectingDesk, a_visit: Visit, counsellor: StaffMember
) -> None:
    correct(as_counsellor, a_visit, minutes="45", needs__0__topic="work", needs__0__subtopic="cv")
    assert (a_visit.minutes, a_visit.needs[0].topic, a_visit.needs[0].subtopic) == (
        45,
        "work",
        "cv",
    )
    kept = the_correction()
    assert kept.before["minutes"] == 15
    assert kept.before["needs"][0]["topic"] == "childcare"
    assert set(kept.before) == {"minutes", "needs"}
    assert kept.staff_member_id == counsellor.id
    assert last_entry("visit.correct").changes == {"fields": ["minutes", "needs"]}


def test_continuing_a_thread_does_not_turn_a_corrected_visit_into_a_returning_one(
    as_counsellor: InspectingDesk, a_visit: Visit
) -> None:
    correct(as_counsellor, a_visit, minutes="45")
    assert a_visit.first_or_returning is FirstOrReturning.UNKNOWN


def test_that_a_note_changed_is_kept_never_what_it_said(
    as_counsellor: InspectingDesk, make_visit: MakeVisit, counsellor: StaffMember
) -> None:
    visit = make_visit(staff_member=counsellor, note="The first words")
    correct(as_counsellor, visit, note="Other words")
    assert visit.note == "Other words"
    assert the_correction().before == {"note": None}
    changes = [entry.changes for entry in db.session.scalars(select(AuditEntry))]
    assert "first words" not in str(changes)


def test_a_correction_that_changes_nothing_leaves_nothing(
    as_counsellor: InspectingDesk, a_visit: Visit
) -> None:
    entries = count_rows(AuditEntry)
    assert correct(as_counsellor, a_visit) == f"/visits/{a_visit.public_id}"
    assert (count_rows(Correction), count_rows(AuditEntry)) == (0, entries)


def test_a_need_and_a_referral_can_be_added(as_counsellor: InspectingDesk, a_visit: Visit) -> None:
    correct(
        as_counsellor,
        a_visit,
        needs__1__topic="work",
        needs__1__referrals__0__authority_name="Moniheli ry",
    )
    assert [need.topic for need in a_visit.needs] == ["childcare", "work"]
    assert a_visit.referrals[0].authority_name == "Moniheli ry"
    assert a_visit.referrals[0].given_at == a_visit.started_at


def test_a_need_can_be_taken_away_while_nobody_was_sent_on_for_it(
    as_counsellor: InspectingDesk, make_visit: MakeVisit, counsellor: StaffMember
) -> None:
    sent = NeedDetails("work", referrals=(ReferralDetails(authority_name="Moniheli ry"),))
    visit = make_visit("childcare", "health", staff_member=counsellor)
    correct(as_counsellor, visit, needs__1__topic="")
    assert [need.topic for need in visit.needs] == ["childcare"]
    visit = make_visit("childcare", sent, staff_member=counsellor)
    changes = {"needs__1__topic": "", "needs__1__outcome": ""}
    page = correct(as_counsellor, visit, 422, **changes)
    assert "A client was sent on for a need that is missing here" in page
    assert len(visit.needs) == 2


def test_a_need_that_is_taken_away_leaves_the_others_as_they_were(
    as_counsellor: InspectingDesk, make_visit: MakeVisit, counsellor: StaffMember
) -> None:
    sent = NeedDetails("work", referrals=(ReferralDetails(authority_name="Moniheli ry"),))
    visit = make_visit("childcare", sent, "health", staff_member=counsellor)
    correct(as_counsellor, visit, needs__0__topic="", needs__7__topic="housing")
    assert [need.topic for need in visit.needs] == ["work", "health", "housing"]
    assert [need.position for need in visit.needs] == [0, 1, 2]
    assert visit.needs[0].referrals[0].authority_name == "Moniheli ry"


def test_an_old_visit_is_corrected_while_its_time_stays(
    as_counsellor: InspectingDesk, make_visit: MakeVisit, counsellor: StaffMember
) -> None:
    began = utc_now() - timedelta(days=60)
    visit = make_visit(staff_member=counsellor, started_at=began)
    correct(as_counsellor, visit, minutes="45")
    assert (visit.minutes, visit.started_at) == (45, began)
    page = correct(as_counsellor, visit, 422, started_at=local(began - timedelta(days=1)))
    assert "for the last 14 days" in page


def test_a_corrected_time_holds_for_needs_and_referrals_too(
    as_counsellor: InspectingDesk, make_visit: MakeVisit, counsellor: StaffMember
) -> None:
    sent = NeedDetails("work", referrals=(ReferralDetails(authority_name="Moniheli ry"),))
    visit = make_visit(sent, staff_member=counsellor)
    earlier = visit.started_at - timedelta(hours=5)
    correct(as_counsellor, visit, started_at=local(earlier))
    assert visit.started_at == earlier.replace(second=0, microsecond=0)
    assert visit.needs[0].started_at == visit.started_at
    assert visit.referrals[0].given_at == visit.started_at


def test_a_refused_correction_keeps_what_was_typed_and_changes_nothing(
    as_counsellor: InspectingDesk, a_visit: Visit
) -> None:
    page = correct(as_counsellor, a_visit, 422, minutes="many", note="Jono 40 min")
    assert 'value="many"' in page
    assert "Jono 40 min</textarea>" in page
    assert (a_visit.minutes, a_visit.note) == (15, None)


def test_without_script_a_need_is_added_by_a_button(
    as_counsellor: InspectingDesk, a_visit: Visit
) -> None:
    assert 'name="needs-1-topic"' in correct(as_counsellor, a_visit, 200, add_need="1")
    assert len(a_visit.needs) == 1


def test_a_supervisor_corrects_visits_of_the_desk(
    as_supervisor: InspectingDesk, a_visit: Visit
) -> None:
    correct(as_supervisor, a_visit, minutes="45")
    assert a_visit.minutes == 45


def test_another_counsellor_does_not(
    a_visit: Visit,
    make_desk: Callable[[], InspectingDesk],
    make_staff: Callable[..., StaffMember],
) -> None:
    desk = make_desk().sign_in(make_staff("sofia", Role.COUNSELLOR))
    desk.get(f"/visits/{a_visit.public_id}")
    correct(desk, a_visit, 403)


@pytest.mark.parametrize("way", ["get", "post"])
def test_a_withdrawn_visit_cannot_be_corrected(
    as_counsellor: InspectingDesk, a_visit: Visit, way: str
) -> None:
    address = f"/visits/{a_visit.public_id}"
    as_counsellor.post(f"{address}/withdraw", {"reason": "training"})
    getattr(as_counsellor, way)(f"{address}/correct", status=404)
