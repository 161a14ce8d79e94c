"""A plain table of places: its headings in three languages, its hours as people write them."""

from datetime import date, time

import pytest

from advicedesk.directory.errors import FeedUnreadable
from advicedesk.directory.imports import spreadsheet
from advicedesk.directory.imports.feed import Problem, Verdict
from advicedesk.directory.imports.hours_line import read_week
from advicedesk.directory.opening_hours import HoursState, resolve

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "text",
    [
        "name,address,phone,hours\nCafé,Road 1,+358 9 1,Mon-Fri 9-16\n",
        "Puhelin;Nimi;Osoite;Aukioloajat\n+358 9 1;Café;Road 1;ma-pe 9-16\n\n;;;\n",
        "Namn\tAdress\tTelefon\tÖppettider\r\nCafé\tRoad 1\t+358 9 1\tmån-fre 9-16\r\n",
    ],
)
def test_headings_stand_in_three_languages_and_any_order(text: str) -> None:
    place = spreadsheet.read_csv(text).places[0]
    assert set(place.names.values()) == {"Café"}
    assert (place.verdict, place.phones[0].number) == (Verdict.OFFICE, "+35891")
    assert resolve(place.hours, MONDAY).sets[0].intervals == ((time(9), time(16)),)


def test_a_place_is_known_again_by_its_name_and_authority() -> None:
    text = "nimi,viranomainen,osoite\nA,Kela,Tie 1\nA,Kela,Tie 2\nA,,Tie 3\n,,Tie 4\n"
    feed = spreadsheet.read_csv(text)
    moved = spreadsheet.read_csv(text.replace("Tie 1", "Katu 9"))
    assert [one.feed_id for one in feed.places] == [one.feed_id for one in moved.places]
    assert len({one.feed_id for one in feed.places}) == 3
    assert feed.authorities[0].names == {"fi": "Kela"}
    assert [one.reason for one in feed.skipped] == ["without_name"]


def test_other_columns_are_read_or_told() -> None:
    text = (
        "name,phone,email,web,languages,notes\n"
        'Line,ask,a@b.example,www.b.example,"Arabic, so, Klingonese",x\nWeb,,,,,\n'
    )
    line, web = spreadsheet.read_csv(text).places
    assert (line.verdict, web.verdict) == (Verdict.LINK_ONLY, Verdict.LINK_ONLY)
    assert line.problems == (Problem.PHONE,)
    assert line.links == ("https://www.b.example",)
    assert line.service_languages == ("ar", "so")
    assert spreadsheet.read_csv("name,phone\nA,112\n").places[0].verdict is Verdict.PHONE_SERVICE


@pytest.mark.parametrize("text", ["", "name\nA\n", "a,b\n1,2\n", 'name,hours\n"A,9\n'])
def test_what_is_no_table_of_places_is_refused(text: str) -> None:
    with pytest.raises(FeedUnreadable):
        spreadsheet.read_csv(text)


def test_cells_of_a_workbook_are_texts() -> None:
    assert spreadsheet.cells_of([["name", 112.0, 1.5]]) == [["name", "112", "1.5"]]


def test_hours_that_are_no_week_stay_words() -> None:
    place = spreadsheet.read_csv("name,hours\nA,ask at the door\n").places[0]
    assert resolve(place.hours, MONDAY).state is HoursState.TEXT


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mon-Thu 9-16, Fri 9-14", {0: 1, 3: 1, 4: 1}),
        ("ma, ke 9–12 ja 13–16; pe klo 9.30-12", {0: 2, 2: 2, 4: 1}),
        ("må-fre 9-16, lör stängt", {0: 1, 5: 0}),
        ("su-ma 10-12", {6: 1, 0: 1}),
    ],
)
def test_a_week_on_one_line(text: str, days: dict[int, int]) -> None:
    found = read_week(text)
    assert found is not None
    for weekday, spans in days.items():
        assert sum(one.weekday == weekday for one in found.openings) == spans
        assert (weekday in found.closed_weekdays) == (spans == 0)


@pytest.mark.parametrize(
    "text", ["", "9-16", "Mon soon", "Mon 9-16, Mon 10-12", "Mon-Fri", "on request"]
)
def test_what_is_no_week_is_none(text: str) -> None:
    assert read_week(text) is None
