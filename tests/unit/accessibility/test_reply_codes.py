"""Reply codes: forgiven as they are typed, never guessed, kept as a hash."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advicedesk.accessibility.reply_codes import (
    ALPHABET,
    InvalidReplyCode,
    hash_of,
    new_reply_code,
    normalise,
)


@given(st.lists(st.sampled_from(ALPHABET), min_size=12, max_size=12))
def test_a_code_comes_back_as_it_is_shown(letters: list[str]) -> None:
    drawn = iter(letters)
    code = new_reply_code(lambda _: next(drawn))
    assert code.replace("-", "") == "".join(letters)
    assert normalise(code) == code
    assert normalise(f" {code.lower().replace('-', ' ')} ") == code


@pytest.mark.parametrize(
    "typed", ["K7M4XR9T2HPW", "k7m4–xr9t–2hpw", "K7M4 XR9T 2HPW", "K٧M٤-XR٩T-٢HPW"]
)
def test_dashes_cases_spaces_and_other_digits_are_forgiven(typed: str) -> None:
    assert normalise(typed) == "K7M4-XR9T-2HPW"


def test_letters_that_look_like_digits_are_taken_for_them() -> None:
    assert normalise("OIZS-BGUY-QDLE".replace("E", "H")) == "0125-86VV-001H"


@pytest.mark.parametrize("typed", ["", "K7M4", "K7M4-XR9T-2HPW-2", "K7M4-XR9T-2HÄW", "A" * 61])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(InvalidReplyCode):
        normalise(typed)


def test_codes_differ_and_what_is_kept_is_not_the_code() -> None:
    codes = {new_reply_code() for _ in range(200)}
    assert len(codes) == 200
    code = codes.pop()
    assert code not in hash_of(code)
    assert len(hash_of(code)) == 64
