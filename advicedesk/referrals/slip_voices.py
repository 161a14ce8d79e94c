"""Saying the same thing to the client and to the office (pure)."""

from collections.abc import Callable
from dataclasses import dataclass

from advicedesk.languages.slip_formats import direction_of
from advicedesk.languages.slip_words import say
from advicedesk.printing import bidi
from advicedesk.printing.documents import Pair

Word = Callable[[str], str]


@dataclass(frozen=True)
class Voices:
    """The slip's two languages, or one where client and office share it."""

    client: str
    office: str

    def pair(self, text: str, /, **places: str | Word) -> Pair:
        """Say a text of the catalog in both; a place is a word, or a word for each language."""
        return self.each(lambda language: said(text, language, **places))

    def each(self, word: Word) -> Pair:
        """Make a pair of what the function says in each language."""
        return Pair(word(self.client), word(self.office) if self.office != self.client else "")


def said(text: str, language: str, /, **places: str | Word) -> str:
    """Say a text of the catalog in one language, its numbers kept in order."""
    values = {
        name: place if isinstance(place, str) else place(language) for name, place in places.items()
    }
    words = say(text, language, values).replace("..", ".")  # a date's own point ends a sentence
    return bidi.isolate(words, direction_of(language))
