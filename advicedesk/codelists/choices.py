"""What a code list offers on a day: plain values, computed without a database."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

# topic and subtopic fit together in the audit trail's column of 64
_SHORT_CODE = re.compile(r"[a-z][a-z0-9_]{0,30}")


@dataclass(frozen=True)
class Choice:
    """A code with its names; a topic carries its subtopics."""

    full_code: str
    names: dict[str, str]
    valid_from: date | None
    valid_to: date | None
    subtopics: tuple["Choice", ...] = ()

    @cached_property
    def short_code(self) -> str:
        """Return the last part of the code: `fee` of `childcare/fee`."""
        return self.full_code.rpartition("/")[2]

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the code may be chosen on a day."""
        return not (
            (self.valid_from and day < self.valid_from) or (self.valid_to and day > self.valid_to)
        )


def offered_on(choices: Iterable[Choice], day: date) -> tuple[Choice, ...]:
    """Return what may be chosen on a day; a retired topic takes its subtopics along."""
    return tuple(
        replace(
            choice, subtopics=tuple(under for under in choice.subtopics if under.is_valid_on(day))
        )
        for choice in choices
        if choice.is_valid_on(day)
    )


def is_short_code(text: str) -> bool:
    """Tell whether a text may be a new code: small letters, digits, underscores, at most 31."""
    return _SHORT_CODE.fullmatch(text) is not None
