"""Texts for the catalogs stand where the extraction sees them."""

import ast
from collections.abc import Iterator

from tests.structure.source import modules

MARKS = {"_", "_l", "N_", "gettext", "ngettext", "lazy_gettext", "lazy_ngettext", "pgettext"}


def _calls_in_f_strings(tree: ast.Module) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield from (inner for inner in ast.walk(node) if isinstance(inner, ast.Call))


def test_no_text_for_the_catalogs_stands_inside_an_f_string() -> None:
    # before Python 3.12 an f-string is one token: the extraction would pass the text over
    hidden = [
        f"{path}:{call.lineno}"
        for path, tree in modules().items()
        for call in _calls_in_f_strings(tree)
        if isinstance(call.func, ast.Name) and call.func.id in MARKS
    ]
    assert hidden == []
