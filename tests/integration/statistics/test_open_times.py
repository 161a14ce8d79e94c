"""A desk's opening hours: who keeps them, and the rates in the report."""

import csv
import io
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from advicedesk.database import db
from advicedesk.desks.queries import get_desk
from advicedesk.statistics.early_warnings.calendar import months_until
from advicedesk.statistics.early_warnings.queries import read_history
from advicedesk.statistics.open_times.queries import calendar_of
from tests.factories.accounts import last_entry
from tests.factories.desk import InspectingDesk
from tests.factories.visits import MakeVisit

from .conftest import FillMonth
from .reading import tables_of

PAGE = "/statistics/opening-hours/?desk=iso-omena"
MONTH = "/statistics/?month=2026-10&desk=iso-omena"
WEEK = {day: "9-15" for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}
GIVEN = {"first": "2026-01-01", **WEEK, "closed_on_holidays": "y"}
HINT = "Without them nothing is shown per open hour."


def test_a_supervisor_keeps_the_hours_and_the_month_has_rates(
    as_supervisor: InspectingDesk, fill_month: FillMonth
) -> None:
    fill_month(walk_in=33)
    unknown = as_supervisor.get(MONTH)
    assert HINT in unknown.get_data(as_text=True)
    assert tables_of(unknown)["visits_by_opening"]["Visits per open hour"][0] == "–"
    as_supervisor.get(PAGE)
    as_supervisor.post(PAGE, GIVEN, 303)
    told = as_supervisor.get(MONTH)
    assert HINT not in told.get_data(as_text=True)
    rates = tables_of(told)["visits_by_opening"]
    assert [rates[name][0] for name in rates] == ["22", "132", "1.5", "0.25"]
    assert last_entry("desk.open_times").changes == {"from": "2026-01-01", "days": 0}


def test_a_kept_month_follows_the_calendar(
    as_supervisor: InspectingDesk, fill_month: FillMonth
) -> None:
    fill_month(walk_in=33)
    as_supervisor.post(PAGE, GIVEN, 303)
    as_supervisor.get(MONTH)
    closed = {"exceptions-0-first": "2026-10-01", "exceptions-0-last": "2026-10-15"}
    as_supervisor.post(PAGE, {**GIVEN, **closed}, 303)
    rates = tables_of(as_supervisor.get(MONTH))["visits_by_opening"]
    assert (rates["Open days"][0], rates["Visits per open day"][0]) == ("11", "3")


def test_old_weeks_stay_and_can_be_opened(as_supervisor: InspectingDesk) -> None:
    as_supervisor.post(PAGE, GIVEN, 303)
    as_supervisor.post(PAGE, {**GIVEN, "first": "2026-10-01", "monday": ""}, 303)
    weeks = calendar_of(get_desk("iso-omena").id).weeks
    assert [week.first for week in weeks] == [date(2026, 1, 1), date(2026, 10, 1)]
    assert 'value="2026-10-01"' in as_supervisor.get(PAGE).get_data(as_text=True)
    old = as_supervisor.get(f"{PAGE}&day=2026-05-01").get_data(as_text=True)
    assert 'value="2026-01-01"' in old
    as_supervisor.get(f"{PAGE}&day=never", 404)


def test_days_of_earlier_years_are_kept_though_they_are_not_shown(
    as_supervisor: InspectingDesk,
) -> None:
    old = {"exceptions-0-first": "2023-07-01", "exceptions-0-last": "2023-07-31"}
    as_supervisor.post(PAGE, {**GIVEN, **old}, 303)
    as_supervisor.post(PAGE, GIVEN, 303)
    kept = calendar_of(get_desk("iso-omena").id).exceptions
    assert [one.valid_from for one in kept] == [date(2023, 7, 1)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"first": ""},
        {"first": "soon"},
        {"monday": "nine to three"},
        {"exceptions-0-last": "2026-10-15"},
        {"exceptions-0-first": "2026-10-15", "exceptions-0-last": "2026-10-01"},
    ],
)
def test_what_cannot_be_read_is_refused(
    as_supervisor: InspectingDesk, wrong: dict[str, str]
) -> None:
    as_supervisor.post(PAGE, {**GIVEN, **wrong}, 422)
    assert calendar_of(get_desk("iso-omena").id).weeks == ()


def test_others_do_not_keep_a_desk_s_hours(
    as_counsellor: InspectingDesk,
    as_supervisor: InspectingDesk,
    as_administrator: InspectingDesk,
) -> None:
    as_counsellor.get(PAGE, 403)
    as_supervisor.get("/statistics/opening-hours/?desk=kalajarvi", 404)
    as_administrator.post("/statistics/opening-hours/?desk=kalajarvi", GIVEN, 303)
    assert calendar_of(get_desk("kalajarvi").id).weeks
    db.session.rollback()


def test_files_hide_the_rates_of_a_small_month(
    as_supervisor: InspectingDesk, fill_month: FillMonth
) -> None:
    fill_month(walk_in=3)
    as_supervisor.post(PAGE, GIVEN, 303)
    file = as_supervisor.get("/statistics/export?month=2026-10&desk=iso-omena&format=tidy")
    rows = list(csv.DictReader(io.StringIO(file.get_data(as_text=True).lstrip("\ufeff"))))
    rates = [
        row for row in rows if "visits_by_opening" in row.values() and "2026-10" in row.values()
    ]
    assert len(rates) == 4
    text = [" ".join(row.values()) for row in rates]
    assert "open_days" in text[0]
    assert not any("0.02" in line or "0.14" in line for line in text)


def test_early_warnings_count_the_days_a_desk_was_open_where_they_are_told(
    as_supervisor: InspectingDesk, make_visit: MakeVisit
) -> None:
    for day in (1, 2):
        make_visit(started_at=datetime(2026, 10, day, 9, tzinfo=UTC))

    def open_days() -> list[int]:
        desk_id = get_desk("iso-omena").id
        months = months_until(date(2026, 10, 31), 0)
        return read_history(desk_id, months, ZoneInfo("Europe/Helsinki")).open_days

    assert open_days() == [2], "guessed from the days with needs"
    as_supervisor.post(PAGE, GIVEN, 303)
    assert open_days() == [22]
