"""A place as the log page's picker shows it: name, where, and whether it is open now."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from advicedesk.directory.hours_words import StateWords, state_words
from advicedesk.directory.places import Place
from advicedesk.directory.words import where_words
from advicedesk.languages.formats import format_distance
from advicedesk.languages.search import fold
from advicedesk.web.templating import named


@dataclass(frozen=True)
class PickerPlace:
    """A place at a moment, seen from one house; words are made for the page's language."""

    place: Place
    state_words: StateWords
    same_house: bool
    language: str
    # from the desk, in a straight line
    metres: float | None = None

    @property
    def id(self) -> int:
        """Return the id that referrals are counted by."""
        return self.place.id

    @property
    def public_id(self) -> str:
        """Return the id that the form sends."""
        return self.place.public_id

    @cached_property
    def name(self) -> str:
        """Return the name."""
        return named(dict(self.place.names), self.language)

    @cached_property
    def sort_name(self) -> str:
        """Return the name as it is put in order."""
        return fold(self.name)

    @cached_property
    def authority_name(self) -> str:
        """Return the authority's name."""
        return named(dict(self.place.authority_names), self.language)

    @cached_property
    def where(self) -> str:
        """Return the counter, else the address, else the phone number; and how far that is."""
        place = self.place
        where = where_words(place.floor, place.counter, place.addresses, place.phone)
        return " · ".join(filter(None, (where, self.distance)))

    @property
    def distance(self) -> str:
        """Return how far it is from the desk, in words, or nothing."""
        return "" if self.metres is None else format_distance(self.metres, self.language)

    @property
    def state(self) -> str:
        """Return whether it is open, in words."""
        return self.state_words.text

    @property
    def search_terms(self) -> str:
        """Return the folded words by which it is found."""
        return self.place.search_terms


# (place id, language, house, metres): when it was made, and the place with its words
KeptPlaces = dict[tuple[int, str, str | None, float | None], tuple[datetime, PickerPlace]]


def picker_place(
    place: Place,
    moment: datetime,
    house: str | None,
    language: str,
    kept: KeptPlaces | None = None,
    metres: float | None = None,
) -> PickerPlace:
    """Return a place as the picker shows it at a moment, in the language of this page."""
    key = (place.id, language, house, metres)
    made_at, known = kept.get(key, (moment, None)) if kept is not None else (moment, None)
    if known is not None and made_at <= moment < (known.state_words.holds_until or moment):
        return known
    words = state_words(place.opening_hours, moment, language, place.kind)
    made = PickerPlace(place, words, place.is_in(house), language, metres)
    if kept is not None:
        kept[key] = (moment, made)
    return made
