"""A weekday that a person left empty is closed; one that nobody spoke of is unknown."""

from datetime import date, time

from advicedesk.directory.opening_hours import HoursState, from_json, resolve, to_json, weekly

NINE_TO_FOUR = [(time(9), time(16))]
SATURDAY = date(2026, 11, 28)


def test_an_empty_weekday_is_closed_and_one_not_told_of_is_unknown() -> None:
    assert resolve([weekly({0: NINE_TO_FOUR, 5: []})], SATURDAY).state is HoursState.CLOSED
    assert resolve([weekly({0: NINE_TO_FOUR})], SATURDAY).state is HoursState.UNKNOWN


def test_a_closed_weekday_survives_being_stored() -> None:
    sets = (weekly({0: NINE_TO_FOUR, 5: []}),)
    assert from_json(to_json(sets)) == sets
