"""What a form, an import or a command says of a visit: plain values, all defaults applied later."""

import hashlib
import json
from dataclasses import dataclass, field, is_dataclass
from datetime import datetime

from advicedesk.referrals.details import ReferralDetails
from advicedesk.visits.models import (
    AgeBand,
    AskedBy,
    Bridged,
    CameBy,
    ContactType,
    FirstOrReturning,
    InterpreterFailure,
    Municipality,
    Outcome,
    TimeInCountry,
)


@dataclass(frozen=True)
class NeedDetails:
    """One need as it was told."""

    topic: str
    subtopic: str | None = None
    acts: tuple[str, ...] = ()
    outcome: Outcome | None = None
    unmet_reasons: tuple[str, ...] = ()
    referrals: tuple[ReferralDetails, ...] = ()


@dataclass(frozen=True)
class VisitDetails:
    """A visit as it was told; None stands for the default of the house (for the time: now)."""

    started_at: datetime | None
    client_language: str
    needs: tuple[NeedDetails, ...]
    contact_type: ContactType = ContactType.WALK_IN
    asked_by: AskedBy = AskedBy.SELF
    people_helped: int = 1
    children_present: bool | None = None
    first_or_returning: FirstOrReturning = FirstOrReturning.UNKNOWN
    case_code: str | None = None
    service_language: str | None = None
    bridged: Bridged | None = None
    interpreter_minutes: int | None = None
    interpreter_failure: InterpreterFailure | None = None
    minutes: int | None = None
    came_by: CameBy | None = None
    age_band: AgeBand | None = None
    municipality: Municipality | None = None
    time_in_country: TimeInCountry | None = None
    note: str | None = field(default=None, repr=False)

    def seal(self) -> str:
        """Return a hash of the whole content: the same id with another seal is refused."""
        content = json.dumps(vars(self), sort_keys=True, default=_plain, ensure_ascii=False)
        return hashlib.sha256(content.encode()).hexdigest()


def _plain(value: object) -> object:
    return vars(value) if is_dataclass(value) else str(value)


@dataclass(frozen=True, slots=True)
class ImportedVisit:
    """A visit of a desk's own spreadsheet; its id is derived from what the row says."""

    public_id: str
    desk_code: str
    details: VisitDetails
