"""A large directory: pages hold the places that are likely wanted, the rest is found by typing."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert

from advicedesk.database import db
from advicedesk.directory import queries
from advicedesk.directory.models import ServicePoint
from advicedesk.referrals.models import Referral, ReferralStatus
from tests.factories.desk import InspectingDesk
from tests.factories.referrals import referral_now
from tests.factories.visits import a_public_id

FAR = "Zeta 0400"
NEW_PLACE = {"confirmed_by": "client_told", "status": "rerouted"}


def add_places(count: int) -> None:
    rows = [{"names": {"fi": f"Zeta {number:04}"}} for number in range(count)]
    db.session.execute(insert(ServicePoint), rows)
    db.session.commit()
    queries.forget_places()


@pytest.fixture
def many_places(app: Flask) -> None:
    """Add one place more than a page holds whole, and a hundred."""
    add_places(queries.FEW + 101)


def page_values(desk: InspectingDesk) -> dict[str, Any]:
    page = desk.get("/visits/log").get_data(as_text=True)
    found = re.search(r'id="page-values"[^>]*>(.*?)</script>', page)
    assert found
    values: dict[str, Any] = json.loads(found[1])
    return values


def test_a_page_holds_all_of_few_places_and_asks_for_none(
    app: Flask, as_counsellor: InspectingDesk
) -> None:
    add_places(queries.FEW)
    values = page_values(as_counsellor)
    assert len(values["places"]) == queries.FEW
    assert values["find_places"] is None
    found = as_counsellor.get("/find/entries").get_json()
    assert found["elsewhere"] is None
    assert len([one for one in found["entries"] if one["label"].startswith("Zeta")]) == queries.FEW


def test_of_many_places_the_log_page_holds_the_near_ones(
    many_places: None, as_counsellor: InspectingDesk
) -> None:
    values = page_values(as_counsellor)
    assert len(values["places"]) == queries.NEAR
    assert values["find_places"] == "/directory/find"


def test_near_are_the_named_the_used_and_those_of_the_house(
    many_places: None,
    make_service_point: Callable[..., ServicePoint],
    make_referral: Callable[..., Referral],
) -> None:
    in_house = make_service_point({"fi": "Zz in the house"}, house="Iso Omena").public_id
    used = make_service_point({"fi": "Zz used"}).id
    named = make_service_point({"fi": "Zz named"}).public_id
    desk = make_referral().desk
    desk.house = "iso omena"
    found = queries.list_near_places(desk, {used: 3}, [named, "gone"])
    assert [place.public_id for place in found[:1]] == [named]
    assert found[1].id == used
    assert found[2].public_id == in_house
    assert len(found) == queries.NEAR


def test_a_retired_place_is_not_near_however_much_it_was_used(many_places: None) -> None:
    place = queries.list_places()[0]
    db.session.get_one(ServicePoint, place.id).retired_at = db.session.get_one(
        ServicePoint, place.id
    ).changed_at
    db.session.commit()
    assert place.id not in {one.id for one in queries.list_near_places(None, {place.id: 9})}


def test_a_far_place_is_found_by_a_word_in_the_body(
    many_places: None, as_counsellor: InspectingDesk
) -> None:
    found = as_counsellor.post("/directory/find", {"search": FAR}, 200).get_json()
    assert [row[1] for row in found] == [FAR]


def test_the_place_that_bears_the_typed_name_is_found_first(app: Flask) -> None:
    add_places(40)
    for name in ("Zeta", "zeta 0039"):
        db.session.execute(insert(ServicePoint).values(names={"fi": name + " "}))
    db.session.commit()
    queries.forget_places()
    assert queries.find_places("  ZETA ", limit=1)[0].names["fi"] == "Zeta "


def test_a_far_place_typed_by_name_is_taken_without_script(
    many_places: None, as_counsellor: InspectingDesk
) -> None:
    public_id = a_public_id()
    told = {
        "public_id": public_id,
        "client_language": "ar",
        "needs-0-topic": "childcare",
        "needs-0-referrals-0-authority_name": FAR.lower(),
    }
    as_counsellor.post("/visits/log", told)
    referral = db.session.query(Referral).one()
    assert referral.service_point
    assert referral.service_point.names == {"fi": FAR}


def test_the_palette_finds_a_far_place(many_places: None, as_counsellor: InspectingDesk) -> None:
    found = as_counsellor.get("/find/entries").get_json()
    near = [one for one in found["entries"] if one["label"].startswith("Zeta")]
    assert len(near) == queries.NEAR
    assert found["elsewhere"]["find"] == "/directory/find"
    assert found["elsewhere"]["any"] in found["elsewhere"]["place"]
    answer = as_counsellor.post("/find/", {"wanted": FAR}, 303)
    assert answer.location.startswith("/directory/service-points/")


def test_a_partner_is_offered_no_places_to_find(
    many_places: None, as_partner: InspectingDesk
) -> None:
    assert as_partner.get("/find/entries").get_json()["elsewhere"] is None


def test_the_new_place_of_a_referral_may_be_typed_by_name(
    many_places: None, as_counsellor: InspectingDesk, a_referral: Referral
) -> None:
    public_id = a_referral.public_id
    page = as_counsellor.get(f"/referrals/{public_id}").get_data(as_text=True)
    assert page.count("<option value=") < 2 * queries.NEAR
    assert 'data-choose-place="/directory/find"' in page
    address = f"/referrals/{public_id}"
    refused = as_counsellor.post(address, {**NEW_PLACE, "rerouted_to_name": "Nowhere"}, 422)
    assert "Choose the new place." in refused.get_data(as_text=True)
    as_counsellor.post(address, {**NEW_PLACE, "rerouted_to_name": FAR})
    found = referral_now(public_id)
    assert found.status is ReferralStatus.REROUTED
    assert found.rerouted_to
    assert found.rerouted_to.names == {"fi": FAR}


def test_the_new_place_on_a_stub_may_be_typed_by_name(
    many_places: None, as_counsellor: InspectingDesk, a_referral: Referral
) -> None:
    public_id = a_referral.public_id
    told = {"stub_code": a_referral.stub_code, "answer": "not_ours"}
    refused = {**told, "rerouted_to_name": "Nowhere"}
    page = as_counsellor.post("/referrals/stubs", refused, 422).get_data(as_text=True)
    assert 'value="Nowhere"' in page
    as_counsellor.post("/referrals/stubs", {**told, "rerouted_to_name": FAR})
    assert referral_now(public_id).status is ReferralStatus.REROUTED
