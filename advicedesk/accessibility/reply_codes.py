"""Reply codes such as `K7M4-XR9T-2HPW`: the only key to an answer (pure).

Twelve characters out of 23 cannot be guessed over the network. Digits, and consonants that are
taken for no digit: without vowels a code spells no word. Only a hash of it is kept.
"""

import hashlib
import secrets
import unicodedata
from collections.abc import Callable

ALPHABET = "0123456789CFHJKMNPRTVWX"
LENGTH = 12
_GROUP = 4
_LOOK_ALIKES = str.maketrans("OQDILBSZGUY", "000118526VV")
_MOST_TYPED = 60


class InvalidReplyCode(ValueError):
    """The text is no reply code."""


def new_reply_code(choose: Callable[[str], str] = secrets.choice) -> str:
    """Draw a reply code."""
    return _shown("".join(choose(ALPHABET) for _ in range(LENGTH)))


def normalise(text: str) -> str:
    """Return the code as it is shown, forgiven its look-alikes; or raise InvalidReplyCode."""
    if len(text) > _MOST_TYPED:
        raise InvalidReplyCode
    characters = "".join(_plain(character) for character in unicodedata.normalize("NFKC", text))
    characters = characters.upper().translate(_LOOK_ALIKES)
    if len(characters) != LENGTH or not set(characters) <= set(ALPHABET):
        raise InvalidReplyCode
    return _shown(characters)


def hash_of(reply_code: str) -> str:
    """Return what is kept of a normalised code."""
    return hashlib.sha256(reply_code.encode()).hexdigest()


def _plain(character: str) -> str:
    """Leave out spaces, dashes and invisible marks; turn every script's digits into 0-9."""
    if character.isspace() or unicodedata.category(character) in {"Cf", "Pd"}:
        return ""
    return str(unicodedata.decimal(character, character))


def _shown(characters: str) -> str:
    return "-".join(characters[place : place + _GROUP] for place in range(0, LENGTH, _GROUP))
