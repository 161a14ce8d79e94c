"""Withdrawing a visit: out of all figures, with a reason; its row and its thread stay."""

import pytest
from sqlalchemy import select

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db, utc_now
from advicedesk.visits import operations
from advicedesk.visits.details import NeedDetails, VisitDetails
from advicedesk.visits.errors import VisitWithdrawn
from advicedesk.visits.models import Correction, Visit
from advicedesk.visits.queries import count_visits_since
from tests.factories.accounts import last_entry
from tests.factories.desk import InspectingDesk
from tests.factories.visits import MakeVisit, count_rows


def withdraw(
    desk: InspectingDesk, visit: Visit, reason: str = "logged_twice", status: int = 303
) -> str:
    answer = desk.post(f"/visits/{visit.public_id}/withdraw", {"reason": reason}, status)
    db.session.rollback()
    return answer.get_data(as_text=True)


def test_a_withdrawn_visit_is_in_no_figure_but_its_row_stays(
    as_counsellor: InspectingDesk, a_visit: Visit
) -> None:
    began = a_visit.started_at
    withdraw(as_counsellor, a_visit)
    assert a_visit.is_withdrawn
    assert a_visit.withdrawn_reason == "logged_twice"
    assert abs((a_visit.withdrawn_at - utc_now()).total_seconds()) < 60
    assert count_visits_since(a_visit.desk_id, began) == 0
    assert count_rows(Visit) == 1


def test_its_note_goes(as_supervisor: InspectingDesk, make_visit: MakeVisit) -> None:
    visit = make_visit(note="Jono 40 min")
    withdraw(as_supervisor, visit)
    assert visit.note is None


def test_a_reason_must_be_given(as_counsellor: InspectingDesk, a_visit: Visit) -> None:
    for reason in ("", "because"):
        page = withdraw(as_counsellor, a_visit, reason, status=422)
        assert "Choose one of the options." in page
    assert not a_visit.is_withdrawn


def test_withdrawing_twice_is_withdrawing_once(
    as_supervisor: InspectingDesk, a_visit: Visit
) -> None:
    withdraw(as_supervisor, a_visit)
    first = a_visit.withdrawn_at
    withdraw(as_supervisor, a_visit, "training", status=404)
    assert (a_visit.withdrawn_at, a_visit.withdrawn_reason) == (first, "logged_twice")
    assert count_rows(Correction) == 1


def test_who_withdrew_is_kept_and_audited(as_counsellor: InspectingDesk, a_visit: Visit) -> None:
    withdraw(as_counsellor, a_visit)
    kept = db.session.scalars(select(Correction)).one()
    assert (kept.before, kept.staff_member_id) == ({"withdrawn": None}, a_visit.staff_member_id)
    entry = last_entry("visit.withdraw")
    assert (entry.subject_id, entry.changes) == (a_visit.public_id, {"fields": ["withdrawn"]})


def test_its_page_says_that_it_counts_no_more(
    as_counsellor: InspectingDesk, a_visit: Visit
) -> None:
    withdraw(as_counsellor, a_visit)
    page = as_counsellor.get(f"/visits/{a_visit.public_id}").get_data(as_text=True)
    assert "It was logged twice" in page
    thread = as_counsellor.get(f"/cases/{a_visit.case.case_code}").get_data(as_text=True)
    assert ">withdrawn<" in thread


def test_what_was_withdrawn_meanwhile_is_changed_no_more(
    make_visit: MakeVisit, counsellor: StaffMember
) -> None:
    visit = make_visit(staff_member=counsellor)
    operations.withdraw_visit(visit=visit, reason="undone", staff_member=counsellor)
    details = VisitDetails(None, "ar", (NeedDetails("work"),))
    with pytest.raises(VisitWithdrawn):
        operations.correct_visit(visit=visit, details=details, staff_member=counsellor)
    with pytest.raises(VisitWithdrawn):
        operations.withdraw_visit(visit=visit, reason="undone", staff_member=counsellor)
    db.session.rollback()
