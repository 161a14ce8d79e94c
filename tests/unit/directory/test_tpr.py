"""Helsinki's service map: units, and what of their connections is a place's."""

from datetime import date
from typing import Any

import pytest

from advicedesk.directory.errors import FeedUnreadable
from advicedesk.directory.imports import tpr
from advicedesk.directory.imports.feed import FeedPlace, Problem, Verdict
from advicedesk.directory.opening_hours import HoursState, resolve
from tests.factories.feeds import connection, unit


def _place(*connections: dict[str, Any], **changes: Any) -> FeedPlace:
    return tpr.read([[unit(**changes)], list(connections)]).places[0]


def test_a_unit_is_a_place_and_a_missing_translation_a_missing_key() -> None:
    place = _place()
    assert place.feed_id == "tpr:7"
    assert place.names == {"fi": "Kirjasto", "en": "Library"}
    assert [one.number for one in place.phones] == ["+35893101", "093102"]
    assert place.address is not None
    assert place.address.lines() == {"fi": "Katu 1, 00100 Helsinki"}
    assert place.address.wgs84 == (60.17, 24.94)


def test_hours_are_prose_and_stay_text() -> None:
    told = connection("OPENING_HOURS", name_fi="avoinna ma-to 08-20", name_en="open Mon-Thu 08-20")
    place = _place(told)
    assert resolve(place.hours, date(2026, 11, 23)).state is HoursState.TEXT
    assert dict(place.hours[0].note)["en"] == "open Mon-Thu 08-20"


def test_a_heading_that_only_links_to_the_hours_is_a_link() -> None:
    place = _place(connection("OPENING_HOURS", name_fi="Aukioloajat", www_fi="https://h.example/"))
    assert place.hours == ()
    assert "https://h.example/" in place.links


@pytest.mark.parametrize("section", ["HIGHLIGHT", "SOCIAL_MEDIA_LINK", "TOPICAL", "OTHER_INFO"])
def test_highlights_and_social_media_are_no_offices_and_left_out(section: str) -> None:
    assert _place(connection(section, name_fi="X", www_fi="https://x.example/")) == _place()


def test_entrances_contacts_and_links_are_read_and_persons_left_out() -> None:
    place = _place(
        connection("OTHER_ADDRESS", name_fi="Sisäänkäynti: Kuja 2"),
        connection("PHONE_OR_EMAIL", name_fi="Varaukset", phone="+358 9 9", email="v@k.example"),
        connection("PHONE_OR_EMAIL", contact_person="A Person", phone="+358 40 1", email="a@k.ex"),
        connection("ESERVICE_LINK", www_fi="javascript:alert(1)"),
    )
    assert place.address is not None
    assert place.address.directions == {"fi": "Sisäänkäynti: Kuja 2"}
    assert place.phones[-1].notes == {"fi": "Varaukset"}
    assert place.emails == ("v@k.example",)
    assert place.refused_links == ("javascript:alert(1)",)


def test_units_without_a_door_are_reached_by_phone_or_on_the_web() -> None:
    nowhere = {"street_address_fi": "", "latitude": None, "longitude": None}
    assert _place(**nowhere).verdict is Verdict.PHONE_SERVICE
    assert _place(**nowhere, phone=None).verdict is Verdict.LINK_ONLY


def test_metres_serve_where_degrees_are_wrong_and_problems_are_told() -> None:
    metres = {"northing_etrs_tm35fin": 6673631, "easting_etrs_tm35fin": 386500}
    address = _place(latitude=100, **metres).address
    assert address is not None
    assert address.wgs84 == (60.18372, 24.95356)
    assert _place(latitude=100, phone="ask").problems == (Problem.PHONE, Problem.COORDINATES)
    assert _place(name_fi="", name_en="").problems == (Problem.NAMES,)


def test_connections_may_stand_in_the_unit_and_departments_name_its_authority() -> None:
    inside = unit(connections=[connection("OPENING_HOURS", name_fi="ma 9-16"), 7])
    city = {"id": "city", "name_fi": "Helsinki", "org_type": "MUNICIPALITY"}
    feed = tpr.read([[inside], [city, city | {"id": "other"}], [7]])
    assert feed.places[0].hours
    assert [one.feed_id for one in feed.authorities] == ["city"]
    assert [one.reason for one in feed.skipped] == ["kind"]


def test_connections_of_units_that_are_not_there_are_loose_ends() -> None:
    feed = tpr.read([[unit()], [connection("LINK", unit_id=9)]])
    assert feed.loose_ends == ("connection.unit_id 9",)
    with pytest.raises(FeedUnreadable, match="units' file"):
        tpr.read([[connection("LINK")]])
