"""Open Referral HSDS 3.x -> feed: JSON of the API, or the nested form of a data package.

A service point is a service at a location; a service without a location is reached by phone or on
the web. HSDS gives its texts in one language and does not say in which: they are kept as English.
Schema: github.com/openreferral/specification, branch 3.0.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from advicedesk.directory import feed_refusals
from advicedesk.directory.errors import FeedUnreadable
from advicedesk.directory.imports.contacts import (
    joined_phones,
    mail_address,
    phone_number,
    safe_links,
)
from advicedesk.directory.imports.feed import (
    Feed,
    FeedAddress,
    FeedAuthority,
    FeedPhone,
    FeedPlace,
    FeedText,
    Problem,
    Skipped,
    Verdict,
)
from advicedesk.directory.imports.hsds_hours import HoursUnreadable, read_hours
from advicedesk.directory.imports.texts import one_line, plain_with_refusals
from advicedesk.directory.opening_hours import HoursSet

FORMAT = "hsds"
LANGUAGE = "en"
# ours -> HSDS's: where a thing is looked for, the nearest first
NAMES = ("name",)
PHONES_OF = ("service_at_location", "service", "location", "organization")
SCHEDULES_OF = ("service_at_location", "location", "service")
LANGUAGES_OF = ("service", "location")
EMAIL = {"service": "email", "organization": "email"}
LINKS = {"service": ("url",), "location": ("url",), "organization": ("website", "uri")}
TEXTS = {"Summary": ("service", "description"), "Description": ("location", "description")}
DIRECTIONS = "transportation"
STREET = ("address_1", "address_2")
# values -> what they mean here
OFFERED = ("active", None)
TO_GO_TO = ("physical", None)
TO_CALL = {"voice": "Phone", "cell": "Phone", "text": "Sms", "sms": "Sms", None: "Phone"}
# properties that only versions before 3 have
OLD = frozenset({"regular_schedule", "holiday_schedule", "physical_address", "eligibility"})

_OF_SERVICE = frozenset(
    {"service_at_locations", "status", "organization", "fees_description", "assured_date"}
)
_OF_ORGANIZATION = frozenset({"services", "legal_status", "tax_status", "year_incorporated"})

Entry = Mapping[str, Any]


def kind_of(entry: Any) -> str:
    """Return what an entry is: service_at_location, organization, service, location, or nothing."""
    if not isinstance(entry, dict) or "id" not in entry:
        return ""
    if isinstance(entry.get("service"), dict) and isinstance(entry.get("location"), dict):
        return "service_at_location"
    if "name" in entry and _OF_ORGANIZATION & set(entry):
        return "organization"
    if "name" in entry and _OF_SERVICE & set(entry):
        return "service"
    return "location" if "location_type" in entry else ""


def is_hsds(document: Any) -> bool:
    """Tell whether a document is a page, a list or one entry of HSDS."""
    return any(kind_of(each) or _is_old(each) for each in entries(document))


def entries(document: Any) -> Iterator[Any]:
    """Yield what a page, a list or one entry holds."""
    if isinstance(document, dict) and isinstance(document.get("contents"), list):
        document = document["contents"]
    yield from document if isinstance(document, list) else [document]


def _is_old(entry: Any) -> bool:
    return isinstance(entry, dict) and {"id", "name"} <= set(entry) and bool(OLD & set(entry))


def read(documents: Iterable[Any], loose_ends: Iterable[str] = ()) -> Feed:
    """Read documents of one feed together: a service may be told with and without its places."""
    found = _Found()
    for document in documents:
        for entry in entries(document):
            if _is_old(entry):
                raise FeedUnreadable(feed_refusals.OLD_HSDS)
            found.take(entry)
    return Feed(
        format=FORMAT,
        source=FORMAT,
        places=tuple(found.places_and_bare()),
        authorities=tuple(found.authorities.values()),
        skipped=tuple(found.skipped),
        loose_ends=tuple(loose_ends),
    )


class _Found:
    """What was found so far; a bare service or location gives way to a service at a location."""

    def __init__(self) -> None:
        self.places: dict[str, FeedPlace] = {}
        self.bare: dict[str, FeedPlace] = {}
        self.located: set[str] = set()
        self.authorities: dict[str, FeedAuthority] = {}
        self.skipped: list[Skipped] = []

    def take(self, entry: Any) -> None:
        kind = kind_of(entry)
        if kind == "organization":
            self.take_organization(entry)
        elif kind == "service":
            self.take_service(entry, _part(entry, "organization"))
        elif kind == "service_at_location":
            service = entry["service"]
            organization = _part(service, "organization") or _part(entry, "organization")
            self.take_at_location(entry, service, organization)
        elif kind == "location":
            place = _place(_Parts({}, {}, entry, {}))
            self.bare[place.feed_id] = place
        else:
            self.skipped.append(Skipped(_id(entry), "kind" if _id(entry) else "without_id"))

    def take_organization(self, organization: Entry) -> None:
        self.know(organization)
        for service in _listed(organization, "services"):
            self.take_service(service, organization)

    def take_service(self, service: Entry, organization: Entry) -> None:
        places = list(_listed(service, "service_at_locations"))
        for each in places:
            self.take_at_location(each, service, organization)
        if not places:
            self.know(organization)
            place = _place(_Parts({}, service, {}, organization))
            self.bare[place.feed_id] = place

    def take_at_location(self, each: Entry, service: Entry, organization: Entry) -> None:
        self.know(organization)
        self.located |= {_id(service), _id(_part(each, "location"))}
        self.add(_Parts(each, service, _part(each, "location"), organization))

    def add(self, parts: "_Parts") -> None:
        place = _place(parts)
        if place.feed_id:
            self.places[place.feed_id] = place
        else:
            self.skipped.append(Skipped("", "without_id"))

    def know(self, organization: Entry) -> None:
        name = _name(organization)
        if _id(organization) and name:
            self.authorities[_id(organization)] = FeedAuthority(
                feed_id=_id(organization), names={LANGUAGE: name}, kind="organization"
            )

    def places_and_bare(self) -> Iterator[FeedPlace]:
        yield from self.places.values()
        yield from (place for own, place in self.bare.items() if own not in self.located)


class _Parts(dict[str, Entry]):
    """The four things that a service point is made of, by HSDS's names."""

    def __init__(
        self, at_location: Entry, service: Entry, location: Entry, organization: Entry
    ) -> None:
        super().__init__(
            service_at_location=at_location,
            service=service,
            location=location,
            organization=organization,
        )

    def nearest(self, owners: Iterable[str], name: str) -> list[Entry]:
        """Return the entries of the nearest owner that has some, each id once."""
        for owner in owners:
            found = {_id(each) or str(each): each for each in _listed(self[owner], name)}
            if found:
                return list(found.values())
        return []


def _place(parts: _Parts) -> FeedPlace:
    phones, bad_phones = _phones(parts)
    texts, refused_in_texts = _texts(parts)
    links, refused = safe_links(
        parts[owner].get(name) for owner, names in LINKS.items() for name in names
    )
    addresses, bad_addresses = _addresses(parts["location"])
    hours, bad_hours = _hours(parts)
    names = ", ".join(dict.fromkeys(filter(None, map(_name, _named_parts(parts)))))
    problems = [*bad_hours, *bad_phones, *bad_addresses, *([] if names else [Problem.NAMES])]
    own = parts["service_at_location"] or parts["service"] or parts["location"]
    return FeedPlace(
        feed_id=_id(own),
        kind="service_at_location" if parts["location"] else "service",
        verdict=_verdict(parts, bool(phones)),
        names={LANGUAGE: names} if names else {},
        authority_id=_id(parts["organization"]) or None,
        phones=phones,
        emails=_emails(parts),
        links=links,
        refused_links=tuple(dict.fromkeys(refused + refused_in_texts)),
        service_languages=_languages(parts),
        texts=texts,
        addresses=addresses,
        hours=hours,
        problems=tuple(dict.fromkeys(problems)),
    )


def _named_parts(parts: _Parts) -> tuple[Entry, Entry]:
    return parts["service"], parts["location"]


def _id(entry: Any) -> str:
    return str(entry.get("id") or "") if isinstance(entry, dict) else ""


def _name(entry: Entry) -> str:
    return next(filter(None, (one_line(entry.get(name)) for name in NAMES)), "")


def _part(entry: Entry, name: str) -> Entry:
    told = entry.get(name)
    return told if isinstance(told, dict) else {}


def _listed(entry: Entry, name: str) -> Iterator[Entry]:
    told = entry.get(name)
    yield from (each for each in (told if isinstance(told, list) else ()) if isinstance(each, dict))


def _verdict(parts: _Parts, has_phone: bool) -> Verdict:
    if parts["service"].get("status") not in OFFERED:
        return Verdict.ARCHIVED
    if parts["location"] and parts["location"].get("location_type") in TO_GO_TO:
        return Verdict.OFFICE
    return Verdict.PHONE_SERVICE if has_phone else Verdict.LINK_ONLY


def _phones(parts: _Parts) -> tuple[tuple[FeedPhone, ...], list[Problem]]:
    # phones of contacts are left out: a contact is a named person
    phones, problems = [], []
    for each in parts.nearest(PHONES_OF, "phones"):
        if not each.get("number") or each.get("type") not in TO_CALL:
            continue
        number = phone_number(each["number"])
        if number is None:
            problems.append(Problem.PHONE)
            continue
        note = _phone_note(each)
        phones.append(
            FeedPhone(
                number,
                _codes(_listed(each, "languages")),
                TO_CALL[each.get("type")],
                {LANGUAGE: note} if note else {},
            )
        )
    return joined_phones(phones), problems


def _phone_note(phone: Entry) -> str:
    extension = one_line(str(phone.get("extension") or ""))
    parts = (f"ext. {extension}" if extension else "", one_line(phone.get("description")))
    return "; ".join(filter(None, parts))


def _emails(parts: _Parts) -> tuple[str, ...]:
    told = (mail_address(parts[owner].get(name)) for owner, name in EMAIL.items())
    return tuple(dict.fromkeys(filter(None, told)))[:1]


def _codes(languages: Iterable[Entry]) -> tuple[str, ...]:
    codes = (one_line(each.get("code")).casefold() for each in languages)
    return tuple(dict.fromkeys(filter(None, codes)))


def _languages(parts: _Parts) -> tuple[str, ...]:
    return _codes(each for owner in LANGUAGES_OF for each in _listed(parts[owner], "languages"))


def _texts(parts: _Parts) -> tuple[tuple[FeedText, ...], tuple[str, ...]]:
    texts: list[FeedText] = []
    refused: list[str] = []
    for kind, (owner, name) in TEXTS.items():
        text, refused_here = plain_with_refusals(parts[owner].get(name))
        refused += refused_here
        if text:
            texts.append(FeedText(LANGUAGE, kind, text))
    return tuple(texts), tuple(refused)


def _hours(parts: _Parts) -> tuple[tuple[HoursSet, ...], list[Problem]]:
    try:
        return read_hours(parts.nearest(SCHEDULES_OF, "schedules"), LANGUAGE), []
    except HoursUnreadable:
        return (), [Problem.HOURS]


def _addresses(location: Entry) -> tuple[tuple[FeedAddress, ...], list[Problem]]:
    point = degrees(location.get("latitude"), location.get("longitude"))
    has_bad_point = point is None and location.get("latitude") not in (None, "")
    found = [
        _address(each, location, point)
        for each in _listed(location, "addresses")
        if each.get("address_type") in TO_GO_TO
    ]
    if not found and point:
        found = [FeedAddress(wgs84=point)]
    return tuple(found), [Problem.COORDINATES] if has_bad_point else []


def _address(told: Entry, location: Entry, point: tuple[float, float] | None) -> FeedAddress:
    street = ", ".join(filter(None, (one_line(told.get(name)) for name in STREET)))
    city = one_line(told.get("city"))
    directions = one_line(location.get(DIRECTIONS))
    return FeedAddress(
        streets={LANGUAGE: street} if street else {},
        postal_code=one_line(told.get("postal_code")) or None,
        post_offices={LANGUAGE: city} if city else {},
        directions={LANGUAGE: directions} if directions else {},
        wgs84=point,
    )


def degrees(latitude: Any, longitude: Any) -> tuple[float, float] | None:
    """Return a point on the earth, or None: 100 is no latitude, and 0, 0 is nobody's office."""
    try:
        point = round(float(latitude), 5), round(float(longitude), 5)
    except (TypeError, ValueError, OverflowError):
        return None
    is_on_earth = abs(point[0]) <= 90 and abs(point[1]) <= 180
    return point if is_on_earth and point != (0, 0) else None
