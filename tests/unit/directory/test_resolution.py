"""Which hours hold: one table. Narrowest exception, wider one, dated week, undated week."""

from datetime import date, time, timedelta

import pytest

from advicedesk.directory.opening_hours import (
    MIDNIGHT,
    HoursKind,
    HoursSet,
    HoursState,
    exception,
    find_holiday,
    from_json,
    label_of,
    next_holiday,
    opening,
    recurs_on,
    resolve,
    to_json,
    weekly,
)
from advicedesk.directory.opening_hours.recurring import HOLIDAYS

MONDAY = date(2026, 11, 23)
NINE = (time(9), time(16))
TEN = (time(10), time(12))
NOON = (time(12), time(13))
WEEK = weekly({day: [NINE] for day in range(5)})
DATED = weekly({0: [TEN]}, valid_from=MONDAY, valid_to=MONDAY + timedelta(days=6))
LONG = exception(MONDAY - timedelta(days=3), MONDAY + timedelta(days=9), [TEN])
SHORT = exception(MONDAY, MONDAY + timedelta(days=1), [NOON])
CLOSED = exception(MONDAY, MONDAY + timedelta(days=1))
LONG_CLOSED = exception(MONDAY - timedelta(days=9), MONDAY + timedelta(days=9))
COUNTER = weekly({0: [NINE]}, label={"en": "Counter"})
PHONE = weekly({0: [TEN]}, label={"en": "Telephone"})
PHONE_SHUT = exception(MONDAY, label={"en": "Telephone"})
NAMED = HoursSet(kind=HoursKind.HOLIDAY, is_closed=True, holiday="IndependenceDay")
NIGHT = weekly({6: [(time(22), time(2))]})
ALWAYS = HoursSet(is_always_open=True)
ASKED = HoursSet(by_appointment=True)
WORDS = HoursSet(note=label_of({"en": "Ask at the door."}))
FIRST_MONDAYS = HoursSet(
    openings=(opening(*TEN),), recurrence="DTSTART:20260101\nRRULE:FREQ=MONTHLY;BYDAY=4MO"
)


@pytest.mark.parametrize(
    ("sets", "day", "state", "spans"),
    [
        ([], MONDAY, "unknown", []),
        ([WEEK], MONDAY, "open", [[NINE]]),
        ([WEEK], MONDAY + timedelta(days=5), "unknown", [[]]),
        ([weekly({0: []})], MONDAY, "closed", [[]]),
        ([WEEK, DATED], MONDAY, "open", [[TEN]]),
        ([WEEK, DATED], MONDAY + timedelta(days=7), "open", [[NINE]]),
        ([WEEK, DATED, LONG], MONDAY, "open", [[TEN]]),
        ([WEEK, LONG, SHORT], MONDAY, "open", [[NOON]]),
        ([WEEK, LONG, SHORT], MONDAY + timedelta(days=2), "open", [[TEN]]),
        ([WEEK, SHORT, CLOSED], MONDAY, "closed", [[]]),
        ([WEEK, CLOSED, SHORT], MONDAY, "closed", [[]]),
        ([WEEK, LONG_CLOSED, SHORT], MONDAY, "open", [[NOON]]),
        ([WEEK, LONG_CLOSED], MONDAY, "closed", [[]]),
        ([COUNTER, PHONE], MONDAY, "open", [[NINE], [TEN]]),
        ([COUNTER, PHONE, PHONE_SHUT], MONDAY, "open", [[NINE], []]),
        ([COUNTER, PHONE, CLOSED], MONDAY, "closed", [[]]),
        ([WEEK, NAMED], date(2027, 12, 6), "closed", [[]]),
        ([WEEK, NAMED], date(2027, 12, 7), "open", [[NINE]]),
        ([NIGHT], MONDAY, "open", [[(MIDNIGHT, time(2))]]),
        ([NIGHT], MONDAY - timedelta(days=1), "open", [[(time(22), MIDNIGHT)]]),
        ([NIGHT, CLOSED], MONDAY, "closed", [[]]),
        ([ALWAYS], MONDAY, "open", [[(MIDNIGHT, MIDNIGHT)]]),
        ([ASKED], MONDAY, "by_appointment", [[]]),
        ([WORDS], MONDAY, "text", [[]]),
        ([FIRST_MONDAYS], MONDAY, "open", [[TEN]]),
        ([FIRST_MONDAYS], MONDAY + timedelta(days=7), "unknown", []),
    ],
)
def test_which_hours_hold(
    sets: list[HoursSet], day: date, state: str, spans: list[list[tuple[time, time]]]
) -> None:
    for told in (sets, from_json(to_json(sets))):
        found = resolve(told, day)
        assert found.state is HoursState(state)
        assert sorted(list(each.intervals) for each in found.sets) == sorted(spans)


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("GoodFriday", (date(2026, 4, 3), date(2027, 3, 26))),
        ("EasterMonday", (date(2026, 4, 6), date(2027, 3, 29))),
        ("AscensionDay", (date(2026, 5, 14), date(2027, 5, 6))),
        ("Pentecost", (date(2026, 5, 24), date(2027, 5, 16))),
        ("MidsummerEve", (date(2026, 6, 19), date(2027, 6, 25))),
        ("MidsummerDay", (date(2026, 6, 20), date(2027, 6, 26))),
        ("AllSaintsDay", (date(2026, 10, 31), date(2027, 11, 6))),
        ("ChristmasEve", (date(2026, 12, 24), date(2027, 12, 24))),
    ],
)
def test_holidays_by_name_have_their_day_each_year(name: str, days: tuple[date, ...]) -> None:
    assert tuple(HOLIDAYS[name](day.year) for day in days) == days
    assert next_holiday(name, days[0]) == days[0]
    assert next_holiday(name, days[0] + timedelta(days=1)) == days[1]


@pytest.mark.parametrize("name", ["Midsummer Eve", "MIDSUMMER_EVE", "midsummereve"])
def test_a_holiday_is_known_however_it_is_spelt(name: str) -> None:
    assert find_holiday(name) == "MidsummerEve"
    assert find_holiday("Juhannus") == "MidsummerDay"
    assert find_holiday("Hanami") is None


def test_what_is_no_rule_is_refused() -> None:
    with pytest.raises(ValueError, match=r"."):
        recurs_on("RRULE:FREQ=NEVER", MONDAY)
