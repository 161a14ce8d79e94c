"""The application's own source as syntax trees, read once."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from advicedesk import paths

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules() -> dict[str, ast.Module]:
    """Return {path below advicedesk/: its syntax tree}."""
    return {
        path.relative_to(paths.PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(paths.PACKAGE.rglob("*.py"))
        if not {"templates", "migrations"} & set(path.relative_to(paths.PACKAGE).parts)
    }


def is_room(path: str, room: str) -> bool:
    """Tell whether a module is a feature's room: `visits/views.py` or `visits/views/log.py`.

    A feature may lie inside another: `statistics/early_warnings/views.py`.
    """
    return room in Path(path).with_suffix("").parts[1:]


def functions(tree: ast.AST) -> Iterator[Function]:
    """Yield every function of a tree, methods and inner functions too."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def top_functions(tree: ast.Module) -> dict[str, Function]:
    """Return a module's own functions by name."""
    return {node.name: node for node in tree.body if isinstance(node, Function)}


def route_methods(function: Function) -> set[str]:
    """Return the HTTP methods a view is routed for; none for what is no view."""
    found: set[str] = set()
    for mark in function.decorator_list:
        if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Attribute):
            if mark.func.attr in ("get", "post", "put", "delete", "patch"):
                found.add(mark.func.attr.upper())
            elif mark.func.attr == "route":
                named = [word.value for word in mark.keywords if word.arg == "methods"]
                found |= set(ast.literal_eval(named[0])) if named else {"GET"}
    return found


def called(tree: ast.AST) -> set[str]:
    """Return what is called below a node, as written: `name` or `owner.name`."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            found.add(ast.unparse(node.func))
    return found


def imported_from(tree: ast.Module, module_end: str) -> tuple[set[str], set[str]]:
    """Return (names taken out of modules that end so, names under which such modules go)."""
    taken: set[str] = set()
    aliases: set[str] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        for name in node.names:
            if node.module.split(".")[-1] == module_end:
                taken.add(name.asname or name.name)
            elif name.name == module_end:
                aliases.add(name.asname or name.name)
    return taken, aliases
