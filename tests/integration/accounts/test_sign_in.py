"""Signing in: right and wrong, where it leads, the brake, the cookie's life."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select

from advicedesk.accounts import credentials, passwords, signing_in
from advicedesk.accounts.models import SignIn, StaffMember
from advicedesk.accounts.throttle import PER_ACCOUNT, PER_PAIR
from advicedesk.app import create_app
from advicedesk.database import db, utc_now
from advicedesk.roles import Role
from tests.factories.accounts import actions, last_entry
from tests.factories.desk import InspectingDesk
from tests.factories.staff import PASSWORD

WRONG = "wrong horse battery"


def fields(username: str, password: str = PASSWORD, **more: str) -> dict[str, str]:
    """Return the fields of the sign-in form."""
    return {"username": username, "password": password, **more}


def visible_text(page: str) -> str:
    """Return a page without what differs in every answer."""
    return re.sub(r'(nonce|value)="[^"]*"', "", page)


def test_the_right_name_and_password_lead_to_the_start(
    desk: InspectingDesk, counsellor: StaffMember
) -> None:
    desk.get("/sign-in")
    answer = desk.post("/sign-in", fields("aino"))
    assert answer.location == "/"
    desk.get("/accounts/password")


def test_the_name_may_be_typed_in_capitals(desk: InspectingDesk, counsellor: StaffMember) -> None:
    desk.post("/sign-in", fields(" AINO "))


def test_signing_in_is_audited_with_who_it_was(
    desk: InspectingDesk, counsellor: StaffMember
) -> None:
    desk.post("/sign-in", fields("aino"))
    entry = last_entry("staff.sign_in")
    assert entry.staff_member_id == counsellor.id
    assert entry.subject_id == counsellor.public_id


def test_wrong_name_wrong_password_and_deactivated_answer_alike(
    make_desk: Callable[[], InspectingDesk], make_staff: Callable[..., StaffMember]
) -> None:
    make_staff("aino", Role.COUNSELLOR)
    gone = make_staff("gone", Role.COUNSELLOR)
    gone.deactivated_at = utc_now()
    invited = make_staff("invited", Role.COUNSELLOR)
    invited.password_hash = None
    db.session.commit()
    tries = [("aino", WRONG), ("nobody", PASSWORD), ("gone", PASSWORD), ("invited", PASSWORD)]
    pages = [
        visible_text(make_desk().post("/sign-in", fields(*each), 422).get_data(as_text=True))
        for each in tries
    ]
    assert len(set(pages)) == 1
    assert "staff.sign_in" not in actions()


def test_every_wrong_try_costs_one_hash(
    desk: InspectingDesk, counsellor: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []
    real = passwords.verify_password

    def counting(known: str | None, password: str) -> bool:
        checked.append(password)
        return real(known, password)

    monkeypatch.setattr(passwords, "verify_password", counting)
    desk.post("/sign-in", fields("aino", WRONG), 422)
    desk.post("/sign-in", fields("nobody", WRONG), 422)
    assert checked == [WRONG, WRONG]


def test_a_refused_form_keeps_the_name_but_not_the_password(desk: InspectingDesk) -> None:
    page = desk.post("/sign-in", fields("nobody", WRONG), 422).get_data(as_text=True)
    assert 'value="nobody"' in page
    assert WRONG not in page


@pytest.mark.parametrize(
    "typed",
    [{}, {"username": "aino"}, {"username": "aino", "password": "x" * 1001},
     {"username": "a\x00b", "password": PASSWORD}, {"username": "x" * 9000, "password": PASSWORD}],
)  # fmt: skip
def test_broken_input_is_refused(desk: InspectingDesk, typed: dict[str, str]) -> None:
    desk.post("/sign-in", typed, 422)


@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/accounts/preferences", "/accounts/preferences"),
        ("/accounts/staff", "/accounts/staff"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/accounts/desk", "/"),
        ("/no/such/page", "/"),
    ],
)
def test_next_leads_only_to_pages_of_the_site(
    desk: InspectingDesk, counsellor: StaffMember, wanted: str, led_to: str
) -> None:
    assert desk.post("/sign-in", fields("aino", next=wanted)).location == led_to


def test_next_is_carried_by_the_form_and_taken_from_the_address(
    desk: InspectingDesk, counsellor: StaffMember
) -> None:
    answer = desk.get("/accounts/preferences", 303)
    page = desk.get(answer.location).get_data(as_text=True)
    assert 'value="/accounts/preferences"' in page
    answer = desk.post(answer.location, fields("aino"))
    assert answer.location == "/accounts/preferences"
    assert desk.get("/sign-in?next=/accounts/password", 303).location == "/accounts/password"


def test_too_many_tries_are_braked_before_hashing_and_end_by_themselves(
    desk: InspectingDesk, counsellor: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _again in range(PER_PAIR.amount):
        desk.post("/sign-in", fields("aino", WRONG), 422)
    monkeypatch.setattr(passwords, "verify_password", lambda *_any: pytest.fail("was hashed"))
    answer = desk.post("/sign-in", fields("aino"), 429)
    assert 0 < int(answer.headers["Retry-After"]) <= 300
    assert "Too many tries" in answer.get_data(as_text=True)
    assert 'value="aino"' in answer.get_data(as_text=True)


def test_the_rightful_person_passes_on_their_own_browser(
    make_desk: Callable[[], InspectingDesk], counsellor: StaffMember
) -> None:
    own = make_desk().sign_in(counsellor)
    own.post("/sign-out")
    for number in range(PER_ACCOUNT.amount):
        other = make_desk()
        other.browser.environ_base["REMOTE_ADDR"] = f"192.0.2.{number + 1}"
        other.post("/sign-in", fields("aino", WRONG), 422)
    stranger = make_desk()
    stranger.browser.environ_base["REMOTE_ADDR"] = "198.51.100.1"
    stranger.post("/sign-in", fields("aino"), 429)
    own.post("/sign-in", fields("aino"))


def test_a_forged_device_cookie_gives_nothing(
    make_desk: Callable[[], InspectingDesk], counsellor: StaffMember
) -> None:
    guesser = make_desk()
    guesser.browser.set_cookie("advicedesk-device", "forged")
    for _again in range(PER_PAIR.amount):
        guesser.post("/sign-in", fields("aino", WRONG), 422)
    guesser.post("/sign-in", fields("aino", WRONG), 429)


def test_a_known_device_is_known_for_its_own_people_only(
    make_desk: Callable[[], InspectingDesk], make_staff: Callable[..., StaffMember]
) -> None:
    mine = make_desk().sign_in(make_staff("aino", Role.COUNSELLOR))
    make_staff("bertil", Role.COUNSELLOR)
    mine.post("/sign-out")
    for _again in range(PER_PAIR.amount):
        mine.post("/sign-in", fields("bertil", WRONG), 422)
    mine.post("/sign-in", fields("bertil"), 429)
    mine.post("/sign-in", fields("aino"))


def test_a_new_session_begins_at_sign_in(desk: InspectingDesk, counsellor: StaffMember) -> None:
    desk.get("/sign-in")
    with desk.browser.session_transaction() as session:
        session["planted"] = "by somebody else"
        before = session["csrf_token"]
    desk.sign_in(counsellor)
    desk.get("/accounts/password")
    with desk.browser.session_transaction() as session:
        assert "planted" not in session
        assert session["csrf_token"] != before


def test_signing_out_ends_a_copied_cookie_too(
    make_desk: Callable[[], InspectingDesk], counsellor: StaffMember
) -> None:
    mine, thief = make_desk().sign_in(counsellor), make_desk()
    copied = mine.browser.get_cookie("advicedesk")
    assert copied
    thief.browser.set_cookie("advicedesk", copied.value)
    thief.get("/accounts/password")
    mine.post("/sign-out")
    thief.browser.set_cookie("advicedesk", copied.value)
    thief.get("/accounts/password", 303)
    assert last_entry("staff.sign_out").staff_member_id == counsellor.id


def test_signing_out_ends_the_persons_other_sign_ins_but_nobody_elses(
    make_desk: Callable[[], InspectingDesk], make_staff: Callable[..., StaffMember]
) -> None:
    aino, bertil = make_staff("aino", Role.COUNSELLOR), make_staff("bertil", Role.COUNSELLOR)
    here, there, colleague = (make_desk().sign_in(who) for who in (aino, aino, bertil))
    here.post("/sign-out")
    there.get("/accounts/password", 303)
    colleague.get("/accounts/password")


@pytest.mark.parametrize(
    ("passed", "status"),
    [
        (timedelta(minutes=59), 200),
        (timedelta(minutes=61), 303),
    ],
)
def test_an_idle_sign_in_ends(
    as_counsellor: InspectingDesk,
    monkeypatch: pytest.MonkeyPatch,
    passed: timedelta,
    status: int,
) -> None:
    moment = utc_now() + passed
    monkeypatch.setattr(signing_in, "utc_now", lambda: moment)
    as_counsellor.get("/accounts/password", status)


def test_pages_keep_a_sign_in_alive_until_its_absolute_end(
    as_counsellor: InspectingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = utc_now()
    for half_hours in range(1, 24):
        moment = began + timedelta(minutes=30 * half_hours)
        monkeypatch.setattr(signing_in, "utc_now", lambda moment=moment: moment)
        as_counsellor.get("/accounts/password")
    monkeypatch.setattr(signing_in, "utc_now", lambda: began + timedelta(hours=12, minutes=1))
    as_counsellor.get("/accounts/password", 303)


def test_the_shortest_idle_limit_counts_from_the_last_page(
    app: Flask, counsellor: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    db.session.rollback()
    short = create_app(replace(app.config["ADVICEDESK"], idle_minutes=1))
    browser = InspectingDesk(short)
    browser.post("/sign-in", fields("aino"))
    began = utc_now()
    for seconds in (40, 80, 120):
        moment = began + timedelta(seconds=seconds)
        monkeypatch.setattr(signing_in, "utc_now", lambda moment=moment: moment)
        browser.get("/accounts/password")
    with short.app_context():
        db.engine.dispose()


def test_a_deactivated_person_is_out_at_once(
    as_counsellor: InspectingDesk, counsellor: StaffMember
) -> None:
    counsellor.deactivated_at = utc_now()
    db.session.commit()
    as_counsellor.get("/accounts/password", 303)


def test_an_older_hash_is_renewed_at_sign_in(
    desk: InspectingDesk, counsellor: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = counsellor.password_hash
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(2, 16, 1))
    desk.post("/sign-in", fields("aino"))
    db.session.refresh(counsellor)
    assert counsellor.password_hash != before
    assert not passwords.needs_rehash(counsellor.password_hash or "")
    desk.post("/sign-out")
    desk.post("/sign-in", fields("aino"))


def test_only_a_hash_of_the_sign_ins_token_is_kept(
    desk: InspectingDesk, counsellor: StaffMember
) -> None:
    desk.sign_in(counsellor)
    with desk.browser.session_transaction() as session:
        token = session["sign_in"]
    kept = db.session.scalars(select(SignIn.token_hash)).one()
    assert token not in kept
    assert len(kept) == 64


def cookies_of(answer: Any) -> dict[str, str]:
    """Return the cookies that an answer sets, by name."""
    return {line.partition("=")[0]: line for line in answer.headers.getlist("Set-Cookie")}


def test_cookies_are_http_only_and_lax(desk: InspectingDesk, counsellor: StaffMember) -> None:
    cookies = cookies_of(desk.post("/sign-in", fields("aino")))
    assert set(cookies) == {"advicedesk", "advicedesk-device"}
    for line in cookies.values():
        assert "HttpOnly" in line
        assert "SameSite=Lax" in line
        assert "Secure" not in line


def test_cookies_are_bound_to_https_behind_a_trusted_proxy(
    app: Flask, counsellor: StaffMember
) -> None:
    db.session.rollback()
    behind = create_app(replace(app.config["ADVICEDESK"], trusted_proxies=1))
    browser = InspectingDesk(behind)
    browser.browser.environ_base["HTTP_X_FORWARDED_PROTO"] = "https"
    page = browser.browser.get("/sign-in")
    # the client keeps cookies by the scheme it speaks itself: hand them back by hand
    cookie = cookies_of(page)["__Host-advicedesk"].partition(";")[0]
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.get_data(as_text=True))
    assert token
    answer = behind.test_client(use_cookies=False).post(
        "/sign-in",
        data=fields("aino", csrf_token=token[1]),
        headers={"X-Forwarded-Proto": "https", "Cookie": cookie},
    )
    assert answer.status_code == 303
    cookies = cookies_of(answer)
    assert set(cookies) == {"__Host-advicedesk", "__Host-advicedesk-device"}
    for line in cookies.values():
        assert "Secure" in line
        assert "Path=/" in line
        assert "Domain" not in line
    assert "Strict-Transport-Security" in answer.headers
    with behind.app_context():
        db.engine.dispose()


def test_an_untrusted_proxys_word_counts_for_nothing(
    desk: InspectingDesk, counsellor: StaffMember
) -> None:
    answer = desk.get("/sign-in", headers={"X-Forwarded-Proto": "https"})
    assert "Secure" not in "".join(answer.headers.getlist("Set-Cookie"))


def test_a_form_without_its_token_is_refused(desk: InspectingDesk, counsellor: StaffMember) -> None:
    with desk.app.app_context():
        assert desk.browser.post("/sign-in", data=fields("aino")).status_code == 400
        assert desk.browser.post("/sign-out").status_code == 400


def test_nothing_of_what_was_typed_is_logged(
    desk: InspectingDesk, counsellor: StaffMember, caplog: pytest.LogCaptureFixture
) -> None:
    desk.post("/sign-in", fields("my password by mistake", WRONG), 422)
    assert "mistake" not in caplog.text
    assert WRONG not in caplog.text


def test_the_language_picked_before_signing_in_lasts_through_it(
    desk: InspectingDesk, make_staff: Callable[..., StaffMember]
) -> None:
    make_staff("aino", Role.COUNSELLOR).language = None
    db.session.commit()
    desk.post("/language", {"language": "sv", "back": "/sign-in"})
    desk.post("/sign-in", fields("aino"))
    assert '<html lang="sv"' in desk.get("/accounts/password").get_data(as_text=True)
    desk.post("/sign-out")
    assert '<html lang="sv"' in desk.get("/sign-in").get_data(as_text=True)


def test_who_is_deactivated_while_signing_in_stays_out(
    desk: InspectingDesk, counsellor: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(**_any: object) -> credentials.Checked:
        person = db.session.get_one(StaffMember, counsellor_id)
        person.deactivated_at = utc_now()
        db.session.commit()
        return credentials.Checked(person, None)

    counsellor_id = counsellor.id
    db.session.rollback()
    monkeypatch.setattr(credentials, "check", check)
    desk.post("/sign-in", fields("aino"), 422)


def test_every_page_offers_the_way_back_to_itself(desk: InspectingDesk) -> None:
    page = desk.get("/sign-in?next=/accounts/password").get_data(as_text=True)
    assert 'name="back" value="/sign-in?next=/accounts/password"' in page
    assert "secret" not in desk.get("/sign-in?token=secret").get_data(as_text=True)
