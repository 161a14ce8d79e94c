"""A request's language: the account's, the session's, the browser's, the organisation's first."""

from types import SimpleNamespace

import pytest
from flask import Flask, g, session
from flask_login import LoginManager

from advicedesk.languages import locale


@pytest.fixture
def bare_app(monkeypatch: pytest.MonkeyPatch) -> Flask:
    """Return an application that has sessions and nobody signed in."""
    app = Flask("bare")
    app.secret_key = "x" * 32
    LoginManager(app)
    monkeypatch.setattr(locale, "organisation_languages", lambda: ["vi", "sv", "fi"])
    return app


@pytest.mark.parametrize(
    ("own", "kept", "accepted", "language"),
    [
        ("ar", "sv", "en", "ar"),
        (None, "sv", "en", "sv"),
        (None, None, "en", "en"),
        (None, None, "en-GB,en;q=0.9,fi;q=0.5", "en"),
        (None, None, "ar-IQ", "ar"),
        (None, None, "vi, ar;q=0.4, fi;q=0.3", "ar"),
        (None, None, "fi;q=0.2, sv;q=0.8", "sv"),
        (None, None, "vi, ti", "sv"),
        (None, None, "", "sv"),
        (None, None, ";;q=x", "sv"),
        ("vi", "tlh", "en", "en"),
    ],
)
def test_the_nearest_choice_wins_and_only_languages_of_staff_pages_count(
    bare_app: Flask, own: str | None, kept: str | None, accepted: str, language: str
) -> None:
    with bare_app.test_request_context(headers={"Accept-Language": accepted}):
        g._login_user = SimpleNamespace(language=own)
        if kept:
            session["language"] = kept
        assert locale.choose_locale() == language


def test_without_any_choice_pages_are_in_finnish(
    bare_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locale, "organisation_languages", locale._nothing_set)
    with bare_app.test_request_context():
        g._login_user = SimpleNamespace(language=None)
        assert locale.choose_locale() == "fi"


def test_commands_speak_the_language_of_the_source(bare_app: Flask) -> None:
    with bare_app.app_context():
        assert locale.choose_locale() == "en"
