"""The workbook of a year of a hundred thousand visits, made by the command as a timer makes it:
processor time and the most memory, the months counted already and not yet."""

import os
import subprocess
import sys
from pathlib import Path

from advicedesk.database import utc_now
from tests.benchmarks import made_up_desk
from tests.benchmarks.figures import Figure
from tests.factories.database import SECRET

VISITS = 200_000  # the year and the one it is compared with
EACH_MONTH = 8_220
ROUNDS = 3
MOST_SECONDS, MOST_MIB = 5, 150


def measure(folder: Path) -> list[Figure]:
    """Measure the command, first on uncounted months."""
    with made_up_desk.made(folder) as app:
        made_up_desk.signed_in(app, 1)
        made_up_desk.add_history(VISITS, EACH_MONTH)
    first = _made(folder)
    later = [_made(folder) for _round in range(ROUNDS)]
    seconds, memory = zip(*later, strict=True)
    name = "xlsx of a year of 100,000 visits"
    return [
        Figure(f"{name}, processor time", "s", seconds, MOST_SECONDS),
        Figure(f"{name}, memory", "MiB", memory, MOST_MIB),
        Figure(f"{name}, uncounted, processor time", "s", first[:1], MOST_SECONDS),
        Figure(f"{name}, uncounted, memory", "MiB", first[1:], MOST_MIB),
    ]


def _made(folder: Path) -> tuple[float, float]:
    """Run the command; return its seconds of processor time and the most memory it had.

    The system counts what this one held when it began the other, so it is at most that.
    """
    now = utc_now()
    first, last = f"{now.year - 1}-{now.month:02d}", now.replace(day=1)
    until = f"{last.year}-{last.month - 1:02d}" if last.month > 1 else f"{last.year - 1}-12"
    command = [sys.executable, "-m", "advicedesk", "report", first, "--until", until]
    settings = {"ADVICEDESK_DATA": str(folder), "ADVICEDESK_SECRET_KEY": SECRET}
    process = subprocess.Popen(
        [*command, "--out", str(folder / "year.xlsx")],
        env=os.environ | settings,
        stderr=subprocess.DEVNULL,
    )
    _pid, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, process.returncode
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
