"""Error pages say what happened, what is safe and what to do next, and have a button."""

import re

import pytest
from flask import Flask, abort
from werkzeug.exceptions import TooManyRequests

from advicedesk.web import error_words
from tests.factories.desk import InspectingDesk

SAFE = "What was saved before is safe. This last step was not saved."


def refuse_with(app: Flask, monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    """Let a page of everyone's be refused."""
    monkeypatch.setitem(app.view_functions, "web.privacy_notice", lambda: abort(status))


@pytest.mark.parametrize("status", [400, 409, 413, 422, 429, 500, 503])
def test_what_may_work_again_has_a_button_that_tries_again(
    app: Flask, desk: InspectingDesk, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    refuse_with(app, monkeypatch, status)
    page = desk.get("/privacy-notice?from=slip", status).text
    assert 'href="/privacy-notice?from=slip"' in page
    assert 'href="/"' in page
    assert str(status) not in re.sub(r"<[^>]+>", "", page)  # no codes for people
    assert page.split("<main")[1].count("<p>") >= 3


@pytest.mark.parametrize("status", [403, 404, 405])
def test_what_will_not_work_again_leads_to_the_start(
    app: Flask, desk: InspectingDesk, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    refuse_with(app, monkeypatch, status)
    page = desk.get("/privacy-notice", status).text
    assert "Try again" not in page
    assert 'href="/"' in page


def test_a_page_of_other_roles_names_them(as_counsellor: InspectingDesk) -> None:
    page = as_counsellor.get("/accounts/staff/", 403).text
    assert "It opens for: Administrator." in page
    assert "Nothing was changed." in page


def test_a_refusal_within_ones_own_page_names_no_role(
    app: Flask, as_counsellor: InspectingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_with(app, monkeypatch, 403)
    assert "It opens for" not in as_counsellor.get("/privacy-notice", 403).text


def test_whoever_must_wait_is_told_how_long(
    app: Flask, desk: InspectingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wait() -> None:
        raise TooManyRequests(retry_after=150)

    monkeypatch.setitem(app.view_functions, "web.privacy_notice", wait)
    answer = desk.get("/privacy-notice", 429)
    assert answer.headers["Retry-After"] == "150"
    assert "Wait 3 minutes" in answer.text


def test_the_limit_of_a_file_is_told(
    app: Flask, desk: InspectingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse_with(app, monkeypatch, 413)
    assert "12 megabytes at most" in desk.get("/privacy-notice", 413).text


def test_a_form_that_failed_leads_back_to_its_page(
    app: Flask, as_administrator: InspectingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.view_functions, "accounts.save_preferences", lambda: abort(500))
    page = as_administrator.post("/accounts/preferences", {}, 500).text
    assert 'href="/accounts/preferences"' in page
    assert SAFE in page


def test_a_form_without_a_page_of_its_own_leads_to_the_start(
    app: Flask, as_administrator: InspectingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.view_functions, "accounts.choose_language", lambda: abort(503))
    page = as_administrator.post("/language", {}, 503).text
    assert "Try again" not in page
    assert 'href="/"' in page


def test_an_unknown_status_has_words_too(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        assert error_words.for_status(418).heading == "This did not work"
