"""Usernames: what they may hold, and the one form in which they are kept and compared."""

import unicodedata

LEAST = 2
MOST = 80
_SIGNS = "._-@+"


def tidy(text: str) -> str:
    """Return the form in which a username is kept: composed, small letters, no edges."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def is_fit(username: str) -> bool:
    """Tell whether a tidy text can be a username: letters, digits and a few signs."""
    return LEAST <= len(username) <= MOST and all(
        sign.isalnum() or sign in _SIGNS for sign in username
    )
