"""The follow-up list: what waits for an answer, and who sees it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db, utc_now, writing
from advicedesk.directory.models import Authority, ServicePoint
from advicedesk.referrals import operations, queries, retention
from advicedesk.referrals.models import (
    ConfirmedBy,
    Referral,
    ReferralStatus,
    RejectedReason,
    Urgency,
)
from advicedesk.referrals.operations import WhatHappened
from advicedesk.roles import Role
from advicedesk.visits import operations as visits
from tests.factories.desk import InspectingDesk
from tests.factories.referrals import days_ago, record, referral_now

MakeReferral = Callable[..., Referral]


def rows(desk: InspectingDesk, show: str = "open") -> list[str]:
    """Return the text of each row of a tab."""
    page = desk.get(f"/referrals/?show={show}").get_data(as_text=True)
    found = re.findall(r'<li class="follow-row"[^>]*>(.*?)</li>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in found]


def counts(desk: InspectingDesk) -> list[int]:
    """Return the figures on the four tabs."""
    page = desk.get("/referrals/").get_data(as_text=True)
    tabs = re.search(r'<nav class="tabs".*?</nav>', page, re.DOTALL)
    assert tabs
    return [int(figure) for figure in re.findall(r'<span class="pill[^"]*">(\d+)</span>', tabs[0])]


def test_an_empty_list_says_what_will_come_here(as_counsellor: InspectingDesk) -> None:
    for show in ("open", "late", "closed", "no_feedback"):
        page = as_counsellor.get(f"/referrals/?show={show}").get_data(as_text=True)
        assert 'class="empty"' in page


def test_the_most_overdue_comes_first(
    as_counsellor: InspectingDesk, make_referral: MakeReferral
) -> None:
    make_referral("Fresh")
    make_referral("Two weeks", started_at=days_ago(16))
    make_referral("Three days", started_at=days_ago(13), urgency=Urgency.WITHIN_3_DAYS)
    found = rows(as_counsellor, "all")
    assert ["Three days" in found[0], "Two weeks" in found[1], "Fresh" in found[2]] == [True] * 3
    assert "8 days late" in found[0]
    assert "2 days late" in found[1]
    assert "in 14 days" in found[2]
    assert len(rows(as_counsellor, "late")) == 2


def test_the_list_is_quiet_for_three_days_but_not_about_today_and_what_is_late(
    as_counsellor: InspectingDesk, make_referral: MakeReferral
) -> None:
    make_referral("Fresh", started_at=days_ago(2.9))
    make_referral("Fresh too", urgency=Urgency.WITHIN_3_DAYS)
    page = as_counsellor.get("/referrals/").get_data(as_text=True)
    assert rows(as_counsellor) == []
    assert "comes to this list after 3 days, one for today at once" in page
    assert "2 open referrals, 0 late" in " ".join(page.split())
    make_referral("Old enough", started_at=days_ago(3.1))
    make_referral("Today", urgency=Urgency.TODAY)
    make_referral("Late", started_at=days_ago(2), urgency=Urgency.TODAY)
    found = " ".join(rows(as_counsellor))
    assert [name in found for name in ("Late", "Today", "Old enough", "Fresh")] == [
        True,
        True,
        True,
        False,
    ]
    assert counts(as_counsellor) == [3, 5, 1, 0, 0]
    assert len(rows(as_counsellor, "all")) == 5
    assert len(rows(as_counsellor, "late")) == 1


def test_a_list_without_new_referrals_needs_no_switch(
    as_counsellor: InspectingDesk, make_referral: MakeReferral
) -> None:
    make_referral(started_at=days_ago(4))
    assert "show=all" not in as_counsellor.get("/referrals/").get_data(as_text=True)
    assert len(rows(as_counsellor, "all")) == 1


def test_an_office_sees_at_once_who_is_on_the_way(
    as_partner: InspectingDesk, make_referral: MakeReferral, a_service_point: ServicePoint
) -> None:
    make_referral(service_point=a_service_point.public_id)
    assert len(rows(as_partner)) == 1
    assert "show=all" not in as_partner.get("/referrals/").get_data(as_text=True)


def test_answers_that_do_not_agree_have_a_tab_while_there_are_any(
    as_counsellor: InspectingDesk, make_referral: MakeReferral
) -> None:
    make_referral("Agreed", started_at=days_ago(4))
    assert "show=contradicted" not in as_counsellor.get("/referrals/").get_data(as_text=True)
    disputed = make_referral("Disputed").public_id
    record(disputed, ReferralStatus.COMPLETED)
    with writing.writing():
        operations.hear_answer(
            referral=referral_now(disputed),
            happened=WhatHappened(
                status=ReferralStatus.REJECTED,
                confirmed_by=ConfirmedBy.RECEIVER_LINK,
                rejected_reason=RejectedReason.NOT_COMPETENT,
            ),
            staff_member_id=None,
        )
        db.session.commit()
    assert counts(as_counsellor) == [1, 0, 1, 0, 1]
    found = rows(as_counsellor, "contradicted")
    assert len(found) == 1
    assert "Disputed" in found[0]


def test_a_referral_due_today_is_not_late(
    as_counsellor: InspectingDesk, make_referral: MakeReferral
) -> None:
    make_referral(started_at=days_ago(14))
    assert rows(as_counsellor, "late") == []
    assert "today" in rows(as_counsellor)[0]


def test_each_tab_has_its_own_states(
    as_counsellor: InspectingDesk, make_referral: MakeReferral
) -> None:
    ids = [
        make_referral(f"Place {number}", started_at=days_ago(20)).public_id for number in "123456"
    ]
    record(ids[1], ReferralStatus.ACKNOWLEDGED)
    record(ids[2], ReferralStatus.COMPLETED)
    record(ids[3], ReferralStatus.REJECTED, rejected_reason=RejectedReason.NO_CAPACITY)
    record(ids[4], ReferralStatus.NO_FEEDBACK, confirmed_by=None)
    record(ids[5], ReferralStatus.COMPLETED, now=days_ago(62))
    assert counts(as_counsellor) == [2, 2, 2, 1]
    assert "Acknowledged" in " ".join(rows(as_counsellor, "late"))
    assert "Refused: No room" in rows(as_counsellor, "closed")[0]
    assert "Completed" in rows(as_counsellor, "closed")[1]
    assert "No feedback" in rows(as_counsellor, "no_feedback")[0]


def test_a_tab_that_does_not_exist_is_not_found(as_counsellor: InspectingDesk) -> None:
    as_counsellor.get("/referrals/?show=mine", 404)


@pytest.mark.parametrize("page", ["0", "-1", "x", "1.5", "²", ""])
def test_a_page_that_is_no_number_is_not_found(as_counsellor: InspectingDesk, page: str) -> None:
    as_counsellor.get(f"/referrals/?page={page}", 404)


def test_a_long_list_goes_on_overleaf(
    as_counsellor: InspectingDesk, make_referral: MakeReferral, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE_ROWS", 2)
    for number in range(3):
        make_referral(f"Place {number}", started_at=days_ago(9 - number))
    first = as_counsellor.get("/referrals/").get_data(as_text=True)
    assert 'rel="next"' in first
    assert 'rel="prev"' not in first
    second = as_counsellor.get("/referrals/?page=2").get_data(as_text=True)
    assert "Place 2" in second
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second


def test_the_list_costs_the_same_questions_however_long(
    app: Flask,
    as_counsellor: InspectingDesk,
    make_referral: MakeReferral,
    a_service_point: ServicePoint,
) -> None:
    place = a_service_point.public_id

    def questions() -> int:
        asked: list[str] = []

        def listen(_c: object, _cursor: object, statement: str, *_: object) -> None:
            asked.append(statement)

        event.listen(db.engine, "before_cursor_execute", listen)
        as_counsellor.get("/referrals/")
        event.remove(db.engine, "before_cursor_execute", listen)
        return len(asked)

    make_referral(service_point=place, started_at=days_ago(4))
    as_counsellor.get("/referrals/")
    of_one = questions()
    for days in range(4, 9):
        make_referral(service_point=place, started_at=days_ago(days))
    assert questions() == of_one <= 12


def test_another_desks_referrals_are_not_seen(
    as_counsellor: InspectingDesk, make_referral: MakeReferral
) -> None:
    elsewhere = make_referral("Elsewhere", desk="kalajarvi").public_id
    assert rows(as_counsellor) == []
    as_counsellor.get(f"/referrals/{elsewhere}", 404)
    as_counsellor.post(f"/referrals/{elsewhere}", {"status": "completed"}, 404)
    assert referral_now(elsewhere).status is ReferralStatus.GIVEN


def test_a_withdrawn_visit_takes_its_referrals_along(
    as_counsellor: InspectingDesk, make_referral: MakeReferral, counsellor: StaffMember
) -> None:
    given = make_referral()
    public_id = given.public_id
    with writing.writing():
        visits.withdraw_visit(visit=given.need.visit, reason="twice", staff_member=counsellor)
        db.session.commit()
    assert rows(as_counsellor) == []
    as_counsellor.get(f"/referrals/{public_id}", 404)


def test_an_administrator_does_not_open_the_list(as_administrator: InspectingDesk) -> None:
    as_administrator.get("/referrals/", 403)


def test_whoever_is_not_signed_in_is_asked_to_without_the_id_in_the_address(
    desk: InspectingDesk, a_referral: Referral
) -> None:
    answer = desk.get(f"/referrals/{a_referral.public_id}", 303)
    assert answer.location == "/sign-in"


def test_a_partner_sees_their_own_authoritys_referrals_only(
    as_partner: InspectingDesk,
    make_referral: MakeReferral,
    make_authority: Callable[..., Authority],
    make_service_point: Callable[..., ServicePoint],
    a_service_point: ServicePoint,
) -> None:
    te = make_service_point({"en": "Employment"}, authority=make_authority(fi="TE")).public_id
    own = make_referral(service_point=a_service_point.public_id, desk="kalajarvi").public_id
    others = [make_referral(service_point=te), make_referral("Kela")]
    ids = [other.public_id for other in others]
    assert len(rows(as_partner)) == 1
    as_partner.get(f"/referrals/{own}")
    for public_id in ids:
        as_partner.get(f"/referrals/{public_id}", 404)
        as_partner.post(f"/referrals/{public_id}", {"status": "completed"}, 404)


def test_a_partner_sees_no_case_code_no_note_and_no_slip(
    as_partner: InspectingDesk, make_referral: MakeReferral, a_service_point: ServicePoint
) -> None:
    given = make_referral(service_point=a_service_point.public_id)
    public_id, case_code = given.public_id, given.need.visit.case.case_code
    with writing.writing():
        referral_now(public_id).need.visit.note = "Halusi iltapaikan"
        db.session.commit()
    for path in ("/referrals/", f"/referrals/{public_id}"):
        page = as_partner.get(path).get_data(as_text=True)
        assert case_code not in page
        assert "iltapaikan" not in page
        assert f"{public_id}/slip" not in page
    as_partner.get(f"/cases/{case_code}", 403)
    for path in ("slip", "slip.pdf"):
        as_partner.get(f"/referrals/{public_id}/{path}", 403)
    as_partner.post(f"/referrals/{public_id}/slip", {}, 403)


def test_a_partner_who_is_counsellor_too_opens_slips_of_their_own_desk_only(
    make_desk: Callable[[], InspectingDesk],
    make_referral: MakeReferral,
    make_partner: Callable[..., StaffMember],
    a_service_point: ServicePoint,
    an_authority: Authority,
) -> None:
    from advicedesk.accounts.models import StaffRole
    from tests.factories.staff import desk_by_code

    person = make_partner(an_authority)
    person.roles.append(StaffRole(role=Role.COUNSELLOR, desk_id=desk_by_code("iso-omena").id))
    db.session.commit()
    place = a_service_point.public_id
    elsewhere = make_referral(service_point=place, desk="kalajarvi").public_id
    here = make_referral(service_point=place).public_id
    desk = make_desk().sign_in(person)
    assert "confirmed_by" not in desk.get(f"/referrals/{elsewhere}").get_data(as_text=True)
    desk.get(f"/referrals/{elsewhere}/slip", 404)
    desk.get(f"/referrals/{elsewhere}/slip.pdf", 404)
    assert 'value="client_told"' in desk.get(f"/referrals/{here}").get_data(as_text=True)
    desk.get(f"/referrals/{here}/slip")


def test_the_purge_moves_what_nobody_answered_to_its_own_tab(
    as_counsellor: InspectingDesk, make_referral: MakeReferral
) -> None:
    make_referral("Old", started_at=days_ago(46))
    make_referral("Young", started_at=days_ago(44))
    with writing.writing():
        retention.purge(now=utc_now())
        db.session.commit()
    assert counts(as_counsellor) == [1, 1, 0, 1]
    assert "after 45 days" in as_counsellor.get("/referrals/").get_data(as_text=True)


def test_due_days_are_the_desks_own_days(app: Flask, make_referral: MakeReferral) -> None:
    # half past midnight in Helsinki, still the day before in UTC
    after_midnight = datetime(2026, 11, 9, 22, 30, tzinfo=UTC)
    given = make_referral(started_at=after_midnight, urgency=Urgency.TODAY)
    assert given.due_on.isoformat() == "2026-11-11"


def test_a_booked_time_moves_the_day_an_answer_is_due(
    app: Flask, make_referral: MakeReferral
) -> None:
    booked_at = datetime(2026, 12, 20, 10, tzinfo=UTC)
    given = make_referral(booked_at=booked_at)
    assert given.due_on == (booked_at + timedelta(days=3)).date()


def test_a_partner_answers_with_one_tap_on_the_list(
    as_partner: InspectingDesk, make_referral: MakeReferral, a_service_point: ServicePoint
) -> None:
    given = make_referral(service_point=a_service_point.public_id).public_id
    page = as_partner.get("/referrals/").get_data(as_text=True)
    for button in ("acknowledged", "accepted", "completed"):
        assert f'name="status" value="{button}"' in page
    as_partner.post(f"/referrals/{given}", {"status": "acknowledged"})
    page = as_partner.get("/referrals/").get_data(as_text=True)
    assert 'class="button" name="status" value="acknowledged"' not in page
    refusal = {"status": "rejected", "rejected_reason": "no_capacity"}
    as_partner.post(f"/referrals/{given}", refusal)
    assert referral_now(given).rejected_reason == "no_capacity"
