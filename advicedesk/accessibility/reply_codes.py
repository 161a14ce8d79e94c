"""Reply codes such as `K7M4-XR9T-2HPW`: the only key to an answer (pure).

Twelve characters out of 23 cannot be guessed over the network. Only a hash of a code is kept.
"""

import hashlib
import secrets
from collections.abc import Callable

from advicedesk.privacy.spoken_codes import ALPHABET, forgiven, grouped

LENGTH = 12
_GROUP = 4


class InvalidReplyCode(ValueError):
    """The text is no reply code."""


def new_reply_code(choose: Callable[[str], str] = secrets.choice) -> str:
    """Draw a reply code."""
    return grouped("".join(choose(ALPHABET) for _ in range(LENGTH)), _GROUP)


def normalise(text: str) -> str:
    """Return the code as it is shown, forgiven its look-alikes; or raise InvalidReplyCode."""
    characters = forgiven(text)
    if len(characters) != LENGTH:
        raise InvalidReplyCode
    return grouped(characters, _GROUP)


def hash_of(reply_code: str) -> str:
    """Return what is kept of a normalised code."""
    return hashlib.sha256(reply_code.encode()).hexdigest()
