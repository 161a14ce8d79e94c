"""Which language a request gets: the account's, else the session's, else the browser's."""

from flask import has_request_context, request, session
from flask_login import current_user

from advicedesk.languages.registry import STAFF


def choose_locale() -> str:
    """Return the code of the UI language of this request."""
    if not has_request_context():
        return "en"
    own = getattr(current_user, "language", None) if current_user else None
    for wanted in (own, session.get("language")):
        if wanted in STAFF:
            return str(wanted)
    return request.accept_languages.best_match(STAFF) or STAFF[0]
