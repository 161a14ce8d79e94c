"""What the words of a desk's own table mean: the vocabulary, and what the desk taught (pure)."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from advicedesk.languages.search import fold

_WORDS = Path(__file__).with_name("own_words.toml")
# what divides several things in one cell, surely and perhaps: a stroke is in our codes too
_BETWEEN = re.compile(r"[,;+&\n]|\s(?:ja|och|and)\s", re.IGNORECASE)
_PERHAPS_BETWEEN = re.compile(r"/")
# columns whose cells may hold several things, each with a code
SEVERAL = frozenset({"topics", "acts", "unmet_reasons"})
# columns whose words are looked up
CODED = SEVERAL | {"client_language", "service_language", "bridged", "outcome", "contact_type"}
LEAVE_OUT = "-"  # taught: this word says nothing

folded = lru_cache(maxsize=20_000)(fold)  # a table says the same words a thousand times


def said(word: str) -> str:
    """Return a word as it is kept when it is taught: folded, or as it is when it is all signs."""
    return folded(word) or word.strip()


Taught = Mapping[tuple[str, str], str]  # (column, folded word) -> code


@cache
def _told() -> dict[str, dict[str, str]]:
    """Return {section: {folded word: what it stands for}}."""
    with _WORDS.open("rb") as file:
        sections = tomllib.load(file)
    return {
        section: {
            fold(word): code for code, words in codes.items() for word in words.split(",") if word
        }
        for section, codes in sections.items()
    }


@lru_cache(maxsize=20_000)
def column_of(header: str) -> str | None:
    """Return the column that a header names, or None."""
    words = _told()["columns"]
    found = folded(header)
    return words.get(found) or words.get(fold(re.sub(r"\(.*?\)|\[.*?\]", "", header)))


def unit_of(header: str) -> str | None:
    """Return hours or minutes when a header or a cell names its unit."""
    units = _told()["units"]
    return next((units[word] for word in reversed(fold(header).split()) if word in units), None)


def month_of(word: str) -> int | None:
    """Return the number of a month whose name, whole or cut, a word is."""
    said_word = folded(word)
    months = _told()["months"]
    return next((int(months[name]) for name in months if said_word.startswith(name)), None)


def begins_no_visit(text: str) -> bool:
    """Tell whether a row's first words say that it sums up, or signs the sheet."""
    words = f"{folded(text)} "
    return any(words.startswith(f"{start} ") for start in _told()["not_a_visit"])


@dataclass(frozen=True)
class Vocabulary:
    """The words of one organisation: its lists' names, languages' names, the file, the taught."""

    # column -> {folded name or code: code}
    names: Mapping[str, Mapping[str, str]]
    # names of languages in full, in the languages of the file
    find_language: Callable[[str], str | None]
    taught: Taught = field(default_factory=dict)

    def meant(self, column: str, word: str) -> str | None:
        """Return the code of a word, LEAVE_OUT when it says nothing, None when not known."""
        folded = said(word)
        if not folded:
            return None
        told = _told().get(column, {})
        if column == "service_language":
            told = _told()["client_language"]
        found = (
            self.taught.get((column, folded))
            or self.names.get(column, {}).get(folded)
            or self._allowed(column, told.get(folded))
        )
        if found is None and column.endswith("_language"):
            return self.find_language(word)
        return found or (self._after_office(column, folded) if column == "topics" else None)

    def _allowed(self, column: str, code: str | None) -> str | None:
        # a topic that the organisation has taken out of its list is not proposed
        known = self.names.get(column)
        return code if known is None or code in known.values() else None

    def _after_office(self, column: str, folded: str) -> str | None:
        office = next(
            (one for one in _told()["topic_offices"] if f"{folded} ".startswith(f"{one} ")), None
        )
        if office is None:
            return None
        rest = folded[len(office) :].strip()
        return self.meant(column, rest) if rest else LEAVE_OUT

    def several(self, column: str, cell: str) -> tuple[list[str], list[str]]:
        """Return the codes of a cell with several things, and the words that are not known."""
        found = {part: self.meant(column, part) for part in self._parts(column, cell)}
        codes = dict.fromkeys(code for code in found.values() if code and code != LEAVE_OUT)
        return _without_parents(codes), [part for part, code in found.items() if code is None]

    def options(self, column: str, cell: str) -> tuple[str, ...]:
        """Return the codes that the parts of a cell mean, to be offered where one is asked for."""
        parts = self._parts(column, cell)
        return tuple(dict.fromkeys(code for part in parts if (code := self.meant(column, part))))

    def _parts(self, column: str, cell: str) -> Iterator[str]:
        """Yield the words of a cell: as wholes as far as they are known."""
        if self.meant(column, cell):
            yield cell
            return
        for part in filter(None, map(str.strip, _BETWEEN.split(cell))):
            if self.meant(column, part):
                yield part
            else:
                yield from filter(None, map(str.strip, _PERHAPS_BETWEEN.split(part)))


def _without_parents(codes: Iterable[str]) -> list[str]:
    """Leave out a topic beside one of its subtopics: it is the same need said twice."""
    told = list(codes)
    return [
        code
        for code in told
        if "/" in code or not any(other.startswith(f"{code}/") for other in told)
    ]
