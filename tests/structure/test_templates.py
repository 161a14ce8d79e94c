"""Templates: each compiles and is used, none holds styles or scripts, one sheet for both ways."""

import ast
import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import meta, nodes

from advicedesk import paths

from .source import modules

ALL = sorted(
    path.relative_to(paths.TEMPLATES).as_posix() for path in paths.TEMPLATES.rglob("*.html")
)
_RENDERERS = {"render_template", "stream_template", "get_template", "template"}
# what differs between left-to-right and right-to-left
_PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border|scroll-margin|scroll-padding|inset)-(?:left|right)"
    r"|border-(?:top|bottom)-(?:left|right)-radius|(?:left|right)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right))"
)


def _named_in_code() -> set[str]:
    return {
        node.value
        for tree in modules().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"[a-z_0-9/]+\.html", node.value)
    }


def _named_in_templates(built: Flask) -> set[str]:
    found: set[str] = set()
    for name in ALL:
        tree = built.jinja_env.parse((paths.TEMPLATES / name).read_text(encoding="utf-8"))
        found |= {other for other in meta.find_referenced_templates(tree) if other}
    return found


@pytest.mark.parametrize("name", ALL)
def test_every_template_compiles(built: Flask, name: str) -> None:
    built.jinja_env.compile((paths.TEMPLATES / name).read_text(encoding="utf-8"), name)


def test_every_template_that_is_named_exists(built: Flask) -> None:
    assert sorted((_named_in_code() | _named_in_templates(built)) - set(ALL)) == []


def test_every_template_is_used(built: Flask) -> None:
    assert sorted(set(ALL) - _named_in_code() - _named_in_templates(built)) == []


@pytest.mark.parametrize("name", ALL)
def test_every_imported_macro_is_used(built: Flask, name: str) -> None:
    tree = built.jinja_env.parse((paths.TEMPLATES / name).read_text(encoding="utf-8"))
    taken = {
        one if isinstance(one, str) else one[1]
        for node in tree.find_all(nodes.FromImport)
        for one in node.names
    }
    used = {node.name for node in tree.find_all(nodes.Name)}
    assert sorted(taken - used) == []


@pytest.mark.parametrize("name", ALL)
def test_no_template_holds_a_style_or_a_script(name: str) -> None:
    source = (paths.TEMPLATES / name).read_text(encoding="utf-8")
    assert not re.search(r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", source)
    for opening in re.findall(r"<script\b[^>]*(?:\{\{.*?\}\}[^>]*)*>", source):
        assert "nonce=" in opening
        if "application/json" not in opening:  # values for a script are no script
            assert f"{opening}</script>" in source, "a script's text"


@pytest.mark.parametrize("name", [name for name in ALL if name.startswith("components/")])
def test_a_component_is_one_macro_named_like_its_file(built: Flask, name: str) -> None:
    tree = built.jinja_env.parse((paths.TEMPLATES / name).read_text(encoding="utf-8"))
    assert [macro.name for macro in tree.find_all(nodes.Macro)] == [Path(name).stem]


SHEETS = sorted(paths.STATIC.rglob("*.css"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_sheet_names_left_or_right(sheet: Path) -> None:
    plain = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert _PHYSICAL.findall(plain) == []
