"""The palette's order: whole names first, then beginnings, then parts, then slips of a finger."""

import pytest

from advicedesk.web.palette import Entry, Kind, find, find_meant, terms_of


def an_entry(label: str, *also: str, kind: Kind = Kind.COMMAND) -> Entry:
    return Entry(kind, label, "/" + label, terms_of(label, *also))


ENTRIES = [
    an_entry("Staff", "henkilökunta", "personal"),
    an_entry("Add a staff member", "new user"),
    an_entry("Export the month", "download excel"),
    an_entry("Työ ja yrittäjyys", "Work and enterprise", kind=Kind.TOPIC),
    an_entry("العربية", "Arabic arabia ar", kind=Kind.LANGUAGE),
]


def labels(typed: str) -> list[str]:
    return [entry.label for entry in find(ENTRIES, typed)]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("staff", "Staff"),
        ("STAFF ", "Staff"),
        ("add st", "Add a staff member"),
        ("member", "Add a staff member"),
        ("export", "Export the month"),
        ("exprot", "Export the month"),
        ("exort", "Export the month"),
        ("expotr", "Export the month"),
        ("tyo", "Työ ja yrittäjyys"),
        ("work", "Työ ja yrittäjyys"),
        ("yrittajyys", "Työ ja yrittäjyys"),
        ("henkilo", "Staff"),
        ("kilökun", "Staff"),
        ("العربيه", "العربية"),
        ("arab", "العربية"),
    ],
)
def test_a_word_is_found_without_accents_in_any_language_and_with_a_slip(
    typed: str, first: str
) -> None:
    assert labels(typed)[0] == first


@pytest.mark.parametrize("typed", ["", "  ", "-", "qqqqqq", "xx", "staff qqqq"])
def test_what_nothing_is_called_finds_nothing(typed: str) -> None:
    assert labels(typed) == []


def test_a_whole_name_stands_before_a_beginning_and_a_part() -> None:
    assert labels("staff")[:2] == ["Staff", "Add a staff member"]


def test_one_entry_is_meant_when_it_alone_is_called_or_begins_so() -> None:
    for typed, label in (("staff", "Staff"), ("exp", "Export the month"), ("add", None)):
        meant = find_meant(ENTRIES, typed)
        expected = label or "Add a staff member"
        assert meant is not None
        assert meant.label == expected
    assert find_meant(ENTRIES, "exprot") is None, "a slip is shown, never opened unasked"
    assert find_meant([*ENTRIES, an_entry("Export all")], "export") is None
    assert find_meant(ENTRIES, "") is None


def test_what_is_typed_may_be_long_and_odd() -> None:
    assert labels("x" * 100_000) == []
    assert labels("\u202e\u0000staff")[0] == "Staff"


def test_a_slip_is_thought_of_only_where_nothing_is_called_as_typed() -> None:
    entries = [an_entry("Kela service point"), an_entry("Money", "velka")]
    assert [entry.label for entry in find(entries, "kela")] == ["Kela service point"]
    assert [entry.label for entry in find(entries, "vekla")] == ["Money"]
