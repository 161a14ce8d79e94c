"""Storing a visit over HTTP: language, a topic, acts, minutes, a note; CSRF, kept connections.

Product and floor each run as a process of their own and take turns, round by round.
"""

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import made_up_desk
from tests.benchmarks.figures import Figure
from tests.benchmarks.servers import (
    Caller,
    Running,
    folder_environment,
    free_port,
    percentile,
    running,
    together,
)

ROUNDS = 5
VISITS = 250
STAFF = (8, 32)
EACH = {8: 40, 32: 12}
SHARES = (0.95, 0.99)
NOTE = "Asked about day care, the form was filled in together."


@dataclass(frozen=True)
class Side:
    """A server with its callers' forms."""

    server: Running
    callers: list[Caller]
    path: str
    fields: Callable[[], dict[str, str | list[str]]]

    def store(self, caller: Caller) -> float:
        """Store a visit; return how long the answer took."""
        fields = self.fields()
        began = time.perf_counter()
        status = caller.post(self.path, fields)
        took = time.perf_counter() - began
        assert status == 303, f"{self.path} answered {status}"
        return took

    def processor_ms(self) -> float:
        """Return the processor time of a visit, one after the other."""
        began = self.server.processor_seconds()
        for _number in range(VISITS):
            self.store(self.callers[0])
        return (self.server.processor_seconds() - began) / VISITS * 1000

    def waits_ms(self, staff: int) -> tuple[float, ...]:
        """Return percentiles of the wait when so many staff store at once, without a pause."""
        times = together(self.callers[:staff], self.store, EACH[staff])
        return tuple(percentile(times, share) * 1000 for share in SHARES)


def _fields_of_product() -> dict[str, str | list[str]]:
    return {
        "public_id": str(uuid.uuid4()),
        "client_language": "ar",
        "needs-0-topic": "childcare",
        "needs-0-acts": ["guidance", "form_help"],
        "minutes": "15",
        "note": NOTE,
    }


def _fields_of_floor() -> dict[str, str | list[str]]:
    return {
        "public_id": str(uuid.uuid4()),
        "started_at": "2026-11-24T10:00",
        "client_language": "ar",
        "service_language": "fi",
        "bridged": "none_needed",
        "contact_type": "walk_in",
        "topic": "childcare",
        "acts": ["guidance", "form_help"],
        "outcome": "resolved",
        "minutes": "15",
        "note": NOTE,
    }


@contextmanager
def both(folder: Path, history: int = 2000) -> Iterator[tuple[Side, Side]]:
    """Run the product and the floor side by side, each with its callers."""
    (folder / "product").mkdir()
    (folder / "floor").mkdir()
    with made_up_desk.made(folder / "product") as app:
        cookies = made_up_desk.signed_in(app, max(STAFF))
        made_up_desk.add_history(history, 770)
    with ExitStack() as servers:
        port = free_port()
        arguments = ["advicedesk", "run", "--port", str(port)]
        environment = folder_environment(folder / "product")
        product = servers.enter_context(running(arguments, port, environment))
        callers = [made_up_desk.caller(port, cookie) for cookie in cookies]
        port = free_port()
        arguments = ["tests.benchmarks.floor", str(folder / "floor"), str(port)]
        floor = servers.enter_context(running(arguments, port, {}))
        yield (
            _ready(Side(product, callers, "/visits/log", _fields_of_product)),
            _ready(Side(floor, [Caller(port) for _one in cookies], "/log", _fields_of_floor)),
        )


def _ready(side: Side) -> Side:
    for caller in side.callers:
        caller.get(side.path)
        side.store(caller)
    return side


def measure(folder: Path) -> list[Figure]:
    """Measure storing."""
    with both(folder) as (product, floor):
        times = [(product.processor_ms(), floor.processor_ms()) for _round in range(ROUNDS)]
        ours, theirs = zip(*times, strict=True)
        figures = [Figure("storing a visit, processor time", "ms", ours, 1.5, theirs)]
        for staff in STAFF:
            waits = [(product.waits_ms(staff), floor.waits_ms(staff)) for _round in range(ROUNDS)]
            for at, share in enumerate(SHARES):
                ours, theirs = zip(*((one[at], other[at]) for one, other in waits), strict=True)
                name = f"storing with {staff} staff at once, p{share:.0%}".rstrip("%")
                figures.append(Figure(name, "ms", ours, 1.0, theirs))
    return figures
