"""Slips: processor time of one, and memory over a thousand in eight threads."""

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil

from advicedesk.printing.documents import PaperSize
from advicedesk.printing.pdf import slip_pdf
from advicedesk.referrals.slips import compose_slip
from tests.benchmarks.figures import Figure
from tests.factories.slips import slip_contents

LANGUAGES = ("ar", "fi", "sv", "en", "ru")
ROUNDS = 5
EACH = 20
MANY = 1000


def _print(number: int) -> None:
    """Print a slip whose texts differ from the last one's, so that nothing is remembered."""
    contents = slip_contents(
        client_language=LANGUAGES[number % len(LANGUAGES)], bring=(f"Paper {number}",)
    )
    slip_pdf(compose_slip(contents), PaperSize.A5)


def measure(_folder: Path) -> list[Figure]:
    """Measure A5 slips in five languages."""
    for number in range(10):
        _print(number)
    medians = []
    for first in range(0, ROUNDS * EACH, EACH):
        times = []
        for number in range(first, first + EACH):
            began = time.process_time()
            _print(number)
            times.append((time.process_time() - began) * 1000)
        medians.append(statistics.median(times))
    process = psutil.Process()
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(_print, range(MANY // 4)))
        before = process.memory_info().rss / 2**20
        list(threads.map(_print, range(MANY // 4, MANY)))
    after = process.memory_info().rss / 2**20
    name = f"memory after {MANY} slips in 8 threads, against {MANY // 4}"
    return [
        Figure("a slip on A5, processor time", "ms", medians, 60),
        Figure(name, "MiB", [after], 1.1, [before]),
    ]
