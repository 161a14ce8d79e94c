"""The TOML that tells a command what the page asks: columns, words, answers (pure).

[columns]                      their headers by our columns
minutes = "Kesto"
[words.topics]                 codes by their words
"kela-juttu" = "social"
[answers]
year = 2026
same_day = true
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from advicedesk.languages.search import fold
from advicedesk.visits.importing.own_table import OWN_COLUMNS, Answers, OwnTable, Question
from advicedesk.visits.importing.own_words import CODED, Taught, said
from advicedesk.visits.importing.sheets import FileFault, FileRefused, short

_ANSWERS = {one.name: int if one.name == "year" else bool for one in fields(Answers)}
del _ANSWERS["columns"]


@dataclass(frozen=True)
class OwnMapping:
    """What the file tells."""

    renamed: Mapping[str, str]  # column -> their header
    taught: Taught = field(default_factory=dict)
    answers: Answers = field(default_factory=Answers)


def read_mapping(content: bytes) -> OwnMapping:
    """Read the mapping; raise FileRefused when it is none."""
    try:
        told = tomllib.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise FileRefused(FileFault.BAD_MAPPING) from None
    parts = [told.get(name, {}) for name in ("columns", "words", "answers")]
    is_known = set(told) <= {"columns", "words", "answers"} and bool(told)
    if not is_known or not all(isinstance(part, dict) for part in parts):
        raise FileRefused(FileFault.BAD_MAPPING)
    columns, words, answers = parts
    renamed = _texts(columns, OWN_COLUMNS)
    return OwnMapping(
        renamed=renamed,
        taught={
            (column, said(word)): code
            for column, codes in _sections(words).items()
            for word, code in _texts(codes).items()
        },
        answers=Answers(
            columns={fold(header): column for column, header in renamed.items()},
            **_checked(answers),
        ),
    )


def _texts(told: Mapping[str, Any], names: tuple[str, ...] | None = None) -> dict[str, str]:
    unknown = sorted(set(told) - set(names)) if names else []
    is_text = all(isinstance(value, str) and value.strip() for value in told.values())
    if unknown or not is_text:
        raise FileRefused(FileFault.BAD_MAPPING, unknown=short(unknown))
    return {name: value.strip() for name, value in told.items()}


def _sections(words: Mapping[str, Any]) -> Mapping[str, dict[str, Any]]:
    unknown = sorted(set(words) - CODED)
    if unknown or not all(isinstance(section, dict) for section in words.values()):
        raise FileRefused(FileFault.BAD_MAPPING, unknown=short(unknown))
    return words


def _checked(answers: Mapping[str, Any]) -> dict[str, Any]:
    unknown = sorted(set(answers) - set(_ANSWERS))
    if unknown or not all(type(value) is _ANSWERS[name] for name, value in answers.items()):
        raise FileRefused(FileFault.BAD_MAPPING, unknown=short(unknown))
    return dict(answers)


def proposed(table: OwnTable, questions: list[Question]) -> str:
    """Write the mapping that a table was read with, what must be answered left to be filled in."""
    lines = ["[columns]"]
    lines += [f"{column} = {_quoted(header)}" for header, column in table.headers if column]
    asked: dict[str, list[str]] = {}
    for question in questions:
        if question.word:
            choices = " | ".join(question.options) or "a code"
            asked.setdefault(f"[words.{question.column}]", []).append(
                f"# {_quoted(question.word)} = {_quoted(choices)}"
            )
        else:
            name = _NAMES[question.kind.value]
            choices = " | ".join(question.options) if name == "year" else "true | false"
            asked.setdefault("[answers]", []).append(f"# {name} = {choices}")
    for section, told in asked.items():
        lines += [section, *told]
    return "\n".join(lines)


_NAMES = {
    "year": "year",
    "same_day": "same_day",
    "minutes_meant": "minutes_meant",
    "equal_rows": "equal_rows_are_visits",
    "people": "counts_people",
}


def _quoted(text: str) -> str:
    escaped = "".join(
        f"\\u{ord(sign):04x}" if sign in '"\\' or ord(sign) < 32 else sign for sign in text
    )
    return f'"{escaped}"'
