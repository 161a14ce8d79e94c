"""What a desk offers, how far it is, and what a slip says of the way in."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import insert, select

from advicedesk.database import db, utc_now
from advicedesk.desks.models import Desk
from advicedesk.directory import queries
from advicedesk.directory.models import Authority, NotOffered, ServicePoint
from advicedesk.privacy.models import AuditEntry
from advicedesk.referrals import slip_texts as texts
from advicedesk.referrals.composing import compose
from advicedesk.referrals.models import Referral
from advicedesk.referrals.slip_voices import said
from tests.factories.desk import InspectingDesk

AT_DESK = (60.16178, 24.73884)


def the_desk(desk_code: str = "iso-omena") -> Desk:
    db.session.rollback()
    return db.session.scalars(select(Desk).where(Desk.desk_code == desk_code)).one()


def stand(place: ServicePoint, latitude: float) -> None:
    place.latitude, place.longitude = latitude, AT_DESK[1]
    db.session.commit()


@pytest.fixture
def desk_with_a_position(app: Flask) -> Desk:
    """Return the first desk, standing somewhere, in no house."""
    desk = the_desk()
    desk.latitude, desk.longitude = AT_DESK
    desk.house = None
    db.session.commit()
    return desk


def edit(desk: InspectingDesk, place: ServicePoint, **fields: object) -> None:
    path = f"/directory/service-points/{place.public_id}/edit"
    desk.post(path, {"name_fi": "Kela", "kind": "office", **fields})


def find(desk: InspectingDesk, typed: str) -> list[str]:
    rows = desk.post("/directory/find", {"search": typed}, 200).get_json()
    return [row[1] for row in rows]


def test_an_authority_is_left_out_at_one_desk_and_offered_at_the_others(
    as_administrator: InspectingDesk, a_service_point: ServicePoint
) -> None:
    authority = a_service_point.authority
    assert authority
    path = f"/directory/authorities/{authority.public_id}/edit"
    told = {"name_fi": "Kela", "office_language": "fi"}
    as_administrator.post(path, {**told, "not_offered_at": ["iso-omena"]})
    assert queries.find_places("kela", the_desk()) == []
    assert queries.list_near_places(the_desk(), {}) == []
    assert queries.picker_places(utc_now(), the_desk(), {}) == []
    assert len(queries.find_places("kela", the_desk("kalajarvi"))) == 1
    text = as_administrator.get(path).get_data(as_text=True)
    assert 'value="iso-omena" checked' in text.replace("\n", " ")
    as_administrator.post(path, told)
    assert len(queries.find_places("kela", the_desk())) == 1


def test_a_place_is_left_out_and_the_trail_tells_where(
    as_administrator: InspectingDesk, a_service_point: ServicePoint
) -> None:
    edit(as_administrator, a_service_point, not_offered_at=["kalajarvi"])
    assert queries.find_places("kela", the_desk("kalajarvi")) == []
    assert len(queries.find_places("kela", the_desk())) == 1
    entries = db.session.scalars(
        select(AuditEntry.changes).where(AuditEntry.action == "service_point.change")
    )
    assert {"offered_at": {"kalajarvi": False}} in list(entries)


def test_the_picker_does_not_find_what_its_desk_leaves_out_and_the_list_says_so(
    as_supervisor: InspectingDesk, a_service_point: ServicePoint
) -> None:
    assert find(as_supervisor, "kela") == ["Kela – Iso Omena"]
    edit(as_supervisor, a_service_point, not_offered_at=["iso-omena"])
    assert find(as_supervisor, "kela") == []
    for path in ("/directory/", f"/directory/service-points/{a_service_point.public_id}"):
        assert "Not offered at this desk" in as_supervisor.get(path).get_data(as_text=True)


def test_a_supervisor_decides_for_own_desks_only(
    as_supervisor: InspectingDesk, a_service_point: ServicePoint
) -> None:
    other = Desk(desk_code="far", name="Far away")
    db.session.add(other)
    db.session.flush()
    db.session.add(NotOffered(desk_id=other.id, service_point_id=a_service_point.id))
    db.session.commit()
    edit(as_supervisor, a_service_point)
    assert queries.find_places("kela", the_desk("far")) == []


def test_what_is_left_out_is_known_in_one_query_more_at_most_when_it_changed(
    app: Flask, a_service_point: ServicePoint
) -> None:
    desk = the_desk()
    db.session.execute(
        insert(NotOffered).values(
            desk_id=desk.id, service_point_id=a_service_point.id, since=utc_now()
        )
    )
    db.session.commit()
    assert queries.find_places("kela", desk) == [], "another process changed it: the version tells"


def test_an_offices_distance_stands_on_its_page_and_in_the_picker(
    as_counsellor: InspectingDesk, desk_with_a_position: Desk, a_service_point: ServicePoint
) -> None:
    stand(a_service_point, AT_DESK[0] + 0.004)
    page = as_counsellor.get(f"/directory/service-points/{a_service_point.public_id}")
    assert "440 m" in page.get_data(as_text=True).replace("\xa0", " ")
    row = as_counsellor.post("/directory/find", {"search": "kela"}, 200).get_json()[0]
    assert row[2].replace("\xa0", " ").endswith(" · 440 m")


def test_in_the_same_house_there_is_no_distance(
    app: Flask, desk_with_a_position: Desk, a_service_point: ServicePoint
) -> None:
    stand(a_service_point, AT_DESK[0] + 0.004)
    desk = the_desk()
    desk.house = "iso omena"
    db.session.commit()
    assert queries.metres_from(the_desk())(queries.list_places()[0]) is None


def test_a_desk_without_coordinates_stands_where_a_place_of_its_house_does(
    app: Flask, make_service_point: Callable[..., ServicePoint]
) -> None:
    stand(make_service_point({"fi": "Naapuri"}, house="Iso Omena"), AT_DESK[0])
    stand(make_service_point({"fi": "Muualla"}), AT_DESK[0] + 0.1)
    desk = the_desk()
    desk.house = "Iso Omena"
    db.session.commit()
    far = queries.find_places("muualla", desk)[0]
    assert queries.metres_from(the_desk())(far) == pytest.approx(11_120, abs=5)


def test_of_equally_used_places_the_nearest_is_found_first(
    app: Flask, desk_with_a_position: Desk, make_service_point: Callable[..., ServicePoint]
) -> None:
    for name, away in (("Kirjasto A", 0.3), ("Kirjasto B", 0.1), ("Kirjasto C", 0.2)):
        stand(make_service_point({"fi": name}), AT_DESK[0] + away)
    make_service_point({"fi": "Kirjasto 0"})
    used = queries.find_places("kirjasto a")[0].id
    found = queries.find_places("kirjasto", the_desk(), {used: 2})
    assert [place.names["fi"][-1] for place in found] == ["A", "B", "C", "0"]


def test_of_many_places_the_nearest_are_near(
    app: Flask, desk_with_a_position: Desk, make_service_point: Callable[..., ServicePoint]
) -> None:
    rows = [{"names": {"fi": f"Aa {number}"}} for number in range(queries.FEW + 1)]
    db.session.execute(insert(ServicePoint), rows)
    stand(make_service_point({"fi": "Öö lähellä"}), AT_DESK[0] + 0.01)
    desk = the_desk()
    assert queries.list_near_places(desk, {})[0].names["fi"] == "Öö lähellä"
    assert queries.picker_places(utc_now(), desk, {})[0].name == "Öö lähellä"


def test_a_slip_says_the_way_in_in_the_clients_language(
    app: Flask, make_referral: Callable[..., Referral], a_service_point: ServicePoint
) -> None:
    a_service_point.entrance, a_service_point.ask_for = "B", "Asumistuki"
    a_service_point.takes_numbers = True
    db.session.commit()
    referral = make_referral(service_point=a_service_point.public_id)
    with app.test_request_context():
        slip = str(compose(referral, "ar")).replace(r"\xa0", " ")
    assert said(texts.TAKE_A_NUMBER, "ar") in slip
    assert said(texts.ENTRANCE, "ar", entrance="B") in slip
    assert said(texts.ASK_FOR, "ar", what="").strip() in slip
    assert "Asumistuki" in slip


def test_coordinates_of_a_desk_are_typed_as_maps_give_them(
    as_administrator: InspectingDesk,
) -> None:
    told = {"name": "Iso Omena", "office_language": "fi"}
    as_administrator.post("/desks/iso-omena", {**told, "coordinates": "60.16178, 24.73884"})
    assert (the_desk().latitude, the_desk().longitude) == AT_DESK
    assert "60.16178, 24.73884" in as_administrator.get("/desks/iso-omena").get_data(as_text=True)
    text = as_administrator.post("/desks/iso-omena", {**told, "coordinates": "99, x"}, 422)
    assert "Write two numbers" in text.get_data(as_text=True)
    as_administrator.post("/desks/iso-omena", {**told, "coordinates": ""})
    assert the_desk().latitude is None


def test_an_authority_that_is_left_out_nowhere_has_no_row(
    app: Flask, an_authority: Authority
) -> None:
    assert queries.list_not_offered(an_authority) == []
