"""PTV version 12: language versions, holidays by name, and what a guess must not break."""

from datetime import date, time
from typing import Any

import pytest

from advicedesk.directory.errors import FeedUnreadable
from advicedesk.directory.imports import ptv12
from advicedesk.directory.imports.feed import FeedPlace, Problem, Verdict
from advicedesk.directory.opening_hours import HoursState, from_json, resolve, to_json
from tests.factories.feeds import channel_12


def _place(**changes: Any) -> FeedPlace:
    return ptv12.read(channel_12(**changes)).places[0]


def test_language_versions_become_names_phones_and_texts() -> None:
    place = _place()
    assert place.names == {"fi": "Kela ServiceLocation", "sv": "FPA"}
    assert [(one.number, one.languages) for one in place.phones] == [("+35891234580", ("fi", "sv"))]
    assert place.descriptions() == {"fi": "Apua", "sv": "Apua"}
    assert place.address is not None
    assert place.address.lines() == {"fi": "Suomenlahdentie 1, 02230 Espoo"}
    assert place.address.wgs84 == (60.16152, 24.73836)
    assert place.problems == ()


def test_hostile_links_are_refused() -> None:
    assert _place().links == ("https://kela.example/",)
    assert _place().refused_links == ("javascript:alert(1)",)


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_holidays_given_by_name_are_closed_each_year(year: int) -> None:
    eves = {2026: 19, 2027: 25, 2028: 23}
    hours = from_json(to_json(_place().hours))
    assert resolve(hours, date(year, 6, eves[year])).state is HoursState.CLOSED
    assert resolve(hours, date(year, 6, eves[year] - 7)).state is HoursState.UNKNOWN


def test_a_holiday_with_hours_is_open_for_them() -> None:
    named = [
        {"name": "May Day Eve", "openingTimes": [{"from": "10:00", "to": "13:00"}]},
    ]
    hours = _place(holidayServiceHours={"holidays": named}).hours
    assert resolve(hours, date(2027, 4, 30)).sets[0].intervals == ((time(10), time(13)),)


@pytest.mark.parametrize(
    "changes",
    [
        {"holidayServiceHours": {"holidays": [{"name": "Hanami", "openingStatus": "Closed"}]}},
        {"holidayServiceHours": {"holidays": [{"name": "MayDay", "openingStatus": "Open"}]}},
        {"serviceHours": {"hours": [{"type": "LunarServiceHour"}]}},
        {"serviceHours": {"hours": [{"type": "ExceptionalDateRangeServiceHour"}]}},
        {"serviceHours": {"hours": [
            {"type": "WeeklyDateRangeServiceHour", "from": "2026-02-01", "to": "2026-01-01"}
        ]}},
        {"serviceHours": ["9-16"]},
    ],
)  # fmt: skip
def test_hours_that_cannot_be_read_are_unknown_and_never_half(changes: dict[str, Any]) -> None:
    place = _place(**changes)
    assert (place.hours, place.problems) == ((), (Problem.HOURS,))


def test_a_closed_range_and_reservation_and_always_open_are_told_apart() -> None:
    told = [
        {"type": "ExceptionalDateRangeServiceHour", "openingStatus": "Closed",
         "from": "2026-07-06", "to": "2026-07-17", "additionalInformation": {"fi": "Kesä"}},
        {"type": "AlwaysOpenServiceHour"},
    ]  # fmt: skip
    hours = _place(serviceHours={"hours": told}).hours
    assert resolve(hours, date(2026, 7, 8)).state is HoursState.CLOSED
    assert resolve(hours, date(2026, 7, 20)).state is HoursState.OPEN
    by_appointment = _place(serviceHours={"hours": [{"type": "ReservationServiceHour"}]}).hours
    assert resolve(by_appointment, date(2026, 7, 8)).state is HoursState.BY_APPOINTMENT


def test_archived_entries_numbers_and_coordinates_are_judged_as_in_version_11() -> None:
    assert _place(publishingStatus="Deleted").verdict is Verdict.ARCHIVED
    bad_number = {"fi": {"name": "X", "contactPhoneNumbers": [{"number": "call us"}, {}, 7]}}
    assert _place(languageVersions=bad_number).problems == (Problem.PHONE,)
    fax = {"fi": {"name": "X", "contactPhoneNumbers": [{"number": "1234", "type": "Fax"}]}}
    assert _place(languageVersions=fax).phones == ()
    bad_point = {"streetAddresses": [{"coordinates": [{"easting": 1, "northing": 1}]}]}
    assert _place(location=bad_point).problems == (Problem.COORDINATES,)
    assert _place(languageVersions={"fi": {}}).problems == (Problem.NAMES,)


def test_the_alternative_name_is_shown_where_it_was_chosen() -> None:
    version = {"name": "A", "alternativeName": "B", "displayNameType": "AlternativeName"}
    assert _place(languageVersions={"fi": version}).names == {"fi": "B"}


def test_pages_organisations_and_strange_entries_are_told_apart() -> None:
    organisation = {
        "id": "o", "organizationType": "Municipality", "languageVersions": {"sv": {"name": "Esbo"}}
    }  # fmt: skip
    feed = ptv12.read({"items": [channel_12(), organisation, {"languageVersions": {}}, 7,
                                 {"id": "s", "languageVersions": {}}]})  # fmt: skip
    assert (len(feed.places), feed.authorities[0].office_language) == (1, "sv")
    assert [one.reason for one in feed.skipped] == ["without_id", "without_id", "kind"]


def test_what_is_no_answer_of_version_12_is_refused() -> None:
    with pytest.raises(FeedUnreadable):
        ptv12.read({"itemList": []})
