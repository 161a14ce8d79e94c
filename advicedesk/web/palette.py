"""Finding a page, a topic, a place or a command by a typed word: entries and their order (pure).

The browser finds in the same way, by static/js/palette.js; without script the server does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from advicedesk.languages.search import fold, is_one_slip_away

MOST_FOUND = 30
LONGEST = 80
_SLIP = 4


class Kind(StrEnum):
    """What an entry leads to; the order in which equally good ones are shown."""

    COMMAND = "command"
    TOPIC = "topic"
    AUTHORITY = "authority"
    PLACE = "place"
    LANGUAGE = "language"


@dataclass(frozen=True)
class Entry:
    """Something that can be opened or done by its name."""

    kind: Kind
    label: str
    url: str
    terms: str
    # sent by POST with these fields; None: a page that is simply opened
    fields: tuple[tuple[str, str], ...] | None = None
    # the language of the label when it is not the page's own
    language: str | None = None


def terms_of(*phrases: str | None) -> str:
    """Return the folded words by which an entry is found, each phrase once."""
    return " ".join(dict.fromkeys(filter(None, (fold(phrase or "") for phrase in phrases))))


def find(entries: Iterable[Entry], typed: str, limit: int = MOST_FOUND) -> list[Entry]:
    """Return the entries that a typed word may mean, the likeliest first."""
    return [entry for _rank_of, entry in _ranked(entries, typed)][:limit]


def find_meant(entries: Iterable[Entry], typed: str) -> Entry | None:
    """Return the one entry that was surely meant: named in full, or the only one so begun."""
    ranked = _ranked(entries, typed)
    for sure in (0, 1, 2):
        found = [entry for rank, entry in ranked if rank <= sure]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _ranked(entries: Iterable[Entry], typed: str) -> list[tuple[int, Entry]]:
    wanted = fold(typed[:LONGEST])
    if not wanted:
        return []
    ranked = [(rank, entry) for entry in entries if (rank := _rank(wanted, entry)) is not None]
    best = min((rank for rank, _entry in ranked), default=_SLIP)
    # a slip of the finger is thought of only where nothing is called as typed
    sure = [one for one in ranked if one[0] < _SLIP or best == _SLIP]
    return sorted(sure, key=lambda one: one[0])


def _rank(wanted: str, entry: Entry) -> int | None:
    """Rank an entry: 0 is its whole name, 4 a slip of the finger; None is no."""
    name, words, parts = fold(entry.label), entry.terms.split(), wanted.split()
    tests = (
        wanted == name,
        name.startswith(wanted),
        all(any(word.startswith(part) for word in words) for part in parts),
        len(wanted) > 2 and wanted in entry.terms,
        all(any(_is_nearly(part, word) for word in words) for part in parts),
    )
    return next((rank for rank, holds in enumerate(tests) if holds), None)


def _is_nearly(part: str, word: str) -> bool:
    if word.startswith(part):
        return True
    return len(part) > 3 and (
        is_one_slip_away(part, word) or is_one_slip_away(part, word[: len(part)])
    )
