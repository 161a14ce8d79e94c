"""A change and its audit entry are one transaction: only views and commands commit."""

import ast

from .source import is_room, modules


def test_the_word_commit_stands_only_in_views_and_commands() -> None:
    elsewhere = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        if not is_room(path, "views") and not path.startswith("cli/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "commit"
    ]
    assert elsewhere == []
