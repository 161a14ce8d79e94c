"""What a visit and its needs say, as columns, with the house's defaults applied."""

from datetime import datetime
from typing import Any

from advicedesk.visits.details import NeedDetails, VisitDetails
from advicedesk.visits.languages_spoken import default_bridged, default_service_language
from advicedesk.visits.models import FirstOrReturning, Outcome

DEFAULT_MINUTES = 15


def visit_columns(
    details: VisitDetails, last_language: str | None, now: datetime
) -> dict[str, Any]:
    """Return the visit's columns with the house's defaults applied."""
    service_language = details.service_language or default_service_language(
        details.client_language, last_language
    )
    minutes = details.minutes if details.minutes is not None else DEFAULT_MINUTES
    returning = FirstOrReturning.RETURNING if details.case_code else details.first_or_returning
    return {
        "started_at": details.started_at or now,
        "contact_type": details.contact_type,
        "asked_by": details.asked_by,
        "people_helped": details.people_helped,
        "children_present": details.children_present,
        "first_or_returning": returning,
        "client_language": details.client_language,
        "service_language": service_language,
        "bridged": details.bridged or default_bridged(details.client_language, service_language),
        "interpreter_minutes": details.interpreter_minutes,
        "interpreter_failure": details.interpreter_failure,
        "minutes": minutes,
        "came_by": details.came_by,
        "age_band": details.age_band,
        "municipality": details.municipality,
        "time_in_country": details.time_in_country,
        "note": details.note or None,
    }


def need_columns(told: NeedDetails) -> dict[str, Any]:
    """Return the need's columns; sent on is how it ended when nothing else was said."""
    outcome = told.outcome or (Outcome.REFERRED if told.referrals else None)
    return {
        "topic": told.topic,
        "subtopic": told.subtopic,
        "acts": list(told.acts),
        "outcome": outcome,
        "unmet_reasons": list(told.unmet_reasons) if outcome is Outcome.UNMET else [],
    }
