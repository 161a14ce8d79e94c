"""A place of the directory as plain values: what lists, the picker and the guard read of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from advicedesk.directory.models import PlaceKind
from advicedesk.directory.opening_hours import HoursSet, from_json
from advicedesk.languages.search import fold


@dataclass(frozen=True)
class Place:
    """A service point with its authority's names, detached from the database."""

    id: int
    public_id: str
    names: Mapping[str, str]
    authority_public_id: str | None
    authority_names: Mapping[str, str]
    kind: PlaceKind
    addresses: Mapping[str, str]
    postal_code: str | None
    house: str | None
    floor: str | None
    counter: str | None
    phones: tuple[Mapping[str, Any], ...]
    emails: tuple[str, ...]
    links: tuple[str, ...]
    service_languages: tuple[str, ...]
    stored_hours: tuple[Mapping[str, Any], ...]
    source: str
    gone_from_feed_at: datetime | None
    retired_at: datetime | None
    search_terms: str = field(default="", compare=False)

    @cached_property
    def opening_hours(self) -> tuple[HoursSet, ...]:
        """Return the hours; of thousands of places only few are ever asked for theirs."""
        return from_json(self.stored_hours)

    @property
    def is_offered(self) -> bool:
        """Tell whether a client may be sent there today."""
        return self.retired_at is None and self.gone_from_feed_at is None

    @property
    def phone(self) -> str | None:
        """Return the first number."""
        return self.phones[0]["number"] if self.phones else None

    def is_in(self, house: str | None) -> bool:
        """Tell whether the place is in the same house as a desk."""
        return is_same_house(self.house, house)


def is_same_house(one: str | None, other: str | None) -> bool:
    """Tell whether two houses are known and one, however they were typed."""
    return bool(one and other and fold(one) == fold(other))


def terms_of(names: Iterable[Mapping[str, str]], others: Iterable[str | None]) -> str:
    """Return the folded words by which a place is found."""
    words = [text for each in names for text in each.values()]
    words += [text for text in others if text]
    return " ".join(dict.fromkeys(_folded(word) for word in words))


@lru_cache(maxsize=10_000)
def _folded(text: str) -> str:
    # thousands of places share a few authorities, streets and houses
    return fold(text)


def matches(place: Place, words: str) -> bool:
    """Tell whether a place has every typed word, each at the beginning of a word of its own."""
    terms = f" {place.search_terms}"
    return all(f" {word}" in terms for word in fold(words).split())
