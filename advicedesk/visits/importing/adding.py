"""A hundred thousand imported visits into the database, past the unit of work.

The unit of work would keep them all in memory. What it guards is guarded here by hand.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from advicedesk.database.bulk import insert_rows
from advicedesk.privacy.columns import refuse_identifiers
from advicedesk.referrals import operations as referrals
from advicedesk.referrals.details import ImportedReferral
from advicedesk.visits import case_codes
from advicedesk.visits.columns import need_columns, visit_columns
from advicedesk.visits.details import ImportedVisit
from advicedesk.visits.importing.watching import Watch
from advicedesk.visits.models import Case, Need, Visit
from advicedesk.visits.queries import find_known_case_codes

_AT_A_TIME = 1000


def unused_case_codes(count: int) -> set[str]:
    """Draw case codes that no case bears yet."""
    unused: set[str] = set()
    while len(unused) < count:
        drawn = {case_codes.new_case_code() for _ in range(count - len(unused))}
        unused |= drawn - find_known_case_codes(list(drawn))
    return unused


def add_visits(
    new: Sequence[ImportedVisit], desk_ids: Mapping[str, int], now: datetime, watch: Watch
) -> None:
    """Add visits that are not there yet, some hundred at a time."""
    for start in watch(range(0, len(new), _AT_A_TIME)):
        _add(new[start : start + _AT_A_TIME], desk_ids, now)


def _add(new: Sequence[ImportedVisit], desk_ids: Mapping[str, int], now: datetime) -> None:
    for note in {told.details.note for told in new}:
        refuse_identifiers(note)
    codes = unused_case_codes(len(new))
    cases = [
        {"case_code": case_code, "opened_at": told.details.started_at or now}
        for told, case_code in zip(new, codes, strict=True)
    ]
    visits = [
        {
            "public_id": told.public_id,
            "desk_id": desk_ids[told.desk_code],
            "case_id": case_id,
            "content_seal": told.details.seal(),
            "logged_at": now,
            **visit_columns(told.details, None, now),
        }
        for told, case_id in zip(new, insert_rows(Case, cases), strict=True)
    ]
    needs = [
        (row["desk_id"], row["started_at"], visit_id, position, need)
        for told, row, visit_id in zip(new, visits, insert_rows(Visit, visits), strict=True)
        for position, need in enumerate(told.details.needs)
    ]
    need_rows = [
        {
            "visit_id": visit_id,
            "position": position,
            "desk_id": desk_id,
            "started_at": started_at,
            **need_columns(need),
        }
        for desk_id, started_at, visit_id, position, need in needs
    ]
    referrals.import_referrals(
        given=[
            ImportedReferral(need_id, desk_id, started_at, details)
            for need_id, (desk_id, started_at, *_place, need) in zip(
                insert_rows(Need, need_rows), needs, strict=True
            )
            for details in need.referrals
        ]
    )
