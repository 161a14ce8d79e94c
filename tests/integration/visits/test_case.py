"""The thread of a case: found by its code, forgiven when read aloud, of own desks only."""

import logging
from collections.abc import Callable

import pytest

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db
from advicedesk.roles import Role
from advicedesk.visits.models import Visit
from tests.factories.desk import InspectingDesk
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
