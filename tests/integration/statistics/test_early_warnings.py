"""Early warnings: told in words to the desk's supervisors, answered, audited, left out later."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from advicedesk.accounts.models import StaffMember, StaffRole
from advicedesk.database import db
from advicedesk.privacy.columns import HoldsIdentityCode
from advicedesk.roles import Role
from advicedesk.statistics import retention
from advicedesk.statistics.early_warnings import card, operations, views
from advicedesk.statistics.early_warnings.models import WarningAnswer
from advicedesk.statistics.early_warnings.series import Grain, Kind, Series
from advicedesk.visits.details import NeedDetails
from advicedesk.visits.models import Outcome
from tests.factories.accounts import actions, last_entry
from tests.factories.desk import InspectingDesk
from tests.factories.staff import desk_by_code
from tests.factories.visits import MakeVisit, count_rows

PATH = "/statistics/early-warnings/"
HOUSING = PATH + "month/2026-10-01/language:housing:ar"
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _at_noon_of_20_november(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (card, views):
        monkeypatch.setattr(module, "utc_now", lambda: NOW)


@pytest.fixture
def a_rise(make_visit: MakeVisit) -> None:
    """Six usual months, then many with housing in October, most of them with one reason."""
    for month in range(4, 10):
        for day in (6, 7, 8, 9):
            make_visit("work", "health", started_at=datetime(2026, month, day, 9, tzinfo=UTC))
        make_visit("housing", started_at=datetime(2026, month, 7, 9, tzinfo=UTC))
    for number in range(14):
        need = NeedDetails(
            topic="housing",
            subtopic="search",
            outcome=Outcome.UNMET,
            unmet_reasons=("no_capacity",) if number < 12 else ("cost",),
        )
        make_visit(need, started_at=datetime(2026, 10, 5 + number % 4, 9, number, tzinfo=UTC))


def page_of(desk: InspectingDesk, path: str = PATH, status: int = 200) -> str:
    return desk.get(path, status).get_data(as_text=True)


def the_answer() -> WarningAnswer:
    return db.session.query(WarningAnswer).one()


def test_a_rise_is_told_in_words_with_what_most_of_it_is(
    as_supervisor: InspectingDesk, a_rise: None
) -> None:
    page = page_of(as_supervisor)
    assert "Housing, Arabic" in page
    assert "October 2026: 14 needs; usually fewer than 5; more than " in page
    assert "No places or times: 12, usually fewer than 5" in page
    assert "Finding a home: 14" in page
    assert "chance alone still makes about 0.4 warnings a year" in page


def test_the_card_on_today_leads_to_the_warning(
    as_supervisor: InspectingDesk, a_rise: None
) -> None:
    page = page_of(as_supervisor, "/visits/today")
    shown = page[page.index('id="early-warnings"') :].partition("</section>")[0]
    assert "Housing, Arabic" in shown
    assert "usually fewer than 5" in shown
    assert f'href="{HOUSING}?desk=iso-omena"' in shown
    assert "Housing, Arabic" in page_of(as_supervisor, HOUSING)


def test_what_was_counted_is_kept_for_the_day_until_the_past_reaches_farther(
    as_supervisor: InspectingDesk,
    a_rise: None,
    make_visit: MakeVisit,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "14 needs" in page_of(as_supervisor)
    make_visit("housing", started_at=datetime(2026, 10, 9, 9, tzinfo=UTC))
    assert "14 needs" in page_of(as_supervisor)
    monkeypatch.setattr(views, "utc_now", lambda: NOW + timedelta(days=1))
    assert "15 needs" in page_of(as_supervisor)
    make_visit("housing", started_at=datetime(2026, 10, 9, 9, tzinfo=UTC))
    make_visit("work", started_at=datetime(2025, 10, 9, 9, tzinfo=UTC))
    assert "16 needs" in page_of(as_supervisor)


@pytest.mark.parametrize("path", [PATH, HOUSING])
def test_warnings_are_for_the_desks_own_supervisors_only(
    as_supervisor: InspectingDesk,
    as_counsellor: InspectingDesk,
    as_administrator: InspectingDesk,
    a_rise: None,
    path: str,
) -> None:
    page_of(as_counsellor, path, 403)
    page_of(as_administrator, path, 403)
    page_of(as_supervisor, f"{path}?desk=kalajarvi", 404)


def test_a_supervisor_of_several_desks_sees_whether_it_rose_there_too(
    app: Flask, a_rise: None, make_visit: MakeVisit, make_staff: Callable[..., StaffMember]
) -> None:
    both = make_staff("leena", Role.SUPERVISOR, "iso-omena")
    kalajarvi = desk_by_code("kalajarvi")
    both.roles.append(StaffRole(role=Role.SUPERVISOR, desk_id=kalajarvi.id))
    db.session.commit()
    for _number in range(6):
        make_visit("housing", desk="kalajarvi", started_at=datetime(2026, 10, 6, 9, tzinfo=UTC))
    page = page_of(InspectingDesk(app).sign_in(both), f"{HOUSING}?desk=iso-omena")
    assert "Kalajärvi: 6, usually fewer than 5" in page


@pytest.mark.parametrize("rest", ["month/2026-10-01/x", "month/x/all", "week/2026-10-05/all"])
def test_what_is_no_warning_is_not_there(as_supervisor: InspectingDesk, rest: str) -> None:
    page_of(as_supervisor, PATH + rest, 404)


def test_an_answer_is_kept_and_audited_without_its_text(
    as_supervisor: InspectingDesk, a_rise: None, counsellor: StaffMember
) -> None:
    fields = {"note": "A landlord gave notice to a block", "assigned_to": counsellor.public_id}
    as_supervisor.post(f"{HOUSING}?desk=iso-omena", fields)
    answer = the_answer()
    assert (answer.note, answer.assigned_to) == (fields["note"], counsellor)
    entry = last_entry("early_warning.answer")
    assert entry.subject_id == answer.public_id
    assert entry.changes["has_note"] is True
    assert "landlord" not in str(entry.changes)
    page = page_of(as_supervisor, HOUSING)
    assert fields["note"] in page
    assert f'<option selected value="{counsellor.public_id}"' in page


def test_answering_again_changes_the_answer(as_supervisor: InspectingDesk, a_rise: None) -> None:
    as_supervisor.post(HOUSING, {"note": "first"})
    as_supervisor.post(HOUSING, {"note": ""})
    assert the_answer().note is None
    assert actions().count("early_warning.answer") == 2


def test_a_note_that_names_somebody_is_refused_and_kept_on_the_page(
    as_supervisor: InspectingDesk, a_rise: None
) -> None:
    note = "ask at 040 123 4567"
    page = as_supervisor.post(HOUSING, {"note": note}, 422).get_data(as_text=True)
    assert note in page
    assert count_rows(WarningAnswer) == 0
    with pytest.raises(HoldsIdentityCode):
        WarningAnswer(note="131052-308T")


@pytest.mark.parametrize("day", ["2026-11-20", "2027-12-24", "soon"])
def test_silence_ends_within_a_year(as_supervisor: InspectingDesk, a_rise: None, day: str) -> None:
    as_supervisor.post(HOUSING, {"muted_until": day}, 422)


@pytest.mark.parametrize("fields", [{"is_explained": "y"}, {"muted_until": "2026-12-31"}])
def test_what_is_explained_or_silent_leaves_the_card(
    as_supervisor: InspectingDesk, a_rise: None, fields: dict[str, Any]
) -> None:
    as_supervisor.post(HOUSING, fields)
    assert "Housing, Arabic" not in page_of(as_supervisor, "/visits/today")
    page = page_of(as_supervisor)
    assert "Housing, Arabic" in page[page.index("Explained or silent") :]


def test_somebody_who_is_asked_to_look_sees_it_on_today(
    as_supervisor: InspectingDesk,
    as_counsellor: InspectingDesk,
    a_rise: None,
    counsellor: StaffMember,
) -> None:
    assert 'id="early-warnings"' not in page_of(as_counsellor, "/visits/today")
    told = {"note": "Ask the landlord's office", "assigned_to": counsellor.public_id}
    as_supervisor.post(HOUSING, told)
    page = page_of(as_counsellor, "/visits/today")
    assert "Housing, Arabic" in page
    assert "landlord" in page
    as_supervisor.post(HOUSING, {**told, "is_explained": "y"})
    assert 'id="early-warnings"' not in page_of(as_counsellor, "/visits/today")


def test_nobody_of_another_desk_can_be_asked(
    as_supervisor: InspectingDesk, a_rise: None, make_staff: Callable[..., StaffMember]
) -> None:
    stranger = make_staff("kalle", Role.COUNSELLOR, "kalajarvi")
    as_supervisor.post(HOUSING, {"assigned_to": stranger.public_id}, 422)


def test_a_young_desk_is_told_when_warnings_begin(as_supervisor: InspectingDesk) -> None:
    assert "After six months of visits" in page_of(as_supervisor)


def test_needs_that_came_back_and_deadlines_are_told(
    as_supervisor: InspectingDesk,
    make_visit: MakeVisit,
    make_referral: Callable[..., Any],
) -> None:
    october = datetime(2026, 10, 1, 9, tzinfo=UTC)
    for number in range(6):
        unmet = NeedDetails(topic="housing", outcome=Outcome.UNMET)
        first = make_visit(unmet, started_at=october + timedelta(hours=number))
        again = {"case_code": first.case.case_code, "started_at": october + timedelta(days=3)}
        make_visit("housing", **again)
        make_visit("work", **again)
    for number in range(12):
        referral = make_referral(started_at=october + timedelta(minutes=number))
        referral.confirmed_at = october + timedelta(days=2 if number < 6 else 20)
    db.session.commit()
    page = page_of(as_supervisor)
    facts = page[page.index("Ahead of need: October 2026") :].partition("</dl>")[0]
    figures = [part.partition("</dd>")[0] for part in facts.split("<dd>")[1:]]
    assert figures == ["6", "12", "6", "50%"]


def test_small_figures_of_prevention_are_only_said_to_be_small(
    as_supervisor: InspectingDesk, make_referral: Callable[..., Any]
) -> None:
    make_referral(started_at=datetime(2026, 10, 1, 9, tzinfo=UTC))
    page = page_of(as_supervisor)
    assert page.count("<dd>fewer than 5</dd>") == 2
    assert "Reached before the deadline" not in page


def test_answers_go_when_no_past_reaches_them(
    as_supervisor: InspectingDesk, supervisor: StaffMember
) -> None:
    desk = supervisor.working_desk
    assert desk
    for year in (2021, 2026):
        operations.answer_warning(
            desk_id=desk.id,
            grain=Grain.MONTH,
            first_day=date(year, 10, 1),
            series=Series(Kind.ALL),
            told=operations.Told(is_explained=True),
        )
    db.session.commit()
    assert [line.count for line in retention.purge(now=NOW, dry_run=True)] == [1]
    retention.purge(now=NOW)
    db.session.commit()
    assert the_answer().first_day == date(2026, 10, 1)
    assert last_entry("early_warning.purge").changes == {"rows": 1}
