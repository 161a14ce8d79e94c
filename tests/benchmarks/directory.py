"""The directory at the size of a country: importing 20,000 places, finding some, the log page."""

import json
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import psutil

from advicedesk.database import db, writing
from advicedesk.directory import queries
from advicedesk.directory.feed_files import read_files
from advicedesk.directory.importing import import_feed
from tests.benchmarks import made_up_desk
from tests.benchmarks.figures import Figure
from tests.benchmarks.servers import folder_environment, free_port, running
from tests.factories.feeds import authority, channel, page

PLACES = 20_000
PER_PAGE = 100
PAGES = 20
ROUNDS = 5
WORDS = ("kirjasto", "kirjsto", "neuvonta esp", "hälsostation", "terveys 12", "palvelupist 777")
_NAMES = (
    ("Kirjasto", "Bibliotek", "Library"),
    ("Terveysasema", "Hälsostation", "Health centre"),
    ("Neuvontapiste", "Rådgivning", "Advice desk"),
    ("Palvelupiste", "Servicepunkt", "Service point"),
)
_CITIES = ("Espoo", "Helsinki", "Vantaa", "Turku", "Oulu", "Tampere")
_MIB = 2**20


def measure(folder: Path) -> list[Figure]:
    """Measure the import, the memory it takes, the picker's answer, and the log page."""
    feed_folder, desk_folder = folder / "feed", folder / "desk"
    feed_folder.mkdir()
    desk_folder.mkdir()
    _write(feed_folder)
    with made_up_desk.made(desk_folder) as app:
        first = _timed(lambda: _import(feed_folder))
        memory = _most_memory()
        again = _timed(lambda: _import(feed_folder))
        queries.find_places("kirjsto")
        answers = [_timed(_find_all) / len(WORDS) * 1000 for _round in range(ROUNDS)]
        slowest = [max(_timed(lambda w=word: queries.find_places(w)) for word in WORDS) * 1000]
        (cookie,) = made_up_desk.signed_in(app, 1)
    return [
        Figure(f"importing {PLACES:,} places", "s", [first], 60),
        Figure(f"importing the same {PLACES:,} again", "s", [again], 60),
        Figure("most memory of the import", "MiB", [memory], 300),
        Figure(f"finding a place among {PLACES:,}", "ms", answers, 50),
        Figure("the slowest of six searches", "ms", slowest, 50),
        *_of_log_page(desk_folder, cookie),
    ]


def _of_log_page(folder: Path, cookie: str) -> list[Figure]:
    """Measure the page in a server of its own: the first one reads the directory."""
    port = free_port()
    arguments = ["advicedesk", "run", "--port", str(port)]
    with running(arguments, port, folder_environment(folder)) as server:
        caller = made_up_desk.caller(port, cookie)

        def open_page() -> float:
            began = server.processor_seconds()
            caller.get("/visits/log")
            return (server.processor_seconds() - began) * 1000

        first = open_page()
        later = [sum(open_page() for _page in range(PAGES)) / PAGES for _round in range(ROUNDS)]
    return [
        Figure(f"the first log page, {PLACES:,} places, processor time", "ms", [first], 2000),
        Figure(f"a later log page, {PLACES:,} places, processor time", "ms", later, 50),
    ]


def _write(folder: Path) -> None:
    (folder / "0.json").write_text(json.dumps(page(authority())), "utf-8")
    pages = PLACES // PER_PAGE
    for number in range(pages):
        entries = [_channel(number * PER_PAGE + each) for each in range(PER_PAGE)]
        told = json.dumps(page(*entries, page_count=pages), ensure_ascii=False)
        (folder / f"p{number}.json").write_text(told, "utf-8")


def _channel(number: int) -> dict[str, object]:
    fi, sv, en = _NAMES[number % len(_NAMES)]
    city = _CITIES[number % len(_CITIES)]
    names = {"fi": f"{city} {fi} {number}", "sv": f"{city} {sv} {number}", "en": f"{en} {number}"}
    return channel(
        f"00000000-0000-4000-8000-{number:012}",
        serviceChannelNames=[
            {"language": code, "value": name, "type": "Name"} for code, name in names.items()
        ],
        serviceChannelDescriptions=[
            {"language": code, "value": f"{name}. " * 12, "type": "Summary"}
            for code, name in names.items()
        ],
    )


def _import(folder: Path) -> None:
    found = read_files([folder])
    with writing.writing():
        import_feed(feed=found.feed, today=date(2026, 11, 24), is_whole=found.is_whole)
        db.session.commit()


def _find_all() -> None:
    for words in WORDS:
        queries.find_places(words)


def _timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _most_memory() -> float:
    peak = Path("/proc/self/status")
    if peak.exists():
        lines = dict(line.split(":", 1) for line in peak.read_text().splitlines() if ":" in line)
        return int(lines["VmHWM"].split()[0]) / 1024
    return psutil.Process().memory_info().rss / _MIB
