"""The first run: the link, the page, what it makes, and its end."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from advicedesk.accounts import operations
from advicedesk.accounts.errors import LinkIsOver
from advicedesk.accounts.models import LinkPurpose, StaffMember
from advicedesk.accounts.queries import find_staff_member, get_link
from advicedesk.codelists.models import ListedCode
from advicedesk.database import db, utc_now
from advicedesk.desks.errors import AlreadySetUp
from advicedesk.desks.models import Desk, Organisation
from tests.factories.accounts import actions
from tests.factories.desk import InspectingDesk

PASSWORD = "a boat goes over the lake"


@pytest.fixture
def token(empty_app: Flask) -> str:
    """Return the token of a set-up link just made."""
    made = operations.make_set_up_link()
    db.session.commit()
    return made


@pytest.fixture
def browser(empty_app: Flask) -> InspectingDesk:
    """Return a browser on an empty database."""
    return InspectingDesk(empty_app)


def fields(token: str, **changes: object) -> dict[str, object]:
    """Return everything the page asks for."""
    return {
        "token": token,
        "organisation_name": "Espoon kaupunki",
        "desks-0-name": "Iso Omena",
        "desks-0-desk_code": "",
        "desks-1-name": "Kalajärvi",
        "desks-1-desk_code": "kala",
        "working_languages": ["fi", "sv", "ar"],
        "username": "Mikael",
        "display_name": "Mikael A.",
        "new_password": PASSWORD,
        "repeat_password": PASSWORD,
    } | changes


def test_one_page_makes_everything_and_signs_in(browser: InspectingDesk, token: str) -> None:
    browser.get(f"/set-up?token={token}")
    answer = browser.post("/set-up", fields(token, works_at_desk="y"))
    assert answer.location == "/"
    browser.get("/accounts/staff/")
    organisation = db.session.scalars(select(Organisation)).one()
    assert organisation.working_languages == ["fi", "sv", "ar"]
    assert [desk.desk_code for desk in db.session.scalars(select(Desk))] == ["iso-omena", "kala"]
    assert db.session.scalar(select(func.count(ListedCode.id)))
    person = find_staff_member("mikael")
    assert person
    assert operations.role_codes(person.roles) == [
        "administrator",
        "counsellor@iso-omena",
        "supervisor@iso-omena",
    ]
    assert {"organisation.set_up", "staff.add", "staff.set_up", "staff.sign_in"} <= set(actions())


def test_without_the_tick_the_administrator_is_only_that(
    browser: InspectingDesk, token: str
) -> None:
    browser.post("/set-up", fields(token))
    person = find_staff_member("mikael")
    assert person
    assert operations.role_codes(person.roles) == ["administrator"]


def test_the_token_works_once(browser: InspectingDesk, token: str) -> None:
    browser.post("/set-up", fields(token))
    other = InspectingDesk(browser.app)
    page = other.get(f"/set-up?token={token}", 404).get_data(as_text=True)
    assert "Already set up" in page
    other.post("/set-up", fields(token, username="second"), 404)
    assert find_staff_member("second") is None
    with pytest.raises(LinkIsOver):
        get_link(token, LinkPurpose.SET_UP, utc_now())


def test_a_newer_link_ends_the_older_and_a_week_ends_any(token: str) -> None:
    newer = operations.make_set_up_link()
    with pytest.raises(LinkIsOver):
        get_link(token, LinkPurpose.SET_UP, utc_now())
    get_link(newer, LinkPurpose.SET_UP, utc_now())
    with pytest.raises(LinkIsOver):
        get_link(newer, LinkPurpose.SET_UP, utc_now() + timedelta(days=8))


def test_no_link_is_made_after_the_set_up(app: Flask) -> None:
    with pytest.raises(AlreadySetUp):
        operations.make_set_up_link()


@pytest.mark.parametrize("path", ["/", "/sign-in", "/visits/log", "/statistics/", "/nowhere"])
def test_before_the_set_up_every_page_leads_to_where_the_link_is(
    browser: InspectingDesk, token: str, path: str
) -> None:
    answer = browser.get(path, 303)
    assert answer.location == "/set-up"
    page = browser.get("/set-up").get_data(as_text=True)
    assert "terminal" in page
    assert token not in page
    assert "<form" not in page.partition("<footer")[0]


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/accessibility", "/privacy-notice"])
def test_some_pages_answer_before_the_set_up(browser: InspectingDesk, path: str) -> None:
    browser.get(path)


@pytest.mark.parametrize("wrong", ["", "wrong", "x" * 3000, "\udcff"])
def test_a_wrong_token_opens_nothing(browser: InspectingDesk, token: str, wrong: str) -> None:
    browser.post("/set-up", fields(wrong.encode("utf-8", "replace").decode()), 403)
    assert db.session.scalar(select(func.count(StaffMember.id))) == 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"organisation_name": ""}, "Fill in this field"),
        ({"desks-0-name": "", "desks-1-name": ""}, "at least one desk"),
        ({"desks-0-desk_code": "kala"}, "Two desks have this code"),
        ({"desks-0-desk_code": "Iso Omena"}, "small letters"),
        ({"working_languages": []}, "Fill in this field"),
        ({"username": "a b"}, "letters and digits"),
        ({"new_password": "short", "repeat_password": "short"}, "at least 12"),
        ({"repeat_password": "another boat on the lake"}, "differ"),
        ({"organisation_name": "a\x00b"}, "hidden signs"),
    ],
)
def test_refused_input_is_said_beside_its_field_and_kept(
    browser: InspectingDesk, token: str, changes: dict[str, object], words: str
) -> None:
    page = browser.post("/set-up", fields(token, **changes), 422).get_data(as_text=True)
    assert words in page
    assert 'value="Mikael A."' in page
    assert PASSWORD not in page
    assert db.session.scalar(select(func.count(Organisation.id))) == 0
    browser.post("/set-up", fields(token))


def test_another_desk_is_added_without_script(browser: InspectingDesk, token: str) -> None:
    page = browser.post("/set-up", fields(token, add_desk="1"), 200).get_data(as_text=True)
    assert 'name="desks-2-name"' in page
    assert 'value="Kalajärvi"' in page
    assert not re.search(r'role="alert"', page)


def test_another_language_leads_back_to_the_page(browser: InspectingDesk, token: str) -> None:
    browser.get(f"/set-up?token={token}")
    answer = browser.post("/language", {"language": "fi", "back": "/set-up"})
    assert answer.location == "/set-up"
    page = browser.get("/set-up").get_data(as_text=True)
    assert "organisation_name" in page
    assert '<html lang="fi"' in page


def test_no_default_password_exists(empty_app: Flask) -> None:
    assert db.session.scalar(select(func.count(StaffMember.id))) == 0


def test_who_comes_second_while_another_sets_up_makes_nothing(
    browser: InspectingDesk, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def over(**_any: object) -> None:
        raise LinkIsOver

    monkeypatch.setattr(operations, "set_up", over)
    browser.post("/set-up", fields(token), 403)


def test_no_more_than_forty_desks_are_offered(browser: InspectingDesk, token: str) -> None:
    many = {f"desks-{number}-name": f"Desk {number}" for number in range(40)}
    page = browser.post("/set-up", fields(token, add_desk="1", **many), 200)
    assert "desks-40-name" not in page.get_data(as_text=True)
