"""A place as the log page's picker shows it: name, where, and whether it is open now."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from advicedesk.directory.hours_words import StateWords, state_words
from advicedesk.directory.places import Place
from advicedesk.directory.words import where_words
from advicedesk.languages.search import fold
from advicedesk.web.templating import named, ui_language


@dataclass(frozen=True)
class PickerPlace:
    """A place at a moment, seen from one house; words are made for the page's language."""

    place: Place
    moment: datetime
    same_house: bool
    language: str

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
        """Return the counter, else the address, else the phone number."""
        place = self.place
        return where_words(place.floor, place.counter, place.addresses, place.phone)

    @cached_property
    def state_words(self) -> StateWords:
        """Return whether it is open, in words with the kind of mark they wear."""
        return state_words(self.place.opening_hours, self.moment, self.language, self.place.kind)

    @property
    def state(self) -> str:
        """Return whether it is open, in words."""
        return self.state_words.text

    @property
    def search_terms(self) -> str:
        """Return the folded words by which it is found."""
        return self.place.search_terms


def picker_place(place: Place, moment: datetime, house: str | None) -> PickerPlace:
    """Return a place as the picker shows it at a moment, to the language of this page."""
    return PickerPlace(place, moment, place.is_in(house), ui_language())
