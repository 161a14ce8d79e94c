"""The palette: what each role may open by name, and where a typed word leads."""

from collections.abc import Callable
from typing import Any

import pytest

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db
from advicedesk.directory.models import Authority, ServicePoint
from advicedesk.referrals.models import Referral
from advicedesk.visits.models import Visit
from tests.factories.desk import InspectingDesk


def entries_of(desk: InspectingDesk) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = desk.get("/find/entries").get_json()["entries"]
    return found


def labels_of(desk: InspectingDesk) -> set[str]:
    return {entry["label"] for entry in entries_of(desk)}


def search(desk: InspectingDesk, typed: str, status: int = 200) -> Any:
    return desk.post("/find/", {"wanted": typed}, status)


def test_each_role_is_offered_what_it_may_open(
    as_counsellor: InspectingDesk,
    as_supervisor: InspectingDesk,
    as_administrator: InspectingDesk,
    as_partner: InspectingDesk,
) -> None:
    everyone = {"Sign out", "Privacy notice", "suomi", "العربية", "Language and keys"}
    for desk in (as_counsellor, as_supervisor, as_administrator, as_partner):
        assert everyone <= labels_of(desk)
    assert {"Log a visit", "Today", "Late referrals", "Cover the screen"} <= labels_of(
        as_counsellor
    )
    assert not {"Staff", "Export the month", "Audit trail"} & labels_of(as_counsellor)
    assert {"Export the month", "Import visits", "Add a place"} <= labels_of(as_supervisor)
    assert {"Staff", "Add a staff member", "Audit trail"} <= labels_of(as_administrator)
    assert not {"Log a visit", "Today", "Cover the screen"} & labels_of(as_administrator)
    assert not {"Log a visit", "Staff", "Housing", "Kela"} & labels_of(as_partner)


def test_every_entry_leads_to_a_page_that_opens(
    as_supervisor: InspectingDesk,
    as_administrator: InspectingDesk,
    as_partner: InspectingDesk,
    a_service_point: ServicePoint,
) -> None:
    for desk in (as_supervisor, as_administrator, as_partner):
        for entry in entries_of(desk):
            if "fields" not in entry and not entry.get("cover"):
                desk.get(entry["url"])


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [
        ("log a visit", "/visits/log"),
        ("Kirjaa käynti", "/visits/log"),
        ("late", "/referrals/?show=late"),
        ("housing", "/visits/today?topic=housing"),
        ("asuminen", "/visits/today?topic=housing"),
    ],
)
def test_a_word_leads_to_what_was_surely_meant(
    as_counsellor: InspectingDesk, typed: str, leads_to: str
) -> None:
    assert search(as_counsellor, typed, 303).location == leads_to


def test_a_place_and_an_authority_are_found_by_name(
    as_counsellor: InspectingDesk, a_service_point: ServicePoint, an_authority: Authority
) -> None:
    name = next(iter(an_authority.names.values()))
    page = search(as_counsellor, name[:3]).get_data(as_text=True)
    assert f"/referrals/authorities/{an_authority.public_id}" in page
    assert f"/directory/service-points/{a_service_point.public_id}" in page


def test_an_act_waits_for_a_button_and_never_happens_by_search(
    as_counsellor: InspectingDesk,
) -> None:
    page = search(as_counsellor, "sign out").get_data(as_text=True)
    assert 'action="/sign-out"' in page
    as_counsellor.get("/visits/today")


def test_a_case_code_leads_to_its_thread_however_it_was_heard(
    as_counsellor: InspectingDesk, a_visit: Visit
) -> None:
    code = a_visit.case.case_code
    for typed in (code, code.lower().replace("-", " "), f" {code} "):
        assert search(as_counsellor, typed, 303).location == f"/cases/{code}"


def test_a_code_of_another_desk_is_unknown_here(
    as_counsellor: InspectingDesk, make_visit: Callable[..., Visit]
) -> None:
    code = make_visit(desk="kalajarvi").case.case_code
    page = search(as_counsellor, code, 404).get_data(as_text=True)
    assert "No case has this code" in page
    assert code not in page


def test_a_code_means_nothing_to_those_without_a_desk(
    as_administrator: InspectingDesk, as_partner: InspectingDesk, a_visit: Visit
) -> None:
    for desk in (as_administrator, as_partner):
        page = search(desk, a_visit.case.case_code).get_data(as_text=True)
        assert "Nothing is called that." in page
        assert "case code" not in page


@pytest.mark.parametrize("typed", ["", " ", "<b>x</b>", "\u0000", "ä" * 5000, "xyzzy zzzz"])
def test_what_nothing_is_called_says_so(as_counsellor: InspectingDesk, typed: str) -> None:
    page = search(as_counsellor, typed).get_data(as_text=True)
    assert "Nothing is called that." in page
    assert "<b>x</b>" not in page


def test_a_code_in_a_query_is_not_looked_at(as_counsellor: InspectingDesk, a_visit: Visit) -> None:
    code = a_visit.case.case_code
    page = as_counsellor.get(f"/find/?wanted={code}").get_data(as_text=True)
    assert f"/cases/{code}" not in page


def test_the_palette_is_for_staff(desk: InspectingDesk) -> None:
    for path in ("/find/", "/find/entries"):
        assert desk.get(path, 303).location.startswith("/sign-in")


def test_a_person_at_two_desks_may_change_the_desk(
    as_counsellor: InspectingDesk, counsellor: StaffMember
) -> None:
    from advicedesk.accounts.models import StaffRole
    from advicedesk.roles import Role
    from tests.factories.staff import desk_by_code

    assert "Kalajärvi" not in labels_of(as_counsellor)
    counsellor.roles.append(StaffRole(role=Role.COUNSELLOR, desk_id=desk_by_code("kalajarvi").id))
    db.session.commit()
    found = {entry["label"]: entry for entry in entries_of(as_counsellor)}
    assert found["Kalajärvi"]["fields"] == {"desk": "kalajarvi"}


def test_an_authoritys_page_shows_own_desks_open_referrals(
    as_counsellor: InspectingDesk,
    as_administrator: InspectingDesk,
    make_referral: Callable[..., Referral],
    a_service_point: ServicePoint,
    an_authority: Authority,
) -> None:
    own = make_referral(service_point=a_service_point.public_id)
    other = make_referral(service_point=a_service_point.public_id, desk="kalajarvi")
    address = f"/referrals/authorities/{an_authority.public_id}"
    page = as_counsellor.get(address).get_data(as_text=True)
    assert own.public_id in page
    assert other.public_id not in page
    assert a_service_point.public_id in page
    as_counsellor.get(address.replace(an_authority.public_id, own.public_id), 404)
    as_administrator.get(address, 403)
