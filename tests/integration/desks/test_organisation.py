"""The organisation's rules and its desks."""

import pytest
from flask import Flask

from advicedesk.database import db
from advicedesk.desks import operations
from advicedesk.desks.errors import AlreadySetUp, DeskCodeTaken, DeskCodeUnfit, NoDesk
from advicedesk.desks.operations import DeskDetails, set_up_organisation
from advicedesk.desks.queries import get_desk, get_organisation
from tests.factories.accounts import actions, last_entry
from tests.factories.desk import InspectingDesk

RULES = {
    "name": "Espoon kaupunki",
    "working_languages": ["fi", "sv", "ar"],
    "suppression_threshold": "10",
    "note_days": "14",
    "no_feedback_days": "60",
}
DESK = {"name": "Matinkylä", "office_language": "sv", "house": "Ison Omenan palvelutori"}


def test_the_rules_are_changed_and_audited(as_administrator: InspectingDesk) -> None:
    as_administrator.get("/desks/")
    as_administrator.post("/desks/", RULES)
    db.session.expire_all()
    kept = get_organisation()
    assert (kept.name, kept.working_languages) == ("Espoon kaupunki", ["fi", "sv", "ar"])
    assert (kept.suppression_threshold, kept.note_days, kept.no_feedback_days) == (10, 14, 60)
    changes = last_entry("organisation.change").changes
    assert changes["suppression_threshold"] == 10
    assert set(changes["fields"]) == set(RULES)


def test_saving_the_same_rules_changes_nothing(as_administrator: InspectingDesk) -> None:
    as_administrator.post("/desks/", RULES)
    as_administrator.post("/desks/", RULES)
    assert actions().count("organisation.change") == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"name": ""},
        {"name": "x" * 201},
        {"working_languages": []},
        {"working_languages": ["xx"]},
        {"suppression_threshold": "2"},
        {"suppression_threshold": ""},
        {"suppression_threshold": "five"},
        {"note_days": "0"},
        {"note_days": "366"},
        {"no_feedback_days": "-1"},
        {"no_feedback_days": "4.5"},
    ],
)
def test_rules_that_protect_nobody_are_refused(
    as_administrator: InspectingDesk, changes: dict[str, object]
) -> None:
    as_administrator.post("/desks/", RULES | changes, 422)
    assert get_organisation().suppression_threshold == 5
    assert "organisation.change" not in actions()


def test_a_desk_is_opened_with_a_code_of_its_name(as_administrator: InspectingDesk) -> None:
    as_administrator.get("/desks/add")
    as_administrator.post("/desks/add", DESK)
    desk = get_desk("matinkyla")
    assert (desk.house, desk.office_language, desk.asks_profile) == (DESK["house"], "sv", False)
    assert last_entry("desk.add").subject_id == "matinkyla"
    assert "Matinkylä" in as_administrator.get("/desks/").get_data(as_text=True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"desk_code": "iso-omena"}, "Another desk has this code"),
        ({"desk_code": "Iso Omena"}, "small letters"),
        ({"name": ""}, "Fill in this field"),
        ({"office_language": "en"}, "office_language"),
        ({"phone": "x" * 41}, "too long"),
    ],
)
def test_a_refused_desk_is_not_opened(
    as_administrator: InspectingDesk, changes: dict[str, str], words: str
) -> None:
    page = as_administrator.post("/desks/add", DESK | changes, 422).get_data(as_text=True)
    assert words in page
    assert str(DESK["house"]) in page
    assert "desk.add" not in actions()


def test_a_desk_is_changed_and_its_code_stays(as_administrator: InspectingDesk) -> None:
    as_administrator.get("/desks/kalajarvi")
    fields = DESK | {"asks_profile": "y", "phone": "09 816 0000", "desk_code": "other"}
    as_administrator.post("/desks/kalajarvi", fields)
    db.session.expire_all()
    desk = get_desk("kalajarvi")
    assert (desk.name, desk.asks_profile, desk.phone) == ("Matinkylä", True, "09 816 0000")
    assert "phone" in last_entry("desk.change").changes["fields"]
    as_administrator.post("/desks/kalajarvi", fields)
    assert actions().count("desk.change") == 1
    as_administrator.post("/desks/kalajarvi", fields | {"name": ""}, 422)


def test_a_desk_is_closed_and_opened_again(as_administrator: InspectingDesk) -> None:
    as_administrator.post("/desks/kalajarvi/close")
    assert "Closed on" in as_administrator.get("/desks/").get_data(as_text=True)
    as_administrator.get("/desks/kalajarvi")
    as_administrator.post("/desks/kalajarvi/reopen")
    db.session.expire_all()
    assert get_desk("kalajarvi").closed_at is None
    assert {"desk.close", "desk.reopen"} <= set(actions())


def test_the_last_open_desk_stays_open(as_administrator: InspectingDesk) -> None:
    as_administrator.post("/desks/kalajarvi/close")
    answer = as_administrator.post("/desks/iso-omena/close")
    assert "last open desk" in as_administrator.get(answer.location).get_data(as_text=True)
    db.session.expire_all()
    assert get_desk("iso-omena").closed_at is None


def test_an_unknown_desk_is_404(as_administrator: InspectingDesk) -> None:
    as_administrator.get("/desks/nowhere", 404)
    as_administrator.get("/desks/no%00where", 404)
    as_administrator.post("/desks/nowhere/close", {}, 404)


@pytest.mark.parametrize("path", ["/desks/", "/desks/add", "/desks/iso-omena/close"])
def test_nobody_else_changes_desks(as_supervisor: InspectingDesk, path: str) -> None:
    as_supervisor.post(path, RULES, 403)


def test_operations_refuse_codes_that_forms_never_send(app: Flask) -> None:
    with pytest.raises(DeskCodeUnfit):
        operations.add_desk(details=DeskDetails("A"), desk_code="A b")
    with pytest.raises(DeskCodeTaken):
        operations.add_desk(details=DeskDetails("A"), desk_code="iso-omena")


@pytest.mark.parametrize(
    ("desks", "error"),
    [
        ([], NoDesk),
        ([("a", "A"), ("a", "B")], DeskCodeTaken),
        ([("A b", "A")], DeskCodeUnfit),
    ],
)
def test_an_organisation_needs_desks_with_codes_of_their_own(
    empty_app: Flask, desks: list[tuple[str, str]], error: type[Exception]
) -> None:
    with pytest.raises(error):
        set_up_organisation(name="Espoo", working_languages=["fi"], desks=desks)


def test_two_desks_of_one_name_get_two_codes(empty_app: Flask) -> None:
    desks = set_up_organisation(
        name="Espoo", working_languages=["fi"], desks=[("", "Omena"), ("", "Omena")]
    )
    assert [desk.desk_code for desk in desks] == ["omena", "omena-2"]


@pytest.mark.parametrize("path", ["/accessibility", "/privacy-notice"])
def test_the_statements_name_who_answers_for_them(desk: InspectingDesk, path: str) -> None:
    page = desk.get(path).get_data(as_text=True)
    assert "Espoo" in page


def test_the_privacy_notice_tells_the_organisations_own_days(
    as_administrator: InspectingDesk,
) -> None:
    as_administrator.post("/desks/", RULES)
    page = as_administrator.get("/privacy-notice").get_data(as_text=True)
    assert "14 days" in page
    assert "60 days" in page
    assert "below 10" in page


def test_two_who_open_the_same_desk_at_once_open_one(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "list_desks", lambda **_any: [])
    with pytest.raises(DeskCodeTaken):
        operations.add_desk(details=DeskDetails("Iso Omena"))


def test_an_organisation_is_made_once(app: Flask) -> None:
    with pytest.raises(AlreadySetUp):
        set_up_organisation(name="Again", working_languages=["fi"], desks=[("a", "A")])
