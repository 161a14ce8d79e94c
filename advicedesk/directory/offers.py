"""Which places a desk offers: all that can be chosen, without those it does not want."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

from sqlalchemy import select

from advicedesk.database import db
from advicedesk.directory.models import Authority, NotOffered
from advicedesk.directory.places import Place
from advicedesk.languages.search import fold


@dataclass(frozen=True)
class Unwanted:
    """What a desk does not offer: authorities by public id, places by id."""

    authorities: frozenset[str] = frozenset()
    places: frozenset[int] = frozenset()

    def holds(self, place: Place) -> bool:
        """Tell whether a place is not offered."""
        return place.id in self.places or place.authority_public_id in self.authorities


NOTHING = Unwanted()


class Offer:
    """The places that one desk offers, looked up in several ways."""

    def __init__(self, places: Iterable[Place], unwanted: Unwanted = NOTHING) -> None:
        every = list(places)
        # by position among all places, for the search
        self.marks = bytes(place.is_offered and not unwanted.holds(place) for place in every)
        self.places = list(compress(every, self.marks))

    @cached_property
    def by_id(self) -> dict[int, Place]:
        """Return the places by what referrals are counted by."""
        return {place.id: place for place in self.places}

    @cached_property
    def by_public_id(self) -> dict[str, Place]:
        """Return the places by what forms send."""
        return {place.public_id: place for place in self.places}

    @cached_property
    def by_house(self) -> dict[str, list[Place]]:
        """Return the places by their folded house, where it is known."""
        found: dict[str, list[Place]] = {}
        for place in self.places:
            if place.house:
                found.setdefault(fold(place.house), []).append(place)
        return found

    def in_house(self, house: str | None) -> set[int]:
        """Return the ids of the places in a house, however it was typed."""
        return {place.id for place in self.by_house.get(fold(house), ())} if house else set()


def read_unwanted() -> dict[int, Unwanted]:
    """Return {desk's id: what it does not offer} of the desks that do not offer everything."""
    rows = db.session.execute(
        select(NotOffered.desk_id, Authority.public_id, NotOffered.service_point_id).outerjoin(
            Authority, Authority.id == NotOffered.authority_id
        )
    ).all()
    return {
        desk_id: Unwanted(
            frozenset(authority for one, authority, _place in rows if one == desk_id and authority),
            frozenset(place for one, _authority, place in rows if one == desk_id and place),
        )
        for desk_id in {row.desk_id for row in rows}
    }
