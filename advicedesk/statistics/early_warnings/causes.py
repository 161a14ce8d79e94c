"""What a rise is mostly made of, as far as the figures can show it (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass

NEEDS = "needs"
CAUSES = ("authority", "unmet_reason", "subtopic", "language")
# a cause is told when it makes up at least so much of what is above the usual
_MOST_OF_THE_RISE = 0.5


@dataclass(frozen=True)
class Cause:
    """A part of the needs that rose with them: kind, code, and both figures."""

    kind: str
    code: str
    count: int
    usual: float


def find_causes(
    now: Mapping[str, Mapping[str, int]],
    before: Mapping[str, Mapping[str, int]],
    usual: float,
    least: int,
) -> list[Cause]:
    """Return for each kind the code that rose most, if it makes up half of the rise.

    What is usual of a code is its share of the needs before; small counts are never told.
    """
    rise = now[NEEDS].get("", 0) - usual
    needs_before = before[NEEDS].get("", 0)
    found = []
    for kind in CAUSES:
        causes = [
            Cause(kind, code, count, _share(before[kind].get(code, 0), needs_before) * usual)
            for code, count in now[kind].items()
            if count >= least
        ]
        top = max(causes, key=lambda one: (one.count - one.usual, one.code), default=None)
        if top and top.count - top.usual >= _MOST_OF_THE_RISE * rise:
            found.append(top)
    return found


def _share(count: int, total: int) -> float:
    return count / total if total else 0.0
