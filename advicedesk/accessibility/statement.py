"""The statement's data: status, shortcomings with their reasons, methods and dates (pure).

The words are in `words.py`; the page is made of both.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("statement.toml")


class Status(StrEnum):
    """How far the pages meet what the act asks for."""

    FULLY = "fully"
    PARTLY = "partly"


class Reason(StrEnum):
    """Why something is not accessible."""

    BEING_MENDED = "being_mended"
    TOO_HEAVY = "too_heavy"
    OUTSIDE_THE_LAW = "outside_the_law"


@dataclass(frozen=True)
class Shortcoming:
    """One thing that is not accessible; criteria are numbers of WCAG 2.2."""

    code: str
    criteria: tuple[str, ...]
    reason: Reason
    found_on: date
    mended_by: date | None = None


@dataclass(frozen=True)
class Statement:
    """What the statement says, without its words."""

    published_on: date
    assessed_on: date
    methods: tuple[str, ...]
    shortcomings: tuple[Shortcoming, ...]

    @property
    def status(self) -> Status:
        """Tell how far the act is met; what it does not reach takes nothing away."""
        return Status.PARTLY if self.of_the_law() else Status.FULLY

    def of_the_law(self) -> tuple[Shortcoming, ...]:
        """Return the shortcomings of what the act reaches."""
        return tuple(one for one in self.shortcomings if one.reason is not Reason.OUTSIDE_THE_LAW)

    def outside_the_law(self) -> tuple[Shortcoming, ...]:
        """Return the shortcomings of what the act does not reach."""
        return tuple(one for one in self.shortcomings if one.reason is Reason.OUTSIDE_THE_LAW)


@cache
def read_statement() -> Statement:
    """Read the statement's data."""
    return statement_of(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def statement_of(values: dict[str, Any]) -> Statement:
    """Make a statement of what a file holds."""
    return Statement(
        published_on=values["published_on"],
        assessed_on=values["assessed_on"],
        methods=tuple(values["methods"]),
        shortcomings=tuple(_shortcoming(one) for one in values.get("shortcomings", ())),
    )


def _shortcoming(values: dict[str, Any]) -> Shortcoming:
    return Shortcoming(
        code=values["code"],
        criteria=tuple(values["criteria"]),
        reason=Reason(values["reason"]),
        found_on=values["found_on"],
        mended_by=values.get("mended_by"),
    )
