"""What lets the one who asked for a long import see how far it is (pure)."""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

Step = TypeVar("Step")


class Watch(Protocol):
    """Gives the steps back one by one, and shows how many are done."""

    def __call__(self, steps: Sequence[Step], /) -> Iterable[Step]:
        """Return the steps."""


def unwatched(steps: Sequence[Step], /) -> Iterable[Step]:
    """Return the steps; nobody watches."""
    return steps
