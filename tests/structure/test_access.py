"""Who may open what: every route wears exactly one mark, and all of them are listed here."""

import ast

import pytest
from flask import Flask

from advicedesk.roles import Role
from advicedesk.web.access import OPEN, access_of

from .addresses import address_of
from .source import is_room, modules, route_methods, top_functions

EVERYONE = "everyone"
SIGNED_IN = "all staff"
AT_DESK = "counsellor supervisor"
FOLLOW_UP = "counsellor partner supervisor"

ACCESS: dict[str, str] = {}


def _in_words(access: object) -> str:
    if access == OPEN:
        return EVERYONE
    assert isinstance(access, tuple), "a view without a mark"
    roles = sorted(role.value for role in access)
    return SIGNED_IN if len(roles) == len(Role) else " ".join(roles)


def test_every_endpoint_is_listed_with_those_it_opens_for(app: Flask) -> None:
    found = {
        endpoint: _in_words(access_of(endpoint))
        for endpoint in app.view_functions
        if endpoint != "static"
    }
    assert found == ACCESS


@pytest.mark.parametrize("path", sorted(path for path in modules() if is_room(path, "views")))
def test_every_view_wears_exactly_one_mark_below_its_routes(path: str) -> None:
    for name, function in top_functions(modules()[path]).items():
        marks = [ast.unparse(mark) for mark in function.decorator_list]
        worn = [mark for mark in marks if mark.startswith(("requires_role", "open_to_everyone"))]
        assert len(worn) == bool(route_methods(function)), (name, marks)
        if worn:
            assert marks[-1] == worn[0], (name, "the mark stands next to the function")


def test_whoever_is_not_signed_in_is_asked_to_sign_in(app: Flask) -> None:
    browser = app.test_client()
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static" or access_of(rule.endpoint) == OPEN:
            continue
        if "GET" in (rule.methods or ()):
            answer = browser.get(address_of(rule))
            assert answer.status_code == 303, rule
            assert answer.location.startswith("/sign-in"), rule
