"""Which language a visit was held in and how that was bridged, when nobody said (pure)."""

from advicedesk.visits.models import Bridged

OFFICE_LANGUAGES = ("fi", "sv", "en")


def default_service_language(client_language: str, used_last: str | None) -> str:
    """Return what this staff member used last with the language, else the office's own."""
    if used_last:
        return used_last
    return client_language if client_language in OFFICE_LANGUAGES else "fi"


def default_bridged(client_language: str, service_language: str) -> Bridged:
    """Staff who serve in the client's own foreign language bridge it; else nothing was needed."""
    is_shared = client_language == service_language
    if is_shared and client_language not in OFFICE_LANGUAGES:
        return Bridged.BILINGUAL_STAFF
    return Bridged.NONE_NEEDED
