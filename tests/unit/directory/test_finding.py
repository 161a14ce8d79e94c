"""Finding places: every word, the beginning of a word is enough, slips are forgiven."""

import pytest

from advicedesk.directory.finding import Finder

FINDER = Finder(["espoo kirjasto bibliotek library", "espoo terveysasema halsostation", "kela"])


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("kirj", {0}),
        ("espoo", {0, 1}),
        ("espoo librar", {0}),
        ("kirjsto", {0}),
        ("halsostaton", {1}),
        ("ke", {2}),
        ("ka", set()),
        ("espoo kela", set()),
        ("", set()),
        ("zzzzzzz", set()),
    ],
)
def test_what_is_typed_finds_what_is_meant(typed: str, found: set[int]) -> None:
    assert set(FINDER.find(typed)) == found


def test_a_word_without_a_slip_is_likelier() -> None:
    likeness = Finder(["kirjasto", "kirjsto"]).find("kirjsto")
    assert likeness == {1: 1.0}
