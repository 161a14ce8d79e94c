"""The field's words win over the framework's; words that say nothing are not used at all."""

import ast
import re
from collections.abc import Iterator

from .source import Function, modules

SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "handler"}
SAY_NOTHING |= {"process", "lang", "ref", "svc", "org"}
WHOLE = {"data", "info"}
ALLOWED = {
    "login_manager": "Flask-Login's own name for it, known to every reader of Flask",
    "process_bind_param": "SQLAlchemy asks for this name",
    "process_result_value": "SQLAlchemy asks for this name",
    "process_formdata": "WTForms asks for this name",
    "INTERPRETER_OR_HELPER": "a code of the desk's own list",
    "_COMMON": "passwords that many people choose are common in the word's own sense",
    "TOO_COMMON": "passwords that many people choose are common in the word's own sense",
}


def _words(name: str) -> list[str]:
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name)
    return [word.lower() for word in apart.split("_") if word]


def _fault(name: str) -> bool:
    if name in ALLOWED:
        return False
    words = _words(name)
    return bool(SAY_NOTHING & set(words)) or name.strip("_") in WHOLE or words[:1] == ["do"]


def _given_names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the names that we gave ourselves: not attributes and keywords of others."""
    for node in ast.walk(tree):
        if isinstance(node, Function | ast.ClassDef):
            yield node.lineno, node.name
        elif isinstance(node, ast.arg):
            yield node.lineno, node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.id
        elif isinstance(node, ast.alias) and node.asname:
            yield node.lineno, node.asname


def test_no_name_that_we_gave_says_nothing() -> None:
    faults = [
        f"{path}:{line} {name}"
        for path, tree in modules().items()
        for line, name in _given_names(tree)
        if _fault(name)
    ]
    assert faults == []


def test_no_file_name_says_nothing() -> None:
    parts = {part.removesuffix(".py") for path in modules() for part in path.split("/")}
    assert sorted(part for part in parts if _fault(part)) == []


def test_base_classes_stand_only_in_the_database_and_web_rooms() -> None:
    elsewhere = [
        f"{path}: {node.name}"
        for path, tree in modules().items()
        if not path.startswith("database/") and path != "web/forms.py"
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.name.startswith("Base")
    ]
    assert elsewhere == []
