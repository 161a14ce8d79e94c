"""Slips: the processor time of one, and whether two thousand in eight threads leave memory flat."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil

from advicedesk.cli.serving import share_one_heap
from advicedesk.printing.documents import PaperSize
from advicedesk.printing.pdf import slip_pdf
from advicedesk.referrals.slips import compose_slip
from tests.benchmarks.figures import Figure
from tests.factories.slips import SLIP_LANGUAGES, slip_contents

ROUNDS = 5
THREADS = 8
SLIPS = 2000
SIZES = tuple(PaperSize)


def measure(_folder: Path) -> list[Figure]:
    """Measure slips of every language and size."""
    share_one_heap()  # as the server does
    every = [(language, size) for language in SLIP_LANGUAGES for size in SIZES]
    for language, size in every:
        _print(language, size)
    medians = []
    for _round in range(ROUNDS):
        times = sorted(_print(language, size) for language, size in every)
        medians.append(times[len(times) // 2])
    return [
        Figure("printing a slip, processor time, median", "ms", medians, 60),
        _memory(every),
    ]


def _print(language: str, size: PaperSize) -> float:
    began = time.process_time()
    slip_pdf(compose_slip(slip_contents(client_language=language)), size)
    return (time.process_time() - began) * 1000


def _memory(every: list[tuple[str, PaperSize]]) -> Figure:
    """Compare the memory after the first half of two thousand slips with that after the second."""
    process = psutil.Process()
    halves = []
    with ThreadPoolExecutor(THREADS) as pool:
        for _half in range(2):
            list(pool.map(lambda at: _print(*every[at % len(every)]), range(SLIPS // 2)))
            halves.append(process.memory_full_info().uss / 2**20)
    name = f"memory after {SLIPS:,} slips in {THREADS} threads"
    return Figure(name, "MiB", halves[1:], 1.05, halves[:1], f" (after {SLIPS // 2})")
