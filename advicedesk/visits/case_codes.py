"""Case codes such as `K7M-4XR`: made, forgiven what a client reads aloud, and checked.

Six characters of 23. Five are drawn, the sixth is a check character: the positions' weights are
distinct and smaller than the prime 23, so a single wrong character, any two characters changing
places, and a doubled character heard wrong are all found.
"""

import secrets
from collections.abc import Callable

from advicedesk.privacy.spoken_codes import (
    ALPHABET,
    LETTERS,
    check_character,
    forgiven,
    grouped,
    is_whole,
)

LENGTH = 6

_GROUP = 3


class InvalidCaseCode(ValueError):
    """The text is no case code: wrong length, a foreign character or a slip in it."""


def new_case_code(choose: Callable[[str], str] = secrets.choice) -> str:
    """Draw a case code; the caller draws again when a case has it already."""
    body = "".join(choose(ALPHABET) for _ in range(LENGTH - 1))
    if body.isdigit():  # would be taken for a phone number or a date, by people and by the guard
        body = choose(LETTERS) + body[1:]
    return grouped(body + check_character(body), _GROUP)


def normalise(text: str) -> str:
    """Return the code as it is shown; raise InvalidCaseCode when it is not well-formed."""
    characters = forgiven(text)
    if len(characters) != LENGTH:
        raise InvalidCaseCode
    if not is_whole(characters):
        raise InvalidCaseCode
    return grouped(characters, _GROUP)


def is_well_formed(text: str) -> bool:
    """Say whether the text, forgiven its look-alikes and spaces, is a case code."""
    try:
        normalise(text)
    except InvalidCaseCode:
        return False
    return True
