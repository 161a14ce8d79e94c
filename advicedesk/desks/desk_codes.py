"""Desk codes: small letters, digits and hyphens, made from the desk's name."""

import re
import unicodedata
from collections.abc import Container
from itertools import count

LONGEST = 40
_FIT = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")


def is_fit(desk_code: str) -> bool:
    """Tell whether a text can be a desk's code."""
    return bool(_FIT.fullmatch(desk_code))


def code_from_name(name: str, taken: Container[str] = ()) -> str:
    """Make a code from a name, with a number when another desk has it: `iso-omena-2`."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    code = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: LONGEST - 4].strip("-") or "desk"
    if code not in taken:
        return code
    return next(free for n in count(2) if (free := f"{code}-{n}") not in taken)
