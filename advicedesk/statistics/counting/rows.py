"""What the report is counted from: plain values, one row a visit, a need or a referral."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol


class VisitRow(NamedTuple):
    """One visit; its times are local times of the desk."""

    desk_code: str
    started_at: datetime
    logged_at: datetime | None  # none where a table was imported
    contact_type: str
    asked_by: str
    people_helped: int
    children_present: bool | None
    first_or_returning: str
    client_language: str
    service_language: str
    bridged: str
    interpreter_minutes: int | None
    interpreter_failure: str | None
    minutes: int
    came_by: str | None


class NeedRow(NamedTuple):
    """One need of a visit."""

    desk_code: str
    visit_key: int
    is_main: bool
    topic: str
    subtopic: str | None
    acts: tuple[str, ...]
    outcome: str | None
    unmet_reasons: tuple[str, ...]
    client_language: str


class ReferralRow(NamedTuple):
    """One referral; the authority by the name it is shown under."""

    desk_code: str
    case_key: int
    authority: str
    kind: str
    status: str
    same_house: bool | None
    given_at: datetime
    confirmed_at: datetime | None
    completed_at: datetime | None
    rejected_reason: str | None


class MonthRows(Protocol):
    """The rows of one month."""

    @property
    def visits(self) -> Sequence[VisitRow]:
        """Return the month's visits."""

    @property
    def needs(self) -> Sequence[NeedRow]:
        """Return the needs of these visits."""

    @property
    def referrals(self) -> Sequence[ReferralRow]:
        """Return the referrals given on these visits."""
