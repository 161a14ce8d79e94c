"""The month's page and its files as the history grows tenfold and tenfold again.

On SQLite and, where its programs are, on PostgreSQL, whose processor time is counted too.
A month is alike in all.

It takes a quarter of an hour: `python -m tests.benchmarks growth`.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
from flask.testing import FlaskClient
from sqlalchemy import delete

from advicedesk.database import db
from advicedesk.statistics.models import KeptMonth
from tests.benchmarks import made_up_desk
from tests.benchmarks.figures import Figure
from tests.factories.postgresql import Server, find_programs, started_server

ROUNDS = 5
EACH_MONTH = 385  # ten thousand visits reach two years back: as far as a report looks
HISTORIES = (10_000, 100_000, 1_000_000)
MOST_RATIO = 1.2
PAGE = "/statistics/"
FILES = ("xlsx", "csv", "tidy", "px", "json-stat")
PARTS = ("page", "first page", "files")


class Desk:
    """A desk with a history, and the browser of its supervisor."""

    def __init__(self, folder: Path, history: int, server: Server | None) -> None:
        folder.mkdir()
        self.server = server
        changes = {}
        if server:
            server.execute(f"CREATE DATABASE desk_{history}")
            changes["DATABASE_URL"] = server.url(f"desk_{history}")
        with made_up_desk.made(folder, **changes) as self.app:
            cookie = made_up_desk.signed_in(self.app, 1)[0]
            made_up_desk.add_history(history, EACH_MONTH)
        self.app.testing = True
        self.browser: FlaskClient = self.app.test_client()
        self.browser.set_cookie("advicedesk", cookie)
        self.round()

    def round(self) -> dict[str, float]:
        """Return the milliseconds of the counted page, of the uncounted one, and of every file."""
        files = [f"{PAGE}export?format={form}" for form in FILES]
        found = {"page": self._spent([PAGE] * 3) / 3, "files": self._spent(files)}
        with self.app.app_context():
            db.session.execute(delete(KeptMonth))
            db.session.commit()
        return {"first page": self._spent([PAGE]), **found}

    def _spent(self, addresses: list[str]) -> float:
        began = self._processor_time()
        for address in addresses:
            answer = self.browser.get(address)
            assert answer.status_code == 200, (address, answer.status_code)
        return (self._processor_time() - began) * 1000

    def _processor_time(self) -> float:
        return time.process_time() + (_server_time(self.server) if self.server else 0.0)


def _server_time(server: Server) -> float:
    """Return what the processes that answer have used; the connections stay open."""
    pid = int((server.folder / "store" / "postmaster.pid").read_text().split()[0])
    total = 0.0
    for process in psutil.process_iter(["ppid", "cmdline", "cpu_times"]):
        told = process.info
        # what tidies up comes and goes
        if told["ppid"] == pid and " ".join(told["cmdline"] or ()).startswith("postgres: desk "):
            total += told["cpu_times"].user + told["cpu_times"].system
    return total


def measure(folder: Path) -> Iterator[Figure]:
    """Measure each database in turn."""
    yield from _grown(folder, "SQLite", None)
    programs = find_programs()
    if programs is None:
        return
    with ExitStack() as stack:
        yield from _grown(folder, "PostgreSQL", stack.enter_context(started_server(programs)))


def _grown(folder: Path, name: str, server: Server | None) -> Iterator[Figure]:
    desks = [Desk(folder / f"{name}-{history}", history, server) for history in HISTORIES]
    rounds = [[desk.round() for desk in desks] for _round in range(ROUNDS)]
    for part in PARTS:
        times = [[desk[part] for desk in one] for one in rounds]
        least, *larger = zip(*times, strict=True)
        for history, spent in zip(HISTORIES[1:], larger, strict=True):
            title = f"the month's {part} with {history:,} visits, {name}, processor time"
            yield Figure(title, "ms", spent, MOST_RATIO, least, f" ({HISTORIES[0]:,})")
