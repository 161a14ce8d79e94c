"""What is kept long enough goes; what is counted stays."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from advicedesk.accounts import retention as accounts
from advicedesk.accounts.models import LinkPurpose, OneTimeLink, SignIn, StaffMember
from advicedesk.database import db, utc_now
from advicedesk.desks.models import Organisation
from advicedesk.privacy.models import AuditEntry
from advicedesk.referrals import retention as referrals
from advicedesk.referrals.models import Referral, ReferralStatus, Slip
from advicedesk.referrals.slip_texts import BRING
from advicedesk.visits import retention as visits
from advicedesk.visits.models import Bridged, Case, Need, Visit
from tests.factories.staff import desk_by_code

NOW = utc_now()


def a_visit(days_ago: float, note: str | None = "Came with a friend") -> Visit:
    started_at = NOW - timedelta(days=days_ago)
    number = db.session.scalar(select(func.count(Visit.id))) or 0
    desk = desk_by_code("iso-omena")
    visit = Visit(
        public_id=f"visit-{number}",
        content_seal="seal",
        desk_id=desk.id,
        case=Case(case_code=f"CODE{number}", opened_at=started_at),
        started_at=started_at,
        client_language="ar",
        service_language="ar",
        bridged=Bridged.BILINGUAL_STAFF,
        minutes=15,
        note=note,
    )
    visit.needs.append(Need(position=0, desk_id=desk.id, started_at=started_at, topic="work"))
    db.session.add(visit)
    db.session.flush()
    return visit


def a_referral(days_ago: float, booked_in: float | None = None) -> Referral:
    given_at = NOW - timedelta(days=days_ago)
    referral = Referral(
        need=a_visit(days_ago).needs[0],
        desk_id=desk_by_code("iso-omena").id,
        authority_name="Kela",
        given_at=given_at,
        due_on=given_at.date(),
        booked_at=NOW + timedelta(days=booked_in) if booked_in is not None else None,
    )
    db.session.add(referral)
    db.session.flush()
    return referral


def last_entry() -> AuditEntry:
    return db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()


def test_a_note_goes_after_the_organisations_days_and_the_visit_stays(app: Flask) -> None:
    old, young = a_visit(31), a_visit(29)
    assert [line.count for line in visits.purge(now=NOW)] == [1]
    assert (old.note, old.minutes) == (None, 15)
    assert young.note == "Came with a friend"
    assert (last_entry().action, last_entry().changes) == ("visit.purge", {"notes": 1})


def test_the_organisation_chooses_how_long_notes_stay(app: Flask) -> None:
    db.session.get_one(Organisation, 1).note_days = 7
    visit = a_visit(8)
    visits.purge(now=NOW)
    assert visit.note is None


def test_a_dry_run_only_counts(app: Flask) -> None:
    visit, referral = a_visit(31), a_referral(46)
    entries = db.session.scalar(select(func.count(AuditEntry.id)))
    assert visits.purge(now=NOW, dry_run=True)[0].count == 2
    assert referrals.purge(now=NOW, dry_run=True)[0].count == 1
    assert visit.note is not None
    assert referral.is_open
    assert db.session.scalar(select(func.count(AuditEntry.id))) == entries


def test_nothing_to_forget_leaves_no_entry(app: Flask) -> None:
    entries = db.session.scalar(select(func.count(AuditEntry.id)))
    for feature in (visits, referrals, accounts):
        assert {line.count for line in feature.purge(now=NOW)} == {0}
    assert db.session.scalar(select(func.count(AuditEntry.id))) == entries


def test_a_referral_nobody_answered_is_closed_as_without_feedback(app: Flask) -> None:
    old, young = a_referral(46), a_referral(44)
    referrals.purge(now=NOW)
    assert old.status is ReferralStatus.NO_FEEDBACK
    assert old.closed_at == NOW
    assert old.steps[-1].status is ReferralStatus.NO_FEEDBACK
    assert young.is_open
    assert last_entry().changes == {"status": ["given", "no_feedback"]}


def test_a_referral_waits_for_its_appointment(app: Flask) -> None:
    waiting = a_referral(46, booked_in=3)
    referrals.purge(now=NOW)
    assert waiting.is_open
    referrals.purge(now=NOW + timedelta(days=60))
    assert not waiting.is_open


def test_a_closed_referral_is_left_as_it_is(app: Flask) -> None:
    referral = a_referral(400)
    referral.status = ReferralStatus.COMPLETED
    referrals.purge(now=NOW)
    assert referral.status is ReferralStatus.COMPLETED


def test_what_to_bring_stays_as_codes_once_a_referral_is_closed(app: Flask) -> None:
    code = next(iter(BRING))
    closed, waiting = a_referral(31), a_referral(31)
    closed.bring, closed.status = ["the blue folder", code], ReferralStatus.COMPLETED
    waiting.bring = ["the blue folder"]
    db.session.flush()
    assert referrals.purge(now=NOW)[1].count == 1
    assert closed.bring == [code]
    assert waiting.bring == ["the blue folder"]
    assert referrals.purge(now=NOW)[1].count == 0


def test_rows_of_printed_slips_go_after_a_year_and_a_month(app: Flask) -> None:
    referral = a_referral(500)
    for days in (401, 399):
        printed_at = NOW - timedelta(days=days)
        slip = Slip(
            client_language="ar", office_language="fi", paper_size="a5", printed_at=printed_at
        )
        referral.slips.append(slip)
    db.session.flush()
    assert referrals.purge(now=NOW)[2].count == 1
    assert db.session.scalar(select(func.count(Slip.id))) == 1


@pytest.mark.parametrize(
    ("started", "ended", "stays"),
    [(40, 31, False), (40, 29, True), (61, None, False), (59, None, True)],
)
def test_sign_ins_go_a_month_after_their_end(
    app: Flask, counsellor: StaffMember, started: int, ended: int | None, stays: bool
) -> None:
    before = db.session.scalar(select(func.count(SignIn.id)))
    db.session.add(
        SignIn(
            token_hash="hash",
            staff_member_id=counsellor.id,
            started_at=NOW - timedelta(days=started),
            ended_at=NOW - timedelta(days=ended) if ended is not None else None,
        )
    )
    db.session.flush()
    accounts.purge(now=NOW)
    assert (db.session.scalar(select(func.count(SignIn.id))) == before + 1) is stays


@pytest.mark.parametrize(
    ("used", "expires", "stays"),
    [(8, 30, False), (6, 6, True), (None, 8, False), (None, 6, True), (None, -1, True)],
)
def test_one_time_links_go_a_week_after_their_use_or_end(
    app: Flask, used: int | None, expires: int, stays: bool
) -> None:
    def ago(days: int) -> datetime:
        return NOW - timedelta(days=days)

    db.session.add(
        OneTimeLink(
            token_hash="hash",
            purpose=LinkPurpose.CHOOSE_PASSWORD,
            expires_at=ago(expires),
            used_at=ago(used) if used is not None else None,
        )
    )
    db.session.flush()
    accounts.purge(now=NOW)
    assert (db.session.scalar(select(func.count(OneTimeLink.id))) == 1) is stays


def test_an_empty_database_has_nothing_to_forget(empty_app: Flask) -> None:
    for feature in (visits, referrals, accounts):
        assert {line.count for line in feature.purge(now=NOW)} <= {0}
