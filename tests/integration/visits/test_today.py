"""Today: what waits for the reader, the day's lines, and undoing what was just saved."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db, utc_now
from advicedesk.referrals.models import Referral, ReferralStatus
from advicedesk.visits.details import NeedDetails
from advicedesk.visits.models import Outcome, Visit
from advicedesk.visits.undoing import UNDO_TIME
from tests.factories.accounts import actions, last_entry
from tests.factories.desk import InspectingDesk
from tests.factories.referrals import days_ago, record
from tests.factories.visits import MakeVisit


def page_of(desk: InspectingDesk, path: str = "/visits/today") -> str:
    return desk.get(path).get_data(as_text=True)


def fragment_of(desk: InspectingDesk) -> str:
    return desk.browser.get("/visits/today/list").get_data(as_text=True)


def undo(desk: InspectingDesk, visit: Visit, status: int = 303) -> str:
    return desk.post(f"/visits/{visit.public_id}/undo", status=status).location or ""


def age(visit: Visit, minutes: float) -> None:
    visit.logged_at = utc_now() - timedelta(minutes=minutes)
    db.session.commit()


# undo


def test_undoing_withdraws_the_visit_with_its_own_reason_and_is_audited(
    as_counsellor: InspectingDesk, a_visit: Visit
) -> None:
    assert undo(as_counsellor, a_visit) == "/visits/today"
    assert a_visit.withdrawn_reason == "undone"
    assert last_entry("visit.withdraw").subject_id == a_visit.public_id
    assert "Undone." in page_of(as_counsellor)


def test_undoing_twice_is_undoing_once(as_counsellor: InspectingDesk, a_visit: Visit) -> None:
    undo(as_counsellor, a_visit)
    undo(as_counsellor, a_visit)
    assert actions().count("visit.withdraw") == 1


def test_only_who_logged_it_can_undo(as_supervisor: InspectingDesk, a_visit: Visit) -> None:
    undo(as_supervisor, a_visit, 403)
    assert not a_visit.is_withdrawn
    assert f"{a_visit.public_id}/undo" not in page_of(as_supervisor)


def test_a_visit_of_another_desk_is_not_there(
    as_counsellor: InspectingDesk, make_visit: MakeVisit, counsellor: StaffMember
) -> None:
    undo(as_counsellor, make_visit(desk="kalajarvi", staff_member=counsellor), 404)


def test_after_some_minutes_the_page_of_the_visit_withdraws_with_a_reason(
    as_counsellor: InspectingDesk, a_visit: Visit
) -> None:
    age(a_visit, UNDO_TIME.total_seconds() / 60 + 1)
    assert undo(as_counsellor, a_visit) == f"/visits/{a_visit.public_id}"
    assert not a_visit.is_withdrawn
    page = page_of(as_counsellor, f"/visits/{a_visit.public_id}")
    assert "too late to undo" in page
    assert "/undo" not in page


def test_an_undo_by_a_link_changes_nothing(as_counsellor: InspectingDesk, a_visit: Visit) -> None:
    as_counsellor.get(f"/visits/{a_visit.public_id}/undo", 405)
    assert not a_visit.is_withdrawn


def test_a_saved_visit_offers_undo_slip_and_the_next_one(
    as_counsellor: InspectingDesk, make_visit: MakeVisit, counsellor: StaffMember
) -> None:
    given = NeedDetails("work", outcome=Outcome.REFERRED)
    visit = make_visit(given, staff_member=counsellor)
    page = page_of(as_counsellor, f"/visits/{visit.public_id}")
    assert f"/visits/{visit.public_id}/undo" in page
    assert "Log the next visit" in page


# what waits


def test_today_tells_when_nothing_waits(as_counsellor: InspectingDesk) -> None:
    assert "Nothing waits for you." in page_of(as_counsellor)


def test_late_referrals_wait_with_their_number(
    as_counsellor: InspectingDesk, make_referral: Callable[..., Referral]
) -> None:
    for _number in range(2):
        make_referral(started_at=days_ago(40))
    page = page_of(as_counsellor)
    assert "2 late referrals" in page
    assert 'id="late"' in page


def test_own_visits_that_look_wrong_wait(
    as_counsellor: InspectingDesk, make_visit: MakeVisit, counsellor: StaffMember
) -> None:
    unmet = make_visit(NeedDetails("work", outcome=Outcome.UNMET), staff_member=counsellor)
    make_visit("work", staff_member=counsellor)
    page = page_of(as_counsellor)
    assert "1 visit to correct" in page
    assert "unmet, but no reason" in page
    assert f"/visits/{unmet.public_id}/correct" in page


def test_visits_of_others_wait_for_others(
    as_counsellor: InspectingDesk, make_visit: MakeVisit, supervisor: StaffMember
) -> None:
    make_visit(NeedDetails("work", outcome=Outcome.UNMET), staff_member=supervisor)
    make_visit(NeedDetails("work", outcome=Outcome.UNMET))  # imported: nobody's own
    assert "to correct" not in page_of(as_counsellor)


def test_imported_visits_wait_for_the_desks_supervisor(
    as_supervisor: InspectingDesk, make_visit: MakeVisit
) -> None:
    make_visit(NeedDetails("work", outcome=Outcome.UNMET))
    make_visit(NeedDetails("work", outcome=Outcome.UNMET), desk="kalajarvi")
    assert "1 visit to correct" in page_of(as_supervisor)


def test_what_is_weeks_old_waits_no_more(
    as_counsellor: InspectingDesk, make_visit: MakeVisit, counsellor: StaffMember
) -> None:
    told = NeedDetails("work", outcome=Outcome.UNMET)
    make_visit(told, staff_member=counsellor, started_at=days_ago(20))
    assert "to correct" not in page_of(as_counsellor)


# the lines of the day


def test_whose_and_which_visits_can_be_chosen(
    as_counsellor: InspectingDesk,
    make_visit: MakeVisit,
    counsellor: StaffMember,
    supervisor: StaffMember,
) -> None:
    mine = make_visit("housing/search", staff_member=counsellor)
    theirs = make_visit("work", staff_member=supervisor)

    def shown(query: str) -> list[bool]:
        page = page_of(as_counsellor, f"/visits/today{query}")
        return [f'data-key="{visit.public_id}"' in page for visit in (mine, theirs)]

    assert shown("") == [True, True]
    assert shown("?whose=mine") == [True, False]
    assert shown("?topic=work") == [False, True]
    assert shown("?topic=housing/search") == [True, False]
    assert shown("?topic=housing/eviction") == [False, False]
    assert shown("?topic=%3Cb%3E&whose=x&show=x") == [False, False]


def test_a_long_day_is_shown_in_part_until_all_is_asked_for(
    as_counsellor: InspectingDesk, make_visit: MakeVisit
) -> None:
    for _number in range(14):
        make_visit()
    assert page_of(as_counsellor).count("data-key=") == 12
    assert "Show all 14" in page_of(as_counsellor)
    assert page_of(as_counsellor, "/visits/today?show=all").count("data-key=") == 14


def test_what_was_closed_today_is_told(
    as_counsellor: InspectingDesk, make_referral: Callable[..., Referral]
) -> None:
    referral = make_referral("Kela")
    record(referral.public_id, ReferralStatus.COMPLETED)
    page = fragment_of(as_counsellor)
    assert f'data-key="{referral.public_id}"' in page


# asked again every few seconds


class Asking:
    """An open page that asks for its live part again."""

    def __init__(self, desk: InspectingDesk, path: str = "/visits/today/list") -> None:
        self.desk, self.path, self.etag = desk, path, ""

    def changed(self) -> bool:
        """Ask; tell whether something was answered."""
        answer = self.desk.browser.get(self.path, headers={"If-None-Match": self.etag})
        assert answer.status_code in (200, 304)
        assert answer.headers["Cache-Control"] == "no-store"
        if answer.status_code == 304:
            assert answer.get_data() == b""
        self.etag = answer.headers["ETag"]
        return answer.status_code == 200


@pytest.mark.parametrize("path", ["/visits/today/list", "/visits/today/recent"])
def test_nothing_is_answered_until_something_changed(
    as_counsellor: InspectingDesk,
    make_visit: MakeVisit,
    supervisor: StaffMember,
    make_desk: Callable[[], InspectingDesk],
    path: str,
) -> None:
    asking = Asking(as_counsellor, path)
    assert asking.changed()
    assert not asking.changed()
    visit = make_visit(staff_member=supervisor)
    assert asking.changed()
    assert not asking.changed()
    undo(make_desk().sign_in(supervisor), visit)
    assert asking.changed()
    assert not asking.changed()


def test_a_closing_and_a_correction_are_seen(
    as_counsellor: InspectingDesk,
    make_referral: Callable[..., Referral],
    a_visit: Visit,
) -> None:
    referral = make_referral()
    asking = Asking(as_counsellor)
    asking.changed()
    record(referral.public_id, ReferralStatus.COMPLETED)
    assert asking.changed()
    withdrawn = a_visit.public_id
    as_counsellor.post(f"/visits/{withdrawn}/withdraw", {"reason": "training"})
    assert asking.changed()
    assert not asking.changed()


def test_the_end_of_the_time_to_undo_is_seen(as_counsellor: InspectingDesk, a_visit: Visit) -> None:
    asking = Asking(as_counsellor)
    asking.changed()
    age(a_visit, 60)
    assert asking.changed()
    assert not asking.changed()


def test_another_process_answers_alike(
    app: Flask, as_counsellor: InspectingDesk, a_visit: Visit
) -> None:
    from advicedesk.app import create_app
    from advicedesk.visits.today_page import Wanted, version

    asking = Asking(as_counsellor)
    asking.changed()
    other = create_app(app.config["ADVICEDESK"])
    twin = InspectingDesk(other)
    cookie = as_counsellor.browser.get_cookie("advicedesk")
    assert cookie is not None
    twin.browser.set_cookie("advicedesk", cookie.value)
    asking.desk = twin
    assert not asking.changed()
    assert callable(version)
    assert Wanted.of({}) == Wanted()
    with other.app_context():
        db.engine.dispose()


def test_the_live_part_belongs_to_the_desk_and_its_staff(
    desk: InspectingDesk, as_administrator: InspectingDesk
) -> None:
    for path in ("/visits/today/list", "/visits/today/recent"):
        assert desk.get(path, 303).location.startswith("/sign-in")
        as_administrator.get(path, 403)


def test_a_page_that_asks_by_itself_keeps_nobody_signed_in(
    as_counsellor: InspectingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from advicedesk.accounts import signing_in

    real = utc_now
    for minutes in range(10, 70, 10):
        later: Any = lambda by=minutes: real() + timedelta(minutes=by)  # noqa: E731
        monkeypatch.setattr(signing_in, "utc_now", later)
        as_counsellor.browser.get("/visits/today/list")
    assert as_counsellor.get("/visits/today", 303).location.startswith("/sign-in")


def test_the_live_part_names_no_client(
    as_counsellor: InspectingDesk, make_visit: MakeVisit, counsellor: StaffMember
) -> None:
    make_visit(staff_member=counsellor, note="Jono 40 min")
    for path in ("/visits/today", "/visits/today/list", "/visits/today/recent"):
        assert "Jono" not in as_counsellor.browser.get(path).get_data(as_text=True)
    said = re.findall(r'data-said="([^"]*)"', fragment_of(as_counsellor))
    assert all("-" not in one for one in said), "no case code is read aloud"


def test_everyone_starts_where_their_work_is(
    as_counsellor: InspectingDesk,
    as_supervisor: InspectingDesk,
    as_partner: InspectingDesk,
    as_administrator: InspectingDesk,
) -> None:
    assert as_counsellor.get("/", 303).location == "/visits/today"
    assert as_supervisor.get("/", 303).location == "/visits/today"
    assert as_partner.get("/", 303).location == "/referrals/"
    page = page_of(as_administrator, "/")
    assert 'href="/accounts/staff/"' in page
    assert "Nothing waits for you." in page
    as_administrator.get("/visits/today", 403)


def test_early_warnings_are_for_the_desks_own_supervisors(
    as_counsellor: InspectingDesk, as_supervisor: InspectingDesk, as_administrator: InspectingDesk
) -> None:
    assert 'id="early-warnings"' in page_of(as_supervisor)
    assert "After six months of visits" in page_of(as_supervisor)
    assert 'id="early-warnings"' not in page_of(as_counsellor)
    assert 'id="early-warnings"' not in page_of(as_administrator, "/")
