"""Files and folders of open data into one feed: the format is found by itself, or said.

A folder may hold files that are no feed (a note, a licence); a file that is named must be one.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from advicedesk.directory.errors import FeedUnreadable
from advicedesk.directory.imports import ptv
from advicedesk.directory.imports.feed import Feed, FeedAuthority, FeedPlace, Skipped

# what can be told apart, of which the first is what can be read
FORMAT_NAMES = {
    "ptv11": "Suomi.fi PTV v7–v11 JSON",
    "ptv12": "Suomi.fi PTV v12",
    "hsds": "Open Referral HSDS",
    "tpr": "Helsinki service map (TPR)",
}
_HSDS = frozenset(
    {"organization_id", "services", "service_at_locations", "organization", "alternate_name"}
)
_TPR = frozenset({"name_fi", "unit_id", "ontologyword_ids", "section_type"})


@dataclass(frozen=True)
class FeedFiles:
    """What a run reads: the feed, whether it lists everything, and what a folder held besides."""

    feed: Feed
    is_whole: bool
    left_out: tuple[str, ...] = ()


def read_files(paths: Iterable[Path], told_format: str | None = None) -> FeedFiles:
    """Read files and folders into one feed, or refuse them all."""
    if told_format not in (None, "ptv11"):
        raise cannot_read(str(told_format))
    documents: list[Any] = []
    feeds: list[Feed] = []
    left_out: list[str] = []
    refusals: list[FeedUnreadable] = []
    for path in paths:
        is_folder = path.is_dir()
        for file in _files(path):
            document = _document(file)
            try:
                feeds.append(_feed(document, file))
                documents.append(document)
            except FeedUnreadable as refusal:
                if not is_folder:
                    raise
                left_out.append(file.name)
                refusals.append(refusal)
    if not feeds:
        raise _likeliest(refusals)
    return FeedFiles(_joined(feeds), _is_whole(documents), tuple(left_out))


def cannot_read(found: str) -> FeedUnreadable:
    """Return the refusal of a format that is known but not read."""
    name = FORMAT_NAMES.get(found, found)
    return FeedUnreadable(f"cannot read {name} files; {FORMAT_NAMES['ptv11']} can be read")


def _likeliest(refusals: list[FeedUnreadable]) -> FeedUnreadable:
    """Return the refusal that tells most: a format that was recognised, else the first."""
    known = [one for one in refusals if one.words.startswith("cannot read")]
    nothing = FeedUnreadable("there is no JSON file to read")
    return (known or refusals or [nothing])[0]


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    if (path / "datapackage.json").exists():
        raise cannot_read("hsds")
    return sorted(file for file in path.rglob("*.json") if file.is_file())


def _document(file: Path) -> Any:
    try:
        return json.loads(file.read_bytes().decode("utf-8-sig"))
    except (ValueError, RecursionError):
        found = "hsds" if file.suffix == ".csv" else ""
        raise (
            cannot_read(found) if found else FeedUnreadable(f"{file.name} is no JSON file")
        ) from None
    except OSError as fault:
        raise FeedUnreadable(f"{file.name} cannot be read: {fault.strerror}") from None


def _feed(document: Any, file: Path) -> Feed:
    other = _other_format(document)
    if other:
        raise cannot_read(other)
    try:
        return ptv.read(document)
    except FeedUnreadable as refusal:
        raise FeedUnreadable(f"{file.name}: {refusal.words}") from None


def _other_format(document: Any) -> str:
    """Return ptv12, hsds or tpr where the document is of that format."""
    if ptv.find_format(document):
        return "ptv12" if ptv.find_format(document) == "ptv12" else ""
    entries = document.get("contents", document) if isinstance(document, dict) else document
    first = entries[0] if isinstance(entries, list) and entries else entries
    names = set(first) if isinstance(first, dict) else set()
    if names & _TPR:
        return "tpr"
    return "hsds" if {"id", "name"} <= names and names & _HSDS else ""


def _is_whole(documents: list[Any]) -> bool:
    """Tell whether what is missing is gone: one entry, or one page of many, is no whole list."""
    pages = [one for one in documents if isinstance(one, dict) and "itemList" in one]
    counts = Counter(_kind(page) for page in pages)
    has_all_pages = all(counts[_kind(page)] >= (page.get("pageCount") or 1) for page in pages)
    is_list = bool(pages) or len(documents) > 1 or isinstance(documents[0], list)
    return is_list and has_all_pages


def _kind(page: dict[str, Any]) -> str:
    items = page["itemList"]
    first = items[0] if isinstance(items, list) and items else {}
    return "channels" if isinstance(first, dict) and "serviceChannelType" in first else "others"


def _joined(feeds: list[Feed]) -> Feed:
    places: dict[str, FeedPlace] = {}
    authorities: dict[str, FeedAuthority] = {}
    skipped: dict[Skipped, None] = {}
    for feed in feeds:
        places.update({place.feed_id: place for place in feed.places})
        authorities.update({one.feed_id: one for one in feed.authorities})
        skipped.update(dict.fromkeys(feed.skipped))
    formats = sorted({feed.format for feed in feeds})
    return Feed(
        format=",".join(formats),
        places=tuple(places.values()),
        authorities=tuple(authorities.values()),
        skipped=tuple(skipped),
    )
