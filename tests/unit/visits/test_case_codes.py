"""A case code is easy to read aloud, and no slip in it leads to another client's case."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advicedesk.visits.case_codes import (
    ALPHABET,
    LENGTH,
    InvalidCaseCode,
    is_well_formed,
    new_case_code,
    normalise,
)


@st.composite
def case_codes(draw):
    return new_case_code(lambda characters: draw(st.sampled_from(characters)))


def replaced(code, position, character):
    return code[:position] + character + code[position + 1 :]


def test_a_code_is_shown_as_two_groups_of_three():
    code = new_case_code()
    assert len(code) == 7
    assert code[3] == "-"
    assert set(code.replace("-", "")) <= set(ALPHABET)


def test_a_known_code_is_well_formed():
    assert normalise("K7M-4XR") == "K7M-4XR"


@given(case_codes())
def test_every_new_code_is_well_formed_and_shown_as_it_is(code):
    assert is_well_formed(code)
    assert normalise(code) == code


@given(case_codes())
def test_no_new_code_is_a_mere_number(code):
    assert not code.replace("-", "")[:5].isdigit()


def test_a_drawn_number_gets_a_letter_in_front():
    code = new_case_code(lambda characters: "0" if characters == ALPHABET else characters[-1])
    assert code == "X00-00" + fitting_character("X0000", "")


def fitting_character(before, after):
    """The one character that makes a code well-formed between these."""
    fitting = [middle for middle in ALPHABET if is_well_formed(before + middle + after)]
    assert len(fitting) == 1
    return fitting[0]


@given(case_codes())
def test_every_single_wrong_character_is_found(code):
    characters = code.replace("-", "")
    for position, character in itertools.product(range(LENGTH), ALPHABET):
        wrong = replaced(characters, position, character)
        assert is_well_formed(wrong) == (wrong == characters)


@given(case_codes())
def test_every_two_characters_changing_places_are_found(code):
    characters = code.replace("-", "")
    for left, right in itertools.combinations(range(LENGTH), 2):
        swapped = replaced(characters, left, characters[right])
        swapped = replaced(swapped, right, characters[left])
        assert is_well_formed(swapped) == (swapped == characters)


def codes_with(pair, position):
    """A well-formed code with this pair there; the check is a sum, so the rest plays no part."""
    if position + 2 < LENGTH:
        before, after = "7" * position + pair, "7" * (LENGTH - position - 3)
    else:
        before, after = "", "7" * (position - 1) + pair
    return before + fitting_character(before, after) + after


@pytest.mark.parametrize("position", range(LENGTH - 1))
def test_every_neighbouring_pair_of_characters_is_guarded_against_swapping(position):
    for left, right in itertools.combinations(ALPHABET, 2):
        code = codes_with(left + right, position)
        assert is_well_formed(code)
        assert not is_well_formed(code[:position] + right + left + code[position + 2 :])


@pytest.mark.parametrize("position", range(LENGTH - 1))
def test_a_doubled_character_heard_wrong_is_found(position):
    for meant, heard in itertools.combinations(ALPHABET, 2):
        code = codes_with(meant * 2, position)
        assert not is_well_formed(code[:position] + heard * 2 + code[position + 2 :])


@pytest.mark.parametrize(
    "heard",
    [
        "k7m4xr",
        "K7M 4XR",
        " k 7 m - 4 x r ",
        "K7M–4XR",
        "K7M−4XR",
        "K7M_4XR",
        "K7M.4XR",
        "K7M\u200b-\u00ad4XR",
        "\u2066K7M-4XR\u2069",
        "K7M\t4XR\n",
        "Ｋ７Ｍ－４ＸＲ",
        "K٧M-٤XR",
        "K۷M-۴XR",
    ],
)
def test_spaces_dashes_case_and_other_digits_are_forgiven(heard):
    assert normalise(heard) == "K7M-4XR"


@pytest.mark.parametrize(
    ("looks_like", "meant"),
    [*zip("OQDILBSZGUY", "000118526VV", strict=True), *zip("oil", "011", strict=True)],
)
def test_look_alike_letters_are_read_as_what_they_look_like(looks_like, meant):
    code = meant + "C7M4"
    code += fitting_character(code, "")
    assert normalise(looks_like + code[1:]) == normalise(code)


@pytest.mark.parametrize(
    "text", ["", "K7M-4X", "K7M-4XR2", "K7M-4XT", "K7A-4XR", "K7M/4XR", "ÄÖÅ-عرب", "K7M\x00-4XR"]
)
def test_what_is_no_code_is_refused(text):
    assert not is_well_formed(text)
    with pytest.raises(InvalidCaseCode):
        normalise(text)


def test_a_long_text_is_refused_at_once():
    assert not is_well_formed("K7M-4XR" + " " * 400_000)


@given(st.text(max_size=60))
def test_any_text_is_either_a_code_or_refused(text):
    if is_well_formed(text):
        assert is_well_formed(normalise(text))


def test_codes_seldom_repeat():
    seeded = random.Random(3)
    codes = {new_case_code(seeded.choice) for _ in range(20_000)}
    assert len(codes) > 19_900
