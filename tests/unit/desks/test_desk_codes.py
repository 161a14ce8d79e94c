"""Desk codes are made from names."""

import pytest

from advicedesk.desks.desk_codes import code_from_name, is_fit


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Iso Omena", "iso-omena"),
        ("Kalajärvi", "kalajarvi"),
        ("Östra  Centrum – 2. vån", "ostra-centrum-2-van"),
        ("مكتب", "desk"),
        ("x" * 100, "x" * 36),
    ],
)
def test_a_code_is_made_of_the_names_letters(name: str, code: str) -> None:
    assert code_from_name(name) == code
    assert is_fit(code)


def test_a_taken_code_gets_a_number() -> None:
    assert code_from_name("Iso Omena", {"iso-omena", "iso-omena-2"}) == "iso-omena-3"


@pytest.mark.parametrize("code", ["", "Iso", "iso omena", "-a", "a-", "ä", "a" * 41, "a_b", "a\n"])
def test_other_signs_are_no_code(code: str) -> None:
    assert not is_fit(code)
