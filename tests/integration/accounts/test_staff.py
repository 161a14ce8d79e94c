"""The administrator's staff: add, links, roles, deactivate, the last administrator."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from advicedesk.accounts import operations
from advicedesk.accounts.errors import Deactivated, LinkIsOver, NoRole, UsernameTaken, UsernameUnfit
from advicedesk.accounts.models import OneTimeLink, SignIn, StaffMember
from advicedesk.accounts.operations import RoleChoice
from advicedesk.accounts.queries import find_staff_member
from advicedesk.accounts.retention import purge
from advicedesk.database import db, utc_now
from advicedesk.directory.models import Authority
from advicedesk.roles import Role
from tests.factories.accounts import actions, counsellor_at, last_entry
from tests.factories.desk import InspectingDesk

PASSWORD = "a boat goes over the lake"


def path_of(person: StaffMember, rest: str = "") -> str:
    """Return the address of somebody's page."""
    return f"/accounts/staff/{person.public_id}{rest}"


def roles_of(person: StaffMember) -> list[str]:
    """Return somebody's roles as codes, read anew."""
    db.session.expire_all()
    return operations.role_codes(person.roles)


def link_on(page: str) -> str:
    """Return the path of the one-time link on a page."""
    found = re.search(r"/accounts/choose-password/[\w-]+", page)
    assert found, page
    return found[0]


NEW_PERSON = {
    "username": "Farah",
    "display_name": "Farah N.",
    "counsellor_at": ["iso-omena", "kalajarvi"],
    "supervisor_at": "kalajarvi",
    "is_administrator": "",
    "partner_of": "",
}
NEW_PERSON.pop("is_administrator")


def test_staff_are_listed_with_state_and_last_day(
    as_administrator: InspectingDesk, counsellor: StaffMember
) -> None:
    page = as_administrator.get("/accounts/staff/").get_data(as_text=True)
    assert "Aino" in page
    assert "Iso Omena" in page
    assert "not lately" in page


def test_an_added_person_chooses_a_password_by_a_link_that_works_once(
    as_administrator: InspectingDesk, make_desk: Callable[[], InspectingDesk]
) -> None:
    as_administrator.get("/accounts/staff/add")
    answer = as_administrator.post("/accounts/staff/add", NEW_PERSON)
    link = link_on(as_administrator.get(answer.location).get_data(as_text=True))
    shown_again = as_administrator.get(answer.location).get_data(as_text=True)
    assert "choose-password" not in shown_again

    farah = make_desk()
    assert "farah" in farah.get(link).get_data(as_text=True)
    farah.get(link)  # looking at it does not use it up
    answer = farah.post(link, {"new_password": PASSWORD, "repeat_password": PASSWORD})
    assert answer.location == "/"
    farah.get("/accounts/password")
    person = find_staff_member("farah")
    assert person
    assert roles_of(person) == [
        "counsellor@iso-omena",
        "counsellor@kalajarvi",
        "supervisor@kalajarvi",
    ]
    assert last_entry("staff.choose_password").staff_member_id == person.id
    farah.post(link, {"new_password": PASSWORD, "repeat_password": PASSWORD}, 404)
    make_desk().get(link, 404)
    make_desk().post("/sign-in", {"username": "farah", "password": PASSWORD})


def test_only_a_hash_of_the_links_token_is_kept(app: Flask, counsellor: StaffMember) -> None:
    token = operations.make_password_link(staff_member=counsellor)
    assert token not in repr([vars(link) for link in db.session.scalars(select(OneTimeLink))])


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"username": "cecilia"}, "has this user name"),
        ({"username": "fa rah"}, "Use letters and digits"),
        ({"username": ""}, "Fill in this field"),
        ({"display_name": "x" * 121}, "too long"),
        ({"counsellor_at": [], "supervisor_at": []}, "at least one role"),
        ({"counsellor_at": "no-such-desk"}, "counsellor_at"),
    ],
)
def test_a_refused_person_is_not_added_and_nothing_typed_is_lost(
    as_administrator: InspectingDesk, typed: dict[str, str], words: str
) -> None:
    fields = NEW_PERSON | typed
    page = as_administrator.post("/accounts/staff/add", fields, 422).get_data(as_text=True)
    assert words in page
    assert str(fields["display_name"]) in page
    assert find_staff_member("farah") is None
    assert "staff.add" not in actions()


@pytest.fixture
def kela(app: Flask) -> Authority:
    """Return an authority of the directory."""
    authority = Authority(names={"fi": "Kela", "sv": "FPA"})
    db.session.add(authority)
    db.session.commit()
    return authority


def test_a_partner_belongs_to_an_authority_and_nowhere_else(
    as_administrator: InspectingDesk, kela: Authority
) -> None:
    partner = {"username": "kela-io", "display_name": "Kela", "partner_of": kela.public_id}
    mixed = partner | {"counsellor_at": "iso-omena"}
    page = as_administrator.post("/accounts/staff/add", mixed, 422).get_data(as_text=True)
    assert "no other role" in page
    as_administrator.post("/accounts/staff/add", partner)
    person = find_staff_member("kela-io")
    assert person
    assert roles_of(person) == [f"partner@{kela.public_id}"]
    assert "Kela" in as_administrator.get("/accounts/staff/").get_data(as_text=True)
    as_administrator.get(path_of(person))


def test_a_retired_authority_keeps_its_partners(
    as_administrator: InspectingDesk, kela: Authority
) -> None:
    person = operations.add_staff_member(
        username="kela-io", display_name="Kela", roles=RoleChoice(partner_of=kela.id)
    )
    kela.valid_to = utc_now().date()
    db.session.commit()
    fields = {"display_name": "Kela counter", "partner_of": kela.public_id}
    as_administrator.post(path_of(person), fields)
    assert roles_of(person) == [f"partner@{kela.public_id}"]


def test_roles_and_desks_are_changed_and_audited_as_codes(
    as_administrator: InspectingDesk, counsellor: StaffMember
) -> None:
    as_administrator.get(path_of(counsellor))
    fields = {"display_name": "Aino V.", "supervisor_at": "kalajarvi", "is_administrator": "y"}
    as_administrator.post(path_of(counsellor), fields | {"partner_of": ""})
    assert roles_of(counsellor) == ["administrator", "supervisor@kalajarvi"]
    changes = last_entry("staff.change").changes
    assert changes["roles"] == [
        ["counsellor@iso-omena"],
        ["administrator", "supervisor@kalajarvi"],
    ]
    assert "Aino V." not in repr(changes)


def test_saving_what_is_there_already_changes_nothing(
    as_administrator: InspectingDesk, counsellor: StaffMember
) -> None:
    fields = {"display_name": "Aino", "counsellor_at": "iso-omena", "partner_of": ""}
    as_administrator.post(path_of(counsellor), fields)
    assert "staff.change" not in actions()


def test_a_role_taken_away_closes_its_pages_at_once(
    as_administrator: InspectingDesk, make_staff: Callable[..., StaffMember],
    make_desk: Callable[[], InspectingDesk],
) -> None:  # fmt: skip
    second = make_staff("dmitri", Role.ADMINISTRATOR)
    browser = make_desk().sign_in(second)
    browser.get("/accounts/staff/")
    fields = {"display_name": "Dmitri", "counsellor_at": "iso-omena", "partner_of": ""}
    as_administrator.post(path_of(second), fields)
    browser.get("/accounts/staff/", 403)


def test_the_last_administrator_keeps_the_role(
    as_administrator: InspectingDesk, administrator: StaffMember
) -> None:
    fields = {"display_name": "Cecilia", "counsellor_at": "iso-omena", "partner_of": ""}
    page = as_administrator.post(path_of(administrator), fields, 422).get_data(as_text=True)
    assert "last administrator" in page
    assert roles_of(administrator) == ["administrator"]


def test_the_last_administrator_cannot_be_deactivated(
    as_administrator: InspectingDesk, administrator: StaffMember
) -> None:
    answer = as_administrator.post(path_of(administrator, "/deactivate"))
    assert "last administrator" in as_administrator.get(answer.location).get_data(as_text=True)
    db.session.refresh(administrator)
    assert administrator.is_active


def test_who_has_not_chosen_a_password_is_no_other_administrator(
    as_administrator: InspectingDesk, administrator: StaffMember,
    make_staff: Callable[..., StaffMember],
) -> None:  # fmt: skip
    invited = make_staff("dmitri", Role.ADMINISTRATOR)
    invited.password_hash = None
    db.session.commit()
    as_administrator.post(path_of(administrator, "/deactivate"))
    db.session.refresh(administrator)
    assert administrator.is_active


def test_an_administrator_may_leave_when_another_stays(
    as_administrator: InspectingDesk, administrator: StaffMember,
    make_staff: Callable[..., StaffMember],
) -> None:  # fmt: skip
    make_staff("dmitri", Role.ADMINISTRATOR)
    fields = {"display_name": "Cecilia", "counsellor_at": "iso-omena", "partner_of": ""}
    assert as_administrator.post(path_of(administrator), fields).location == "/"
    as_administrator.get("/accounts/staff/", 403)


def test_a_deactivated_person_is_out_and_their_links_are_over(
    as_administrator: InspectingDesk, counsellor: StaffMember,
    make_desk: Callable[[], InspectingDesk],
) -> None:  # fmt: skip
    theirs = make_desk().sign_in(counsellor)
    as_administrator.post(path_of(counsellor, "/link"))
    link = link_on(as_administrator.get(path_of(counsellor)).get_data(as_text=True))
    as_administrator.post(path_of(counsellor, "/deactivate"))
    theirs.get("/accounts/password", 303)
    theirs.get(link, 404)
    as_administrator.get("/accounts/staff/")
    as_administrator.get(path_of(counsellor))
    as_administrator.post(path_of(counsellor, "/link"))
    page = as_administrator.get(path_of(counsellor)).get_data(as_text=True)
    assert "choose-password" not in page
    as_administrator.post(path_of(counsellor, "/reactivate"))
    make_desk().sign_in(counsellor)
    assert {"staff.deactivate", "staff.reactivate"} <= set(actions())


def test_a_newer_link_ends_the_older(
    as_administrator: InspectingDesk, counsellor: StaffMember,
    make_desk: Callable[[], InspectingDesk],
) -> None:  # fmt: skip
    links = []
    for _again in range(2):
        as_administrator.post(path_of(counsellor, "/link"))
        links.append(link_on(as_administrator.get(path_of(counsellor)).get_data(as_text=True)))
    make_desk().get(links[0], 404)
    make_desk().get(links[1])
    make_desk().get("/accounts/choose-password/never-made", 404)


def test_a_link_is_over_after_three_days(app: Flask, counsellor: StaffMember) -> None:
    token = operations.make_password_link(staff_member=counsellor)
    late = utc_now() + timedelta(hours=72, seconds=1)
    with pytest.raises(LinkIsOver):
        operations.choose_password(token=token, password_hash="x", now=lambda: late)
    early = utc_now() + timedelta(hours=71)
    operations.choose_password(token=token, password_hash="x", now=lambda: early)


def test_a_chosen_password_ends_the_sign_ins_made_with_the_old_one(
    as_administrator: InspectingDesk, counsellor: StaffMember,
    make_desk: Callable[[], InspectingDesk],
) -> None:  # fmt: skip
    old = make_desk().sign_in(counsellor)
    as_administrator.post(path_of(counsellor, "/link"))
    old.get("/accounts/password")  # a link alone ends nothing
    link = link_on(as_administrator.get(path_of(counsellor)).get_data(as_text=True))
    make_desk().post(link, {"new_password": PASSWORD, "repeat_password": PASSWORD})
    old.get("/accounts/password", 303)


@pytest.mark.parametrize("password", ["", "short", "aino12345678", "passwordpassword"])
def test_a_weak_password_leaves_the_link_as_it_was(
    as_administrator: InspectingDesk, counsellor: StaffMember, password: str,
    make_desk: Callable[[], InspectingDesk],
) -> None:  # fmt: skip
    as_administrator.post(path_of(counsellor, "/link"))
    link = link_on(as_administrator.get(path_of(counsellor)).get_data(as_text=True))
    browser = make_desk()
    browser.post(link, {"new_password": password, "repeat_password": password}, 422)
    browser.post(link, {"new_password": PASSWORD, "repeat_password": PASSWORD})


def test_an_administrator_ends_somebodys_sign_ins(
    as_administrator: InspectingDesk, counsellor: StaffMember,
    make_desk: Callable[[], InspectingDesk],
) -> None:  # fmt: skip
    browsers = [make_desk().sign_in(counsellor) for _each in range(2)]
    assert "on 2 devices" in as_administrator.get(path_of(counsellor)).get_data(as_text=True)
    as_administrator.post(path_of(counsellor, "/end-sign-ins"))
    assert "2 sign-ins" in as_administrator.get(path_of(counsellor)).get_data(as_text=True)
    for browser in browsers:
        browser.get("/accounts/password", 303)
    assert last_entry("staff.end_sign_ins").changes == {"ended": 2}


def test_an_unknown_person_is_404(as_administrator: InspectingDesk) -> None:
    as_administrator.get("/accounts/staff/nobody", 404)
    as_administrator.get("/accounts/staff/no%00body", 404)
    as_administrator.post("/accounts/staff/nobody", {}, 404)
    as_administrator.post("/accounts/staff/nobody/deactivate", {}, 404)


@pytest.mark.parametrize("path", ["/accounts/staff/", "/accounts/staff/add", "/desks/"])
def test_staff_pages_are_the_administrators_own(as_supervisor: InspectingDesk, path: str) -> None:
    as_supervisor.get(path, 403)


@pytest.mark.parametrize("rest", ["", "/link", "/deactivate", "/reactivate", "/end-sign-ins"])
def test_nobody_else_changes_staff(
    as_supervisor: InspectingDesk, counsellor: StaffMember, rest: str
) -> None:
    as_supervisor.post(path_of(counsellor, rest), {}, 403)


def test_operations_refuse_what_forms_never_send(app: Flask, counsellor: StaffMember) -> None:
    with pytest.raises(UsernameUnfit):
        operations.add_staff_member(
            username="a b", display_name="", roles=counsellor_at("iso-omena")
        )
    with pytest.raises(UsernameTaken):
        operations.add_staff_member(
            username="AINO", display_name="", roles=counsellor_at("iso-omena")
        )
    with pytest.raises(NoRole):
        operations.add_staff_member(username="new", display_name="", roles=RoleChoice())


def test_old_sign_ins_and_links_are_purged_and_newer_ones_stay(
    app: Flask, counsellor: StaffMember
) -> None:
    past = utc_now() - timedelta(days=120)
    operations.sign_in(staff_member=counsellor, now=lambda: past)
    operations.sign_in(staff_member=counsellor)
    operations.make_password_link(staff_member=counsellor, now=lambda: past)
    operations.make_password_link(staff_member=counsellor)
    counts = [(each.table, each.count) for each in purge(now=utc_now(), dry_run=True)]
    assert counts == [("sign_in", 1), ("one_time_link", 1)]
    assert len(db.session.scalars(select(SignIn)).all()) == 2
    purge(now=utc_now())
    assert [each.count for each in purge(now=utc_now())] == [0, 0]
    assert len(db.session.scalars(select(SignIn)).all()) == 1


def test_a_link_made_before_a_deactivation_elsewhere_is_over(
    app: Flask, counsellor: StaffMember
) -> None:
    token = operations.make_password_link(staff_member=counsellor)
    counsellor.deactivated_at = utc_now()
    with pytest.raises(Deactivated):
        operations.choose_password(token=token, password_hash="x")


def test_two_who_add_the_same_name_at_once_get_one(
    app: Flask, counsellor: StaffMember, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "find_staff_member", lambda _username: None)
    with pytest.raises(UsernameTaken):
        operations.add_staff_member(
            username="aino", display_name="", roles=counsellor_at("iso-omena")
        )


def test_a_person_needs_a_shown_name(
    as_administrator: InspectingDesk, counsellor: StaffMember
) -> None:
    fields = {"display_name": " ", "counsellor_at": "iso-omena", "partner_of": ""}
    as_administrator.post(path_of(counsellor), fields, 422)
