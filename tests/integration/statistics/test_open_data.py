"""Open data: off until it is switched on; the catalogue, the addresses that stay, the headers."""

import json
from typing import Any

import pytest

from advicedesk.database import db
from advicedesk.desks.models import Organisation
from advicedesk.languages.registry import STAFF
from advicedesk.statistics.files import FORMATS
from tests.factories.accounts import last_entry
from tests.factories.desk import InspectingDesk

from .conftest import FillMonth
from .releasing import release, switch_on

SET = "/open-data/iso-omena/2026-10"


@pytest.fixture
def released(
    as_supervisor: InspectingDesk, as_administrator: InspectingDesk, fill_month: FillMonth
) -> str:
    """Return the address of a release that is given out."""
    fill_month(walk_in=9, phone=12, chat=20)
    switch_on(as_administrator)
    return release(as_supervisor)


def catalog_of(desk: InspectingDesk) -> dict[str, Any]:
    answer = desk.get("/open-data/catalog.jsonld")
    assert answer.mimetype == "application/ld+json"
    told: dict[str, Any] = json.loads(answer.data)
    return told


@pytest.mark.parametrize(
    "path",
    [
        "/open-data/",
        "/open-data/catalog.jsonld",
        f"{SET}/",
        f"{SET}/v1/",
        f"{SET}/fi/xlsx",
        f"{SET}/v1/fi/xlsx",
    ],
)
def test_nothing_is_given_out_until_an_administrator_switches_it_on(
    desk: InspectingDesk,
    as_supervisor: InspectingDesk,
    as_administrator: InspectingDesk,
    fill_month: FillMonth,
    path: str,
) -> None:
    fill_month(walk_in=9)
    release(as_supervisor)
    desk.get(path, 404)
    switch_on(as_administrator)
    desk.get(path)
    switch_on(as_administrator, **{"open-data-is_on": ""})
    desk.get(path, 404)


def test_switching_it_on_is_audited_and_its_terms_are_kept_while_it_is_off(
    as_administrator: InspectingDesk,
) -> None:
    page = as_administrator.get("/desks/").get_data(as_text=True)
    assert 'value="CC BY 4.0"' in page
    switch_on(as_administrator)
    assert last_entry("organisation.change").changes["gives_open_data"] is True
    switch_on(as_administrator, **{"open-data-is_on": "", "open-data-licence": "CC0 1.0"})
    db.session.rollback()
    kept = db.session.get_one(Organisation, 1).open_data
    assert kept is not None
    assert (kept["is_on"], kept["licence"]) == (False, "CC0 1.0")


@pytest.mark.parametrize(
    "changes",
    [
        {"open-data-licence": ""},
        {"open-data-licence_url": ""},
        {"open-data-licence_url": "javascript:alert(1)"},
        {"open-data-contact": "nobody"},
    ],
)
def test_terms_that_nobody_can_follow_are_refused(
    as_administrator: InspectingDesk, changes: dict[str, str]
) -> None:
    fields = {
        "open-data-is_on": "y",
        "open-data-licence": "CC BY 4.0",
        "open-data-licence_url": "https://creativecommons.org/licenses/by/4.0/",
    }
    as_administrator.post("/desks/open-data", fields | changes, 422)
    db.session.rollback()
    assert db.session.get_one(Organisation, 1).open_data is None


@pytest.mark.parametrize("language", STAFF)
@pytest.mark.usefixtures("released")
def test_the_catalogue_is_open_to_everyone_in_every_language(
    desk: InspectingDesk, language: str
) -> None:
    desk.post("/language", {"language": language})
    assert f'href="{SET}/"' in desk.get("/open-data/").get_data(as_text=True)
    page = desk.get(f"{SET}/").get_data(as_text=True)
    for form in FORMATS:
        assert f'href="{SET}/{language}/{form}"' in page


@pytest.mark.parametrize("form", list(FORMATS))
def test_a_file_has_the_release_s_bytes_and_may_be_kept_by_everyone(
    desk: InspectingDesk, as_supervisor: InspectingDesk, released: str, form: str
) -> None:
    answer = desk.get(f"{SET}/en/{form}")
    assert answer.data == as_supervisor.get(f"{released}/{form}").data
    assert answer.data == desk.get(f"{SET}/v1/en/{form}").data
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.cache_control.public
    assert answer.cache_control.max_age == 3600
    assert answer.last_modified
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")
    etag = answer.headers["ETag"]
    again = desk.get(f"{SET}/en/{form}", 304, headers={"If-None-Match": etag})
    assert again.data == b""
    assert again.headers["ETag"] == etag


def test_it_is_the_same_for_whoever_is_signed_in(
    as_supervisor: InspectingDesk, desk: InspectingDesk, released: str
) -> None:
    assert released
    answer = as_supervisor.get(f"{SET}/fi/csv")
    assert answer.cache_control.public
    assert answer.data == desk.get(f"{SET}/fi/csv").data


@pytest.mark.usefixtures("released")
def test_a_page_that_says_why_there_is_no_file_is_kept_by_nobody(desk: InspectingDesk) -> None:
    for path in (f"{SET}/tlh/csv", f"{SET}/fi/docx", f"{SET}/v2/fi/csv", "/open-data/x/y/fi/csv"):
        answer = desk.get(path, 404)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.usefixtures("released")
def test_the_newest_version_has_the_address_and_older_ones_keep_theirs(
    desk: InspectingDesk, as_supervisor: InspectingDesk, fill_month: FillMonth
) -> None:
    first = desk.get(f"{SET}/fi/tidy").data
    fill_month(walk_in=30)
    release(as_supervisor, reason="Thirty visits were missing.")
    assert desk.get(f"{SET}/fi/tidy").data != first
    assert desk.get(f"{SET}/v1/fi/tidy").data == first
    assert desk.get(f"{SET}/v2/fi/tidy").data == desk.get(f"{SET}/fi/tidy").data
    page = desk.get(f"{SET}/").get_data(as_text=True)
    assert "Thirty visits were missing." in page
    assert f'href="{SET}/v1/"' in page
    assert desk.get("/open-data/").get_data(as_text=True).count(f'href="{SET}/"') == 1


def test_a_withdrawn_release_is_gone_with_words_and_an_older_one_has_its_address_again(
    desk: InspectingDesk, as_supervisor: InspectingDesk, released: str, fill_month: FillMonth
) -> None:
    first = desk.get(f"{SET}/fi/tidy").data
    fill_month(walk_in=30)
    second = release(as_supervisor, reason="Thirty visits were missing.")
    as_supervisor.post(f"{second}/withdraw", {"because": "They were not."})
    gone = desk.get(f"{SET}/v2/fi/tidy", 410)
    assert "They were not." in gone.get_data(as_text=True)
    assert gone.headers["Cache-Control"] == "no-store"
    desk.get(f"{SET}/v2/", 410)
    assert desk.get(f"{SET}/fi/tidy").data == first
    as_supervisor.post(f"{released}/withdraw", {"because": "All of it."})
    desk.get(f"{SET}/fi/tidy", 410)
    desk.get(f"{SET}/", 410)
    assert f'href="{SET}/"' not in desk.get("/open-data/").get_data(as_text=True)
    assert catalog_of(desk)["dcat:dataset"] == []


@pytest.mark.usefixtures("released")
def test_the_catalogue_for_programs_is_dcat_ap(desk: InspectingDesk) -> None:
    told = catalog_of(desk)
    assert told["@type"] == "dcat:Catalog"
    assert told["@id"] == "http://localhost/open-data/"
    assert {one["@language"] for one in told["dct:title"]} == set(STAFF)
    assert told["dct:publisher"]["foaf:name"] == "Espoo"
    (one,) = told["dcat:dataset"]
    titles = {title["@language"]: title["@value"] for title in one["dct:title"]}
    assert titles["en"] == "Iso Omena: October 2026"
    assert titles["fi"] == "Iso Omena: lokakuu 2026"
    assert one["dct:accrualPeriodicity"]["@id"].endswith("/frequency/MONTHLY")
    assert one["dct:temporal"]["dcat:startDate"]["@value"] == "2026-10-01"
    assert one["dct:temporal"]["dcat:endDate"]["@value"] == "2026-10-31"
    assert one["dct:publisher"] == {"@id": told["dct:publisher"]["@id"]}
    assert one["dcat:contactPoint"]["vcard:hasEmail"]["@id"] == "mailto:avoindata@example.fi"
    files = one["dcat:distribution"]
    working = 4  # the organisation's languages
    assert len(files) == (len(FORMATS) - 1) * working + 1  # PX holds three languages
    for file in files:
        assert file["dct:license"]["@id"] == "https://creativecommons.org/licenses/by/4.0/"
        assert file["dcat:mediaType"]["@id"].startswith("https://www.iana.org/assignments/")
        address = file["dcat:downloadURL"]["@id"].removeprefix("http://localhost")
        if address.endswith(("/tidy", "/px")):
            answer = desk.get(address)
            assert file["dcat:mediaType"]["@id"].endswith(answer.mimetype)


@pytest.mark.usefixtures("released")
def test_every_name_and_value_of_the_catalogue_is_one_that_json_ld_knows(
    desk: InspectingDesk,
) -> None:
    told = catalog_of(desk)
    prefixes = told.pop("@context")
    assert all(address.endswith(("#", "/")) for address in prefixes.values())

    def look(node: Any) -> None:
        if isinstance(node, list):
            for each in node:
                look(each)
        elif isinstance(node, dict) and "@value" in node:
            assert set(node) in ({"@value", "@language"}, {"@value", "@type"})
        elif isinstance(node, dict):
            assert {"@id", "@type"} & node.keys(), node
            assert node.get("@id", "http:").startswith(("http:", "https:", "mailto:"))
            for name, value in node.items():
                if not name.startswith("@"):
                    prefix, _colon, term = name.partition(":")
                    assert prefix in prefixes, name
                    assert term
                    look(value)
        else:
            assert isinstance(node, str)

    look(told)
    answer = desk.get("/open-data/catalog.jsonld")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.cache_control.public
    assert answer.headers["ETag"]
