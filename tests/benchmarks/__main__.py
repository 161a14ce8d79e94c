"""`make benchmarks`: every measure in a Python of its own, one table in the end.

python -m tests.benchmarks [MEASURE ...]
"""

import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

from tests.benchmarks.figures import HEAD

MEASURES = ("storing", "log_page", "month", "disclosure", "slips", "start_up", "directory", "year")


def main(names: list[str]) -> int:
    """Measure one thing, or each in turn."""
    if len(names) == 1:
        return _measure(names[0])
    print(HEAD, flush=True)
    ended = [
        subprocess.run([sys.executable, "-m", "tests.benchmarks", name]).returncode
        for name in names or MEASURES
    ]
    return max(ended)


def _measure(name: str) -> int:
    measure = import_module(f"tests.benchmarks.{name}").measure
    with tempfile.TemporaryDirectory() as folder:
        for figure in measure(Path(folder)):
            print(figure.row(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
