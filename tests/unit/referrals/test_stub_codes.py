"""The short code on a slip's stub: forgiven what is misread, never taken for another."""

import random

import pytest

from advicedesk.privacy.spoken_codes import ALPHABET
from advicedesk.referrals.stub_codes import InvalidStubCode, new_stub_code, normalise

CODES = [new_stub_code(random.Random(number).choice) for number in range(40)]


@pytest.mark.parametrize("code", CODES)
def test_a_code_drawn_is_one_and_is_no_number(code: str) -> None:
    assert normalise(code) == code
    assert len(code) == 5
    assert not code[:4].isdigit()


def test_small_letters_spaces_and_look_alikes_are_forgiven() -> None:
    code = next(code for code in CODES if "0" in code)
    assert normalise(f" {code.lower().replace('0', 'o')} ") == code
    assert normalise(f"{code[:2]}-{code[2:]}") == code


@pytest.mark.parametrize("code", CODES[:8])
def test_one_wrong_character_or_two_in_the_wrong_order_are_found(code: str) -> None:
    for place, character in enumerate(code):
        for other in set(ALPHABET) - {character}:
            with pytest.raises(InvalidStubCode):
                normalise(code[:place] + other + code[place + 1 :])
    for place in range(4):
        if code[place] != code[place + 1]:
            swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
            with pytest.raises(InvalidStubCode):
                normalise(swapped)


@pytest.mark.parametrize("typed", ["", "K7M-4XR", "K7M4", "K7M4X" * 20, "ÄÖÅ12", "+++++"])
def test_anything_else_is_none(typed: str) -> None:
    with pytest.raises(InvalidStubCode):
        normalise(typed)
