"""A sample beside the real desks: filled in by one click, gone by another, counted by itself."""

from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import func, select

from advicedesk.accounts import operations as accounts
from advicedesk.accounts.models import StaffMember
from advicedesk.accounts.operations import RoleChoice
from advicedesk.cli.check import _findings
from advicedesk.database import db, utc_now
from advicedesk.demo import operations, queries
from advicedesk.demo.errors import NoSample, NotEmpty
from advicedesk.desks.models import Desk
from advicedesk.directory.models import Authority, NotOffered, ServicePoint
from advicedesk.privacy.audit import first_broken_entry
from advicedesk.referrals.models import Referral
from advicedesk.visits.models import Case, Visit
from tests.factories.accounts import actions
from tests.factories.desk import InspectingDesk
from tests.factories.staff import desk_by_code

HELSINKI = ZoneInfo("Europe/Helsinki")
# what grows by acting at all
_GROW = {"audit_entry", "sign_in"}
MARK = "Made-up data is here"


def counts() -> dict[str, int]:
    """Return how many rows each table has."""
    return {
        name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for name, table in db.metadata.tables.items()
        if name not in _GROW
    }


def rows_of(model: Any) -> list[tuple[Any, ...]]:
    """Return all that is stored of a model."""
    return [tuple(row) for row in db.session.execute(select(*model.__table__.c))]


@pytest.fixture
def fill(administrator: StaffMember) -> Callable[[], int]:
    """Return what fills a sample in."""

    def add() -> int:
        count = operations.add_sample(
            administrator=administrator, desk_name="Example desk", zone=HELSINKI, rng=Random(3)
        )
        db.session.commit()
        return count

    return add


@pytest.fixture
def as_administrator(app: Flask, administrator: StaffMember) -> InspectingDesk:
    """Return the administrator's browser."""
    return InspectingDesk(app).sign_in(administrator)


def remove() -> int:
    """Take the sample away."""
    count = operations.remove_sample()
    db.session.commit()
    return count


def test_one_click_fills_and_one_click_leaves_everything_as_it_was(
    as_administrator: InspectingDesk,
) -> None:
    before, desks, staff = counts(), rows_of(Desk), rows_of(StaffMember)
    page = as_administrator.get("/desks/").get_data(as_text=True)
    assert 'action="/sample/add"' in page
    assert MARK not in page
    as_administrator.post("/sample/add")
    as_administrator.get("/visits/today")
    assert db.session.scalar(select(func.count(Visit.id))) > 200
    as_administrator.post("/sample/remove")
    assert (counts(), rows_of(Desk), rows_of(StaffMember)) == (before, desks, staff)
    assert first_broken_entry() is None
    assert [fault for _name, fault in _findings() if fault] == []
    assert {"demo.add_sample", "demo.remove_sample"} <= set(actions())
    page = as_administrator.get("/desks/").get_data(as_text=True)
    assert 'action="/sample/add"' in page


def test_every_page_says_that_made_up_data_are_there(
    app: Flask,
    as_administrator: InspectingDesk,
    counsellor: StaffMember,
    fill: Callable[[], int],
) -> None:
    fill()
    for path in ("/visits/today", "/visits/log", "/referrals/", "/statistics/", "/desks/"):
        page = as_administrator.get(path).get_data(as_text=True)
        assert MARK in page, path
        assert 'action="/sample/remove"' in page
    other = InspectingDesk(app)
    assert MARK in other.get("/sign-in").get_data(as_text=True)
    token = db.session.scalars(select(Referral.slip_token)).first()
    # a slip goes out of the house: a sample's says so by its desk, a real one is not marked
    slip = other.get(f"/s/{token}").get_data(as_text=True)
    assert "Example desk" in slip
    assert MARK not in slip
    other.sign_in(counsellor)
    page = other.get("/visits/log").get_data(as_text=True)
    assert MARK in page
    assert "/sample/remove" not in page


def test_a_sample_is_never_counted_with_real_desks(
    as_administrator: InspectingDesk, fill: Callable[[], int], make_visit: Callable[..., Visit]
) -> None:
    fill()
    make_visit()
    db.session.commit()
    month = datetime.now(HELSINKI).strftime("%Y-%m")

    def rows(desk: str) -> str:
        address = f"/statistics/export?month={month}&desk={desk}&format=tidy"
        return as_administrator.get(address).get_data(as_text=True)

    assert "esimerkki" not in rows("all")
    assert rows("all").replace(",all,", ",iso-omena,") == rows("iso-omena")
    assert "esimerkki" in rows("esimerkki")


def test_real_work_done_meanwhile_stays_whole(
    fill: Callable[[], int],
    make_referral: Callable[..., Referral],
) -> None:
    fill()
    used, rerouted = queries.list_sample_places()[:2]
    referral = make_referral(service_point=used.public_id)
    visit = referral.need.visit
    referral.rerouted_to_id = rerouted.id
    thread = db.session.scalars(select(Case)).first()
    assert thread
    visit.case_id = thread.id
    kela = queries.list_sample_authorities()[0]
    own = ServicePoint(names={"fi": "Oma paikka"}, authority_id=kela.id)
    db.session.add(own)
    db.session.commit()
    remove()
    assert referral.service_point.retired_at is not None
    assert referral.authority is not None
    assert referral.rerouted_to is not None
    assert visit.case.case_code == thread.case_code
    assert own.authority_id == kela.id
    assert db.session.scalar(select(func.count(Visit.id))) == 1
    assert db.session.scalar(select(func.count(ServicePoint.id))) == 3
    assert [fault for _name, fault in _findings() if fault] == []


def test_a_sample_is_only_for_an_empty_desk_and_only_once(
    as_administrator: InspectingDesk, fill: Callable[[], int], make_visit: Callable[..., Visit]
) -> None:
    fill()
    with pytest.raises(NotEmpty):
        fill()
    remove()
    with pytest.raises(NoSample):
        remove()
    as_administrator.post("/sample/remove")
    make_visit()
    db.session.commit()
    assert "/sample/add" not in as_administrator.get("/desks/").get_data(as_text=True)
    as_administrator.post("/sample/add")
    assert "only while" in as_administrator.get("/desks/").get_data(as_text=True)
    assert queries.find_sample_desk() is None


def test_roles_at_the_sample_go_with_it_and_who_has_no_other_signs_in_no_more(
    fill: Callable[[], int], administrator: StaffMember
) -> None:
    fill()
    sample = queries.find_sample_desk()
    assert sample
    kela = queries.list_sample_authorities()[0]
    real = desk_by_code("kalajarvi")
    both = accounts.add_staff_member(
        username="both", display_name="Both", roles=RoleChoice((real, sample), ())
    )
    both.current_desk_id = sample.id
    only = accounts.add_staff_member(
        username="only", display_name="Only", roles=RoleChoice((sample,), ())
    )
    partner = accounts.add_staff_member(
        username="partner", display_name="Partner", roles=RoleChoice(partner_of=kela.id)
    )
    db.session.commit()
    remove()
    assert accounts.role_codes(both.roles) == ["counsellor@kalajarvi"]
    assert both.working_desk == real
    assert not only.is_active
    assert not partner.is_active
    assert administrator.is_active
    assert accounts.role_codes(administrator.roles) == ["administrator"]


def test_what_a_real_desk_does_not_offer_of_the_sample_goes_with_it(
    fill: Callable[[], int],
) -> None:
    fill()
    real, sample = desk_by_code("kalajarvi"), queries.find_sample_desk()
    assert sample
    place = queries.list_sample_places()[0]
    for desk in (real, sample):
        db.session.add(NotOffered(desk_id=desk.id, service_point_id=place.id))
        db.session.add(NotOffered(desk_id=desk.id, authority_id=place.authority_id))
    db.session.commit()
    remove()
    assert db.session.scalar(select(func.count(NotOffered.id))) == 0


def test_a_real_desk_of_the_same_code_keeps_it(fill: Callable[[], int]) -> None:
    db.session.add(Desk(desk_code="esimerkki", name="Real"))
    db.session.commit()
    fill()
    sample = queries.find_sample_desk()
    assert sample
    assert sample.desk_code == "esimerkki-2"
    remove()
    assert desk_by_code("esimerkki").name == "Real"


def test_what_the_removal_empties_is_all_that_points_to_it() -> None:
    gone = {"desk", "visit", "need", "referral", "client_case", "service_point", "authority"}
    pointing = {
        f"{name}.{key.parent.name}"
        for name, table in db.metadata.tables.items()
        for key in table.foreign_keys
        if key.column.table.name in gone
    }
    assert pointing == {
        "staff_member.current_desk_id",
        "staff_role.desk_id",
        "staff_role.authority_id",
        "service_point.authority_id",
        "visit.desk_id",
        "visit.case_id",
        "correction.visit_id",
        "need.visit_id",
        "need.desk_id",
        "early_warning_answer.desk_id",
        "kept_month.desk_id",
        "desk_calendar.desk_id",
        "not_offered.desk_id",
        "not_offered.authority_id",
        "not_offered.service_point_id",
        "referral.need_id",
        "referral.desk_id",
        "referral.service_point_id",
        "referral.rerouted_to_id",
        "referral_step.rerouted_to_id",
        "referral.authority_id",
        "referral_step.referral_id",
        "slip.referral_id",
    }


def test_only_administrators_fill_and_remove(app: Flask, supervisor: StaffMember) -> None:
    browser = InspectingDesk(app).sign_in(supervisor)
    browser.post("/sample/add", {}, 403)
    browser.post("/sample/remove", {}, 403)
    assert (rows_of(Authority), utc_now().tzinfo is not None) == ([], True)
