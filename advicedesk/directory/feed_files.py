"""Files, folders and archives of open data into one feed; the format is found by itself.

A folder may hold files that are no feed (a note, a licence); a file that is named must be one.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from advicedesk.directory import feed_refusals
from advicedesk.directory.errors import FeedUnreadable
from advicedesk.directory.imports import hsds, hsds_package, ptv, ptv12, spreadsheet, tpr
from advicedesk.directory.imports.documents import (
    FORMAT_NAMES,
    Named,
    check_size,
    is_workbook,
    is_zip,
    json_of,
    sheet_of,
    text_of,
    unpacked,
)
from advicedesk.directory.imports.feed import Feed, FeedAuthority, FeedPlace, Skipped

_READ_TOGETHER = {"hsds": hsds.read, "tpr": tpr.read}
_IN_FOLDERS = (".json", ".zip", ".xlsx", ".csv")


@dataclass(frozen=True)
class FeedFiles:
    """What a run reads: the feed, whether it lists everything, and what a folder held besides."""

    feed: Feed
    is_whole: bool
    left_out: tuple[str, ...] = ()


def read_files(paths: Iterable[Path], told_format: str | None = None) -> FeedFiles:
    """Read files and folders into one feed, or refuse them all."""
    reading = _Reading(told_format)
    for path in paths:
        if path.is_dir():
            reading.read_group(_files_of(path), of_folder=True)
        else:
            reading.read_group([_load(path)], of_folder=False)
    return reading.result()


def read_contents(contents: Iterable[Named], told_format: str | None = None) -> FeedFiles:
    """Read what was fetched or sent, each with a name for messages, into one feed."""
    reading = _Reading(told_format)
    reading.read_group(list(contents), of_folder=False)
    return reading.result()


def _load(path: Path) -> Named:
    try:
        check_size(path.name, path.stat().st_size)
        return Named(path.name, path.read_bytes())
    except OSError as fault:
        raise FeedUnreadable(f"{path.name} cannot be read: {fault.strerror}") from None


def _files_of(folder: Path) -> Iterable[Named]:
    direct = [each for each in sorted(folder.iterdir()) if each.is_file()]
    if hsds_package.is_package(each.name for each in direct):
        # one package: what lies below it is documentation or the same once more
        return [_load(each) for each in direct if each.suffix in (".csv", ".json")]
    every = sorted(each for each in folder.rglob("*") if each.suffix.lower() in _IN_FOLDERS)
    return (_load(each) for each in every if each.is_file())


@dataclass
class _Pages:
    """Whether what was read lists everything: one entry, or a page of many, does not."""

    seen: Counter[tuple[str, str]] = field(default_factory=Counter)
    wanted: dict[tuple[str, str], int] = field(default_factory=dict)
    documents: int = 0
    lists: int = 0

    def note(self, document: Any, found: str) -> None:
        self.documents += 1
        if isinstance(document, list):
            self.lists += 1
        elif isinstance(document, dict):
            count = page_count(document)
            if count:
                key = (found, _kind(document))
                self.lists += 1
                self.seen[key] += 1
                self.wanted[key] = max(count, self.wanted.get(key, 0))

    @property
    def are_whole(self) -> bool:
        is_list = self.lists > 0 or self.documents > 1
        return is_list and all(self.seen[key] >= count for key, count in self.wanted.items())


def page_count(document: Any) -> int:
    """Return how many pages a list has of which the document is one; 0: it is no page."""
    if not isinstance(document, dict):
        return 0
    is_page = any(isinstance(document.get(name), list) for name in (*ptv12.LISTS, "contents"))
    told = document.get("pageCount") or document.get("total_pages") or 1
    return int(told) if is_page and isinstance(told, int) else int(is_page)


def _kind(page: dict[str, Any]) -> str:
    items = page.get("itemList")
    first = items[0] if isinstance(items, list) and items else {}
    return "channels" if isinstance(first, dict) and "serviceChannelType" in first else "others"


class _Reading:
    """A run under way: feeds read one by one, and documents that must be read together."""

    def __init__(self, told_format: str | None) -> None:
        self.told_format = told_format
        self.feeds: list[Feed] = []
        self.together: dict[str, list[Any]] = {}
        self.loose_ends: list[str] = []
        self.pages = _Pages()
        self.left_out: list[str] = []
        self.refusals: list[FeedUnreadable] = []

    def read_group(self, files: Iterable[Named], *, of_folder: bool) -> None:
        """Read the files of a folder or an archive, or the one that was named."""
        files = list(files) if not of_folder else files
        if isinstance(files, list) and hsds_package.is_package(each.name for each in files):
            self._read_package(files)
            return
        for each in files:
            try:
                self._read(each)
            except FeedUnreadable as refusal:
                if not of_folder:
                    raise
                self.left_out.append(each.name)
                self.refusals.append(refusal)

    def _read(self, file: Named) -> None:
        if is_zip(file.content) and not is_workbook(file):
            inside = unpacked(file)
            self.read_group(inside, of_folder=not hsds_package.is_package(e.name for e in inside))
        elif is_zip(file.content):
            self._add_table(file, spreadsheet.read, spreadsheet.cells_of(sheet_of(file)))
        elif file.name.lower().endswith((".csv", ".tsv", ".txt")):
            self._read_table(file)
        else:
            self._read_json(file)

    def _read_package(self, files: list[Named]) -> None:
        self._check_format("hsds", files[0].name)
        texts = {each.name: text_of(each) for each in files}
        documents, loose_ends = hsds_package.read_package(texts)
        self.together.setdefault("hsds", []).append(documents)
        self.loose_ends += loose_ends
        self.pages.note(documents, "hsds")

    def _read_table(self, file: Named) -> None:
        text = text_of(file)
        stem = file.name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
        if any(stem in names for names in hsds_package.TABLES.values()):
            raise FeedUnreadable(feed_refusals.ONE_TABLE, name=file.name)
        self._add_table(file, spreadsheet.read_csv, text)

    def _read_json(self, file: Named) -> None:
        document = json_of(file)
        found = find_format(document)
        if not found:
            known = ", ".join(FORMAT_NAMES.values())
            raise FeedUnreadable(feed_refusals.NO_FEED, name=file.name, formats=known)
        if found in _READ_TOGETHER:
            self._check_format(found, file.name)
            self.together.setdefault(found, []).append(document)
        else:
            self._check_format(found, file.name)
            try:
                self.feeds.append((ptv12 if found == "ptv12" else ptv).read(document))
            except FeedUnreadable as refusal:
                raise refusal.named(file.name) from None
        self.pages.note(document, found)

    def _add_table(self, file: Named, read: Callable[[Any], Feed], content: Any) -> None:
        self._check_format("spreadsheet", file.name)
        try:
            self.feeds.append(read(content))
        except FeedUnreadable as refusal:
            raise refusal.named(file.name) from None
        self.pages.note([], "spreadsheet")

    def _check_format(self, found: str, name: str) -> None:
        told = self.told_format
        if told is not None and found != told:
            raise FeedUnreadable(
                feed_refusals.OTHER_FORMAT,
                name=name,
                found=FORMAT_NAMES[found],
                told=FORMAT_NAMES[told],
            )

    def result(self) -> FeedFiles:
        """Return what was read, or raise the refusal that tells most."""
        for found, documents in self.together.items():
            self.feeds.append(_READ_TOGETHER[found](documents))
        self.together = {}
        if not self.feeds:
            raise _likeliest(self.refusals)
        if len({feed.source for feed in self.feeds}) > 1:
            raise FeedUnreadable(feed_refusals.SEVERAL_SOURCES)
        feed = _joined(self.feeds, self.loose_ends)
        return FeedFiles(feed, self.pages.are_whole, tuple(self.left_out))


def find_format(document: Any) -> str:
    """Return ptv11 (8 to 11), ptv12, hsds or tpr, or nothing when it is none of them."""
    if ptv12.is_of_version_12(document):
        return "ptv12"
    is_empty_page = isinstance(document, dict) and document.get("itemList") == []
    if is_empty_page or ptv.find_format(document):
        return "ptv11"
    if tpr.is_tpr(document):
        return "tpr"
    return "hsds" if hsds.is_hsds(document) else ""


def _likeliest(refusals: list[FeedUnreadable]) -> FeedUnreadable:
    """Return the refusal that tells most: a format that was recognised, else the first."""
    known = [one for one in refusals if one.text != feed_refusals.NO_FEED]
    nothing = FeedUnreadable(feed_refusals.NO_FILE)
    return (known or refusals or [nothing])[0]


def _joined(feeds: list[Feed], loose_ends: Iterable[str]) -> Feed:
    places: dict[str, FeedPlace] = {}
    authorities: dict[str, FeedAuthority] = {}
    skipped: dict[Skipped, None] = {}
    loose: dict[str, None] = dict.fromkeys(loose_ends)
    for feed in feeds:
        places.update({place.feed_id: place for place in feed.places})
        authorities.update({one.feed_id: one for one in feed.authorities})
        skipped.update(dict.fromkeys(feed.skipped))
        loose.update(dict.fromkeys(feed.loose_ends))
    return Feed(
        format=",".join(sorted({feed.format for feed in feeds})),
        source=feeds[0].source,
        places=tuple(places.values()),
        authorities=tuple(authorities.values()),
        skipped=tuple(skipped),
        loose_ends=tuple(loose),
    )
