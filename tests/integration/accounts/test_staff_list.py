"""The list of staff when there are many: looked for by name, role, desk, state; links, sign-ins."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from advicedesk.accounts import operations
from advicedesk.accounts.models import OneTimeLink, StaffMember
from advicedesk.database import db, utc_now
from advicedesk.roles import Role
from tests.factories.accounts import counsellor_at
from tests.factories.desk import InspectingDesk


@pytest.fixture
def many(make_staff: Callable[..., StaffMember]) -> None:
    """Make enough staff that they are looked for."""
    for number in range(6):
        make_staff(f"oona{number}", Role.COUNSELLOR)
    make_staff("petra", Role.SUPERVISOR, desk="kalajarvi")
    make_staff("risto", Role.COUNSELLOR, desk="kalajarvi").deactivated_at = utc_now()
    operations.add_staff_member(
        username="tuula", display_name="Tuula", roles=counsellor_at("iso-omena")
    )
    db.session.commit()


def found(desk: InspectingDesk, query: str) -> list[str]:
    """Return the user names that the list shows for a query."""
    page = desk.get(f"/accounts/staff/?{query}").get_data(as_text=True)
    return re.findall(r'<span class="hint"><bdi>(\w+)</bdi></span>', page)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=PET", ["petra"]),
        ("q=oona+3", ["oona3"]),
        ("role=supervisor", ["petra"]),
        ("desk=kalajarvi", ["petra", "risto"]),
        ("desk=kalajarvi&role=counsellor", ["risto"]),
        ("desk=iso-omena&role=supervisor", []),
        ("state=invited", ["tuula"]),
        ("state=deactivated", ["risto"]),
        ("state=active&role=administrator", ["cecilia"]),
        ("role=nobody", []),
    ],
)
@pytest.mark.usefixtures("many")
def test_staff_are_looked_for(
    as_administrator: InspectingDesk, query: str, names: list[str]
) -> None:
    assert found(as_administrator, query) == names


@pytest.mark.usefixtures("many")
def test_whoever_finds_nobody_is_led_back_to_all(as_administrator: InspectingDesk) -> None:
    page = as_administrator.get("/accounts/staff/?q=zz").get_data(as_text=True)
    assert "Nobody fits." in page
    assert "Show everybody" in page
    assert 'value="zz"' in page


def test_few_need_no_filters(as_administrator: InspectingDesk) -> None:
    page = as_administrator.get("/accounts/staff/").get_data(as_text=True)
    assert 'name="q"' not in page.partition("<main")[2]


def test_the_state_of_an_unused_link_and_the_sign_ins_are_told(
    as_administrator: InspectingDesk,
    counsellor: StaffMember,
    make_desk: Callable[[], InspectingDesk],
) -> None:
    own_page = f"/accounts/staff/{counsellor.public_id}"
    assert "Link:" not in as_administrator.get("/accounts/staff/").get_data(as_text=True)
    operations.make_password_link(staff_member=counsellor)
    db.session.commit()
    for address in ("/accounts/staff/", own_page):
        assert "works until " in as_administrator.get(address).get_data(as_text=True)
    link = db.session.scalars(select(OneTimeLink)).one()
    link.expires_at = utc_now() - timedelta(hours=1)
    db.session.commit()
    for address in ("/accounts/staff/", own_page):
        page = as_administrator.get(address).get_data(as_text=True)
        assert "nobody used it" in page
    make_desk().sign_in(counsellor)
    page = as_administrator.get(own_page).get_data(as_text=True)
    assert "on 1 device" in page
    assert "since " in page
    page = as_administrator.get("/accounts/staff/").get_data(as_text=True)
    assert page.count("signed in on 1 device") == 2
