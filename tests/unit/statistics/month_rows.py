"""Rows of a month for tests: one plain visit, need and referral to vary."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from advicedesk.statistics.report import NeedRow, ReferralRow, VisitRow

MONDAY_AT_TEN = datetime(2026, 10, 5, 10, 15, tzinfo=UTC)


@dataclass
class Rows:
    visits: list[VisitRow] = field(default_factory=list)
    needs: list[NeedRow] = field(default_factory=list)
    referrals: list[ReferralRow] = field(default_factory=list)


def a_visit(**changes: object) -> VisitRow:
    visit = VisitRow(
        desk_code="iso-omena",
        started_at=MONDAY_AT_TEN,
        logged_at=MONDAY_AT_TEN + timedelta(minutes=30),
        contact_type="walk_in",
        asked_by="self",
        people_helped=1,
        children_present=None,
        first_or_returning="unknown",
        client_language="ar",
        service_language="ar",
        bridged="bilingual_staff",
        interpreter_minutes=None,
        interpreter_failure=None,
        minutes=15,
        came_by=None,
    )
    return visit._replace(**changes)


def a_need(**changes: object) -> NeedRow:
    need = NeedRow("iso-omena", 1, True, "social", None, ("guidance",), None, (), "ar")
    return need._replace(**changes)


def a_referral(**changes: object) -> ReferralRow:
    referral = ReferralRow(
        "iso-omena", 1, "Kela", "referral", "given", None, MONDAY_AT_TEN, None, None, None
    )
    return referral._replace(**changes)
