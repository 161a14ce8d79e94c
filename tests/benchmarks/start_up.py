"""Start-up: a fresh Python that makes the application, against one that makes the bare stack's."""

import os
import resource
import subprocess
import sys
from pathlib import Path

from tests.benchmarks import made_up_desk
from tests.benchmarks.figures import Figure
from tests.benchmarks.servers import AS_INSTALLED, folder_environment

ROUNDS = 7
PRODUCT = "from advicedesk.app import create_app; create_app()"
FLOOR = (
    "import pathlib, sys; from tests.benchmarks.floor import make_app;"
    " make_app(pathlib.Path(sys.argv[1]))"
)


def measure(folder: Path) -> list[Figure]:
    """Measure the start, round by round in turn; the first of each only warms the disk."""
    (folder / "product").mkdir()
    (folder / "floor").mkdir()
    with made_up_desk.made(folder / "product"):
        environment = folder_environment(folder / "product")
    times = [
        (_start_ms(PRODUCT, environment), _start_ms(FLOOR, {}, str(folder / "floor")))
        for _round in range(ROUNDS + 1)
    ]
    ours, theirs = zip(*times[1:], strict=True)
    return [Figure("start-up, processor time", "ms", ours, 2.0, theirs)]


def _start_ms(code: str, environment: dict[str, str], *arguments: str) -> float:
    began = _children_seconds()
    subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=os.environ | AS_INSTALLED | environment,
        check=True,
    )
    return (_children_seconds() - began) * 1000


def _children_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
