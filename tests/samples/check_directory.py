"""Open sample data of the directory: every file is read, every reading equals its expected.json."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from advicedesk.directory.errors import FeedUnreadable
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
MONDAY = date(2026, 11, 23)
DESK_LANGUAGE = "fi"


def check(folder: Path) -> list[str]:
    """Compare the sample folders with their expected readings; return what differs."""
    asked = list(_synthetic(folder / "directory" / SYNTHETIC))
    asked += list(_real(folder / "directory" / REAL))
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
