"""A weekday that a person left empty is closed; one that nobody spoke of is unknown."""

from datetime import date, datetime

from advicedesk.directory.opening_hours import (
    State,
    from_json,
    now_state,
    resolve,
    to_json,
    weekly,
)

MONDAY, SATURDAY = date(2026, 11, 23), date(2026, 11, 28)


def test_an_empty_weekday_is_closed_and_one_not_told_of_is_unknown() -> None:
    told = weekly({0: [(540, 960)], 5: []})
    assert resolve([told], MONDAY).state is State.OPEN
    assert resolve([told], SATURDAY).state is State.CLOSED
    assert resolve([weekly({0: [(540, 960)]})], SATURDAY).state is State.UNKNOWN


def test_a_closed_weekday_survives_being_stored() -> None:
    sets = (weekly({0: [(540, 960)], 5: []}),)
    assert from_json(to_json(sets)) == sets


def test_on_a_closed_weekday_the_next_opening_is_told() -> None:
    sets = (weekly({0: [(540, 960)], 5: []}),)
    found = now_state(sets, datetime(2026, 11, 28, 12))  # noqa: DTZ001 - a wall time
    assert (found.state, found.opens) == (State.CLOSED, datetime(2026, 11, 30, 9))  # noqa: DTZ001
