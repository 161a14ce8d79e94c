"""The month's report at two lengths of history, 700 visits a month in both."""

import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.benchmarks import made_up_desk
from tests.benchmarks.figures import Figure

ROUNDS = 5
SHORT, LONG = 10_000, 100_000
EACH_MONTH = 700


def measure(folder: Path) -> list[Figure]:
    """Measure the protected report of the last whole month."""
    short, long = (_times(folder / str(count), count) for count in (SHORT, LONG))
    name = f"the month at {LONG:,} visits of history, against {SHORT:,}"
    return [Figure(name, "ms", long, 1.2, short)]


def _times(folder: Path, count: int) -> list[float]:
    from advicedesk.statistics import making, queries
    from advicedesk.statistics.months import Month

    folder.mkdir()
    zone = ZoneInfo("Europe/Helsinki")
    with made_up_desk.made(folder) as app:
        made_up_desk.signed_in(app, 1)
        made_up_desk.add_history(count, EACH_MONTH)
        month = Month.of(datetime.now(zone).date()).shifted(-1)
        times = []
        with app.test_request_context():
            scope = making.Scope("iso-omena", tuple(queries.list_desks()))
            making.make_report(scope, month, zone, 5)
            for _round in range(ROUNDS):
                began = time.process_time()
                making.make_report(scope, month, zone, 5)
                times.append((time.process_time() - began) * 1000)
    return times
