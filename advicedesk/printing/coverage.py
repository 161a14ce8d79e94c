"""Which characters the committed fonts can show, so that no empty box is ever printed."""

import json
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from advicedesk.printing.scripts import font_chain

COVERAGE = Path(__file__).parent / "fonts" / "coverage.json"


class GlyphMissing(ValueError):
    """No committed font shows these characters; `characters` says which."""

    def __init__(self, characters: str) -> None:
        self.characters = characters
        named = ", ".join(
            f"{character} (U+{ord(character):04X} {unicodedata.name(character, 'without a name')})"
            for character in characters
        )
        super().__init__(f"no font shows {named}")


def missing_characters(text: str, script: str) -> str:
    """Return the characters, each once, that the fonts printing this script cannot show."""
    families = font_chain(script)
    return "".join(
        character
        for character in dict.fromkeys(text)
        if not any(is_shown(character, family) for family in families)
    )


def require_glyphs(texts: Iterable[str], script: str) -> None:
    """Refuse, by naming them, characters that would print as empty boxes."""
    missing = missing_characters("".join(texts), script)
    if missing:
        raise GlyphMissing(missing)


def is_shown(character: str, family: str) -> bool:
    """Say whether both weights of a family have a glyph; control characters never have one."""
    if unicodedata.category(character) == "Cc":
        return False
    starts, ends = _ranges(family)
    place = bisect_right(starts, ord(character)) - 1
    return place >= 0 and ord(character) <= ends[place]


@cache
def _table() -> dict[str, list[tuple[int, int]]]:
    table: dict[str, list[tuple[int, int]]] = json.loads(COVERAGE.read_text(encoding="utf-8"))
    return table


@cache
def _ranges(family: str) -> tuple[list[int], list[int]]:
    pairs = _table()[family]
    return [start for start, _ in pairs], [end for _, end in pairs]
