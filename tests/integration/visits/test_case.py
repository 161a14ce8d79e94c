"""The thread of a case: found by its code, forgiven when read aloud, of own desks only."""

import logging
import re
from collections.abc import Callable
from typing import Any

import pytest

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db
from advicedesk.referrals.details import ReferralDetails
from advicedesk.referrals.models import ReferralStatus, RejectedReason
from advicedesk.roles import Role
from advicedesk.visits.details import NeedDetails
from advicedesk.visits.models import Outcome, Visit
from tests.factories.desk import InspectingDesk
from tests.factories.referrals import days_ago, record
from tests.factories.visits import MakeVisit


def test_a_thread_shows_its_visits_newest_first(
    as_counsellor: InspectingDesk, a_visit: Visit, make_visit: MakeVisit
) -> None:
    make_visit("work/cv", case_code=a_visit.case.case_code)
    page = as_counsellor.get(f"/cases/{a_visit.case.case_code}").get_data(as_text=True)
    assert page.index("Work and enterprise") < page.index("Early childhood education")


def test_visits_of_other_desks_stay_out_of_the_thread(
    as_counsellor: InspectingDesk, a_visit: Visit, make_visit: MakeVisit
) -> None:
    make_visit("work", desk="kalajarvi", case_code=a_visit.case.case_code)
    page = as_counsellor.get(f"/cases/{a_visit.case.case_code}").get_data(as_text=True)
    assert "Work and enterprise" not in page


def test_a_case_of_another_desk_is_not_there(
    a_visit: Visit,
    make_desk: Callable[[], InspectingDesk],
    make_staff: Callable[..., StaffMember],
) -> None:
    desk = make_desk().sign_in(make_staff("sofia", Role.COUNSELLOR, desk="kalajarvi"))
    desk.get(f"/cases/{a_visit.case.case_code}", 404)
    desk.post("/cases/", {"case_code": a_visit.case.case_code}, 404)


@pytest.mark.parametrize("wrong", ["K7M-4XX", "nonsense", "1", "x" * 60])
def test_an_unknown_code_gets_a_page_that_says_so(
    as_counsellor: InspectingDesk, wrong: str
) -> None:
    for page in (
        as_counsellor.get(f"/cases/{wrong}", 404),
        as_counsellor.post("/cases/", {"case_code": wrong}, 404),
    ):
        text = page.get_data(as_text=True)
        assert "No case has this code" in text
        assert 'name="case_code"' in text


def test_look_alikes_and_spaces_are_forgiven(as_counsellor: InspectingDesk, a_visit: Visit) -> None:
    code = a_visit.case.case_code
    heard = code.lower().replace("0", "o").replace("1", "i").replace("-", "")
    spaced = f" {heard[:2]} {heard[2:]} "
    assert as_counsellor.post("/cases/", {"case_code": spaced}).location == f"/cases/{code}"
    answer = as_counsellor.get(f"/cases/{heard}", 303)
    assert answer.location == f"/cases/{code}"


def test_a_case_is_continued_without_its_code_in_an_address(
    as_counsellor: InspectingDesk, a_visit: Visit
) -> None:
    code = a_visit.case.case_code
    answer = as_counsellor.post(f"/cases/{code}/continue")
    assert answer.location == "/visits/log"
    assert f'value="{code}"' in as_counsellor.get("/visits/log").get_data(as_text=True)
    assert f'value="{code}"' not in as_counsellor.get("/visits/log").get_data(as_text=True)


def test_no_link_on_the_pages_carries_a_code_in_its_query(
    as_counsellor: InspectingDesk, a_visit: Visit
) -> None:
    code = a_visit.case.case_code
    for address in ("/visits/today", f"/visits/{a_visit.public_id}", f"/cases/{code}"):
        assert f"={code}" not in as_counsellor.get(address).get_data(as_text=True)


def test_looking_a_case_up_leaves_nothing_in_the_log(
    as_counsellor: InspectingDesk, a_visit: Visit, caplog: pytest.LogCaptureFixture
) -> None:
    code = a_visit.case.case_code
    db.session.rollback()
    with caplog.at_level(logging.INFO):
        as_counsellor.get(f"/cases/{code}")
        as_counsellor.get("/cases/K7M-4XX", 404)
    assert code not in caplog.text
    assert "K7M" not in caplog.text


def test_whoever_is_not_signed_in_is_not_led_back_to_a_code(desk: InspectingDesk) -> None:
    answer = desk.get("/cases/K7M-4XR", 303)
    assert answer.location == "/sign-in"


def thread_page(desk: InspectingDesk, visit: Visit) -> str:
    """Return the words of a case's page."""
    page = desk.get(f"/cases/{visit.case.case_code}").get_data(as_text=True)
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def sent_to(*places: str, topic: str = "social", **details: Any) -> NeedDetails:
    """Return a need for which somebody was sent to places named freely."""
    given = tuple(ReferralDetails(authority_name=place, **details) for place in places)
    return NeedDetails(topic=topic, referrals=given)


def test_a_thread_says_first_what_is_open_the_latest_before_the_others(
    as_counsellor: InspectingDesk, make_visit: MakeVisit
) -> None:
    old = make_visit(sent_to("Migri"), started_at=days_ago(17))
    make_visit(sent_to("Kela"), case_code=old.case.case_code)
    page = thread_page(as_counsellor, old)
    assert "2 referrals are open: Migri (3 days late) and Kela (due " in page
    assert page.index("are open") < page.index("Social services")


def test_a_thread_tells_what_waits_when_no_referral_is_open(
    as_counsellor: InspectingDesk, make_visit: MakeVisit
) -> None:
    waiting = NeedDetails(topic="work", outcome=Outcome.WAITING_AUTHORITY)
    visit = make_visit(waiting)
    assert "something waits: Work and enterprise (" in thread_page(as_counsellor, visit)
    make_visit("work", case_code=visit.case.case_code)
    assert "Nothing is open." in thread_page(as_counsellor, visit)


def test_a_referral_has_its_own_line_of_statuses_the_ones_to_come_too(
    as_counsellor: InspectingDesk, make_visit: MakeVisit
) -> None:
    visit = make_visit(sent_to("Kela", "Migri"))
    kela, migri = (referral.public_id for referral in visit.referrals)
    page = as_counsellor.get(f"/cases/{visit.case.case_code}").get_data(as_text=True)
    assert page.count('class="waiting"') == 4
    record(kela, ReferralStatus.ACKNOWLEDGED)
    record(migri, ReferralStatus.REJECTED, rejected_reason=RejectedReason.NOT_COMPETENT)
    page = as_counsellor.get(f"/cases/{visit.case.case_code}").get_data(as_text=True)
    assert page.count('class="waiting"') == 1
    assert page.count('class="sent-back"') == 1
    words = thread_page(as_counsellor, visit)
    assert "Sent back and forth Migri Refused : Not their matter" in words.replace(": N", " : N")
    assert "2: 1 open, 0 completed" in words


def test_a_withdrawn_visit_opens_nothing_and_leads_to_no_referral(
    as_supervisor: InspectingDesk, make_visit: MakeVisit
) -> None:
    visit = make_visit(sent_to("Kela"))
    referral, code = visit.referrals[0].public_id, visit.case.case_code
    own_page = f"/visits/{visit.public_id}"
    assert f"/referrals/{referral}" in as_supervisor.get(own_page).get_data(as_text=True)
    as_supervisor.post(f"{own_page}/withdraw", {"reason": "undone"})
    for address in (own_page, f"/cases/{code}"):
        assert f"/referrals/{referral}" not in as_supervisor.get(address).get_data(as_text=True)
    assert "Every visit of this case was withdrawn." in thread_page(as_supervisor, visit)
