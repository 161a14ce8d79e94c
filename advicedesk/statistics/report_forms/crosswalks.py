"""Our topics in somebody else's classes: PTV's service classes, a city's, a funder's (pure).

A topic belongs to one class at a time, and several topics may belong to the same: counts stay
whole, so there are no shares. A topic goes as a whole or by its subtopics, never both; what has no
class is told as such.

[title]
en = "Service classes"
[[classes]]
code = "P5"
names.fi = "Terveydenhuolto"
[[topics]]
topic = "health"                or "everyday/library"
class = "P5"
valid_from = 2026-01-01         both may be left out
valid_to = 2026-12-31
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from advicedesk.statistics.report_forms.errors import FormFault, FormRefused
from advicedesk.statistics.report_forms.parts import (
    Names,
    check_keys,
    list_in,
    names_in,
    read_toml,
    text_in,
)


@dataclass(frozen=True, slots=True)
class Belonging:
    """A topic, or one of its subtopics, in a class for a time."""

    topic: str  # `topic` or `topic/subtopic`
    class_code: str
    valid_from: date
    valid_to: date
    where: str

    def meets(self, other: "Belonging") -> bool:
        """Tell whether both say where the same need belongs, at the same time."""
        whole, part = sorted((self.topic, other.topic), key=len)
        is_same = whole == part or ("/" not in whole and part.startswith(f"{whole}/"))
        return is_same and self.valid_from <= other.valid_to and other.valid_from <= self.valid_to


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Classes with their names, and what belongs to them."""

    title: Names
    classes: Mapping[str, Names]
    belongings: tuple[Belonging, ...]

    def within(self, first: date, last: date) -> dict[str, str]:
        """Return {topic or topic/subtopic: class} of a time; refuse a time in which it changes."""
        found = {}
        for each in self.belongings:
            if each.valid_to < first or last < each.valid_from:
                continue
            if first < each.valid_from or each.valid_to < last:
                raise FormRefused(FormFault.CHANGES_WITHIN, each.where)
            found[each.topic] = each.class_code
        return found


def read_crosswalk(content: bytes) -> Crosswalk:
    """Read a file; raise FormRefused when it is no cross-walk."""
    told = read_toml(content)
    check_keys(told, "", {"title", "classes", "topics"})
    classes = {}
    for where, each in list_in(told, "classes", ""):
        check_keys(each, where, {"code", "names"})
        classes[text_in(each, "code", where)] = names_in(each["names"], f"{where}.names")
    belongings = tuple(_belonging(each, where) for where, each in list_in(told, "topics", ""))
    for each in belongings:
        if each.class_code not in classes:
            raise FormRefused(FormFault.NO_SUCH_CLASS, each.where)
    _check_whole(belongings)
    return Crosswalk(names_in(told["title"], "title"), classes, belongings)


def _belonging(told: Any, where: str) -> Belonging:
    check_keys(told, where, {"topic", "class"}, {"valid_from", "valid_to"})
    dates = told.get("valid_from", date.min), told.get("valid_to", date.max)
    if not all(type(each) is date for each in dates):
        raise FormRefused(FormFault.WRONG_VALUE, where)
    return Belonging(text_in(told, "topic", where), text_in(told, "class", where), *dates, where)


def _check_whole(belongings: Iterable[Belonging]) -> None:
    for one, other in combinations(belongings, 2):
        if one.meets(other):
            raise FormRefused(FormFault.IN_TWO_CLASSES, other.where)
