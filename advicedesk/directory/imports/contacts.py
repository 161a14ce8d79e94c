"""Numbers, mail addresses and links of any feed, written in one way or left out."""

import re
from collections.abc import Iterable
from typing import Any

from advicedesk.directory.imports.feed import FeedPhone
from advicedesk.directory.imports.texts import is_safe_link

_NUMBER = re.compile(r"\+?[0-9]{2,20}")
_EMAIL = re.compile(r"[^\s@<>]{1,80}@[^\s@<>]{1,190}")
_SPLIT = re.compile(r"[;\n]|,(?!\d{1,2}\b)|\s/\s")


def phone_number(number: Any, prefix: Any = None, *, is_service_number: bool = False) -> str | None:
    """Return a number with its country, or a Finnish service number, which has none."""
    plain = re.sub(r"[\s()./\"'\u00a0\u2010-\u2015-]", "", str(number)[:60])
    country = re.sub(r"\D", "", str(prefix or "")[:20]).removeprefix("00")
    if country and not is_service_number and not plain.startswith("+"):
        # people write the trunk zero after the country all the same
        plain = f"+{country}{plain.removeprefix('0') if country == '358' else plain}"
    return plain if _NUMBER.fullmatch(plain) else None


def several(text: Any) -> list[str]:
    """Return what stands in one cell or property with commas, semicolons or lines between."""
    parts = _SPLIT.split(text[:2_000]) if isinstance(text, str) else []
    return [part.strip() for part in parts if part.strip()]


def mail_address(value: Any) -> str | None:
    """Return a mail address, or None for what is none."""
    plain = value.strip().removeprefix("mailto:") if isinstance(value, str) else ""
    return plain if _EMAIL.fullmatch(plain) else None


def safe_links(told: Iterable[Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the links that may be followed, and those that are refused, each once."""
    safe: dict[str, None] = {}
    refused: dict[str, None] = {}
    for value in told:
        link = value.strip() if isinstance(value, str) else ""
        if link:
            (safe if is_safe_link(link) else refused)[link] = None
    return tuple(safe), tuple(refused)


def joined_phones(phones: Iterable[FeedPhone]) -> tuple[FeedPhone, ...]:
    """Join entries of one number and kind: their languages together, a note in each."""
    languages: dict[tuple[str, str], set[str]] = {}
    notes: dict[tuple[str, str], dict[str, str]] = {}
    for each in phones:
        key = (each.kind, each.number)
        languages.setdefault(key, set()).update(each.languages)
        notes.setdefault(key, {}).update(each.notes)
    return tuple(
        FeedPhone(number, tuple(sorted(spoken)), kind, notes[kind, number])
        for (kind, number), spoken in languages.items()
    )
