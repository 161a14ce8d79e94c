"""Opening the log page, against the floor's bare form; and the memory after fifty pages."""

from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.storing import Side, both

ROUNDS = 5
PAGES = 100
PAGES_BEFORE_MEMORY = 50


def measure(folder: Path) -> list[Figure]:
    """Measure the page: a desk of sixty places, a history of 2,000 visits."""
    with both(folder) as (product, floor):
        for side in (product, floor):
            _open(side, PAGES_BEFORE_MEMORY)
        memory = product.server.memory_mib(), floor.server.memory_mib()
        times = [(_page_ms(product), _page_ms(floor)) for _round in range(ROUNDS)]
    ours, theirs = zip(*times, strict=True)
    return [
        Figure("opening the log page, processor time", "ms", ours, 1.0, theirs),
        Figure(f"memory after {PAGES_BEFORE_MEMORY} pages", "MiB", memory[:1], 1.3, memory[1:]),
    ]


def _open(side: Side, pages: int) -> None:
    for _number in range(pages):
        side.callers[0].get(side.path)


def _page_ms(side: Side) -> float:
    began = side.server.processor_seconds()
    _open(side, PAGES)
    return (side.server.processor_seconds() - began) / PAGES * 1000
