"""Codes that stand in for a person and are read aloud: their letters, and what is forgiven (pure).

All digits, and the consonants that are taken for no digit and for no other letter. Without vowels
a code spells no word.
"""

import unicodedata

ALPHABET = "0123456789CFHJKMNPRTVWX"
LETTERS = ALPHABET[10:]
_LOOK_ALIKES = str.maketrans("OQDILBSZGUY", "000118526VV")
_JOINERS = "_.\u2212"
_MOST_TYPED = 60


def forgiven(text: str) -> str:
    """Return a told code's characters: look-alikes, spaces, dashes and any script's digits as the
    alphabet has them; empty when something else is in it or it is far too long.
    """
    if len(text) > _MOST_TYPED:
        return ""
    characters = "".join(_plain(character) for character in unicodedata.normalize("NFKC", text))
    characters = characters.upper().translate(_LOOK_ALIKES)
    return characters if set(characters) <= set(ALPHABET) else ""


def grouped(characters: str, size: int) -> str:
    """Return a code as it is shown: its characters in groups of a size."""
    return "-".join(characters[place : place + size] for place in range(0, len(characters), size))


def check_character(body: str) -> str:
    """Return the character that makes a code whole.

    The positions' weights are distinct and smaller than the prime 23, so a single wrong character,
    any two characters changing places, and a doubled character heard wrong are all found.
    """
    return ALPHABET[-_weighted_sum(body + ALPHABET[0]) % len(ALPHABET)]


def is_whole(characters: str) -> bool:
    """Tell whether a code's last character fits the others."""
    return _weighted_sum(characters) % len(ALPHABET) == 0


def _weighted_sum(characters: str) -> int:
    weights = range(len(characters), 0, -1)
    return sum(
        weight * ALPHABET.index(character)
        for weight, character in zip(weights, characters, strict=True)
    )


def _plain(character: str) -> str:
    """Leave out spaces, dashes and invisible marks; turn every script's digits into 0-9."""
    if character.isspace() or character in _JOINERS:
        return ""
    if unicodedata.category(character) in {"Cf", "Pd"}:
        return ""
    return str(unicodedata.decimal(character, character))
