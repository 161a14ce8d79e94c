"""Whatever changes something leaves an entry in the audit trail; looking changes nothing."""

import ast
import re

import pytest

from advicedesk.privacy.action_words import ACTION_WORDS

from .source import (
    Function,
    called,
    imported_from,
    is_room,
    modules,
    route_methods,
    top_functions,
)

# public functions of operations that change nothing
CHANGE_NOTHING: dict[str, str] = {
    "visits/operations.py:snapshot": "only tells what a visit is before a correction",
    "accounts/operations.py:role_codes": "only writes roles as codes",
}
_ACTION = re.compile(r"[a-z_]+\.[a-z_]+")


def _rooms(room: str) -> dict[str, ast.Module]:
    return {path: tree for path, tree in modules().items() if is_room(path, room)}


def _reaches(function: Function, tree: ast.Module, wanted: set[str]) -> bool:
    """Tell whether a function calls something wanted, itself or through its own module."""
    own = top_functions(tree)
    seen: set[str] = set()
    to_look_at = [function]
    while to_look_at:
        calls = called(to_look_at.pop())
        if calls & wanted:
            return True
        for name in calls & own.keys() - seen:
            seen.add(name)
            to_look_at.append(own[name])
    return False


def _calls_of_operations(tree: ast.Module) -> set[str]:
    """Return every way in which a module may call an operation."""
    taken, aliases = imported_from(tree, "operations")
    found = set(taken)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = ast.unparse(node.func.value)
            if owner in aliases:
                found.add(f"{owner}.{node.func.attr}")
    return found


@pytest.mark.parametrize("path", sorted(_rooms("operations")))
def test_every_operation_records_an_audit_entry(path: str) -> None:
    tree = _rooms("operations")[path]
    wanted = {"audit.record", "record", *_calls_of_operations(tree)}
    silent = [
        name
        for name, function in top_functions(tree).items()
        if not name.startswith("_")
        and f"{path}:{name}" not in CHANGE_NOTHING
        and not _reaches(function, tree, wanted)
    ]
    assert silent == []


def test_no_exception_is_left_over() -> None:
    there = {
        f"{path}:{name}"
        for path, tree in _rooms("operations").items()
        for name in top_functions(tree)
    }
    assert sorted(CHANGE_NOTHING.keys() - there) == []


@pytest.mark.parametrize("path", sorted(_rooms("views")))
def test_no_page_that_is_only_looked_at_changes_anything(path: str) -> None:
    tree = _rooms("views")[path]
    changing = {*_calls_of_operations(tree), "db.session.commit", "writing.writing", "writing"}
    faults = [
        name
        for name, function in top_functions(tree).items()
        if route_methods(function)
        and "POST" not in route_methods(function)
        and _reaches(function, tree, changing)
    ]
    assert faults == []


def test_every_recorded_action_has_words_for_the_audit_trail() -> None:
    actions = {
        node.value
        for room in ("operations", "retention")
        for tree in _rooms(room).values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and _ACTION.fullmatch(node.value)
    }
    assert sorted(actions - ACTION_WORDS.keys()) == []
