"""A text as the guard's rules see it: capitals, and one kind of space, dash and digit."""

import re
import unicodedata
from functools import lru_cache

_DASHES = "\u2212\u2043\u02d7"
_CYRILLIC_LOOK_ALIKES = str.maketrans("АВСЕНКМОРТХУ", "ABCEHKMOPTXY")
_UNSEEN = {"Cf", "Cc", "Mn", "Me"}


def plain(text: str) -> str:
    """Return the text without what hides an identifier from a pattern, not from a reader."""
    composed = unicodedata.normalize("NFKC", text)
    visible = "".join(map(_plain_character, composed))
    return re.sub(r" {2,}", " ", visible).upper().translate(_CYRILLIC_LOOK_ALIKES)


@lru_cache(maxsize=2048)
def _plain_character(character: str) -> str:
    if character.isspace():
        return " "
    category = unicodedata.category(character)
    if category in _UNSEEN:
        return ""
    if category == "Pd" or character in _DASHES:
        return "-"
    return str(unicodedata.decimal(character, character))
