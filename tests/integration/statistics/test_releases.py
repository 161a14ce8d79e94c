"""Releasing a month: what is proved, what is kept, what is refused; withdrawing a release."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from advicedesk.accounts.models import StaffMember, StaffRole
from advicedesk.database import db
from advicedesk.desks.models import Desk
from advicedesk.roles import Role
from advicedesk.statistics.files import FORMATS
from advicedesk.statistics.months import Month
from advicedesk.statistics.releases.models import HiddenCounts, Release
from advicedesk.visits import operations as visit_operations
from advicedesk.visits.models import ContactType, Visit
from tests.factories.accounts import last_entry
from tests.factories.desk import InspectingDesk
from tests.factories.staff import desk_by_code

from .conftest import FillMonth
from .reading import tables_of, tidy_lines
from .releasing import NEW, OCTOBER, release, seen_on

THIS_MONTH = Month.of(datetime.now(ZoneInfo("Europe/Helsinki")).date())
FIGURES = {"walk_in": 9, "phone": 2, "chat": 20}


def kept() -> list[Release]:
    db.session.rollback()
    return list(db.session.scalars(select(Release).order_by(Release.id)))


def withdraw_one_visit(contact_type: ContactType, staff_member: StaffMember) -> None:
    visit = db.session.scalars(
        select(Visit).where(Visit.contact_type == contact_type, Visit.withdrawn_at.is_(None))
    ).first()
    assert visit is not None
    visit_operations.withdraw_visit(visit=visit, reason="mistake", staff_member=staff_member)
    db.session.commit()


def test_a_supervisor_releases_a_month_from_its_page(
    as_supervisor: InspectingDesk, fill_month: FillMonth
) -> None:
    fill_month(**FIGURES)
    page = as_supervisor.get(f"/statistics/?{OCTOBER}").get_data(as_text=True)
    assert f'href="{NEW}?month=2026-10&amp;desk=iso-omena"' in page
    offered = as_supervisor.get(f"{NEW}?{OCTOBER}").get_data(as_text=True)
    assert "October 2026, September 2026, October 2025" in offered
    assert "passes: no hidden figure can be worked out closer than 5" in offered
    address = release(as_supervisor)
    shown = as_supervisor.get(address)
    assert tables_of(shown)["contact_type"]["Walk-in"][0] == "·"
    assert tables_of(shown)["contact_type"]["Chat"][0] == "20"
    assert "Bertil" in shown.get_data(as_text=True)
    listed = as_supervisor.get("/statistics/releases/").get_data(as_text=True)
    assert "Iso Omena: October 2026" in listed
    entry = last_entry("release.make")
    assert entry.changes["span"] == "2026-10"
    assert entry.changes["version"] == 1


def test_a_release_holds_no_value_that_it_hides(
    as_supervisor: InspectingDesk, fill_month: FillMonth
) -> None:
    fill_month(**FIGURES)
    release(as_supervisor)
    (one,) = kept()
    keys = [tuple(key) for key in one.figures["keys"]]
    column = one.figures["columns"][0]
    told = {keys[place]: count for place, count in column["counts"]}
    hidden = {keys[place] for place in column["hidden"]}
    assert ("visits", "contact_type", "phone") in hidden
    assert told.keys().isdisjoint(hidden)
    assert told[("visits", "contact_type", "chat")] == 20
    for place, value, rests_on in column["derived"]:
        assert value is None or hidden.isdisjoint(keys[each] for each in rests_on), keys[place]
    apart = db.session.get_one(HiddenCounts, one.id)
    assert {keys[place] for place, _count in apart.counts[0]} == hidden


@pytest.mark.parametrize("form", list(FORMATS))
def test_a_release_s_files_stay_as_they_were_whatever_happens_after(
    as_supervisor: InspectingDesk, fill_month: FillMonth, form: str
) -> None:
    fill_month(**FIGURES)
    address = release(as_supervisor)
    first = as_supervisor.get(f"{address}/{form}")
    page = as_supervisor.get(f"/statistics/export?{OCTOBER}&format={form}")
    assert first.data == page.data  # made on the same day, of the same figures
    assert first.headers["Content-Disposition"] == page.headers["Content-Disposition"]
    fill_month(walk_in=30)
    assert as_supervisor.get(f"{address}/{form}").data == first.data


def test_a_correction_is_a_version_with_its_reason_and_does_not_tell_of_the_visit(
    as_supervisor: InspectingDesk, supervisor: StaffMember, fill_month: FillMonth
) -> None:
    fill_month(walk_in=9, phone=12, chat=20)
    first = release(as_supervisor)
    withdraw_one_visit(ContactType.PHONE, supervisor)
    seen = seen_on(as_supervisor.get(f"{NEW}?{OCTOBER}"))
    as_supervisor.post(f"{NEW}?{OCTOBER}", {"seen": seen, "reason": ""}, 422)
    second = release(as_supervisor, reason="One visit was recorded twice.")
    assert [one.version for one in kept()] == [1, 2]
    before, after = (
        tidy_lines(as_supervisor.get(f"{one}/tidy").data, "contact_type", "2026-10")
        for one in (first, second)
    )
    assert (before["phone"], before["SSS"]) == (("12", ""), ("41", ""))
    # 12 - 11 = 1 visit, and all that is told of it
    assert (after["phone"], after["SSS"]) == (("", "c"), ("", "c"))
    assert after["chat"] == ("20", "")
    assert "One visit was recorded twice." in as_supervisor.get(second).get_data(as_text=True)


def test_the_same_figures_are_no_new_version(
    as_supervisor: InspectingDesk, fill_month: FillMonth
) -> None:
    fill_month(**FIGURES)
    release(as_supervisor)
    page = as_supervisor.get(f"{NEW}?{OCTOBER}")
    assert "There is nothing to release" in page.get_data(as_text=True)
    as_supervisor.post(f"{NEW}?{OCTOBER}", {"seen": seen_on(page), "reason": "Again."}, 422)
    assert len(kept()) == 1


def test_figures_that_changed_since_they_were_seen_are_shown_again(
    as_supervisor: InspectingDesk, fill_month: FillMonth
) -> None:
    fill_month(**FIGURES)
    seen = seen_on(as_supervisor.get(f"{NEW}?{OCTOBER}"))
    fill_month(walk_in=10)
    answer = as_supervisor.post(f"{NEW}?{OCTOBER}", {"seen": seen}, 422)
    assert "The figures have changed since you looked" in answer.get_data(as_text=True)
    assert seen_on(answer) != seen
    assert kept() == []


def test_a_quarter_is_proved_beside_the_months_released_before(
    as_supervisor: InspectingDesk, fill_month: FillMonth
) -> None:
    fill_month(**FIGURES)
    release(as_supervisor)
    quarter = "month=2026-08&until=2026-10&desk=iso-omena"
    content = as_supervisor.get(f"{release(as_supervisor, quarter)}/tidy").data
    assert tidy_lines(content, "contact_type", "2026-08--2026-10")["phone"] == ("", "c")


@pytest.mark.parametrize(
    "query",
    [
        f"month={THIS_MONTH}&desk=iso-omena",  # goes on
        "month=2026-10&desk=kalajarvi",  # another desk
        "month=2026-10&desk=all",  # not all of them are the reader's
        "month=2026-13&desk=iso-omena",
        "desk=iso-omena",
        "month=2026-10",
    ],
)
def test_what_the_reader_may_not_release_is_not_there(
    as_supervisor: InspectingDesk, fill_month: FillMonth, query: str
) -> None:
    fill_month(walk_in=9)
    as_supervisor.get(f"{NEW}?{query}", 404)
    as_supervisor.post(f"{NEW}?{query}", {"seen": "x"}, 404)


def test_a_supervisor_of_every_desk_and_an_administrator_release_all_desks(
    as_supervisor: InspectingDesk,
    supervisor: StaffMember,
    as_administrator: InspectingDesk,
    fill_month: FillMonth,
) -> None:
    fill_month(walk_in=9)
    fill_month(desk="kalajarvi", walk_in=9)
    person = db.session.merge(supervisor)
    person.roles.append(StaffRole(role=Role.SUPERVISOR, desk_id=desk_by_code("kalajarvi").id))
    db.session.commit()
    address = release(as_supervisor, "month=2026-10&desk=all")
    assert "All desks: October 2026" in as_administrator.get(address).get_data(as_text=True)
    assert release(as_administrator, "month=2026-10&desk=kalajarvi")


def test_made_up_visits_are_never_released(
    as_administrator: InspectingDesk, fill_month: FillMonth
) -> None:
    fill_month(walk_in=9)
    for desk in db.session.scalars(select(Desk)):
        desk.is_sample = True
    db.session.commit()
    as_administrator.get(f"{NEW}?{OCTOBER}", 404)


def test_another_desk_s_release_is_not_there(
    as_supervisor: InspectingDesk,
    make_staff: Callable[..., StaffMember],
    make_desk: Callable[[], InspectingDesk],
    fill_month: FillMonth,
) -> None:
    fill_month(walk_in=9)
    address = release(as_supervisor)
    stranger = make_desk().sign_in(make_staff("doris", Role.SUPERVISOR, desk="kalajarvi"))
    stranger.get(address, 404)
    stranger.get(f"{address}/xlsx", 404)
    stranger.post(f"{address}/withdraw", {"because": "Mine."}, 404)
    listed = stranger.get("/statistics/releases/").get_data(as_text=True)
    assert "Nothing was released yet" in listed


def test_a_release_is_withdrawn_with_a_reason_and_kept(
    as_supervisor: InspectingDesk, fill_month: FillMonth
) -> None:
    fill_month(**FIGURES)
    address = release(as_supervisor)
    as_supervisor.post(f"{address}/withdraw", {"because": ""}, 422)
    as_supervisor.post(f"{address}/withdraw", {"because": "Two desks were mixed up."})
    page = as_supervisor.get(address).get_data(as_text=True)
    assert "Two desks were mixed up." in page
    assert f"{address}/withdraw" not in page
    gone = as_supervisor.get(f"{address}/xlsx", 410).get_data(as_text=True)
    assert "This release was withdrawn" in gone
    assert "Two desks were mixed up." in gone
    as_supervisor.post(f"{address}/withdraw", {"because": "Again."}, 409)
    assert last_entry("release.withdraw").subject_id in address
    # readers may have fetched it: what comes next is another version, proved beside it
    release(as_supervisor, reason="Made anew.")
    assert [one.version for one in kept()] == [1, 2]


def test_a_reason_names_no_client(as_supervisor: InspectingDesk, fill_month: FillMonth) -> None:
    fill_month(**FIGURES)
    address = release(as_supervisor)
    answer = as_supervisor.post(f"{address}/withdraw", {"because": "Hetu 131052-308T"}, 422)
    assert "no client may be named" in answer.get_data(as_text=True)


def test_a_file_of_no_format_is_not_there(
    as_supervisor: InspectingDesk, fill_month: FillMonth
) -> None:
    fill_month(**FIGURES)
    as_supervisor.get(f"{release(as_supervisor)}/docx", 404)
