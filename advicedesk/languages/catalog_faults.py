"""What is wrong with one text of a catalog (pure): fuzzy, incomplete, other placeholders or tags.

A lone per cent sign is a fault of its own: Jinja formats every text, with or without values.
"""

import gettext
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural

_PERCENT = re.compile(r"%(?:\((?P<name>\w+)\))?[#0\-+]*\d*(?:\.\d+)?[diouxXeEfFgGcrsa]")
_BRACES = re.compile(r"\{\w*\}")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
# a form for exactly one number may say it in words: "one visit"
_COUNTED = {"%(num)", "%(count)", "%(number)", "%(n)"}


class Kind(StrEnum):
    """The kinds of faults, in the words of the command."""

    STALE = "the template is stale"
    NO_CATALOG = "no catalog"
    UNREADABLE = "cannot be read"
    MISSING = "not in the catalog"
    UNTRANSLATED = "not translated"
    FUZZY = "fuzzy"
    LEFT_OVER = "not in the template"
    OBSOLETE = "obsolete texts are kept"
    PLURALS = "plural forms missing"
    PLACEHOLDERS = "placeholders differ"
    TAGS = "HTML tags differ"
    EDGES = "spaces at the ends differ"


# what would break or lose something on a page; the rest only shows English there
BREAKING = {Kind.UNREADABLE, Kind.PLACEHOLDERS, Kind.TAGS}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and where."""

    place: str
    kind: Kind
    text: str = ""

    def __str__(self) -> str:
        """Return the line that the command prints."""
        return f"{self.place}: {self.kind}" + (f": {self.text}" if self.text else "")


def find_faults(catalog: Catalog, message: Message) -> Iterator[Kind]:
    """Yield what is wrong with a text of a catalog."""
    sources = _texts(message.id)
    forms = _texts(message.string)
    if not any(forms):
        yield Kind.UNTRANSLATED
        return
    if message.fuzzy:
        yield Kind.FUZZY
    wanted_forms = get_plural(catalog.locale).num_plurals if len(sources) > 1 else 1
    if len(forms) != wanted_forms or not all(forms):
        yield Kind.PLURALS
    lone = _lone_forms(catalog.plural_expr) if len(sources) > 1 else frozenset()
    pairs = [(form, at in lone) for at, form in enumerate(forms) if form]
    if not all(_has_its_places(sources, form, is_lone) for form, is_lone in pairs):
        yield Kind.PLACEHOLDERS
    if any(_tags(form) != _tags(sources[-1]) for form, _is_lone in pairs):
        yield Kind.TAGS
    if any(_edges(form) != _edges(sources[-1]) for form, _is_lone in pairs):
        yield Kind.EDGES


def _texts(given: str | Sequence[str] | None) -> list[str]:
    if given is None or isinstance(given, str):
        return [given or ""]
    return list(given)


@cache
def _lone_forms(plural_expression: str) -> frozenset[int]:
    form_of = gettext.c2py(plural_expression)
    numbers = Counter(form_of(number) for number in range(200))
    return frozenset(form for form, count in numbers.items() if count == 1)


def _has_its_places(sources: list[str], form: str, is_lone: bool) -> bool:
    if _has_lone_percent(form) and not any(map(_has_lone_percent, sources)):
        return False
    found = _places(form)
    allowed = set().union(*(_places(source) for source in sources))
    wanted = _places(sources[-1])
    if is_lone:
        counted = {place for place in wanted if place[: place.find(")") + 1] in _COUNTED}
        wanted = (wanted & _places(sources[0])) - counted
    return wanted <= found <= allowed


def _places(text: str) -> set[str]:
    """Return the placeholders of a text; unnamed ones with their position."""
    bare = text.replace("%%", "")
    places = set(_BRACES.findall(bare))
    unnamed = 0
    for match in _PERCENT.finditer(bare):
        unnamed += not match["name"]
        places.add(match[0] if match["name"] else f"{unnamed}:{match[0]}")
    return places


def _has_lone_percent(text: str) -> bool:
    return "%" in _PERCENT.sub("", text.replace("%%", ""))


def _tags(text: str) -> list[str]:
    return sorted(_TAG.findall(text))


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()
