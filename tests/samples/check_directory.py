"""Open sample data of the directory: every file is read, every reading equals its expected.json."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from advicedesk.directory.errors import FeedUnreadable
from advicedesk.directory.feed_files import read_files
from advicedesk.directory.imports import ptv
from advicedesk.directory.imports.feed import Feed, FeedPlace, shown_name
from advicedesk.directory.opening_hours import (
    HoursState,
    Span,
    format_clock,
    from_json,
    resolve,
    to_json,
    week,
)

SYNTHETIC = "ptv-v11-synthetic"
REAL = "ptv-v8-real"
INFERRED = "ptv-v12-inferred"
HSDS = "hsds-3.0"
TPR = "helsinki-tpr"
# folder, or one file of it -> format, places, authorities, problems
COUNTS = {
    SYNTHETIC: ("ptv11", 14, 7, 0),
    REAL: ("ptv11,ptv8", 21, 3, 0),
    INFERRED: ("ptv12", 1, 0, 0),
    HSDS: ("hsds", 1, 1, 1),
    f"{HSDS}/json": ("hsds", 1, 1, 1),
    f"{HSDS}/json/location.json": ("hsds", 1, 0, 1),
    f"{HSDS}/json/organization_full.json": ("hsds", 1, 1, 1),
    f"{HSDS}/json/service_at_location_full.json": ("hsds", 1, 1, 1),
    f"{HSDS}/json/service_full.json": ("hsds", 1, 1, 1),
    f"{HSDS}/json/service_list.json": ("hsds", 1, 1, 0),
    TPR: ("tpr", 2, 0, 0),
    f"{TPR}/test_import_tprek_units.json": ("tpr", 2, 0, 0),
}
LOOSE_ENDS = [
    "contact.organization_id",
    "contact.service_at_location_id",
    "location.organization_id",
    "taxonomy_term.taxonomy_id",
]
MONDAY = date(2026, 11, 23)
DESK_LANGUAGE = "fi"


def check(folder: Path) -> list[str]:
    """Compare the sample folders with their expected readings; return what differs."""
    asked = list(_synthetic(folder / "directory" / SYNTHETIC))
    asked += list(_real(folder / "directory" / REAL))
    asked += list(_inferred(folder / "directory" / INFERRED))
    asked += list(_counts(folder / "directory"))
    asked += list(_packages(folder / "directory"))
    problems = [
        f"{what}: expected {expected!r}, got {found!r}"
        for what, expected, found in asked
        if expected != found
    ]
    print(f"directory: {len(asked)} checks, {len(problems)} differ")
    return problems


def _load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _synthetic(folder: Path) -> Iterator[tuple[str, Any, Any]]:
    expected = _load(folder / "expected.json")
    feed = ptv.read(_load(folder / "service_channels_page.json"))
    yield f"{SYNTHETIC}: format", "ptv11", feed.format
    yield from _items(SYNTHETIC, expected["items"], feed)
    offices = ptv.read(_load(folder / "organizations_page.json"))
    yield f"{SYNTHETIC}: authorities", 7, len(offices.authorities)
    yield (
        f"{SYNTHETIC}: authorities without a name",
        [],
        [each.feed_id for each in offices.authorities if not {"fi", "sv"} <= set(each.names)],
    )


def _real(folder: Path) -> Iterator[tuple[str, Any, Any]]:
    expected = _load(folder / "expected.json")
    files = sorted(folder.glob("servicechannels/*.json"))
    feeds = [ptv.read(_load(path)) for path in files]
    places = tuple(place for feed in feeds for place in feed.places)
    yield f"{REAL}: channels", len(files), len(places)
    yield from _items(REAL, expected["items"], Feed(format="ptv8", places=places))
    counts = {
        verdict: sum(place.verdict.value == verdict for place in places)
        for verdict in expected["counts"]
    }
    yield f"{REAL}: counts", expected["counts"], counts
    yield from _files_beside_channels(folder)


def _files_beside_channels(folder: Path) -> Iterator[tuple[str, Any, Any]]:
    for path in sorted(folder.glob("organizations/*.json")):
        yield f"{REAL}: {path.name}", 1, len(ptv.read(_load(path)).authorities)
    for path in sorted(folder.glob("services/*.json")):
        skipped = ptv.read(_load(path)).skipped
        yield f"{REAL}: {path.name}", ["service"], [each.reason for each in skipped]
    try:
        ptv.read(_load(folder / "ptv-v7-servicehours-merged.json"))
        refused = False
    except FeedUnreadable:
        refused = True
    yield f"{REAL}: hours of version 7 refused", True, refused


def _inferred(folder: Path) -> Iterator[tuple[str, Any, Any]]:
    expected = _load(folder / "expected.json")
    place = read_files([folder / "service_location.json"]).feed.places[0]
    hours = from_json(to_json(place.hours))
    yield f"{INFERRED}: phone", ["+35891234580"], [one.number for one in place.phones]
    for day, told in expected["dates"].items():
        found = resolve(hours, date.fromisoformat(day))
        spans = [span for each in found.sets for span in _intervals(each.intervals)]
        yield f"{INFERRED} {day}", told, spans[0] if spans else found.state.value
    for monday in week(hours, date(2026, 9, 7))[:4]:
        spans = _intervals(monday.sets[0].intervals)
        yield f"{INFERRED} {monday.day}", [expected["weekly"]["Monday-Thursday"]], spans


def _counts(folder: Path) -> Iterator[tuple[str, Any, Any]]:
    for name, expected in COUNTS.items():
        feed = read_files([folder / name]).feed
        problems = sum(bool(place.problems) for place in feed.places)
        counted = (feed.format, len(feed.places), len(feed.authorities), problems)
        yield f"{name}: counts", expected, counted


def _packages(folder: Path) -> Iterator[tuple[str, Any, Any]]:
    feed = read_files([folder / HSDS]).feed
    yield f"{HSDS}: loose ends", LOOSE_ENDS, sorted(one.split()[0] for one in feed.loose_ends)
    yield f"{HSDS}: coordinates", ["coordinates"], [one.value for one in feed.places[0].problems]
    yield f"{HSDS}: number", "+441234234567", feed.places[0].phones[0].number
    libraries = read_files([folder / TPR]).feed.places
    states = [resolve(each.hours, MONDAY).state.value for each in libraries]
    yield f"{TPR}: hours stay text", ["text", "text"], states
    links = " ".join(link for each in libraries for link in each.links)
    yield f"{TPR}: social media", False, "facebook" in links or "instagram" in links


def _items(name: str, items: list[dict[str, Any]], feed: Feed) -> Iterator[tuple[str, Any, Any]]:
    places = {place.feed_id: place for place in feed.places}
    yield f"{name}: ids", sorted(item["id"] for item in items), sorted(places)
    for item in items:
        place = places.get(item["id"])
        if place:
            found = _reading(place, item)
            for key, expected in item.items():
                yield f"{name} {item['id'][:8]} {key}", expected, found[key]
            yield f"{name} {item['id'][:8]} stored", place.hours, from_json(to_json(place.hours))


def _reading(place: FeedPlace, item: dict[str, Any]) -> dict[str, Any]:
    address = place.address
    return {
        "id": place.feed_id,
        "type": place.kind,
        "verdict": place.verdict.value,
        "names": dict(place.names),
        "shown_name": _shown(place, item.get("shown_name", {})),
        "phones": [
            {"type": each.kind, "number": each.number, "languages": list(each.languages)}
            for each in place.phones
        ],
        "links": sorted(place.links),
        "refused_links": sorted(place.refused_links),
        "service_languages": list(place.service_languages),
        "texts": {f"{each.language}/{each.kind}": each.text for each in place.texts},
        "hours": {day: _day(place, date.fromisoformat(day)) for day in item.get("hours", {})},
        "wgs84": list(address.wgs84) if address and address.wgs84 else None,
        "postal_code": address.postal_code if address else None,
        "weekly": _week(place),
        "hours_state_monday": resolve(place.hours, MONDAY).state.value,
    }


def _shown(place: FeedPlace, languages: dict[str, Any]) -> dict[str, Any]:
    shown = {code: shown_name(place.names, code, DESK_LANGUAGE) for code in languages}
    return {
        code: {"language": found[0], "text": found[1]} for code, found in shown.items() if found
    }


def _day(place: FeedPlace, day: date) -> dict[str, Any]:
    found = resolve(place.hours, day)
    return {
        "state": found.state.value,
        "sets": [
            {
                "label": each.names,
                "state": each.state.value,
                "intervals": _intervals(each.intervals),
            }
            for each in found.sets
        ],
    }


def _week(place: FeedPlace) -> dict[str, Any]:
    return {
        each.day.isoformat(): [
            span
            for one in each.sets
            if one.state is HoursState.OPEN
            for span in _intervals(one.intervals)
        ]
        for each in week(place.hours, MONDAY)
        if each.state is HoursState.OPEN
    }


def _intervals(spans: tuple[Span, ...]) -> list[list[str]]:
    return [[format_clock(begins), format_clock(ends, is_end=True)] for begins, ends in spans]
