"""Reading the directory: the list with its filters, and a place's page at a frozen moment."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest
from flask import Flask
from sqlalchemy import event

from advicedesk.database import db
from advicedesk.directory import pages, queries
from advicedesk.directory.models import PlaceKind, ServicePoint
from advicedesk.directory.opening_hours import HoursKind, exception, weekly
from advicedesk.directory.views import places as views
from tests.factories.desk import InspectingDesk

# Tuesday 24 November 2026, 10:42 in Helsinki
TUESDAY = datetime(2026, 11, 24, 8, 42, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Return a way to freeze the pages' moment."""
    return lambda moment: monkeypatch.setattr(views, "utc_now", lambda: moment)


def _text(desk: InspectingDesk, path: str) -> str:
    return desk.get(path).get_data(as_text=True)


def test_an_open_place_says_until_when(
    as_counsellor: InspectingDesk, a_service_point: ServicePoint, at: Callable[..., None]
) -> None:
    at(TUESDAY)
    page = _text(as_counsellor, f"/directory/service-points/{a_service_point.public_id}")
    assert "Open now until 16" in page
    assert "floor 2, counter 4" in page
    assert "Same house" in page
    assert "020 692210" in page
    assert "9–16" in page


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2026, 11, 24, 5, 0, tzinfo=UTC), "Closed, opens today at 9"),
        (datetime(2026, 11, 24, 15, 0, tzinfo=UTC), "Closed, opens tomorrow at 9"),
        (datetime(2026, 11, 27, 15, 0, tzinfo=UTC), "Closed, opens Monday at 9"),
        (datetime(2026, 11, 28, 10, 0, tzinfo=UTC), "Closed, opens Monday at 9"),
    ],
)
def test_a_closed_place_says_when_it_opens(
    as_counsellor: InspectingDesk,
    a_service_point: ServicePoint,
    at: Callable[..., None],
    moment: datetime,
    words: str,
) -> None:
    at(moment)
    page = _text(as_counsellor, f"/directory/service-points/{a_service_point.public_id}")
    assert words in page


def test_unknown_hours_are_never_called_closed(
    as_counsellor: InspectingDesk, make_service_point: Callable[..., ServicePoint]
) -> None:
    place = make_service_point({"en": "Somewhere"}, hours=[])
    page = _text(as_counsellor, f"/directory/service-points/{place.public_id}")
    assert "Hours unknown" in page
    assert "closed" not in page.lower()


def test_a_weekday_nobody_told_of_is_unknown_though_the_next_opening_is_told(
    as_counsellor: InspectingDesk,
    make_service_point: Callable[..., ServicePoint],
    at: Callable[..., None],
) -> None:
    at(TUESDAY)
    place = make_service_point({"en": "Mondays"}, hours=[weekly({0: [(time(9), time(12))]})])
    page = _text(as_counsellor, f"/directory/service-points/{place.public_id}")
    assert "Hours unknown today, opens 30 Nov at 9" in page


def test_a_place_by_appointment_says_so(
    as_counsellor: InspectingDesk, make_service_point: Callable[..., ServicePoint]
) -> None:
    place = make_service_point({"en": "Guidance"}, hours=[weekly({}, by_appointment=True)])
    page = _text(as_counsellor, f"/directory/service-points/{place.public_id}")
    assert "By appointment only." in page


def test_days_that_differ_are_told_with_their_reason(
    as_counsellor: InspectingDesk,
    make_service_point: Callable[..., ServicePoint],
    at: Callable[..., None],
) -> None:
    at(TUESDAY)
    day = date(2026, 12, 24)
    hours = [weekly({3: [(time(9), time(16))]})]
    hours.append(exception(day, label={"en": "Christmas Eve"}, kind=HoursKind.HOLIDAY))
    page = _text(
        as_counsellor,
        f"/directory/service-points/{make_service_point({'en': 'X'}, hours=hours).public_id}",
    )
    assert "Thursday, 24 December 2026" in page
    assert "Christmas Eve" in page


def test_the_list_is_searched_by_words_authority_state_and_floor(
    as_counsellor: InspectingDesk,
    a_service_point: ServicePoint,
    make_service_point: Callable[..., ServicePoint],
    at: Callable[..., None],
) -> None:
    at(TUESDAY)
    make_service_point({"en": "Library"}, hours=[], floor="3")
    authority = a_service_point.authority
    assert authority is not None
    everything = _text(as_counsellor, "/directory/")
    assert "Kela – Iso Omena" in everything
    assert "Library" in everything
    for query in ("search=kela", f"authority={authority.public_id}", "open=open", "floor=2"):
        page = _text(as_counsellor, f"/directory/?{query}")
        assert "Kela – Iso Omena" in page, query
        assert "Library" not in page, query
    assert "Library" in _text(as_counsellor, "/directory/?open=unknown")
    assert "No place fits" in _text(as_counsellor, "/directory/?search=zzz")


def test_the_picker_offers_the_most_used_place_first(
    as_counsellor: InspectingDesk,
    a_service_point: ServicePoint,
    make_service_point: Callable[..., ServicePoint],
) -> None:
    often = make_service_point({"en": "Z often"}, phones=["0206340200"], house="Elsewhere")
    offered = queries.picker_places(TUESDAY, None, {often.id: 4, a_service_point.id: 1})
    assert [one.public_id for one in offered] == [often.public_id, a_service_point.public_id]
    assert [one.where for one in offered] == ["0206340200", "floor 2, counter 4"]
    assert "kela" in offered[1].search_terms
    assert [one.state for one in offered] == ["open now until 16"] * 2


def test_the_picker_keeps_its_words_only_as_long_as_they_hold(
    app: Flask, a_service_point: ServicePoint
) -> None:
    states = []
    for hour, minute in ((6, 59), (7, 0), (13, 59), (14, 0), (7, 0)):
        moment = datetime(2026, 11, 24, hour, minute, tzinfo=UTC)
        with app.test_request_context(headers={"Accept-Language": "en"}):
            states.append(queries.picker_places(moment, None, {})[0].state)
    assert states == [
        "closed, opens today at 9",
        "open now until 16",
        "open now until 16",
        "closed, opens tomorrow at 9",
        "open now until 16",
    ]


def test_the_picker_asks_the_database_once(app: Flask, a_service_point: ServicePoint) -> None:
    queries.picker_places(TUESDAY, None, {})
    db.session.rollback()
    asked: list[str] = []
    listener = lambda *arguments: asked.append(arguments[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    queries.picker_places(TUESDAY, None, {})
    queries.known_contacts()
    event.remove(db.engine, "before_cursor_execute", listener)
    assert len([each for each in asked if each.startswith("SELECT")]) == 1


def test_a_retired_place_is_not_offered_but_found_again(
    as_supervisor: InspectingDesk, a_service_point: ServicePoint
) -> None:
    path = f"/directory/service-points/{a_service_point.public_id}"
    as_supervisor.post(f"{path}/retire")
    assert queries.list_service_points() == []
    assert "Retired" in _text(as_supervisor, "/directory/?search=kela")
    assert queries.picker_places(TUESDAY, None, {}) == []
    as_supervisor.post(f"{path}/bring-back")
    assert [one.public_id for one in queries.list_service_points()] == [a_service_point.public_id]


def test_the_guard_knows_the_contacts_of_the_directory(a_service_point: ServicePoint) -> None:
    known = queries.known_contacts()
    assert {"112", "116117"} <= known.phones
    assert any(phone.endswith("20692210") for phone in known.phones)
    assert "suomenlahdentie 1, 02230 espoo" in {one.casefold() for one in known.addresses}


def test_a_name_that_one_place_bears_leads_to_it(
    a_service_point: ServicePoint, make_service_point: Callable[..., ServicePoint]
) -> None:
    make_service_point({"fi": "Kaksi"})
    make_service_point({"fi": "Kaksi"})
    found = queries.public_ids_by_name()
    assert found["kela, iso omena"] == a_service_point.public_id
    assert "kaksi" not in found


def test_a_link_alone_is_always_there(
    as_counsellor: InspectingDesk, make_service_point: Callable[..., ServicePoint]
) -> None:
    place = make_service_point(
        {"en": "Form"}, kind=PlaceKind.LINK_ONLY, links=("https://www.kela.fi/",), hours=[]
    )
    page = _text(as_counsellor, f"/directory/service-points/{place.public_id}")
    assert "On the web, always" in page
    assert 'href="https://www.kela.fi/"' in page


def test_an_unknown_place_is_not_found_and_partners_do_not_read_the_directory(
    as_counsellor: InspectingDesk, desk: InspectingDesk
) -> None:
    as_counsellor.get("/directory/service-points/9049288d-713a-504c-bf08-abb2ae399b77", 404)
    desk.get("/directory/", 303)


def test_the_picker_is_answered_in_spite_of_a_slip_and_without_words(
    as_counsellor: InspectingDesk, a_service_point: ServicePoint
) -> None:
    for words in ("kansanelakelaitso", ""):
        rows = as_counsellor.get(f"/directory/find?search={words}").get_json()
        assert rows[0][:2] == [a_service_point.public_id, "Kela – Iso Omena"]
    assert as_counsellor.get("/directory/find?search=zzzzzz").get_json() == []


def test_the_list_forgives_a_slip_and_shows_no_more_than_a_page_bears(
    as_counsellor: InspectingDesk,
    a_service_point: ServicePoint,
    make_service_point: Callable[..., ServicePoint],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "Kela – Iso Omena" in _text(as_counsellor, "/directory/?search=kansanelakelaitso")
    make_service_point({"en": "Another"})
    monkeypatch.setattr(pages, "MOST_SHOWN", 1)
    assert "There are more" in _text(as_counsellor, "/directory/")
    assert "There are more" not in _text(as_counsellor, "/directory/?search=another")
