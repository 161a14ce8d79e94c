"""Case codes such as `K7M-4XR`: made, forgiven what a client reads aloud, and checked.

Six characters of 23: all digits, and the consonants that are taken for no digit and for no other
letter. Five are drawn, the sixth is a check character: the positions' weights are distinct and
smaller than the prime 23, so a single wrong character, any two characters changing places, and a
doubled character heard wrong are all found. Without vowels a code spells no word.
"""

import secrets
import unicodedata
from collections.abc import Callable

ALPHABET = "0123456789CFHJKMNPRTVWX"
LETTERS = ALPHABET[10:]
LENGTH = 6

_WEIGHTS = range(LENGTH, 0, -1)
_LOOK_ALIKES = str.maketrans("OQDILBSZGUY", "000118526VV")
_JOINERS = "_.\u2212"
_MOST_TYPED = 40


class InvalidCaseCode(ValueError):
    """The text is no case code: wrong length, a foreign character or a slip in it."""


def new_case_code(choose: Callable[[str], str] = secrets.choice) -> str:
    """Draw a case code; the caller draws again when a case has it already."""
    body = "".join(choose(ALPHABET) for _ in range(LENGTH - 1))
    if body.isdigit():  # would be taken for a phone number or a date, by people and by the guard
        body = choose(LETTERS) + body[1:]
    return _shown(body + ALPHABET[-_weighted_sum(body) % len(ALPHABET)])


def normalise(text: str) -> str:
    """Return the code as it is shown; raise InvalidCaseCode when it is not well-formed."""
    if len(text) > _MOST_TYPED:
        raise InvalidCaseCode
    characters = "".join(_plain(character) for character in unicodedata.normalize("NFKC", text))
    characters = characters.upper().translate(_LOOK_ALIKES)
    if len(characters) != LENGTH or not set(characters) <= set(ALPHABET):
        raise InvalidCaseCode
    if _weighted_sum(characters) % len(ALPHABET):
        raise InvalidCaseCode
    return _shown(characters)


def is_well_formed(text: str) -> bool:
    """Say whether the text, forgiven its look-alikes and spaces, is a case code."""
    try:
        normalise(text)
    except InvalidCaseCode:
        return False
    return True


def _plain(character: str) -> str:
    """Leave out spaces, dashes and invisible marks; turn every script's digits into 0-9."""
    if character.isspace() or character in _JOINERS:
        return ""
    if unicodedata.category(character) in {"Cf", "Pd"}:
        return ""
    return str(unicodedata.decimal(character, character))


def _weighted_sum(characters: str) -> int:
    return sum(
        weight * ALPHABET.index(character)
        for weight, character in zip(_WEIGHTS, characters, strict=False)
    )


def _shown(characters: str) -> str:
    half = LENGTH // 2
    return f"{characters[:half]}-{characters[half:]}"
