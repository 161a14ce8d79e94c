"""`desk`: a test client that inspects every page it gets."""

import re
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask, has_app_context
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db

from .staff import PASSWORD

_NEEDS_LABEL = {"input", "select", "textarea"}
# what differs each time a page is made: nonces, tokens, public ids
_MADE_ANEW = re.compile(
    r'nonce="[^"]+"|value="[\w.-]{60,}"|[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}'
)
_inspected: set[str] = set()


class InspectingDesk:
    """Opens pages as a browser would, and refuses pages that break the house's rules."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.browser: FlaskClient = app.test_client()
        # whoever has not signed in reads English, so that tests may name words
        self.browser.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en"
        self.last: TestResponse | None = None

    def get(self, path: str, status: int = 200, **arguments: Any) -> TestResponse:
        """Open a page and inspect it."""
        with self.app.app_context():  # a context of its own: nothing is carried between requests
            answer = self._inspect(self.browser.get(path, **arguments), status)
        return _look_anew(answer)

    def post(
        self, path: str, fields: Any = None, status: int = 303, **arguments: Any
    ) -> TestResponse:
        """Send a form with a fresh CSRF token and inspect the answer."""
        if not isinstance(fields, list):
            fields = [
                (name, one)
                for name, value in (fields or {}).items()
                for one in (value if isinstance(value, list) else [value])
            ]
        pairs: dict[str, list[Any]] = {"csrf_token": [self.csrf_token()]}
        for name, value in fields:
            pairs.setdefault(name, []).append(value)
        with self.app.app_context():
            answer = self._inspect(self.browser.post(path, data=pairs, **arguments), status)
        return _look_anew(answer)

    def csrf_token(self) -> str:
        """Return a token for the browser's session."""
        with self.app.app_context():
            page = self.browser.get("/accessibility").get_data(as_text=True)
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found, "no form with a CSRF token on the page"
        return found[1]

    def sign_in(self, person: StaffMember, password: str = PASSWORD) -> "InspectingDesk":
        """Sign a staff member in."""
        with db.session.no_autoflush:
            username = person.username
            db.session.rollback()  # a reading transaction left open would see nothing new
        self.post("/sign-in", {"username": username, "password": password})
        return self

    def _inspect(self, answer: TestResponse, status: int) -> TestResponse:
        self.last = answer
        assert answer.status_code == status, (
            f"{answer.status_code} instead of {status}: {answer.get_data(as_text=True)[:3000]}"
        )
        assert not db.session.new, "a request left something unsaved"
        assert not db.session.dirty, "a request left changes uncommitted"
        assert "nonce-" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        if answer.mimetype == "text/html" and status not in (301, 302, 303):
            _inspect_once(answer.get_data(as_text=True))
        return answer


def _look_anew(answer: TestResponse) -> TestResponse:
    """End the test's own reading transaction, so that it sees what the request changed."""
    if has_app_context():
        db.session.rollback()
    return answer


def _inspect_once(page: str) -> None:
    """Inspect a page unless one that differs only in what is made anew was sound."""
    made = _MADE_ANEW.sub("", page)
    if made not in _inspected:
        inspect_page(page)
        _inspected.add(made)


def inspect_page(page: str) -> Element:
    """Parse strictly and hold a page against the rules that every page keeps."""
    root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    headings = list(root.iter("h1"))
    assert len(headings) == 1, f"{len(headings)} h1"
    title = _text(next(root.iter("title")))
    heading = _text(headings[0])
    # a case code is in no title: titles stand in lists of windows that others may see
    assert title.startswith(heading) or heading.startswith(f"{title.split(' – ')[0]} "), title
    html = next(root.iter("html")) if root.tag != "html" else root
    assert html.get("lang"), "no lang"
    assert html.get("dir") in ("ltr", "rtl"), "no dir"
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), [one for one in ids if ids.count(one) > 1]
    _inspect_labels(root)
    for element in root.iter():
        assert "style" not in element.attrib, "inline style"
        assert not any(name.startswith("on") for name in element.attrib), "inline script"
        if element.tag == "script":
            assert element.get("nonce"), "script without nonce"
    return root


def _inspect_labels(root: Element) -> None:
    labelled = {label.get("for") for label in root.iter("label")}
    wrapped = {id(inner) for label in root.iter("label") for inner in label.iter()}
    for element in root.iter():
        if element.tag not in _NEEDS_LABEL or element.get("type") in ("hidden", "submit", "button"):
            continue
        named = element.get("aria-label") or element.get("aria-labelledby")
        assert named or element.get("id") in labelled or id(element) in wrapped, (
            f"no label for {element.get('name')}"
        )


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.fixture
def make_desk(app: Flask) -> Callable[[], InspectingDesk]:
    """Return a maker of further desks (browsers)."""
    return lambda: InspectingDesk(app)


@pytest.fixture
def desk(app: Flask) -> InspectingDesk:
    """Return a desk at which nobody is signed in."""
    return InspectingDesk(app)


@pytest.fixture
def as_counsellor(app: Flask, counsellor: StaffMember) -> InspectingDesk:
    """Return a desk with a counsellor signed in."""
    return InspectingDesk(app).sign_in(counsellor)


@pytest.fixture
def as_supervisor(app: Flask, supervisor: StaffMember) -> InspectingDesk:
    """Return a desk with a supervisor signed in."""
    return InspectingDesk(app).sign_in(supervisor)


@pytest.fixture
def as_administrator(app: Flask, administrator: StaffMember) -> InspectingDesk:
    """Return a desk with an administrator signed in."""
    return InspectingDesk(app).sign_in(administrator)
