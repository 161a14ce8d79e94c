"""Static files: kept for good under the hash of their content, compressed, one stylesheet."""

import gzip
import re

import pytest
from flask import Flask

from advicedesk.web.static_files import SHEET, asset, read_static_file
from tests.factories.desk import InspectingDesk


def address(app: Flask, name: str) -> str:
    """Return the address that pages give a file."""
    with app.test_request_context():
        return asset(name)


def test_a_name_holds_the_hash_of_the_content(app: Flask) -> None:
    assert re.fullmatch(r"/static/js/desk\.[0-9a-f]{10}\.js", address(app, "js/desk.js"))


def test_a_file_under_its_hash_is_kept_for_good(app: Flask, desk: InspectingDesk) -> None:
    kept = desk.browser.get(address(app, "images/icons.svg"))
    assert "immutable" in kept.headers["Cache-Control"]
    assert kept.mimetype == "image/svg+xml"
    assert "Cookie" not in kept.headers.get("Vary", "")


@pytest.mark.parametrize("name", ["css/base.css", "css/base.0123456789.css"])
def test_a_file_under_another_name_is_asked_for_again(desk: InspectingDesk, name: str) -> None:
    answer = desk.browser.get(f"/static/{name}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


def test_an_unchanged_file_is_not_sent_again(app: Flask, desk: InspectingDesk) -> None:
    etag = desk.browser.get("/static/css/base.css").headers["ETag"]
    again = desk.browser.get("/static/css/base.css", headers={"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "name", ["nothing.css", "../app.py", "css/../../app.py", "css/./base.css", "css", "%00"]
)
def test_nothing_but_the_folders_files_is_sent(desk: InspectingDesk, name: str) -> None:
    assert desk.browser.get(f"/static/{name}").status_code == 404


def test_the_layers_are_sent_as_one_sheet_in_their_order(app: Flask, desk: InspectingDesk) -> None:
    sheet = desk.browser.get(address(app, SHEET)).text
    places = [sheet.index(f"@layer {name}") for name in ("reset", "tokens", "base", "components")]
    assert places == sorted(places)
    page = desk.get("/sign-in").text
    assert page.count('rel="stylesheet"') == 1


def test_text_is_compressed_for_browsers_that_can(app: Flask, desk: InspectingDesk) -> None:
    where = address(app, SHEET)
    small = desk.browser.get(where, headers={"Accept-Encoding": "gzip, br"})
    assert small.headers["Content-Encoding"] == "gzip"
    found = read_static_file(SHEET)
    assert found is not None
    assert gzip.decompress(small.data) == desk.browser.get(where).data == found.content
    assert len(small.data) < len(found.content) / 3


def test_a_page_is_compressed_and_its_length_is_blurred(desk: InspectingDesk) -> None:
    pages = [desk.browser.get("/sign-in", headers={"Accept-Encoding": "gzip"}) for _n in range(12)]
    assert all(page.headers["Content-Encoding"] == "gzip" for page in pages)
    assert all(b"<h1>" in gzip.decompress(page.data) for page in pages)
    assert len({len(page.data) for page in pages}) > 3
    assert "Content-Encoding" not in desk.browser.get("/sign-in").headers


def test_a_page_with_what_was_just_typed_is_not_compressed(desk: InspectingDesk) -> None:
    typed = {"username": "aino", "password": "wrong", "csrf_token": desk.csrf_token()}
    page = desk.browser.post("/sign-in", data=typed, headers={"Accept-Encoding": "gzip"})
    assert "aino" in page.text
    assert "Content-Encoding" not in page.headers
