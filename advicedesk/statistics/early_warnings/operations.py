"""Answering an early warning: a note, who looks at it, explained or not, silence for a while."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db, utc_now
from advicedesk.privacy import audit
from advicedesk.statistics.early_warnings.models import WarningAnswer
from advicedesk.statistics.early_warnings.queries import find_answer
from advicedesk.statistics.early_warnings.series import Grain, Series


@dataclass(frozen=True)
class Told:
    """What a supervisor says to a warning; it takes the place of what was said before."""

    note: str | None = None
    assigned_to: StaffMember | None = None
    is_explained: bool = False
    muted_until: date | None = None


def answer_warning(
    *,
    desk_id: int,
    grain: Grain,
    first_day: date,
    series: Series,
    told: Told,
    now: Callable[[], datetime] = utc_now,
) -> WarningAnswer:
    """Keep the answer to a warning, or change the one that was given."""
    answer = find_answer(desk_id, grain, first_day, series)
    if answer is None:
        answer = WarningAnswer(
            desk_id=desk_id, grain=grain, first_day=first_day, series=str(series)
        )
        db.session.add(answer)
    answer.note = told.note or None
    answer.assigned_to = told.assigned_to
    answer.is_explained = told.is_explained
    answer.muted_until = told.muted_until
    answer.answered_at = now()
    db.session.flush()
    audit.record(
        "early_warning.answer",
        subject=("early_warning", answer.public_id),
        changes={
            "warning": f"{grain} {first_day} {series}",
            "has_note": answer.note is not None,
            "assigned_to": told.assigned_to.public_id if told.assigned_to else None,
            "is_explained": told.is_explained,
            "muted_until": told.muted_until.isoformat() if told.muted_until else None,
        },
    )
    return answer
