"""What every answer wears, and what is answered when something is wrong."""

import logging
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from advicedesk.database import db
from advicedesk.database.writing import can_begin_writing
from advicedesk.web import headers
from tests.factories.desk import InspectingDesk


def test_the_process_and_the_database_say_that_they_are_well(desk: InspectingDesk) -> None:
    assert desk.get("/healthz").json == {"status": "ok"}
    assert desk.get("/readyz").json == {"status": "ok"}


def test_a_database_without_tables_is_not_ready(
    app: Flask, desk: InspectingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise OperationalError("SELECT", {}, Exception("locked"))

    monkeypatch.setattr(type(db.session()), "execute", refuse)
    assert desk.get("/readyz", 503).json == {
        "status": "error",
        "reason": "database cannot be used",
    }


def test_a_database_that_cannot_be_written_is_not_ready(
    app: Flask, desk: InspectingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    if db.engine.dialect.name != "sqlite":
        return  # a file's rights are SQLite's matter alone
    monkeypatch.setattr(os, "access", lambda *_arguments: False)
    assert desk.get("/readyz", 503).status_code == 503


def test_a_database_that_another_program_holds_is_not_ready(app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        return  # PostgreSQL has no one lock for all
    path = db.engine.url.database or ""
    assert can_begin_writing(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not can_begin_writing(path, seconds=0.1)


@pytest.mark.parametrize("path", ["/sign-in", "/healthz", "/no-such-page", "/static/css/base.css"])
def test_every_answer_wears_the_headers(desk: InspectingDesk, path: str) -> None:
    answer = desk.browser.get(path)
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    answer.close()


def test_staff_pages_are_never_stored(as_counsellor: InspectingDesk) -> None:
    assert as_counsellor.get("/visits/today").headers["Cache-Control"] == "no-store"


def test_every_answer_has_its_own_nonce(app: Flask) -> None:
    nonces = set()
    for _number in range(3):
        with app.app_context(), app.test_request_context():
            nonces.add(headers.csp_nonce())
    assert len(nonces) == 3


def test_an_unknown_page_says_so_in_words(desk: InspectingDesk) -> None:
    assert "There is nothing here" in desk.get("/no-such-page", 404).text


def test_a_form_without_its_token_is_refused_in_words(app: Flask, desk: InspectingDesk) -> None:
    with app.app_context():
        answer = desk.browser.post("/sign-in", data={"username": "x"})
    assert answer.status_code == 400
    assert "The page was too old" in answer.text


def test_a_page_used_in_the_wrong_way_is_refused_in_words(desk: InspectingDesk) -> None:
    answer = desk.get("/sign-out", 405)
    assert answer.headers["Allow"]


def test_a_role_that_does_not_open_a_page_is_told(as_counsellor: InspectingDesk) -> None:
    assert "Your role does not open this page" in as_counsellor.get("/accounts/staff/", 403).text


def test_what_went_wrong_is_logged_without_what_was_typed(
    app: Flask,
    desk: InspectingDesk,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setitem(
        app.view_functions, "accessibility.statement", _failing(ValueError("Soita Aino"))
    )
    with caplog.at_level(logging.ERROR, "advicedesk"):
        page = desk.get("/accessibility", 500).text
    assert "Something went wrong here" in page
    assert "unexpected ValueError in accessibility.statement" in caplog.text
    assert "Aino" not in caplog.text + page


def test_a_database_that_is_away_is_answered_in_words(
    app: Flask, desk: InspectingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = OperationalError("INSERT", {}, Exception("disk full"))
    monkeypatch.setitem(app.view_functions, "accessibility.statement", _failing(away))
    assert "cannot store anything right now" in desk.get("/accessibility", 503).text


def _failing(error: Exception) -> Callable[[], None]:
    def view() -> None:
        raise error

    return view
