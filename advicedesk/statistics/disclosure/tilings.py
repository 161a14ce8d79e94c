"""How desks and months, as pairs, are put together from others: without gap and overlap (pure)."""

from collections.abc import Iterator, Sequence

Atom = tuple[str, str]  # a desk and a month
Region = frozenset[Atom]


def tilings(whole: Region, regions: Sequence[Region]) -> Iterator[tuple[Region, ...]]:
    """Yield the ways to put a region together from others; no way that follows from two others.

    Where a quarter is there besides, a year is four quarters, and each of them three months: a
    year of twelve months tells nothing more.
    """
    inside = [region for region in regions if region and region < whole]
    inside.sort(key=lambda region: (-len(region), sorted(region)))
    yield from _filled(whole, inside, ())


def _filled(
    left: Region, inside: list[Region], chosen: tuple[Region, ...]
) -> Iterator[tuple[Region, ...]]:
    if not left:
        yield chosen
        return
    first = min(left)
    for region in inside:
        if first in region and region <= left:
            more = (*chosen, region)
            if not _follows(more, inside):
                yield from _filled(left - region, inside, more)


def _follows(chosen: tuple[Region, ...], inside: list[Region]) -> bool:
    """Tell whether some of the parts, the last among them, make up another region exactly."""
    for region in inside:
        if chosen[-1] < region:
            parts = [part for part in chosen if part <= region]
            if sum(map(len, parts)) == len(region):
                return True
    return False
