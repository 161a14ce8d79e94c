"""Helsinki region's service map (TPR, Toimipisterekisteri), REST interface version 4 -> feed.

Units are places, connections lie beside them and may come in a file of their own. A property is
there once a language (`name_fi`); a missing translation is a missing key.
Source: www.hel.fi/palvelukarttaws/restpages/ver4.html.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from advicedesk.directory import feed_refusals
from advicedesk.directory.errors import FeedUnreadable
from advicedesk.directory.imports.contacts import (
    joined_phones,
    mail_address,
    phone_number,
    safe_links,
    several,
)
from advicedesk.directory.imports.coordinates import to_wgs84
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
    post_offices,
)
from advicedesk.directory.imports.hsds import degrees
from advicedesk.directory.imports.texts import one_line, plain_with_refusals
from advicedesk.directory.opening_hours import HoursSet, label_of

FORMAT = "tpr"
LANGUAGES = ("fi", "sv", "en")
# ours -> a unit's, each once a language where a language follows
UNIT = {
    "names": "name",
    "streets": "street_address",
    "post_offices": "address_city",
    "links": "www",
    "phone_notes": "call_charge_info",
}
POSTAL_CODE = "address_zip"
AUTHORITY_ID = "org_id"
PHONE, EMAIL = "phone", "email"
TEXTS = {"Summary": "short_desc", "Description": "desc"}
WGS84 = ("latitude", "longitude")
METRES = ("northing_etrs_tm35fin", "easting_etrs_tm35fin")
# a connection's section -> what of the place it tells; every other section is left out
SECTIONS = {
    "OPENING_HOURS": "hours",
    "PHONE_OR_EMAIL": "contacts",
    "OTHER_ADDRESS": "directions",
    "ESERVICE_LINK": "links",
    "LINK": "links",
}

_OF_UNIT = frozenset({"org_id", "dept_id", "ontologyword_ids", "provider_type"})
_OF_DEPARTMENT = frozenset({"hierarchy_level", "org_type", "organization_type"})
_DIGIT = re.compile(r"\d")

Entry = Mapping[str, Any]


def kind_of(entry: Any) -> str:
    """Return what an entry is: unit, connection, department, or nothing."""
    if not isinstance(entry, dict):
        return ""
    if {"unit_id", "section_type"} <= set(entry):
        return "connection"
    is_named = "id" in entry and any(f"name_{language}" in entry for language in LANGUAGES)
    if is_named and _OF_DEPARTMENT & set(entry):
        return "department"
    return "unit" if is_named and _OF_UNIT & set(entry) else ""


def entries(document: Any) -> Iterator[Any]:
    """Yield what a list or one entry holds."""
    yield from document if isinstance(document, list) else [document]


def is_tpr(document: Any) -> bool:
    """Tell whether a document is a list or one entry of the service map."""
    return any(kind_of(each) for each in entries(document))


def read(documents: Iterable[Any]) -> Feed:
    """Read units, their connections and departments, in whatever files they come."""
    by_kind: dict[str, list[Any]] = defaultdict(list)
    for document in documents:
        for entry in entries(document):
            by_kind[kind_of(entry)].append(entry)
    if by_kind["connection"] and not by_kind["unit"]:
        raise FeedUnreadable(feed_refusals.NO_UNITS)
    connections: dict[str, list[Entry]] = defaultdict(list)
    for each in by_kind["connection"]:
        connections[str(each["unit_id"])].append(each)
    places = [_place(each, connections[str(each["id"])]) for each in by_kind["unit"]]
    used = {place.authority_id for place in places}
    departments = [each for each in by_kind["department"] if str(each["id"]) in used]
    known = {str(each["id"]) for each in by_kind["unit"]}
    return Feed(
        format=FORMAT,
        source=FORMAT,
        places=tuple(places),
        authorities=tuple(_authority(each) for each in departments),
        skipped=tuple(Skipped("", "kind") for _each in by_kind[""]),
        loose_ends=tuple(
            f"connection.unit_id {unit_id[:64]}" for unit_id in connections if unit_id not in known
        ),
    )


def _authority(entry: Entry) -> FeedAuthority:
    return FeedAuthority(
        feed_id=str(entry["id"]), names=_by_language(entry, UNIT["names"]), kind="department"
    )


def _place(unit: Entry, connections: list[Entry]) -> FeedPlace:
    told: dict[str, list[Entry]] = defaultdict(list)
    inline = unit.get("connections")
    for each in [*(inline if isinstance(inline, list) else ()), *connections]:
        if isinstance(each, dict) and each.get("section_type") in SECTIONS:
            told[SECTIONS[each["section_type"]]].append(each)
    # an entry with a person's name is that person's: no office of the directory
    contacts = [each for each in told["contacts"] if not each.get("contact_person")]
    phones, bad_phones = _phones(unit, contacts)
    links, refused = safe_links(_links(unit, told["links"] + told["hours"]))
    texts, refused_in_texts = _texts(unit)
    address, bad_point = _address(unit, told["directions"])
    names = _by_language(unit, UNIT["names"])
    problems = [*bad_phones, *bad_point, *([] if names else [Problem.NAMES])]
    has_door = bool(address.streets or address.wgs84)
    return FeedPlace(
        feed_id=f"{FORMAT}:{unit['id']}",
        kind="unit",
        verdict=_verdict(has_door, bool(phones)),
        names=names,
        authority_id=one_line(unit.get(AUTHORITY_ID)) or None,
        phones=phones,
        emails=_emails(unit, contacts),
        links=links,
        refused_links=tuple(dict.fromkeys(refused + refused_in_texts)),
        texts=texts,
        addresses=(address,) if has_door else (),
        hours=_hours(told["hours"]),
        problems=tuple(dict.fromkeys(problems)),
    )


def _verdict(has_door: bool, has_phone: bool) -> Verdict:
    if has_door:
        return Verdict.OFFICE
    return Verdict.PHONE_SERVICE if has_phone else Verdict.LINK_ONLY


def _by_language(entry: Entry, name: str) -> dict[str, str]:
    found = {language: one_line(entry.get(f"{name}_{language}")) for language in LANGUAGES}
    return {language: text for language, text in found.items() if text}


def _phones(unit: Entry, contacts: list[Entry]) -> tuple[tuple[FeedPhone, ...], list[Problem]]:
    told = [(unit, _by_language(unit, UNIT["phone_notes"]))]
    told += [(each, _by_language(each, UNIT["names"])) for each in contacts]
    phones, problems = [], []
    for entry, notes in told:
        for text in several(entry.get(PHONE)):
            number = phone_number(text)
            if number is None:
                problems.append(Problem.PHONE)
            else:
                phones.append(FeedPhone(number, notes=notes))
    return joined_phones(phones), problems


def _emails(unit: Entry, contacts: list[Entry]) -> tuple[str, ...]:
    told = (text for each in (unit, *contacts) for text in several(each.get(EMAIL)))
    return tuple(dict.fromkeys(filter(None, map(mail_address, told))))


def _links(unit: Entry, connections: list[Entry]) -> Iterator[Any]:
    for each in (unit, *connections):
        yield from (each.get(f"{UNIT['links']}_{language}") for language in LANGUAGES)


def _texts(unit: Entry) -> tuple[tuple[FeedText, ...], tuple[str, ...]]:
    texts: list[FeedText] = []
    refused: list[str] = []
    for kind, name in TEXTS.items():
        for language in LANGUAGES:
            text, refused_here = plain_with_refusals(unit.get(f"{name}_{language}"))
            refused += refused_here
            if text:
                texts.append(FeedText(language, kind, text))
    return tuple(texts), tuple(refused)


def _hours(connections: list[Entry]) -> tuple[HoursSet, ...]:
    # hours come as prose and stay prose; a heading that only links elsewhere is no hours
    notes = [_by_language(each, UNIT["names"]) for each in connections if not _is_heading(each)]
    return tuple(HoursSet(note=label_of(note)) for note in notes if note)


def _is_heading(connection: Entry) -> bool:
    has_link = any(connection.get(f"{UNIT['links']}_{language}") for language in LANGUAGES)
    words = " ".join(_by_language(connection, UNIT["names"]).values())
    return has_link and not _DIGIT.search(words)


def _address(unit: Entry, directions: list[Entry]) -> tuple[FeedAddress, list[Problem]]:
    has_point = unit.get(WGS84[0]) not in (None, "")
    point = degrees(*(unit.get(name) for name in WGS84))
    point = point or to_wgs84(*(unit.get(name) for name in METRES))
    ways: dict[str, str] = {}
    for each in directions:
        for language, words in _by_language(each, UNIT["names"]).items():
            ways[language] = "; ".join(filter(None, (ways.get(language), words)))
    address = FeedAddress(
        streets=_by_language(unit, UNIT["streets"]),
        postal_code=one_line(unit.get(POSTAL_CODE)) or None,
        post_offices=post_offices(_by_language(unit, UNIT["post_offices"])),
        directions=ways,
        wgs84=point,
    )
    return address, [Problem.COORDINATES] if has_point and point is None else []
