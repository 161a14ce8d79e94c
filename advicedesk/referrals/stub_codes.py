"""Stub codes such as `K7M4X`: what a returned part of a slip is known by (pure).

Four characters are drawn, the fifth is a check character. One shorter than a case code, so that
neither is ever taken for the other; only staff of the own desk can do anything with one.
"""

import secrets
from collections.abc import Callable

from advicedesk.privacy.spoken_codes import (
    ALPHABET,
    LETTERS,
    check_character,
    forgiven,
    is_whole,
)

LENGTH = 5


class InvalidStubCode(ValueError):
    """The text is no stub code: wrong length, a foreign character or a slip in it."""


def new_stub_code(choose: Callable[[str], str] = secrets.choice) -> str:
    """Draw a stub code; the caller draws again when a referral has it already."""
    body = "".join(choose(ALPHABET) for _ in range(LENGTH - 1))
    if body.isdigit():  # would be taken for a queue number or a postal code
        body = choose(LETTERS) + body[1:]
    return body + check_character(body)


def normalise(text: str) -> str:
    """Return the code as it is printed, forgiven its look-alikes; or raise InvalidStubCode."""
    characters = forgiven(text)
    if len(characters) != LENGTH or not is_whole(characters):
        raise InvalidStubCode
    return characters
