"""A form as it is defined: sections of one unit each, and rows that name their figures (pure).

[title]
en = "Yearly report"
[about]                                  may be left out
en = "What the funder asks for."
[[sections]]
title.en = "Visits"
[[sections.rows]]
title.en = "Visits in all"
figure = "visits_overview:visits"        table:line, or table:line:column, as in the tidy file
[[sections.rows]]
title.en = "With an interpreter"
sum = ["bridged:interpreter_phone", "bridged:interpreter_video"]
[[sections.rows]]
every_line = "client_language"           a row for each line of a table
[[sections.rows]]
every_class = "ptv-service-classes"      a row for each class of a cross-walk, and what has none
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from advicedesk.statistics.report_forms.errors import FormFault, FormRefused
from advicedesk.statistics.report_forms.parts import (
    Names,
    check_keys,
    list_in,
    names_in,
    read_toml,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a figure stands in the report; without a column it is the line's last, its total."""

    table: str
    line: str
    column: str = ""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One row, or one for each line of a table or class of a cross-walk."""

    where: str
    title: Names = field(default_factory=dict)
    figures: tuple[Place, ...] = ()  # one, or those of a sum
    every_line: str = ""
    every_class: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a title; all of one unit."""

    where: str
    title: Names
    rows: tuple[FormRow, ...]


@dataclass(frozen=True, slots=True)
class ReportForm:
    """A form: what it is called, what it says of itself, its sections."""

    title: Names
    about: Names
    sections: tuple[Section, ...]


def read_form(content: bytes) -> ReportForm:
    """Read a file; raise FormRefused when it is no form."""
    told = read_toml(content)
    check_keys(told, "", {"title", "sections"}, {"about"})
    return ReportForm(
        title=names_in(told["title"], "title"),
        about=names_in(told["about"], "about") if "about" in told else {},
        sections=tuple(_section(each, where) for where, each in list_in(told, "sections", "")),
    )


def _section(told: Any, where: str) -> Section:
    check_keys(told, where, {"title", "rows"})
    rows = tuple(_row(each, place) for place, each in list_in(told, "rows", where))
    return Section(where, names_in(told["title"], f"{where}.title"), rows)


def _row(told: Any, where: str) -> FormRow:
    kinds = sorted(told.keys() & _KINDS.keys()) if isinstance(told, dict) else []
    if len(kinds) != 1:
        raise FormRefused(FormFault.WRONG_KEYS, where)
    kind = kinds[0]
    titles = {"title"} if kind in ("figure", "sum") else set()
    check_keys(told, where, {kind, *titles})
    title = names_in(told["title"], f"{where}.title") if titles else {}
    return FormRow(where, title, **_KINDS[kind](told[kind], f"{where}.{kind}"))


def _figure(told: Any, where: str) -> Mapping[str, Any]:
    return {"figures": (_place(told, where),)}


def _sum(told: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(told, list) or not told:
        raise FormRefused(FormFault.WRONG_VALUE, where)
    return {"figures": tuple(_place(each, where) for each in told)}


def _place(told: Any, where: str) -> Place:
    parts = told.split(":") if isinstance(told, str) else []
    if not 2 <= len(parts) <= 3 or not all(parts):
        raise FormRefused(FormFault.WRONG_VALUE, where)
    return Place(*parts)


def _name_for(field_name: str) -> Callable[[Any, str], Mapping[str, Any]]:
    def read(told: Any, where: str) -> Mapping[str, Any]:
        if not isinstance(told, str) or not told:
            raise FormRefused(FormFault.WRONG_VALUE, where)
        return {field_name: told}

    return read


_KINDS: Mapping[str, Callable[[Any, str], Mapping[str, Any]]] = {
    "figure": _figure,
    "sum": _sum,
    "every_line": _name_for("every_line"),
    "every_class": _name_for("every_class"),
}
