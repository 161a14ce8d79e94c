"""One's own account: password, language, keys, desk."""

from collections.abc import Callable

import pytest
from flask import Flask

from advicedesk.accounts.models import StaffMember, StaffRole
from advicedesk.database import db, utc_now
from advicedesk.roles import Role
from tests.factories.accounts import actions, last_entry
from tests.factories.desk import InspectingDesk
from tests.factories.staff import PASSWORD, desk_by_code

NEW = "a boat goes over the lake"


def change(now: str = PASSWORD, new: str = NEW, again: str | None = None) -> dict[str, str]:
    """Return the fields of the password form."""
    return {
        "current_password": now,
        "new_password": new,
        "repeat_password": new if again is None else again,
    }


def test_a_changed_password_holds_and_ends_all_other_sign_ins(
    make_desk: Callable[[], InspectingDesk], counsellor: StaffMember
) -> None:
    here, there = make_desk().sign_in(counsellor), make_desk().sign_in(counsellor)
    copied = here.browser.get_cookie("advicedesk")
    here.get("/accounts/password")
    here.post("/accounts/password", change())
    here.get("/accounts/password")
    there.get("/accounts/password", 303)
    assert copied
    there.browser.set_cookie("advicedesk", copied.value)
    there.get("/accounts/password", 303)
    make_desk().post("/sign-in", {"username": "aino", "password": PASSWORD}, 422)
    make_desk().post("/sign-in", {"username": "aino", "password": NEW})
    assert last_entry("staff.change_password").staff_member_id == counsellor.id


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (change(now="not this one at all"), "not your current password"),
        (change(new="too short"), "at least 12"),
        (change(new="aino12345678"), "may not be the user name"),
        (change(new="passwordpassword"), "Too many people"),
        (change(again="another boat on the lake"), "differ"),
        ({}, "Fill in this field"),
    ],
)
def test_a_refused_password_says_why_and_changes_nothing(
    as_counsellor: InspectingDesk, fields: dict[str, str], words: str
) -> None:
    page = as_counsellor.post("/accounts/password", fields, 422).get_data(as_text=True)
    assert words in page
    assert "staff.change_password" not in actions()


def test_a_password_of_more_than_64_signs_works(
    as_counsellor: InspectingDesk, make_desk: Callable[[], InspectingDesk]
) -> None:
    long = "boats go over lakes " * 49
    as_counsellor.post("/accounts/password", change(new=long))
    make_desk().post("/sign-in", {"username": "aino", "password": long})


def test_guessing_the_password_of_an_open_screen_is_braked(as_counsellor: InspectingDesk) -> None:
    for _again in range(10):
        as_counsellor.post("/accounts/password", change(now="not this one at all"), 422)
    answer = as_counsellor.post("/accounts/password", change(), 429)
    assert answer.headers["Retry-After"]


def test_the_language_is_kept_on_the_account(
    as_counsellor: InspectingDesk, counsellor: StaffMember, make_desk: Callable[[], InspectingDesk]
) -> None:
    answer = as_counsellor.post("/language", {"language": "fi", "back": "/accounts/password"})
    assert answer.location == "/accounts/password"
    assert 'lang="fi"' in as_counsellor.get("/accounts/password").get_data(as_text=True)
    elsewhere = make_desk().sign_in(counsellor)
    assert 'lang="fi"' in elsewhere.get("/accounts/password").get_data(as_text=True)
    assert last_entry("staff.choose_language").changes == {"language": "fi"}


def test_before_signing_in_the_language_follows_the_browser_then_the_picker(
    desk: InspectingDesk,
) -> None:
    swedish = {"Accept-Language": "sv-FI,sv;q=0.9,en;q=0.5"}
    assert '<html lang="sv"' in desk.get("/sign-in", headers=swedish).get_data(as_text=True)
    desk.post("/language", {"language": "ar", "back": "/sign-in"})
    page = desk.get("/sign-in", headers=swedish).get_data(as_text=True)
    assert '<html lang="ar" dir="rtl"' in page


@pytest.mark.parametrize("back", ["", "//evil.example", "https://evil.example", "/accounts/desk"])
def test_choosing_a_language_leads_back_inside_the_site_only(
    desk: InspectingDesk, back: str
) -> None:
    assert desk.post("/language", {"language": "sv", "back": back}).location == "/"


def test_a_language_without_pages_is_refused(desk: InspectingDesk) -> None:
    desk.post("/language", {"language": "xx"}, 400)


def test_preferences_keep_language_and_keys(
    as_counsellor: InspectingDesk, counsellor: StaffMember
) -> None:
    as_counsellor.get("/accounts/preferences")
    as_counsellor.post("/accounts/preferences", {"language": "sv"})
    db.session.refresh(counsellor)
    assert (counsellor.language, counsellor.uses_shortcuts) == ("sv", False)
    assert last_entry("staff.choose_shortcuts").changes == {"uses_shortcuts": False}
    as_counsellor.post("/accounts/preferences", {"language": "sv", "uses_shortcuts": "y"})
    db.session.refresh(counsellor)
    assert counsellor.uses_shortcuts
    assert actions().count("staff.choose_language") == 1


def test_preferences_refuse_an_unknown_language(as_counsellor: InspectingDesk) -> None:
    as_counsellor.post("/accounts/preferences", {"language": "xx"}, 422)


@pytest.fixture
def at_two_desks(app: Flask, counsellor: StaffMember) -> StaffMember:
    """Return a counsellor who works at both desks."""
    kalajarvi = desk_by_code("kalajarvi")
    counsellor.roles.append(StaffRole(role=Role.SUPERVISOR, desk_id=kalajarvi.id))
    db.session.commit()
    return counsellor


def test_the_desk_chosen_last_is_the_working_desk(
    at_two_desks: StaffMember, make_desk: Callable[[], InspectingDesk]
) -> None:
    browser = make_desk().sign_in(at_two_desks)
    browser.post("/accounts/desk", {"desk": "kalajarvi", "back": "/accounts/password"})
    db.session.expire_all()
    assert at_two_desks.working_desk == desk_by_code("kalajarvi")
    assert last_entry("staff.choose_desk").changes == {"desk": "kalajarvi"}


def test_a_closed_desk_is_no_working_desk(
    at_two_desks: StaffMember, make_desk: Callable[[], InspectingDesk]
) -> None:
    browser = make_desk().sign_in(at_two_desks)
    browser.post("/accounts/desk", {"desk": "kalajarvi"})
    desk_by_code("kalajarvi").closed_at = utc_now()
    db.session.commit()
    db.session.expire_all()
    assert at_two_desks.working_desk == desk_by_code("iso-omena")
    browser.post("/accounts/desk", {"desk": "kalajarvi"}, 404)


@pytest.mark.parametrize("wanted", ["kalajarvi", "no-such-desk", "", "iso\x00omena"])
def test_another_desk_is_not_there(as_counsellor: InspectingDesk, wanted: str) -> None:
    as_counsellor.post("/accounts/desk", {"desk": wanted}, 404)


def test_an_administrator_works_at_no_desk(as_administrator: InspectingDesk) -> None:
    as_administrator.post("/accounts/desk", {"desk": "iso-omena"}, 403)
