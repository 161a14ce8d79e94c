"""A place of the directory as plain values: what lists, the picker and the guard read of it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from typing import Any

from advicedesk.directory.models import PlaceKind
from advicedesk.directory.opening_hours import HoursSet, from_json
from advicedesk.languages.search import fold


@dataclass(frozen=True)
class Stored:
    """Columns of a place as the database keeps them: JSON that is read when it is asked for."""

    addresses: str
    phones: str
    emails: str
    links: str
    service_languages: str
    opening_hours: str


@dataclass(frozen=True)
class Place:
    """A service point with its authority's names, detached from the database.

    Of thousands of places only few are ever asked for more than their names.
    """

    id: int
    public_id: str
    names: Mapping[str, str]
    authority_public_id: str | None
    authority_names: Mapping[str, str]
    kind: PlaceKind
    postal_code: str | None
    house: str | None
    floor: str | None
    counter: str | None
    latitude: float | None
    longitude: float | None
    source: str
    gone_from_feed_at: datetime | None
    retired_at: datetime | None
    stored: Stored

    @cached_property
    def addresses(self) -> Mapping[str, str]:
        """Return the addresses by language."""
        return dict(json.loads(self.stored.addresses))

    @cached_property
    def phones(self) -> tuple[Mapping[str, Any], ...]:
        """Return the numbers with their languages."""
        return tuple(json.loads(self.stored.phones))

    @property
    def emails(self) -> tuple[str, ...]:
        """Return the addresses to write to."""
        return tuple(json.loads(self.stored.emails))

    @property
    def links(self) -> tuple[str, ...]:
        """Return the pages on the web."""
        return tuple(json.loads(self.stored.links))

    @property
    def service_languages(self) -> tuple[str, ...]:
        """Return the codes of the languages in which one is served."""
        return tuple(json.loads(self.stored.service_languages))

    @cached_property
    def opening_hours(self) -> tuple[HoursSet, ...]:
        """Return the hours."""
        return from_json(json.loads(self.stored.opening_hours))

    @cached_property
    def search_terms(self) -> str:
        """Return the folded words by which it is found."""
        texts = [self.names, self.authority_names, self.addresses]
        return terms_of(texts, [self.house, self.postal_code])

    @property
    def position(self) -> tuple[float, float] | None:
        """Return where it stands, if that is known."""
        known = self.latitude is not None and self.longitude is not None
        return (self.latitude, self.longitude) if known else None  # type: ignore[return-value]

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
