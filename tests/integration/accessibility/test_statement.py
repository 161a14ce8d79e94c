"""The accessibility statement: made from data, in every language of the pages."""

import pytest
from flask import Flask

from advicedesk.accessibility import views
from advicedesk.accessibility.statement import Statement, read_statement
from advicedesk.database import db
from advicedesk.desks.queries import get_organisation
from advicedesk.languages.registry import STAFF
from tests.factories.accounts import actions, last_entry
from tests.factories.desk import InspectingDesk

OFFICE = {
    "oversight-name": "Myndigheten för digital förvaltning",
    "oversight-unit": "",
    "oversight-address": "Box 715, 851 21 Sundsvall",
    "oversight-phone": "+46 771 11 44 00",
    "oversight-email": "info@digg.example",
    "oversight-website": "https://www.digg.example/tillganglighet",
}


@pytest.mark.parametrize("language", STAFF)
def test_the_statement_names_the_authority_in_every_language(
    desk: InspectingDesk, language: str
) -> None:
    page = desk.get("/accessibility", headers={"Accept-Language": language}).text
    assert f'lang="{language}"' in page
    for part in ("saavutettavuus@traficom.fi", "PL 320, 00059", "tel:0295345000", "306/2019"):
        assert part in page


def test_state_shortcomings_dates_and_methods_come_from_the_data(desk: InspectingDesk) -> None:
    page = desk.get("/accessibility").text
    kept = read_statement()
    assert "meets the law in part" in page
    assert f'datetime="{kept.assessed_on}"' in page
    for one in kept.shortcomings:
        assert ", ".join(one.criteria) in page
        assert str(views.REASON_WORDS[one.reason]) in page
    for method in kept.methods:
        assert str(views.METHOD_WORDS[method]) in page


def test_without_a_shortcoming_the_statement_says_so(
    desk: InspectingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = read_statement()
    sound = Statement(kept.published_on, kept.assessed_on, kept.methods, kept.outside_the_law())
    monkeypatch.setattr(views, "read_statement", lambda: sound)
    page = desk.get("/accessibility").text
    assert "meets the law in full" in page
    assert "What is not accessible" not in page


def test_another_authority_is_a_setting(
    app: Flask, as_administrator: InspectingDesk, desk: InspectingDesk
) -> None:
    as_administrator.get("/desks/")
    as_administrator.post("/desks/oversight", OFFICE)
    page = desk.get("/accessibility").text
    for part in ("Myndigheten", "Box 715", "tel:+46771114400", "www.digg.example/tillganglighet"):
        assert part in page
    assert "Traficom" not in page
    assert "oversight_name" in last_entry("organisation.change").changes["fields"]
    as_administrator.post("/desks/oversight", dict.fromkeys(OFFICE, ""))
    assert get_organisation().oversight is None
    assert "Traficom" in desk.get("/accessibility").text


def test_saving_the_same_authority_changes_nothing(as_administrator: InspectingDesk) -> None:
    as_administrator.post("/desks/oversight", OFFICE)
    as_administrator.post("/desks/oversight", OFFICE)
    assert actions().count("organisation.change") == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"oversight-name": "x" * 201},
        {"oversight-email": "nobody"},
        {"oversight-email": "a@b.fi?subject=x"},
        {"oversight-phone": "call us"},
        {"oversight-website": "javascript:alert(1)"},
        {"oversight-website": "https://user@example.fi"},
    ],
)
def test_contacts_that_lead_nowhere_are_refused(
    as_administrator: InspectingDesk, changes: dict[str, str]
) -> None:
    page = as_administrator.post("/desks/oversight", OFFICE | changes, 422).text
    assert "Box 715" in page
    db.session.rollback()
    assert get_organisation().oversight is None
