"""Better cover than was found: cells that need not be hidden, and the cheapest of all choices."""

from collections.abc import Iterator
from heapq import heappop, heappush
from itertools import islice

from advicedesk.statistics.disclosure.audit import exposed_cells
from advicedesk.statistics.disclosure.bounds import exposed_by_bounds
from advicedesk.statistics.disclosure.sums import Key, Web

FEW_CELLS, MANY_CHOICES = 20, 1_024  # of ten cells every choice is tried, of more the cheaper
FEW_COVERS = 40  # of more covers trying each to be shown again is not worth the wait


def show_again(web: Web, primary: frozenset[Key], threshold: int) -> None:
    """Show cover again, the dearest first, where the audit passes without it."""
    cover = sorted(web.hidden - primary, key=lambda key: (-web.counts[key], key))
    for key in cover if len(cover) <= FEW_COVERS else ():
        web.hidden.remove(key)
        if not _is_safe(web, threshold):
            web.hidden.add(key)


def choose_cheapest(web: Web, primary: frozenset[Key], threshold: int) -> None:
    """Hide the cheapest cover there is, where there are few enough cells to try all choices."""
    found, most = frozenset(web.hidden), web.cost(web.hidden - primary)
    web.hidden = set(primary)
    free = sorted(filter(web.can_hide, web.lines_of), key=lambda key: (web.counts[key], key))
    choices = _choices(web, free, most) if len(free) <= FEW_CELLS else iter(())
    for choice in islice(choices, MANY_CHOICES):
        web.hidden = {*primary, *choice}
        if _is_safe(web, threshold):
            return
    web.hidden = set(found)


def _choices(web: Web, free: list[Key], most: int) -> Iterator[list[Key]]:
    """Yield the choices of some cells that cost less than the most, the cheapest first."""
    waiting: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    while waiting:
        cost, chosen = heappop(waiting)
        if cost >= most:
            return
        yield [free[place] for place in chosen]
        for place in range(chosen[-1] + 1 if chosen else 0, len(free)):
            heappush(waiting, (cost + web.counts[free[place]], (*chosen, place)))


def _is_safe(web: Web, threshold: int) -> bool:
    return not exposed_by_bounds(web, threshold) and not exposed_cells(web, threshold)
