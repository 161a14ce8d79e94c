"""Supervisors and administrators keep places and authorities; bad input stays beside its field."""

from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from sqlalchemy import func, select

from advicedesk.database import db, writing
from advicedesk.directory import operations, queries
from advicedesk.directory.details import AuthorityDetails, LocalDetails, ServicePointDetails
from advicedesk.directory.errors import FedElsewhere, NothingNamed
from advicedesk.directory.models import Authority, PlaceKind, ServicePoint
from advicedesk.directory.opening_hours import HoursKind, HoursState, from_json, resolve, weekly
from advicedesk.directory.views import places as views
from advicedesk.privacy.models import AuditEntry
from tests.factories.desk import InspectingDesk
from tests.factories.directory import TODAY

ADD = "/directory/service-points/add"


@pytest.fixture(autouse=True)
def _frozen_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "_today", lambda: TODAY)


def _fields(**changes: Any) -> dict[str, Any]:
    weekdays = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday"), "9.00–16.00")
    return {
        "name_fi": "Kela, Iso Omena",
        "name_en": "Kela – Iso Omena",
        "kind": "office",
        "address_fi": "Suomenlahdentie 1, 02230 Espoo",
        "postal_code": "02230",
        "phones": "020 692 210\n020 634 0200 ar, venäjä",
        "links": "www.kela.fi",
        "languages": "suomi, Swedish, en",
        "house": "Iso Omena",
        "floor": "2",
        "counter": "4",
        "hint_en": "Up the escalator.",
        "friday": "9-12, 13-15.30",
        **weekdays,
        **changes,
    }


def _only() -> ServicePoint:
    db.session.rollback()
    db.session.expire_all()
    return db.session.scalars(select(ServicePoint)).one()


def _actions() -> list[str]:
    db.session.rollback()
    return list(
        db.session.scalars(
            select(AuditEntry.action)
            .where(AuditEntry.subject_kind.in_(["service_point", "authority"]))
            .order_by(AuditEntry.id)
        )
    )


def test_a_place_is_added_as_it_was_told(
    as_supervisor: InspectingDesk, an_authority: Authority
) -> None:
    as_supervisor.get(ADD)
    as_supervisor.post(ADD, _fields(authority=an_authority.public_id))
    place = _only()
    assert place.names == {"fi": "Kela, Iso Omena", "en": "Kela – Iso Omena"}
    assert place.authority_id == an_authority.id
    assert place.kind is PlaceKind.OFFICE
    assert place.phones == [
        {"number": "020692210", "languages": []},
        {"number": "0206340200", "languages": ["ar", "ru"]},
    ]
    assert place.links == ["https://www.kela.fi"]
    assert place.service_languages == ["fi", "sv", "en"]
    assert (place.house, place.floor, place.counter) == ("Iso Omena", "2", "4")
    assert place.hours_known_on == TODAY
    assert _actions() == ["authority.add", "service_point.add"]


def test_a_day_left_empty_is_closed_and_a_whole_empty_week_is_unknown(
    as_supervisor: InspectingDesk,
) -> None:
    as_supervisor.post(ADD, _fields())
    sets = from_json(_only().opening_hours)
    assert resolve(sets, date(2026, 11, 27)).state is HoursState.OPEN
    assert resolve(sets, date(2026, 11, 28)).state is HoursState.CLOSED
    path = f"/directory/service-points/{_only().public_id}/edit"
    week = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "")
    as_supervisor.post(path, _fields(**week))
    assert _only().opening_hours == []


def test_public_holidays_of_18_months_are_closed_but_a_row_of_ones_own_wins(
    as_supervisor: InspectingDesk,
) -> None:
    fields = {
        "closed_on_holidays": "y",
        "exceptions-0-first": "2026-12-24",
        "exceptions-0-hours": "9-12",
        "exceptions-0-label": "Short day",
        "exceptions-1-first": "7.7.2027",
        "exceptions-1-last": "2027-07-31",
    }
    as_supervisor.post(ADD, _fields(**fields))
    sets = from_json(_only().opening_hours)
    assert resolve(sets, date(2026, 12, 24)).state is HoursState.OPEN
    assert resolve(sets, date(2026, 12, 25)).state is HoursState.CLOSED
    assert resolve(sets, date(2027, 6, 25)).sets[0].names["sv"] == "Midsommarafton"
    assert resolve(sets, date(2027, 7, 20)).state is HoursState.CLOSED
    assert sum(each.kind is HoursKind.HOLIDAY for each in sets) >= 18


def test_what_was_saved_is_in_the_form_again(as_supervisor: InspectingDesk) -> None:
    as_supervisor.post(ADD, _fields(closed_on_holidays="y", **{"exceptions-0-first": "2026-12-24"}))
    before = _only().opening_hours
    path = f"/directory/service-points/{_only().public_id}/edit"
    page = unescape(as_supervisor.get(path).get_data(as_text=True))
    assert 'value="9-12, 13-15.30"' in page
    assert "0206340200 ar, ru" in page
    assert 'value="Finnish, Swedish, English"' in page
    assert 'value="2026-12-24"' in page
    as_supervisor.post(
        path,
        _fields(
            phones="020692210\n0206340200 ar, ru",
            closed_on_holidays="y",
            **{"exceptions-0-first": "2026-12-24"},
        ),
    )
    assert _only().opening_hours == before
    assert _actions() == ["service_point.add"]


def test_by_appointment_and_unknown_are_told_apart(as_supervisor: InspectingDesk) -> None:
    week = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "")
    as_supervisor.post(ADD, _fields(by_appointment="y", **week))
    day = date(2026, 11, 28)
    assert resolve(from_json(_only().opening_hours), day).state is HoursState.BY_APPOINTMENT
    path = f"/directory/service-points/{_only().public_id}/edit"
    as_supervisor.post(path, _fields(hours_unknown="y", **week))
    assert resolve(from_json(_only().opening_hours), day).state is HoursState.UNKNOWN


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name_fi": "", "name_en": ""}, "Give a name in one language at least."),
        ({"monday": "all day"}, "Write hours like 9-16"),
        ({"hours_unknown": "y"}, "Hours are written below."),
        ({"phones": "call us"}, "This line cannot be read: call us"),
        ({"phones": "020692210 klingon"}, "This line cannot be read: 020692210 klingon"),
        ({"links": "javascript://x.fi/%0aalert(1)"}, "This line cannot be read"),
        ({"emails": "kela"}, "This line cannot be read: kela"),
        ({"languages": "Finnish, Elvish"}, "Write names of languages with commas between."),
        ({"authority": "nobody"}, "Not a valid choice."),
        ({"kind": "tent"}, "Not a valid choice."),
        ({"exceptions-0-hours": "9-12"}, "Give a day: year-month-day."),
        ({"exceptions-0-first": "2026-02-30"}, "Give a day: year-month-day."),
        (
            {"exceptions-0-first": "2026-12-24", "exceptions-0-last": "2026-12-23"},
            "The last day is before the first.",
        ),
        ({"exceptions-0-first": "2026-12-24", "exceptions-0-hours": "noon"}, "Write hours like"),
        ({"floor": "x" * 41}, "That is too long."),
        ({"counter": "4\x00"}, "without hidden signs"),
        ({"exceptions-0-first": "2026-12-24", "exceptions-0-label": "a\x00b"}, "hidden signs"),
    ],
)
def test_bad_input_is_refused_beside_its_field_and_nothing_is_lost(
    as_supervisor: InspectingDesk, changes: dict[str, str], words: str
) -> None:
    page = unescape(as_supervisor.post(ADD, _fields(**changes), 422).get_data(as_text=True))
    assert words in page
    assert 'id="refused"' in page
    assert "Up the escalator." in page
    db.session.rollback()
    assert db.session.scalar(select(func.count(ServicePoint.id))) == 0


def test_a_fed_place_is_changed_only_in_what_the_desk_knows(
    as_supervisor: InspectingDesk, a_service_point: ServicePoint
) -> None:
    a_service_point.source = "ptv"
    db.session.commit()
    path = f"/directory/service-points/{a_service_point.public_id}/edit"
    page = as_supervisor.get(path).get_data(as_text=True)
    assert 'name="name_fi"' not in page
    as_supervisor.post(path, {"name_fi": "Other", "floor": "5", "house": "Iso Omena"})
    place = _only()
    assert place.floor == "5"
    assert place.names["fi"] == "Kela, Iso Omena"


def test_hours_that_the_form_cannot_show_are_kept(
    as_supervisor: InspectingDesk, make_service_point: Callable[..., ServicePoint]
) -> None:
    summer = weekly({0: []}, valid_from=date(2027, 6, 1), valid_to=date(2027, 8, 31))
    place = make_service_point({"fi": "Kela"}, hours=[summer])
    as_supervisor.post(f"/directory/service-points/{place.public_id}/edit", _fields())
    assert summer in from_json(_only().opening_hours)


def test_a_counsellor_reads_but_does_not_keep(
    as_counsellor: InspectingDesk, a_service_point: ServicePoint
) -> None:
    page = as_counsellor.get("/directory/").get_data(as_text=True)
    assert ADD not in page
    as_counsellor.get(ADD, 403)
    as_counsellor.post(ADD, _fields(), 403)
    as_counsellor.post(f"/directory/service-points/{a_service_point.public_id}/retire", {}, 403)
    as_counsellor.get("/directory/authorities")


def test_authorities_are_added_changed_retired_and_brought_back(
    as_administrator: InspectingDesk,
) -> None:
    as_administrator.get("/directory/authorities/add")
    as_administrator.post(
        "/directory/authorities/add", {"name_fi": "Kela", "office_language": "fi"}
    )
    authority = queries.list_authorities()[0]
    path = f"/directory/authorities/{authority.public_id}"
    as_administrator.get(f"{path}/edit")
    as_administrator.post(
        f"{path}/edit", {"name_fi": "Kela", "name_sv": "FPA", "office_language": "sv"}
    )
    as_administrator.post(f"{path}/retire", {})
    assert "Retired" in as_administrator.get("/directory/authorities").get_data(as_text=True)
    assert queries.list_authorities(valid_on=TODAY) == []
    as_administrator.post(f"{path}/bring-back", {})
    found = queries.list_authorities(valid_on=TODAY)
    assert [(one.names, one.office_language) for one in found] == [
        ({"fi": "Kela", "sv": "FPA"}, "sv")
    ]
    assert _actions() == [
        "authority.add", "authority.change", "authority.retire", "authority.bring_back",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"office_language": "fi"}, "Give a name in one language at least."),
        ({"name_en": "KELA", "office_language": "fi"}, "with this name already"),
        ({"name_fi": "X", "office_language": "ar"}, "Not a valid choice."),
    ],
)
def test_an_authority_without_a_name_of_its_own_is_refused(
    as_administrator: InspectingDesk,
    an_authority: Authority,
    fields: dict[str, str],
    words: str,
) -> None:
    page = as_administrator.post("/directory/authorities/add", fields, 422).get_data(as_text=True)
    assert words in page


def test_a_new_name_of_an_authority_reaches_the_picker(
    as_supervisor: InspectingDesk, a_service_point: ServicePoint, an_authority: Authority
) -> None:
    assert "fpa" not in queries.list_places()[0].search_terms
    as_supervisor.post(
        f"/directory/authorities/{an_authority.public_id}/edit",
        {"name_fi": "Kansaneläkelaitos", "name_sv": "FPA", "office_language": "fi"},
    )
    db.session.rollback()
    assert "fpa" in queries.list_places()[0].search_terms


def test_contacts_and_days_are_read_in_the_ways_people_write_them(
    as_supervisor: InspectingDesk,
) -> None:
    many = "\n".join(["020692210"] * 13)
    page = as_supervisor.post(ADD, _fields(phones=many), 422).get_data(as_text=True)
    assert "At most 12 lines." in page
    for changes in (
        {"links": "http://[kela.fi"},
        {"exceptions-0-first": "1900-01-01"},
    ):
        as_supervisor.post(ADD, _fields(**changes), 422)
    as_supervisor.post(
        ADD, _fields(emails="kela@kela.fi", links="http://kela.fi", languages="fi,,")
    )
    assert (_only().emails, _only().links) == (["kela@kela.fi"], ["http://kela.fi"])


def test_a_change_refused_leaves_the_place_as_it_was(
    as_supervisor: InspectingDesk, a_service_point: ServicePoint
) -> None:
    path = f"/directory/service-points/{a_service_point.public_id}/edit"
    as_supervisor.post(path, _fields(monday="noon"), 422)
    assert _only().names["fi"] == "Kela, Iso Omena"
    assert _actions() == ["authority.add", "service_point.add"]


def test_an_authority_of_a_feed_keeps_its_names_and_one_name_is_one_authority(
    as_administrator: InspectingDesk,
    an_authority: Authority,
    make_authority: Callable[..., Authority],
) -> None:
    fed = make_authority(fi="Espoo")
    fed.source = "ptv"
    db.session.commit()
    path = f"/directory/authorities/{fed.public_id}/edit"
    assert 'name="name_fi"' not in as_administrator.get(path).get_data(as_text=True)
    as_administrator.post(path, {"office_language": "sv"})
    own = f"/directory/authorities/{an_authority.public_id}/edit"
    as_administrator.post(own, {"name_fi": "Espoo", "office_language": "fi"}, 422)
    as_administrator.post(own, {"name_fi": "Kela", "office_language": "xx"}, 422)
    as_administrator.get("/directory/authorities/9049288d-713a-504c-bf08-abb2ae399b77/edit", 404)


def test_operations_refuse_what_the_form_would(a_service_point: ServicePoint) -> None:
    local = LocalDetails()
    with pytest.raises(NothingNamed), writing.writing():
        operations.add_service_point(
            details=ServicePointDetails(names={}), local=local, today=TODAY
        )
    with pytest.raises(NothingNamed), writing.writing():
        operations.add_authority(details=AuthorityDetails(names={}))
    a_service_point.source = "ptv"
    db.session.commit()
    with pytest.raises(FedElsewhere), writing.writing():
        operations.change_service_point(
            service_point=a_service_point,
            details=ServicePointDetails(names={"fi": "X"}),
            local=local,
            today=TODAY,
        )


def test_retiring_twice_and_saving_nothing_new_leave_no_entry(
    as_supervisor: InspectingDesk, a_service_point: ServicePoint
) -> None:
    path = f"/directory/service-points/{a_service_point.public_id}"
    as_supervisor.post(f"{path}/bring-back")
    as_supervisor.post(f"{path}/retire")
    as_supervisor.post(f"{path}/retire")
    assert _actions()[2:] == ["service_point.retire"]


def test_a_retired_authority_of_a_place_stays_in_its_form(
    as_supervisor: InspectingDesk, a_service_point: ServicePoint, an_authority: Authority
) -> None:
    as_supervisor.post(f"/directory/authorities/{an_authority.public_id}/retire")
    path = f"/directory/service-points/{a_service_point.public_id}/edit"
    assert an_authority.public_id in as_supervisor.get(path).get_data(as_text=True)
    assert an_authority.public_id not in as_supervisor.get(ADD).get_data(as_text=True)
