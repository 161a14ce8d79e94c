"""The month's page: who sees what of it, and what it counts."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db, utc_now
from advicedesk.referrals.details import ReferralDetails
from advicedesk.roles import Role
from advicedesk.visits.details import NeedDetails
from advicedesk.visits.models import Visit
from tests.factories.desk import InspectingDesk
from tests.factories.visits import MakeVisit

from .conftest import FillMonth
from .reading import tables_of, tiles_of

PAGE = "/statistics/?month=2026-10"
INTERNAL = "Internal: as this desk's supervisor"


def test_counsellors_do_not_see_statistics(as_counsellor: InspectingDesk) -> None:
    as_counsellor.get(PAGE, 403)
    as_counsellor.get("/statistics/export?month=2026-10", 403)


def test_another_desk_and_one_that_is_none_are_not_found(as_supervisor: InspectingDesk) -> None:
    as_supervisor.get(f"{PAGE}&desk=kalajarvi", 404)
    as_supervisor.get(f"{PAGE}&desk=nowhere", 404)
    as_supervisor.get(f"{PAGE}&desk=iso-omena")


@pytest.mark.parametrize("month", ["2026-13", "2026", "october", "1999-01", "2026-10-01"])
def test_what_is_no_month_is_not_found(as_supervisor: InspectingDesk, month: str) -> None:
    as_supervisor.get(f"/statistics/?month={month}", 404)


def test_a_desk_s_supervisor_sees_small_figures_marked_as_internal(
    as_supervisor: InspectingDesk, fill_month: FillMonth
) -> None:
    fill_month(walk_in=9, phone=2)
    answer = as_supervisor.get(PAGE)
    assert INTERNAL in answer.get_data(as_text=True)
    contacts = tables_of(answer)["contact_type"]
    assert (contacts["Phone"][0], contacts["Total"][0]) == ("2", "11")
    assert tiles_of(answer)["Visits"] == "11"


def test_an_administrator_sees_protected_figures_only(
    as_administrator: InspectingDesk, fill_month: FillMonth
) -> None:
    fill_month(walk_in=9, phone=2, chat=20)
    answer = as_administrator.get(f"{PAGE}&desk=iso-omena")
    page = answer.get_data(as_text=True)
    assert INTERNAL not in page
    assert "Figures below 5 are hidden" in page
    contacts = tables_of(answer)["contact_type"]
    assert contacts["Phone"] == ["·", "0", "0", "·", "·"]
    assert contacts["Walk-in"][0] == "·"  # or the total would tell
    assert (contacts["Chat"][0], contacts["Total"][0]) == ("20", "31")


def test_a_supervisor_of_one_desk_sees_all_desks_of_an_administrator_protected(
    fill_month: FillMonth,
    make_desk: Callable[[], InspectingDesk],
    make_staff: Callable[..., StaffMember],
) -> None:
    fill_month(walk_in=9, phone=2)
    both = make_staff("doris", Role.SUPERVISOR)
    both.roles.append(type(both.roles[0])(role=Role.ADMINISTRATOR))
    db.session.commit()
    desk = make_desk().sign_in(both)
    assert INTERNAL in desk.get(f"{PAGE}&desk=iso-omena").get_data(as_text=True)
    assert INTERNAL not in desk.get(f"{PAGE}&desk=all").get_data(as_text=True)


def test_all_desks_minus_the_others_do_not_give_a_hidden_figure(
    as_administrator: InspectingDesk, fill_month: FillMonth
) -> None:
    fill_month(walk_in=9, phone=2, chat=20)
    fill_month(walk_in=9, phone=30, chat=20, desk="kalajarvi")
    small = tables_of(as_administrator.get(f"{PAGE}&desk=iso-omena"))["contact_type"]
    other = tables_of(as_administrator.get(f"{PAGE}&desk=kalajarvi"))["contact_type"]
    together = tables_of(as_administrator.get(f"{PAGE}&desk=all"))["contact_type"]
    assert (small["Phone"][0], other["Phone"][0], together["Phone"][0]) == ("·", "30", "·")
    assert together["Walk-in"][0] == "·"
    assert (together["Chat"][0], together["Total"][0]) == ("40", "90")


def test_withdrawn_visits_are_in_no_figure(
    as_supervisor: InspectingDesk, fill_month: FillMonth, make_visit: MakeVisit
) -> None:
    need = NeedDetails("social", referrals=(ReferralDetails(authority_name="Kela"),))
    visit = make_visit(need, started_at=datetime(2026, 10, 6, 9, 0, tzinfo=UTC))
    fill_month(walk_in=1)
    found = select(Visit).where(Visit.id == visit.id)
    withdrawn = db.session.scalars(found).one()
    withdrawn.withdrawn_at = utc_now()
    withdrawn.withdrawn_reason = "duplicate"
    db.session.commit()
    answer = as_supervisor.get(PAGE)
    tables = tables_of(answer)
    assert tiles_of(answer)["Visits"] == tiles_of(answer)["Needs"] == "1"
    assert tables["needs_by_topic"]["Total"][0] == "1"
    assert tables["referral_funnel"]["Referred"][0] == "0"


@pytest.mark.parametrize(
    ("month", "first", "end"),
    [
        ("2026-03", datetime(2026, 2, 28, 22, tzinfo=UTC), datetime(2026, 3, 31, 21, tzinfo=UTC)),
        ("2025-10", datetime(2025, 9, 30, 21, tzinfo=UTC), datetime(2025, 10, 31, 22, tzinfo=UTC)),
    ],
)
def test_the_month_begins_and_ends_at_the_desk_s_midnight_across_a_clock_change(
    as_supervisor: InspectingDesk,
    make_visit: MakeVisit,
    month: str,
    first: datetime,
    end: datetime,
) -> None:
    minute = timedelta(minutes=1)
    for moment in (first - minute, first, end - minute, end):
        make_visit("work", started_at=moment)
    answer = as_supervisor.get(f"/statistics/?month={month}")
    assert tiles_of(answer)["Visits"] == "2"
    hours = tables_of(answer)["visits_by_hour"]
    assert (hours["0"][0], hours["23"][0]) == ("1", "1")


def test_the_hour_that_comes_twice_is_one_hour(
    as_supervisor: InspectingDesk, make_visit: MakeVisit
) -> None:
    for hour in (0, 1):  # 3.30 in summer time, and again an hour later
        make_visit("work", started_at=datetime(2025, 10, 26, hour, 30, tzinfo=UTC))
    tables = tables_of(as_supervisor.get("/statistics/?month=2025-10"))
    assert tables["visits_by_hour"]["3"][0] == "2"


def test_visits_needs_and_referrals_are_counted_apart(
    as_supervisor: InspectingDesk, make_visit: MakeVisit
) -> None:
    kela, dvv = (ReferralDetails(authority_name=name) for name in ("Kela", "DVV"))
    make_visit(
        NeedDetails("social", referrals=(kela, dvv)),
        "work",
        "work",
        started_at=datetime(2026, 10, 6, 9, 0, tzinfo=UTC),
        people_helped=4,
    )
    answer = as_supervisor.get(PAGE)
    tables = tables_of(answer)
    assert tables["main_topic"]["Total"][0] == "1"
    assert tables["needs_by_topic"]["Total"][0] == "3"
    assert tables["referrals_by_authority"]["Total"][0] == "2"
    assert tables["people_helped"]["People helped"][0] == "4"


def test_imported_visits_say_nothing_of_how_late_visits_are_logged(
    as_supervisor: InspectingDesk, fill_month: FillMonth
) -> None:
    fill_month(walk_in=1)
    quality = tables_of(as_supervisor.get(PAGE))["data_quality"]
    assert quality["Minutes from visit to logging, median"][0] == "–"


@pytest.mark.parametrize("month", ["2031-05", "2020-01"])
def test_a_month_without_visits_has_zeros_and_says_so(
    as_supervisor: InspectingDesk, month: str
) -> None:
    answer = as_supervisor.get(f"/statistics/?month={month}")
    assert "Nothing was recorded" in answer.get_data(as_text=True)
    assert set(tiles_of(answer).values()) == {"0"}
    assert set(tables_of(answer)["needs_by_topic"]["Total"]) == {"0", "±0"}


def test_without_a_month_the_present_one_is_shown(as_supervisor: InspectingDesk) -> None:
    year = str(utc_now().year)
    assert year in as_supervisor.get("/statistics/").get_data(as_text=True).split("</h1>")[0]


def test_a_longer_history_costs_no_further_queries(
    as_administrator: InspectingDesk, fill_month: FillMonth
) -> None:
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    fill_month(walk_in=1)

    def count() -> int:
        asked.clear()
        as_administrator.get(f"{PAGE}&desk=all")
        return len(asked)

    count()
    few = count()
    fill_month(walk_in=12, phone=6, first=datetime(2026, 9, 7, 7, 0, tzinfo=UTC))
    fill_month(walk_in=12, first=datetime(2025, 1, 7, 7, 0, tzinfo=UTC))
    fill_month(walk_in=12, phone=6)
    count()  # counts what has changed, and keeps it
    assert count() == few
