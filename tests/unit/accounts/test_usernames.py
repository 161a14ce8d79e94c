"""Usernames have one form."""

import pytest

from advicedesk.accounts.usernames import is_fit, tidy


@pytest.mark.parametrize("typed", [" Aino ", "AINO", "ａｉｎｏ"])
def test_a_username_is_the_same_however_it_is_typed(typed: str) -> None:
    assert tidy(typed) == "aino"


@pytest.mark.parametrize("username", ["aino", "åke.öberg", "kela-io_2", "a@b.fi", "آمنة"])
def test_letters_of_any_script_digits_and_a_few_signs_fit(username: str) -> None:
    assert is_fit(username)


@pytest.mark.parametrize("username", ["", "a", "aino virtanen", "a/b", "a<b", "x" * 81, "a\u200bb"])
def test_other_signs_do_not_fit(username: str) -> None:
    assert not is_fit(username)
