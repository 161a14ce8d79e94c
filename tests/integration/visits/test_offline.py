"""What the server does for devices that work without the network."""

import json
import re
from typing import Any

import pytest
from sqlalchemy import select

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db
from advicedesk.visits.models import Visit
from tests.factories.desk import InspectingDesk
from tests.factories.visits import MakeVisit, a_public_id, count_rows

BY_SCRIPT = {"X-Sent-By": "script"}


def _fields() -> dict[str, Any]:
    return {"public_id": a_public_id(), "client_language": "so", "needs-0-topic": "work"}


def _typed(person: StaffMember, desk: str = "iso-omena") -> dict[str, str]:
    return {**BY_SCRIPT, "X-Typed-By": person.public_id, "X-Typed-At": desk}


def _device_values(page: str) -> Any:
    found = re.search(r'id="device-values"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_the_worker_is_served_at_the_root_as_a_script_of_this_version(
    desk: InspectingDesk,
) -> None:
    answer = desk.get("/service-worker.js")
    assert answer.mimetype == "text/javascript"
    values = json.loads(answer.text.partition("const VALUES = ")[2].partition(";\n")[0])
    assert values["log"] == "/visits/log"
    assert re.fullmatch(r"[0-9a-f]{12}", values["version"])
    assert "worker-src 'self'" in desk.get("/sign-in").headers["Content-Security-Policy"]


def test_the_page_without_the_network_says_what_is_safe_and_what_to_do(
    desk: InspectingDesk,
) -> None:
    page = desk.get("/offline").text
    assert "Nothing is lost" in page
    assert 'href="/visits/log"' in page


def test_the_form_that_a_device_keeps_shows_no_visit_of_anybody(
    as_counsellor: InspectingDesk, make_visit: MakeVisit
) -> None:
    visit = make_visit()
    assert visit.public_id in as_counsellor.get("/visits/log").text
    page = as_counsellor.get("/visits/log/empty").text
    assert visit.public_id not in page
    assert 'name="public_id" value=""' in page
    assert "data-kept-form" in page


def test_pages_tell_the_scripts_whose_they_are_and_nothing_to_those_without_a_desk(
    as_counsellor: InspectingDesk, counsellor: StaffMember
) -> None:
    values = _device_values(as_counsellor.get("/visits/today").text)
    assert (values["staff"], values["desk"]) == (counsellor.public_id, "iso-omena")
    assert values["words"]["on_device"] == {
        "one": "{} visit on this device",
        "other": "{} visits on this device",
    }


def test_an_administrator_without_a_desk_has_nothing_kept(
    as_administrator: InspectingDesk,
) -> None:
    assert "device-values" not in as_administrator.get("/accounts/staff/").text


def test_a_script_is_told_where_a_saved_visit_leads(
    as_counsellor: InspectingDesk, counsellor: StaffMember
) -> None:
    fields = _fields()
    answer = as_counsellor.post("/visits/log", fields, 204, headers=_typed(counsellor))
    assert answer.headers["X-Leads-To"].startswith(f"/visits/{fields['public_id']}")
    assert "Location" not in answer.headers
    again = as_counsellor.post("/visits/log", fields, 204, headers=_typed(counsellor))
    assert again.headers["X-Leads-To"] == answer.headers["X-Leads-To"]
    assert count_rows(Visit) == 1


def test_a_script_is_told_that_the_sign_in_has_lapsed(desk: InspectingDesk) -> None:
    answer = desk.get("/visits/log/token", 204, headers=BY_SCRIPT)
    assert answer.headers["X-Leads-To"].startswith("/sign-in")


def test_a_fresh_token_sends_a_visit(as_counsellor: InspectingDesk) -> None:
    token = as_counsellor.get("/visits/log/token").get_json()["csrf_token"]
    answer = as_counsellor.browser.post("/visits/log", data={**_fields(), "csrf_token": token})
    assert answer.status_code == 303


@pytest.mark.parametrize("at", ["kalajarvi", "nowhere"])
def test_what_was_typed_at_another_desk_is_not_stored_here(
    as_counsellor: InspectingDesk, counsellor: StaffMember, at: str
) -> None:
    as_counsellor.post("/visits/log", _fields(), 412, headers=_typed(counsellor, at))
    assert count_rows(Visit) == 0


def test_what_another_person_typed_is_not_stored(
    as_counsellor: InspectingDesk, supervisor: StaffMember
) -> None:
    as_counsellor.post("/visits/log", _fields(), 412, headers=_typed(supervisor))
    assert db.session.scalars(select(Visit)).all() == []
