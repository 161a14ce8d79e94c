"""Reading the directory. Its places stand on every log page: one short query in all.

Places change a few times a week and are read on every page, so they are kept in the process as
plain values; how many there are and when the last one changed is their version.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from heapq import nsmallest
from itertools import chain
from math import inf
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import joinedload, object_session

from advicedesk.database import db
from advicedesk.desks.models import Desk
from advicedesk.directory.distances import Position, distances_from, metres_between
from advicedesk.directory.errors import AuthorityUnknown, ServicePointUnknown
from advicedesk.directory.finding import Finder
from advicedesk.directory.models import Authority, NotOffered, PlaceKind, ServicePoint
from advicedesk.directory.offers import NOTHING, Offer, Unwanted, read_unwanted
from advicedesk.directory.picker import KeptPlaces, PickerPlace, picker_place
from advicedesk.directory.places import Place, is_same_house, matches
from advicedesk.directory.reading import read_places
from advicedesk.languages.search import fold
from advicedesk.privacy.identity_codes import KnownContacts
from advicedesk.web.fields import desk_zone
from advicedesk.web.templating import ui_language

# the emergency number and the medical helpline belong to nobody
_PUBLIC_NUMBERS = ("112", "116117")
MOST_FOUND = 20
# so many places a page holds whole, as it always did; of more it holds the near ones
FEW = 300
NEAR = 60
_KEY = "directory_places"
_VERSION = select(
    func.count(ServicePoint.id),
    func.max(ServicePoint.changed_at),
    select(func.count(NotOffered.id)).scalar_subquery(),
    select(func.max(NotOffered.since)).scalar_subquery(),
)


class _Kept:
    """The places of one version, and what was computed of them."""

    def __init__(
        self, version: tuple[Any, ...], places: tuple[Place, ...], unwanted: dict[int, Unwanted]
    ) -> None:
        self.version = version
        self.places = places
        self.unwanted = unwanted
        self.offers: dict[int, Offer] = {}
        self.distances: dict[Position, array[float]] = {}
        self.near: dict[Position, list[Place]] = {}
        self.contacts: KnownContacts | None = None
        self.ids_by_name: dict[str, str] | None = None
        self.shown: KeptPlaces = {}
        self.finder: Finder | None = None

    @cached_property
    def whole_offer(self) -> Offer:
        """Return the places that can be chosen."""
        return Offer(self.places)

    def offer_of(self, desk: Desk | None) -> Offer:
        """Return the places that a desk offers."""
        if desk is None or desk.id not in self.unwanted:
            return self.whole_offer
        if desk.id not in self.offers:
            self.offers[desk.id] = Offer(self.places, self.unwanted[desk.id])
        return self.offers[desk.id]

    def position_of(self, desk: Desk | None) -> Position | None:
        """Return where a desk stands: its own coordinates, else those of a place in its house."""
        if desk is None:
            return None
        if desk.latitude is not None and desk.longitude is not None:
            return desk.latitude, desk.longitude
        neighbours = self.whole_offer.by_house.get(fold(desk.house), ()) if desk.house else ()
        return next((place.position for place in neighbours if place.position), None)

    def distances_from(self, start: Position | None) -> "array[float] | None":
        """Return how far each place is, in the order of the places."""
        if start is None:
            return None
        if start not in self.distances:
            found = distances_from(start, (place.position for place in self.places))
            self.distances[start] = found
        return self.distances[start]

    def nearest(self, start: Position | None) -> Iterator[Place]:
        """Yield the places that are nearest, as many as a page holds."""
        if start is None:
            return
        if start not in self.near:
            distances = self.distances_from(start) or array("d")
            nearest = nsmallest(NEAR, range(len(distances)), key=distances.__getitem__)
            self.near[start] = [self.places[one] for one in nearest if distances[one] < inf]
        yield from self.near[start]


_kept: WeakKeyDictionary[Engine, _Kept] = WeakKeyDictionary()


def get_service_point(public_id: str) -> ServicePoint:
    """Return a service point with its authority, retired ones too."""
    found = db.session.scalar(
        select(ServicePoint)
        .where(ServicePoint.public_id == public_id)
        .options(joinedload(ServicePoint.authority))
    )
    if found is None:
        raise ServicePointUnknown
    return found


def get_authority(public_id: str) -> Authority:
    """Return an authority, retired ones too."""
    found = db.session.scalar(select(Authority).where(Authority.public_id == public_id))
    if found is None:
        raise AuthorityUnknown
    return found


def list_authorities(valid_on: date | None = None) -> list[Authority]:
    """Return the authorities by name, on a day only those that are valid then."""
    found = db.session.scalars(select(Authority)).all()
    wanted = [
        authority
        for authority in found
        if valid_on is None or authority.valid_to is None or authority.valid_to >= valid_on
    ]
    return sorted(wanted, key=lambda one: fold(next(iter(one.names.values()), "")))


def list_not_offered(row: ServicePoint | Authority) -> list[NotOffered]:
    """Return at which desks a place, or an authority's places, are not offered."""
    is_place = isinstance(row, ServicePoint)
    column = NotOffered.service_point_id if is_place else NotOffered.authority_id
    return list(db.session.scalars(select(NotOffered).where(column == row.id)))


def count_places_by_authority() -> Counter[str]:
    """Count the offered places of each authority, by its public id."""
    return Counter(
        place.authority_public_id
        for place in list_places()
        if place.authority_public_id and place.is_offered
    )


def list_places() -> tuple[Place, ...]:
    """Return all places as plain values, retired and gone ones too."""
    return _all().places


def list_service_points(
    search: str = "", authority: str | None = None, *, offered_only: bool = True
) -> list[Place]:
    """Return the places that have every typed word, by name; those of one authority only."""
    return [
        place
        for place in list_places()
        if (place.is_offered or not offered_only)
        and (not authority or place.authority_public_id == authority)
        and matches(place, search)
    ]


def list_houses() -> list[str]:
    """Return the houses that desks and places stand in."""
    houses = {house for house in db.session.scalars(select(Desk.house).distinct()) if house}
    return sorted(houses | {place.house for place in list_places() if place.house})


def are_places_few() -> bool:
    """Tell whether a page may hold every place that can be chosen."""
    return len(_all().whole_offer.places) <= FEW


def list_near_places(
    desk: Desk | None, use_counts: Mapping[int, int], also: Iterable[str] = ()
) -> list[Place]:
    """Return the places that a page may hold: all of few; of many those the desk is likely to want.

    These are all that are named by public id; then, up to sixty, the most used, those of the
    desk's house, the nearest, and the first by name.
    """
    kept = _all()
    offer = kept.offer_of(desk)
    if are_places_few():
        return offer.places
    house = fold(desk.house) if desk and desk.house else ""
    used = sorted(use_counts, key=lambda one: -use_counts[one])
    named = (offer.by_public_id[one] for one in also if one in offer.by_public_id)
    near = {place.id: place for place in named}
    likely = chain(
        (offer.by_id[one] for one in used if one in offer.by_id),
        offer.by_house.get(house, ()),
        (one for one in kept.nearest(kept.position_of(desk)) if one.id in offer.by_id),
        offer.places,
    )
    for place in likely:
        if len(near) >= NEAR:
            break
        near[place.id] = place
    return list(near.values())


def picker_places(
    moment: datetime,
    desk: Desk | None,
    use_counts: Mapping[int, int],
    also: Iterable[str] = (),
) -> list[PickerPlace]:
    """Return the near places as they are at a moment, those used most first."""
    kept = _all()
    local = moment.astimezone(desk_zone())
    house = desk.house if desk else None
    language = ui_language()
    metres_to = metres_from(desk)
    found = [
        picker_place(place, local, house, language, kept.shown, metres_to(place))
        for place in list_near_places(desk, use_counts, also)
    ]
    # few are found by eye, in the order of their names
    is_far = (lambda one: 0.0) if are_places_few() else _how_far
    return sorted(
        found,
        key=lambda one: (
            -use_counts.get(one.id, 0),
            not one.same_house,
            is_far(one),
            one.sort_name,
        ),
    )


def _how_far(one: PickerPlace) -> float:
    return inf if one.metres is None else one.metres


def metres_from(desk: Desk | None) -> Callable[[Place | ServicePoint], float | None]:
    """Return a teller of how far an office is from a desk, where both are known to stand."""
    start = _all().position_of(desk)
    house = desk.house if desk else None

    def metres_to(place: Place | ServicePoint) -> float | None:
        is_there = place.kind is not PlaceKind.OFFICE or is_same_house(place.house, house)
        if start is None or is_there or place.latitude is None or place.longitude is None:
            return None
        return metres_between(start, (place.latitude, place.longitude))

    return metres_to


def is_offered_at(place: Place, desk: Desk | None) -> bool:
    """Tell whether a desk offers a place."""
    return desk is None or not _all().unwanted.get(desk.id, NOTHING).holds(place)


def is_unwanted_at(found: ServicePoint, desk: Desk) -> bool:
    """Tell whether a desk does not offer a place, or its authority."""
    unwanted = _all().unwanted.get(desk.id, NOTHING)
    authority = found.authority.public_id if found.authority else None
    return found.id in unwanted.places or authority in unwanted.authorities


def find_places(
    typed: str,
    desk: Desk | None = None,
    use_counts: Mapping[int, int] | None = None,
    limit: int = MOST_FOUND,
    *,
    with_unwanted: bool = False,
) -> list[Place]:
    """Return the offered places that are meant: the likeliest, most used and nearest first.

    Slips of the pen and names in other languages are forgiven; without words all are meant.
    """
    kept = _all()
    if kept.finder is None:
        kept.finder = Finder(place.search_terms for place in kept.places)
    words = fold(typed)
    likeness = kept.finder.find(words) if words else dict.fromkeys(range(len(kept.places)), 1.0)
    named_so = public_id_named(typed)
    uses = use_counts or {}
    offer = kept.whole_offer if with_unwanted else kept.offer_of(desk)
    neighbours = offer.in_house(desk.house if desk else None)
    metres = kept.distances_from(kept.position_of(desk))

    def rank(position: int) -> tuple[Any, ...]:
        place = kept.places[position]
        return (
            place.public_id != named_so,
            -round(likeness[position], 2),
            place.id not in neighbours,
            -uses.get(place.id, 0),
            metres[position] if metres else 0.0,
            position,
        )

    offered = (position for position in likeness if offer.marks[position])
    found = nsmallest(limit, offered, key=rank)
    return [kept.places[position] for position in found]


def public_ids_by_name() -> dict[str, str]:
    """Return {folded-case name in any language: public id} of places that only one place bears."""
    kept = _all()
    if kept.ids_by_name is None:
        found: dict[str, set[str]] = {}
        for place in kept.places:
            for name in place.names.values() if place.is_offered else ():
                found.setdefault(_as_written(name), set()).add(place.public_id)
        kept.ids_by_name = {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}
    return kept.ids_by_name


def public_id_named(name: str) -> str | None:
    """Return the public id of the only place that bears a name in any language."""
    return public_ids_by_name().get(_as_written(name))


def _as_written(name: str) -> str:
    return " ".join(name.split()).casefold()


def known_contacts() -> KnownContacts:
    """Return what the guard lets pass in notes: contacts of the directory, retired ones too."""
    # what the form was judged by is good for the column too, in the writer's transaction
    kept: _Kept | None = db.session().info.get(_KEY, (None, None))[1]
    if kept is None:
        with db.session.no_autoflush:  # asked while a visit is being made
            kept = _all()
    if kept.contacts is None:
        places = kept.places
        kept.contacts = KnownContacts.of(
            phones=[*_PUBLIC_NUMBERS, *(one["number"] for place in places for one in place.phones)],
            emails=[email for place in places for email in place.emails],
            # notes name a street and its number, without the post office after them
            addresses=[
                part
                for place in places
                for text in place.addresses.values()
                for part in (text, text.partition(",")[0])
            ],
        )
    return kept.contacts


def _all() -> _Kept:
    session = db.session()
    asked_in, kept = session.info.get(_KEY, (None, None))
    if kept is not None and asked_in is session.get_transaction():
        found: _Kept = kept
        return found
    version = tuple(session.execute(_VERSION).one())
    there = _kept.get(db.engine)
    if there is None or there.version != version:
        there = _kept[db.engine] = _Kept(version, read_places(), read_unwanted())
    session.info[_KEY] = (session.get_transaction(), there)
    return there


def forget_places(target: Any = None) -> None:
    """Forget what is kept: something of the directory changed in this process."""
    _kept.clear()
    session = object_session(target) if target is not None else db.session()
    if session is not None:
        session.info.pop(_KEY, None)


for _model in (ServicePoint, Authority, NotOffered):
    for _change in ("after_insert", "after_update", "after_delete"):
        event.listen(_model, _change, lambda _mapper, _connection, target: forget_places(target))
