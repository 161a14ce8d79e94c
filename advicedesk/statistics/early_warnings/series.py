"""What is watched: needs of a topic by language or authority, of a topic, and all (pure)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Grain(StrEnum):
    """The length of a period."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Kind(StrEnum):
    """What a series counts."""

    ALL = "all"
    TOPIC = "topic"
    LANGUAGE = "language"
    AUTHORITY = "authority"


class NotASeries(ValueError):
    """The text names no series."""


@dataclass(frozen=True, order=True)
class Series:
    """One series; `other` is a language code, or an authority's id as text."""

    kind: Kind
    topic: str = ""
    other: str = ""

    def __str__(self) -> str:
        return ":".join((self.kind, self.topic, self.other)).rstrip(":")

    @classmethod
    def parse(cls, text: str) -> "Series":
        """Read what `str()` wrote."""
        kind, *parts = text.split(":")
        if kind not in set(Kind) or len(parts) > 2:
            raise NotASeries
        return cls(Kind(kind), *parts)


@dataclass(frozen=True)
class Period:
    """Some days; `end` is the day after the last."""

    grain: Grain
    first: date
    end: date


@dataclass(frozen=True)
class History:
    """Counts of all series of one grain, oldest period first; the last one may be running.

    A total of None is a period that was not read, because no past needs it.
    """

    periods: list[Period]
    totals: list[int | None]
    open_days: list[int]
    counts: dict[Series, list[int]]
