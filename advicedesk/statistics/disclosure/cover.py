"""Cover for hidden cells, looked for along the sums: fast, and close to the cheapest."""

from collections.abc import Iterator
from itertools import islice

from advicedesk.statistics.disclosure.bounds import Exposed, exposed_by_bounds
from advicedesk.statistics.disclosure.sums import Key, Web

PART_STEPS = 3  # how far a part is looked for before a total is hidden


def cover_exposed(web: Web, threshold: int) -> None:
    """Hide more cells until no bounds are too close, as far as there are cells to hide."""
    while exposed := exposed_by_bounds(web, threshold):
        touched: set[int] = set()
        before = len(web.hidden)
        for one in exposed:
            if one.line not in touched:  # one step a line, then look again
                touched.add(one.line)
                web.hide(_next_cover(web, one))
        if len(web.hidden) == before:
            return


def _next_cover(web: Web, exposed: Exposed) -> list[Key]:
    """Choose the next cell to hide: a part in the line or in the nearest, else a total."""
    # nothing is left when an earlier step of this round has taken the last cover
    found = _parts_near(web, exposed) or _totals_near(web, exposed)
    return sorted(found, key=lambda cell: _order(web, cell, exposed.shortfall))[:1]


def _parts_near(web: Web, exposed: Exposed) -> list[Key]:
    """List the nearest parts: a total costs readers more than a part a few steps away."""
    for lines in islice(_rings(web, exposed), PART_STEPS):
        parts = [part for near in lines for part in web.lines[near][1]]
        if found := [part for part in parts if web.can_hide(part)]:
            return found
    return []


def _totals_near(web: Web, exposed: Exposed) -> list[Key]:
    """List the nearest totals, or parts where these are nearer."""
    for lines in _rings(web, exposed):
        terms = [web.terms(near) for near in lines]
        parts = [part for _, *others in terms for part in others if web.can_hide(part)]
        if found := parts or [total for total, *_ in terms if web.can_hide(total)]:
            return found
    return []


def _rings(web: Web, exposed: Exposed) -> Iterator[list[int]]:
    """Yield a line, then the lines its cells stand in, and so on: they pass knowledge on."""
    lines, seen = [exposed.line], {exposed.key}
    while True:
        yield lines
        near = seen.union(*(web.terms(number) for number in lines))
        if near == seen:
            return
        seen = near
        lines = sorted({number for other in seen for number in web.lines_of[other]})


def _order(web: Web, key: Key, shortfall: float) -> tuple[bool, int, Key]:
    """Order covers: one that is enough first, then by the counts that readers lose."""
    lonely = sum(not web.hidden.intersection(web.terms(n)) for n in web.lines_of[key])
    count = web.counts[key]
    if count - 1 < shortfall:  # the largest of those too small on their own
        return True, -count, key
    return False, count * (1 + lonely), key  # a lonely cell will need a cover itself
