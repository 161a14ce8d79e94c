"""Passwords: what is refused, what is right, what takes alike."""

import pytest
from argon2 import PasswordHasher

from advicedesk.accounts import passwords
from advicedesk.accounts.passwords import Weakness, find_weakness


@pytest.mark.parametrize(
    ("password", "weakness"),
    [
        ("", Weakness.TOO_SHORT),
        ("elevensigns", Weakness.TOO_SHORT),
        ("           x           ", Weakness.TOO_SHORT),
        ("x" * 1001, Weakness.TOO_LONG),
        ("aino.virtanen", Weakness.LIKE_USERNAME),
        ("Aino.Virtanen123!", Weakness.LIKE_USERNAME),
        ("aaaaaaaaaaaa", Weakness.TOO_COMMON),
        ("abcabcabcabcab", Weakness.TOO_COMMON),
        ("qwertyuiopas", Weakness.TOO_COMMON),
        ("123456789012", Weakness.TOO_COMMON),
        ("Password1234", Weakness.TOO_COMMON),
        ("salasana12345", Weakness.TOO_COMMON),
    ],
)
def test_weak_passwords_are_refused_with_their_reason(password: str, weakness: Weakness) -> None:
    assert find_weakness(password, "aino.virtanen") is weakness


@pytest.mark.parametrize(
    "password",
    [
        "twelve signs",
        "kissa vaeltaa yössä",
        "كلمة مرور طويلة جدا",
        "0" * 30 + "eight words of a long sentence" * 3,
        "a sentence of words " * 50,
        "aino.virtanen likes blue boats",
    ],
)
def test_long_passwords_of_any_script_are_taken(password: str) -> None:
    assert find_weakness(password[:1000], "aino.virtanen") is None


def test_a_password_is_right_only_for_its_own_hash() -> None:
    known = passwords.hash_password("kissa vaeltaa yössä")
    assert known.startswith("$argon2id$")
    assert passwords.verify_password(known, "kissa vaeltaa yössä")
    assert not passwords.verify_password(known, "Kissa vaeltaa yössä")


def test_composed_and_decomposed_letters_are_the_same_password() -> None:
    known = passwords.hash_password("kissa vaeltaa yo\u0308ssa\u0308")
    assert passwords.verify_password(known, "kissa vaeltaa yössä")


def test_without_a_hash_a_hash_is_computed_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    checked = []

    class Counting(PasswordHasher):
        def verify(self, known: str, password: str) -> bool:  # type: ignore[override]
            checked.append(known)
            return super().verify(known, password)

    monkeypatch.setattr(passwords, "hasher", Counting(time_cost=1, memory_cost=8, parallelism=1))
    assert not passwords.verify_password(None, "nobody has this password")
    assert len(checked) == 1


def test_an_endless_password_is_not_hashed() -> None:
    assert not passwords.verify_password(passwords.hash_password("x" * 12), "x" * 1001)


def test_a_broken_hash_is_wrong_and_no_error() -> None:
    assert not passwords.verify_password("not a hash", "kissa vaeltaa yössä")


def test_other_parameters_ask_for_a_new_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    known = passwords.hash_password("kissa vaeltaa yössä")
    assert not passwords.needs_rehash(known)
    monkeypatch.setattr(passwords, "hasher", PasswordHasher(2, 16, 1))
    assert passwords.needs_rehash(known)
