"""The month's page with 10,000 and with 100,000 visits of history, a month being alike in both; and
the page of a month of 10,000 visits that goes on."""

import time
from pathlib import Path

from tests.benchmarks import made_up_desk
from tests.benchmarks.figures import Figure

ROUNDS = 7
PAGES = 3
EACH_MONTH = 770
HISTORIES = (100_000, 10_000)
LARGE_MONTH = 10_000
LARGE_HISTORY = 40_000  # the months that the page compares it with
MOST_MS = 150
PATH = "/statistics/"


class Desk:
    """A desk with a history, and the browser of its supervisor."""

    def __init__(self, folder: Path, history: int, each_month: int = EACH_MONTH) -> None:
        folder.mkdir()
        with made_up_desk.made(folder) as self.app:
            cookie = made_up_desk.signed_in(self.app, 1)[0]
            made_up_desk.add_history(history, each_month)
        self.app.testing = True
        self.browser = self.app.test_client()
        self.browser.set_cookie("advicedesk", cookie)
        self.page_ms()

    def page_ms(self) -> float:
        """Return the processor time of the page."""
        began = time.process_time()
        for _number in range(PAGES):
            answer = self.browser.get(PATH)
            assert answer.status_code == 200, answer.status_code
        return (time.process_time() - began) / PAGES * 1000


def measure(folder: Path) -> list[Figure]:
    """Measure the page, round by round in turn."""
    long, short = (Desk(folder / str(history), history) for history in HISTORIES)
    times = [(long.page_ms(), short.page_ms()) for _round in range(ROUNDS)]
    ours, theirs = zip(*times, strict=True)
    name = f"the month's page with {HISTORIES[0]:,} visits, processor time"
    large = Desk(folder / "large", LARGE_HISTORY, LARGE_MONTH)
    large_times = [large.page_ms() for _round in range(ROUNDS)]
    large_name = f"the page of a month of {LARGE_MONTH:,} visits, processor time"
    return [
        Figure(name, "ms", ours, 1.2, theirs, f" ({HISTORIES[1]:,})"),
        Figure(large_name, "ms", large_times, MOST_MS),
    ]
