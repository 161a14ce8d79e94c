"""`make benchmarks`: every figure as a row of a table."""

import sys
import tempfile
from pathlib import Path

from tests.benchmarks import log_page, month, slips, start_up, storing
from tests.benchmarks.figures import HEAD

MEASURES = (storing, log_page, month, slips, start_up)


def main() -> None:
    """Measure all, or those named."""
    wanted = set(sys.argv[1:])
    print(HEAD)
    for measure in MEASURES:
        if wanted and measure.__name__.rpartition(".")[2] not in wanted:
            continue
        with tempfile.TemporaryDirectory() as folder:
            for figure in measure.measure(Path(folder)):
                print(figure.row(), flush=True)


if __name__ == "__main__":
    main()
