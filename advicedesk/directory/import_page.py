"""What the import's page is made of: the files that wait, and in words what they would change."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import current_app, session
from flask_babel import gettext, lazy_gettext
from flask_babel import gettext as _

from advicedesk.database import writing
from advicedesk.directory.errors import FeedUnreadable
from advicedesk.directory.import_changes import KINDS, ImportChanges
from advicedesk.directory.importing import import_feed
from advicedesk.directory.imports.documents import FORMAT_NAMES, Named
from advicedesk.directory.models import PlaceKind
from advicedesk.directory.words import KIND_WORDS, SOURCE_WORDS
from advicedesk.languages import registry
from advicedesk.languages.formats import format_number
from advicedesk.web import kept_files
from advicedesk.web.templating import ui_language

if TYPE_CHECKING:
    from advicedesk.directory.feed_files import FeedFiles

MOST_LISTED = 20
_LONGEST = 160
_KEPT = "kept_directory"
CHANGE_WORDS: dict[str, Any] = {
    "new": lazy_gettext("New"),
    "changed": lazy_gettext("Changed"),
    "gone": lazy_gettext("No longer in its source"),
    "back": lazy_gettext("In its source again"),
    "unchanged": lazy_gettext("Unchanged"),
}
FIELD_WORDS: dict[str, Any] = {
    "names": lazy_gettext("Name"),
    "kind": lazy_gettext("How it is reached"),
    "authority_id": lazy_gettext("Authority"),
    "addresses": lazy_gettext("Address"),
    "postal_code": lazy_gettext("Postal code"),
    "latitude": lazy_gettext("Coordinates"),
    "longitude": lazy_gettext("Coordinates"),
    "phones": lazy_gettext("Phone numbers"),
    "emails": lazy_gettext("E-mail addresses"),
    "links": lazy_gettext("Web addresses"),
    "service_languages": lazy_gettext("Languages served"),
    "descriptions": lazy_gettext("What they help with"),
    "opening_hours": lazy_gettext("Opening hours"),
    "entrance": lazy_gettext("Entrance"),
    "ask_for": lazy_gettext("Ask for"),
    "takes_numbers": lazy_gettext("Queue number"),
}
# the values of these say nothing to people; that they change does
_NAMED_ONLY = frozenset({"authority_id", "opening_hours", "takes_numbers"})
LEFT_OUT_WORDS: dict[str, Any] = {
    "without_id": lazy_gettext("entries without an id"),
    "without_name": lazy_gettext("entries without a name"),
    "archived": lazy_gettext("archived entries"),
    "kind": lazy_gettext("entries that are no place"),
    "service": lazy_gettext("services without a place"),
    "hours": FIELD_WORDS["opening_hours"],
    "phone": FIELD_WORDS["phones"],
    "coordinates": FIELD_WORDS["latitude"],
    "names": FIELD_WORDS["names"],
    "ask_for": lazy_gettext("texts that name a person"),
}


@dataclass(frozen=True)
class WaitingFiles:
    """Files that were sent and wait for a yes or a no."""

    token: str
    contents: list[Named]
    told_format: str

    def read(self) -> "FeedFiles":
        """Read them into one feed."""
        # every reader there is: only who imports waits for them
        from advicedesk.directory.feed_files import read_contents

        return read_contents(self.contents, self.told_format or None)


@dataclass(frozen=True)
class Preview:
    """What an import would do: counts, the first of each kind, and what is left out."""

    format: str
    is_whole: bool
    counts: list[tuple[str, int]]
    listed: list[tuple[str, list[dict[str, Any]], int]]
    renumbered: list[dict[str, str]]
    renumbered_count: int
    left_out: list[tuple[str, int]]
    left_out_files: tuple[str, ...]


def keep_files(contents: list[Named], told_format: str) -> None:
    """Keep the files of this browser's session, or refuse what is no feed."""
    WaitingFiles("", contents, told_format).read()
    forget_files()
    kept = [[kept_files.keep(_folder(), each.content), each.name] for each in contents]
    session[_KEPT] = {"files": kept, "format": told_format}


def waiting_files() -> WaitingFiles | None:
    """Return the files that wait, or None when one is not kept any more."""
    kept = session.get(_KEPT)
    if not kept:
        return None
    found = [(name, kept_files.find(_folder(), token)) for token, name in kept["files"]]
    contents = [Named(name, content) for name, content in found if content is not None]
    if len(contents) < len(found):
        return None
    return WaitingFiles(kept["files"][0][0], contents, kept["format"])


def forget_files() -> None:
    """Forget the files that wait."""
    for token, _name in session.pop(_KEPT, {"files": []})["files"]:
        kept_files.forget(_folder(), token)
    kept_files.forget_old(_folder())


def _folder() -> Path:
    folder: Path = current_app.config["ADVICEDESK"].data_folder
    return folder


def refusal_words(refusal: FeedUnreadable) -> str:
    """Say in the page's language why files are refused."""
    values = {name: _format_words(value) for name, value in refusal.values.items()}
    return refusal.said(str(gettext(refusal.text, **values)))


def _format_words(text: Any) -> Any:
    """Put the page's words for formats that are no proper names."""
    for code in ("tpr", "spreadsheet") if isinstance(text, str) else ():
        text = text.replace(FORMAT_NAMES[code], str(SOURCE_WORDS[code]))
    return text


def outcome_words(changes: ImportChanges) -> str:
    """Say what an import did."""
    language = ui_language()
    told = {kind: format_number(changes.places[kind], language) for kind in KINDS}
    return str(
        _(
            "The directory was imported. New: %(new)s, changed: %(changed)s, gone: %(gone)s.",
            new=told["new"],
            changed=told["changed"],
            gone=told["gone"],
        )
    )


def try_import(waiting: WaitingFiles, today: date) -> Preview:
    """Try the import of the files that wait, take everything back, and tell what it did."""
    found = waiting.read()
    with writing.writing():  # flushed and rolled back: it needs a writer's turn
        changes = import_feed(feed=found.feed, today=today, is_whole=found.is_whole, dry_run=True)
    return preview_of(found, changes)


def preview_of(found: "FeedFiles", changes: ImportChanges) -> Preview:
    """Return what the page shows of an import that was only tried."""
    listed = changes.listed or {}
    left_out = changes.skipped + Counter(chain.from_iterable(changes.problems.values()))
    return Preview(
        format=found.feed.format,
        is_whole=found.is_whole,
        counts=[(str(words), changes.places[kind]) for kind, words in CHANGE_WORDS.items()],
        listed=[
            (
                str(words),
                [_told(one) for one in listed[kind][:MOST_LISTED]],
                max(len(listed[kind]) - MOST_LISTED, 0),
            )
            for kind, words in CHANGE_WORDS.items()
            if listed.get(kind)
        ],
        renumbered=changes.ids_changed[:MOST_LISTED],
        renumbered_count=len(changes.ids_changed),
        left_out=[
            (str(LEFT_OUT_WORDS.get(reason, reason)), count)
            for reason, count in sorted(left_out.items())
        ],
        left_out_files=found.left_out,
    )


def _told(one: dict[str, Any]) -> dict[str, Any]:
    fields: dict[str, tuple[str, str]] = {}
    for name, change in one.get("fields", {}).items():
        is_named_only = name in _NAMED_ONLY
        before, after = ("", "") if is_named_only else map(_text, change.values())
        fields.setdefault(str(FIELD_WORDS[name]), (before, after))
    return {"name": one["name"], "fields": list(fields.items())}


def _text(value: Any) -> str:
    """Return a column's value on one line."""
    if isinstance(value, dict):
        text = " / ".join(dict.fromkeys(value.values()))
    elif isinstance(value, PlaceKind):
        text = str(KIND_WORDS[value])
    elif isinstance(value, list):
        text = ", ".join(_items(value))
    else:
        text = "" if value is None else str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _items(values: Iterable[Any]) -> Iterable[str]:
    for value in values:
        text = value["number"] if isinstance(value, dict) else str(value)
        yield registry.name(text, ui_language()) if registry.is_known(text) else text
