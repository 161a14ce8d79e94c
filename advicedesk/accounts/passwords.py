"""Passwords: argon2id, what is too weak, and a hash that takes as long when nobody is there."""

import threading
import unicodedata
from enum import StrEnum

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST = 12
MOST = 1000

# about 50 ms of one core and 19 MiB; tests put a cheaper one here
hasher = PasswordHasher(time_cost=5, memory_cost=19_456, parallelism=1)

# a small machine answers other pages while several people sign in at once
_turn = threading.BoundedSemaphore(2)
_nobodys: dict[tuple[int, int], str] = {}

_COMMON = frozenset(
    {
        "administrator",
        "changemenow!",
        "correcthorsebatterystaple",
        "iloveyouforever",
        "letmeinletmein",
        "password1234",
        "password12345",
        "passwordpassword",
        "qwertyuiop12",
        "qwertyuiop123",
        "qwertyuiopå1",
        "salasana1234",
        "salasana12345",
        "salasana123456",
        "lösenord1234",
        "lösenord12345",
        "kotikaupunki",
        "palvelutori1",
        "welcome12345",
        "tervetuloa12",
        "välkommen123",
    }
)
_ROWS = (
    "01234567890123456789",
    "98765432109876543210",
    "abcdefghijklmnopqrstuvwxyzåäö",
    "qwertyuiopåasdfghjklöäzxcvbnm",
    "qwertyuiopasdfghjklzxcvbnm",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "1q2w3e4r5t6y7u8i9o0p",
)


class Weakness(StrEnum):
    """Why a password cannot be chosen."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    LIKE_USERNAME = "like_username"
    TOO_COMMON = "too_common"


def find_weakness(password: str, username: str) -> Weakness | None:
    """Return why a password cannot be chosen, or None when it can."""
    text = _prepared(password)
    if len(text) < LEAST:
        return Weakness.TOO_SHORT
    if len(text) > MOST:
        return Weakness.TOO_LONG
    lowered = text.casefold()
    name = username.casefold()
    if name and name in lowered and not lowered.replace(name, "").strip("0123456789.!-_ "):
        return Weakness.LIKE_USERNAME
    if lowered in _COMMON or _is_a_pattern(lowered):
        return Weakness.TOO_COMMON
    return None


def _is_a_pattern(text: str) -> bool:
    if any(text in row for row in _ROWS):
        return True
    # one to six signs again and again: aaaaaaaaaaaa, abcabcabcabc, salasana twice is in the list
    return any(text == (text[:size] * len(text))[: len(text)] for size in range(1, 7))


def hash_password(password: str) -> str:
    """Return the argon2id hash of a password."""
    with _turn:
        return hasher.hash(_prepared(password))


def verify_password(password_hash: str | None, password: str) -> bool:
    """Tell whether the password is right; without a hash it takes as long and is wrong."""
    text = _prepared(password)
    if len(text) > MOST:
        return False
    known = password_hash or _nobodys_hash()
    with _turn:
        try:
            hasher.verify(known, text)
        except (VerificationError, InvalidHashError):
            return False
    return password_hash is not None


def needs_rehash(password_hash: str) -> bool:
    """Tell whether the hash was made with other parameters than today's."""
    return hasher.check_needs_rehash(password_hash)


def _nobodys_hash() -> str:
    parameters = (hasher.time_cost, hasher.memory_cost)
    if parameters not in _nobodys:
        _nobodys[parameters] = hasher.hash("nobody has this password")
    return _nobodys[parameters]


def _prepared(password: str) -> str:
    # the same as every form does to what is typed, so that a command's password fits the page's
    return unicodedata.normalize("NFC", password).strip()
