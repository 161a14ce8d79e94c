"""The parts that forms and cross-walks are written with in TOML, read strictly (pure)."""

import re
import tomllib
from collections.abc import Mapping, Set
from typing import Any

from advicedesk.statistics.report_forms.errors import FormFault, FormRefused

Names = Mapping[str, str]  # {language code: text}
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")  # of a form or a cross-walk, as its file is called
_LONGEST_TEXT = 300


def read_toml(content: bytes) -> dict[str, Any]:
    """Return what a file says; raise FormRefused when it is no TOML."""
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise FormRefused(FormFault.NOT_TOML) from None


def check_keys(told: Any, where: str, needed: Set[str], allowed: Set[str] = frozenset()) -> None:
    """Refuse a table that lacks a key or has one that is not known, so that no typo is passed."""
    if not isinstance(told, dict):
        raise FormRefused(FormFault.WRONG_VALUE, where)
    wrong = sorted((needed - told.keys()) | (told.keys() - needed - allowed))
    if wrong:
        raise FormRefused(FormFault.WRONG_KEYS, ".".join(filter(None, (where, wrong[0][:40]))))


def names_in(told: Any, where: str) -> Names:
    """Return a text in one language or more."""
    is_text = isinstance(told, dict) and all(
        isinstance(text, str) and 0 < len(text.strip()) <= _LONGEST_TEXT for text in told.values()
    )
    if not told or not is_text:
        raise FormRefused(FormFault.WRONG_VALUE, where)
    return {language: text.strip() for language, text in told.items()}


def list_in(told: Mapping[str, Any], key: str, where: str) -> list[tuple[str, Any]]:
    """Return the tables of a list, each with its place; at least one."""
    found = told.get(key)
    if not isinstance(found, list) or not found:
        raise FormRefused(FormFault.WRONG_VALUE, ".".join(filter(None, (where, key))))
    place = ".".join(filter(None, (where, key)))
    return [(f"{place}[{number}]", each) for number, each in enumerate(found, 1)]


def text_in(told: Mapping[str, Any], key: str, where: str) -> str:
    """Return a short text."""
    found = told.get(key)
    if not isinstance(found, str) or not 0 < len(found.strip()) <= _LONGEST_TEXT:
        raise FormRefused(FormFault.WRONG_VALUE, f"{where}.{key}")
    return found.strip()
