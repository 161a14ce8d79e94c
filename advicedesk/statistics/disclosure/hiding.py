"""The pass itself: small cells, their cover, the proof, and what it costs readers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from advicedesk.statistics.disclosure.audit import Interval, exposed_cells
from advicedesk.statistics.disclosure.choosing import choose_cheapest, show_again
from advicedesk.statistics.disclosure.cover import cover_exposed
from advicedesk.statistics.disclosure.primary import primary_cells
from advicedesk.statistics.disclosure.repair import Covers
from advicedesk.statistics.disclosure.sums import (
    DEFAULT_THRESHOLD,
    LEAST_THRESHOLD,
    Key,
    Sum,
    Web,
)

REMEMBERED = 64  # months whose figures are asked for again: page after page, then the files
MANY_CELLS = 2_500  # a program for each exposed cell costs too much time over more


class CannotBeHidden(Exception):
    """Refuse figures because what is published already gives a cell away."""

    def __init__(self, key: Key, interval: Interval) -> None:
        super().__init__("/".join(key))
        self.key, self.interval = key, interval


@dataclass(frozen=True, slots=True)
class Hiding:
    """The cells that may not be published, and how many counted things readers lose by cover."""

    hidden: frozenset[Key]
    primary: frozenset[Key]
    cover_cost: int


def hide_cells(
    counts: Mapping[Key, int],
    sums: Iterable[Sum],
    threshold: int = DEFAULT_THRESHOLD,
    also_hidden: Iterable[Key] = (),
    kept: Iterable[Key] = (),
) -> Hiding:
    """Choose the cells to hide, small ones and their cover, so that the audit passes.

    `also_hidden` are hidden for another reason and are covered like small ones; `kept` are
    published already. The order of figures and sums follows the words of a page: it decides
    nothing, else two languages would hide differently and tell together what each keeps.
    """
    if threshold < LEAST_THRESHOLD:
        raise ValueError(f"a threshold under {LEAST_THRESHOLD} protects nobody")
    return _hide_cells(
        tuple(sorted(counts.items())),
        _in_order(sums),
        threshold,
        frozenset(also_hidden),
        frozenset(kept),
    )


def _in_order(sums: Iterable[Sum]) -> tuple[Sum, ...]:
    ordered = (replace(line, parts=tuple(sorted(line.parts))) for line in sums)
    return tuple(sorted(ordered, key=lambda line: (line.total, line.parts, line.is_group)))


@lru_cache(maxsize=REMEMBERED)
def _hide_cells(
    items: tuple[tuple[Key, int], ...],
    sums: tuple[Sum, ...],
    threshold: int,
    also_hidden: frozenset[Key],
    kept: frozenset[Key],
) -> Hiding:
    counts = dict(items)
    web = Web(counts, sums, kept)
    web.hide(primary_cells(counts, sums, threshold))
    web.hide(also_hidden)
    primary = frozenset(web.hidden)
    if len(web.lines_of) > MANY_CELLS:
        cover_exposed(web, threshold)
    _repair(web, threshold)
    show_again(web, primary, threshold)
    choose_cheapest(web, primary, threshold)
    return Hiding(frozenset(web.hidden), primary, web.cost(web.hidden - primary))


def _repair(web: Web, threshold: int) -> None:
    """Cover what the exact audit still finds exposed."""
    covers: Covers | None = None
    while exposed := exposed_cells(web, threshold):
        covers = covers or Covers(web, threshold)
        before = len(web.hidden)
        for key in sorted(exposed, key=lambda key: (exposed[key].width, key)):
            if not covers.is_wide(key):
                web.hide(covers.cheapest(key))
        if len(web.hidden) == before:
            raise CannotBeHidden(*next(iter(exposed.items())))
