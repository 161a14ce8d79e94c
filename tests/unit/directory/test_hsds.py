"""HSDS 3: a service at a location is a place; schedules are calendar rules; tables are joined."""

from datetime import date, time
from typing import Any

import pytest

from advicedesk.directory.errors import FeedUnreadable
from advicedesk.directory.imports import hsds, hsds_package
from advicedesk.directory.imports.feed import FeedPlace, Problem, Verdict
from advicedesk.directory.imports.hsds_hours import HoursUnreadable, read_hours
from advicedesk.directory.opening_hours import HoursState, from_json, resolve, to_json
from tests.factories.feeds import HSDS_TABLES, hsds_service, schedule

THURSDAY = date(2026, 11, 26)


def _place(**changes: Any) -> FeedPlace:
    return hsds.read([hsds_service(**changes)]).places[0]


def _state(day: date, **changes: Any) -> HoursState:
    return resolve(from_json(to_json(read_hours([schedule(**changes)], "en"))), day).state


def test_a_service_at_a_location_is_a_place_of_its_organisation() -> None:
    feed = hsds.read([hsds_service()])
    place = feed.places[0]
    assert (place.feed_id, place.verdict) == ("at", Verdict.OFFICE)
    assert place.names == {"en": "Counselling, Civic Center"}
    assert place.address is not None
    assert place.address.lines() == {"en": "Main Street 1, 02230 Espoo"}
    assert place.service_languages == ("ur",)
    assert (place.authority_id, feed.authorities[0].names) == ("organization", {"en": "Counsel ry"})
    assert place.refused_links == ("ftp://x.example",)


def test_numbers_in_quotation_marks_are_numbers_and_keep_their_extension() -> None:
    phone = _place().phones[0]
    assert (phone.number, phone.notes) == ("+441234234567", {"en": "ext. 100"})


def test_contacts_are_persons_and_left_out() -> None:
    assert "person@counsel.example" not in str(_place())


@pytest.mark.parametrize(("latitude", "longitude"), [(100, 24), (60, 200), ("north", 1), (0, 0)])
def test_a_latitude_that_is_none_is_told_as_a_problem(latitude: Any, longitude: Any) -> None:
    place = _place(location={"latitude": latitude, "longitude": longitude})
    assert Problem.COORDINATES in place.problems
    assert place.address is not None
    assert place.address.wgs84 is None


def test_services_without_a_location_are_reached_by_phone_or_on_the_web() -> None:
    assert _place(service_at_locations=[]).verdict is Verdict.LINK_ONLY
    called = _place(service_at_locations=[], phones=[{"id": "p", "number": "+358 9 1"}])
    assert called.verdict is Verdict.PHONE_SERVICE
    assert _place(status="inactive").verdict is Verdict.ARCHIVED


def test_a_bare_service_gives_way_to_the_same_service_at_a_location() -> None:
    bare = hsds_service(service_at_locations=[])
    location = {"id": "location", "name": "Civic Center", "location_type": "physical"}
    feed = hsds.read([{"contents": [bare]}, [hsds_service()], location])
    assert [one.feed_id for one in feed.places] == ["at"]
    assert [one.feed_id for one in hsds.read([location]).places] == ["location"]


def test_organisations_and_services_at_locations_are_read_in_their_own_shape() -> None:
    organization = {"id": "o", "name": "O", "services": [hsds_service()]}
    assert hsds.read([organization]).places[0].authority_id == "o"
    service = hsds_service()
    at = service.pop("service_at_locations")[0] | {"service": service}
    assert hsds.read([at, {"id": "?"}, 7]).places[0].feed_id == "at"
    assert len(hsds.read([at, {"id": "?"}, 7]).skipped) == 2


def test_an_entry_without_an_id_and_a_number_that_is_none_are_told() -> None:
    service = hsds_service(id="", service_at_locations=[{"id": "", "location": {}}])
    assert [one.reason for one in hsds.read([service]).skipped] == ["without_id"]
    bad = _place(
        service_at_locations=[], phones=[{"number": "ask"}, {"number": "1", "type": "fax"}]
    )
    assert bad.problems == (Problem.PHONE,)


def test_old_versions_are_refused() -> None:
    with pytest.raises(FeedUnreadable, match="version 3"):
        hsds.read([{"id": "1", "name": "Shelter", "holiday_schedule": []}])


@pytest.mark.parametrize("written", ["10:00Z", "10:00", "10:00:00+02:00", "10:00:00Z"])
def test_times_written_with_z_are_what_the_clock_on_the_wall_shows(written: str) -> None:
    hours = read_hours([schedule(opens_at=written)], "en")
    assert resolve(hours, THURSDAY).sets[0].intervals == ((time(10), time(18)),)
    assert resolve(hours, date(2026, 7, 2)).sets[0].intervals == ((time(10), time(18)),)


@pytest.mark.parametrize(
    ("changes", "open_on", "unknown_on"),
    [
        ({}, date(2026, 11, 27), date(2026, 11, 28)),
        ({"valid_to": "2026-11-26"}, THURSDAY, date(2026, 11, 27)),
        ({"until": "2026-11-26", "valid_from": "2026-11-20"}, THURSDAY, date(2026, 11, 19)),
        ({"freq": "DAILY", "byday": None}, date(2026, 11, 28), None),
        ({"freq": "MONTHLY", "byday": "2TU"}, date(2026, 11, 10), date(2026, 11, 3)),
        ({"freq": "MONTHLY", "byday": None, "bymonthday": "1,15"}, date(2026, 11, 15), THURSDAY),
        ({"interval": 2, "dtstart": "2026-11-26"}, date(2026, 12, 10), date(2026, 12, 3)),
        ({"count": 2, "dtstart": "2026-11-26"}, date(2026, 11, 27), date(2026, 12, 3)),
        ({"byday": None, "dtstart": "2026-11-26"}, date(2026, 12, 3), date(2026, 11, 27)),
        ({"freq": None, "byday": None, "valid_from": "2026-11-26", "valid_to": "2026-11-26"},
         THURSDAY, date(2026, 11, 27)),
    ],
)  # fmt: skip
def test_recurrences_hold_on_their_days(
    changes: dict[str, Any], open_on: date, unknown_on: date | None
) -> None:
    assert _state(open_on, **changes) is HoursState.OPEN
    if unknown_on:
        assert _state(unknown_on, **changes) is HoursState.UNKNOWN


def test_a_rule_that_makes_no_week_is_told_in_its_words() -> None:
    words = "Open in weeks 41 and 42 only, from ten to six, except on Thursday afternoons."
    assert _state(THURSDAY, byweekno="41,42", description=words) is HoursState.TEXT
    assert read_hours([schedule(byweekno="41")], "en") == ()
    assert _state(THURSDAY, opens_at=None, description="By bus") is HoursState.TEXT


def test_a_short_description_is_a_label_and_labels_stay_apart() -> None:
    told = [schedule(description="Counter"), schedule(id="2", description="Telephone")]
    assert len(resolve(read_hours(told, "en"), THURSDAY).sets) == 2


@pytest.mark.parametrize(
    "changes",
    [
        {"freq": "SECONDLY"},
        {"byday": "Thursday"},
        {"opens_at": "morning"},
        {"valid_from": "2026-02-01", "valid_to": "2026-01-01"},
        {"valid_from": "soon"},
        {"interval": 2},
        {"byday": None},
    ],
)
def test_schedules_that_cannot_be_read_are_unknown_and_never_half(changes: dict[str, Any]) -> None:
    with pytest.raises(HoursUnreadable):
        read_hours([schedule(), schedule(**changes)], "en")
    at = [{"id": "at", "schedules": [schedule(**changes)], "location": {"id": "l"}}]
    assert Problem.HOURS in _place(service_at_locations=at).problems


def test_tables_of_a_package_are_joined_and_loose_ends_told() -> None:
    documents, loose_ends = hsds_package.read_package(HSDS_TABLES)
    place = hsds.read([documents]).places[0]
    assert loose_ends == ["location.organization_id nobody"]
    assert place.names == {"en": "Counselling, Civic Center"}
    assert [one.number for one in place.phones] == ["+3589123"]
    assert place.service_languages == ("so",)
    assert resolve(place.hours, date(2026, 11, 23)).state is HoursState.OPEN
    assert place.problems == (Problem.COORDINATES,)


def test_a_package_says_its_own_references_and_paths() -> None:
    description = (
        '{"version": "3.1", "resources": [{"name": "service", "path": "things.csv", "schema":'
        ' {"foreignKeys": [{"fields": "organization_id", "reference": {"resource":'
        ' "organization", "fields": "id"}}]}}]}'
    )
    files = {"datapackage.json": description, "things.csv": "id,name,organization_id\ns,S,x\n"}
    assert hsds_package.read_package(files)[1] == ["service.organization_id x"]


@pytest.mark.parametrize(
    ("description", "words"),
    [
        ("{", "no JSON"),
        ('{"version": "1.1"}', "version 1.1"),
        ('{"resources": [{"schema": {"foreignKeys": [{}]}}]}', "does not describe"),
        ("{}", "no table of services"),
    ],
)
def test_packages_that_are_none_are_refused(description: str, words: str) -> None:
    files = {"datapackage.json": description}
    if "foreignKeys" in description:
        files |= HSDS_TABLES
    with pytest.raises(FeedUnreadable, match=words):
        hsds_package.read_package(files)
