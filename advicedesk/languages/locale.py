"""Which language a request gets: account's, session's, browser's, else the organisation's first."""

from collections.abc import Callable, Iterable
from functools import cache

from babel import Locale
from flask import has_request_context, request, session
from flask_babel import get_locale
from flask_login import current_user

from advicedesk.languages.registry import STAFF

SOURCE = "en"  # commands and the log speak the language of the source


def _nothing_set() -> Iterable[str]:
    return ()


# set by the application: the working languages of the organisation, in its order
organisation_languages: Callable[[], Iterable[str]] = _nothing_set


def choose_locale() -> str:
    """Return the code of the UI language of this request."""
    if not has_request_context():
        return SOURCE
    own = getattr(current_user, "language", None) if current_user else None
    for wanted in (own, session.get("language")):
        if wanted in STAFF:
            return str(wanted)
    return request.accept_languages.best_match(STAFF) or _first_of_organisation()


def _first_of_organisation() -> str:
    return next((code for code in organisation_languages() if code in STAFF), STAFF[0])


def ui_language() -> str:
    """Return the table's code of the language of this page."""
    return code_of(get_locale())


@cache
def code_of(locale: Locale | None) -> str:
    """Return the table's code of a Babel locale: Northern Kurdish, kmr, comes back as ku_TR."""
    return _codes().get(str(locale), str(locale)) if locale else SOURCE


@cache
def _codes() -> dict[str, str]:
    return {str(Locale.parse(code)): code for code in STAFF}
