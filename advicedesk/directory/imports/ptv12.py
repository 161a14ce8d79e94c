"""Suomi.fi Finnish Service Catalogue (PTV), open API version 12: JSON -> feed.

The official schema was out of reach: the properties are inferred, and stand only in the tables.
Texts come by language version, holidays by their name and without a day.
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
from advicedesk.directory.imports.ptv import PUBLISHED, TO_CALL, VERDICTS
from advicedesk.directory.imports.ptv12_hours import HoursUnreadable, read_hours
from advicedesk.directory.imports.texts import one_line, plain_with_refusals
from advicedesk.directory.opening_hours import HoursSet

FORMAT = "ptv12"
# ours -> PTV's: of an entry, of each of its language versions, of an address
ENTRY = {
    "feed_id": ("contentId", "id"),
    "kind": ("type", "serviceChannelType"),
    "authority_id": ("responsibleOrganizationId", "organizationId"),
    "status": ("publishingStatus",),
    "languages": ("languages",),
    "versions": ("languageVersions",),
    "location": ("location",),
    "hours": ("serviceHours",),
    "holidays": ("holidayServiceHours",),
    "authority_kind": ("organizationType",),
}
VERSION = {
    "name": ("name",),
    "other_name": ("alternativeName",),
    "shown_name": ("displayNameType",),
    "phones": ("contactPhoneNumbers", "phoneNumbers"),
    "links": ("contactWebPages", "webPages", "urls"),
    "emails": ("contactEmails", "emails"),
}
TEXTS = {"Summary": "summary", "Description": "description"}
ADDRESSES = ("streetAddresses", "otherAddresses")
LISTS = ("itemList", "items", "results", "content")


def is_of_version_12(document: Any) -> bool:
    """Tell whether a document is a page, a list or one entry of version 12."""
    return any(isinstance(each, dict) and "languageVersions" in each for each in entries(document))


def entries(document: Any) -> Iterator[Any]:
    """Yield what a page, a list or one entry holds."""
    if isinstance(document, list):
        yield from document
    elif isinstance(document, dict):
        pages = [document[name] for name in LISTS if isinstance(document.get(name), list)]
        yield from pages[0] if pages else [document]


def read(document: Any) -> Feed:
    """Read a page, a list or one entry of channels or organisations."""
    if not is_of_version_12(document):
        raise FeedUnreadable(feed_refusals.NO_PTV_12)
    places, authorities, skipped = [], [], []
    for entry in entries(document):
        feed_id = _first(entry, "feed_id") if isinstance(entry, dict) else None
        if not isinstance(feed_id, str) or not feed_id:
            skipped.append(Skipped("", "without_id"))
        elif _first(entry, "kind") in tuple(VERDICTS):
            places.append(_place(entry, feed_id))
        elif _first(entry, "authority_kind"):
            authorities.append(_authority(entry, feed_id))
        else:
            skipped.append(Skipped(feed_id, "kind"))
    return Feed(
        format=FORMAT,
        places=tuple(places),
        authorities=tuple(authorities),
        skipped=tuple(skipped),
    )


def _first(entry: Mapping[str, Any], ours: str) -> Any:
    return next((entry[name] for name in ENTRY[ours] if entry.get(name) is not None), None)


def _versions(entry: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    told = _first(entry, "versions")
    found = told.items() if isinstance(told, dict) else ()
    return {language: each for language, each in found if isinstance(each, dict)}


def _listed(version: Mapping[str, Any], ours: str) -> Iterator[Any]:
    for name in VERSION[ours]:
        yield from version[name] if isinstance(version.get(name), list) else ()


def _place(entry: Mapping[str, Any], feed_id: str) -> FeedPlace:
    versions = _versions(entry)
    phones, bad_phones = _phones(versions)
    texts, refused_in_texts = _texts(versions)
    links, refused = safe_links(
        each.get("url") if isinstance(each, dict) else each
        for version in versions.values()
        for each in _listed(version, "links")
    )
    addresses, bad_addresses = _addresses(entry)
    hours, bad_hours = _hours(entry)
    names = _names(versions)
    problems = [*bad_hours, *bad_phones, *bad_addresses, *([] if names else [Problem.NAMES])]
    return FeedPlace(
        feed_id=feed_id,
        kind=_first(entry, "kind"),
        verdict=_verdict(entry),
        names=names,
        authority_id=one_line(_first(entry, "authority_id")) or None,
        phones=phones,
        emails=_emails(versions),
        links=links,
        refused_links=tuple(dict.fromkeys(refused + refused_in_texts)),
        service_languages=_languages(entry),
        texts=texts,
        addresses=addresses,
        hours=hours,
        problems=tuple(dict.fromkeys(problems)),
    )


def _authority(entry: Mapping[str, Any], feed_id: str) -> FeedAuthority:
    names = _names(_versions(entry))
    return FeedAuthority(
        feed_id=feed_id,
        names=names,
        kind=one_line(_first(entry, "authority_kind")),
        office_language="sv" if "sv" in names and "fi" not in names else "fi",
        is_archived=_first(entry, "status") not in PUBLISHED,
    )


def _verdict(entry: Mapping[str, Any]) -> Verdict:
    is_out = _first(entry, "status") in PUBLISHED
    return VERDICTS[_first(entry, "kind")] if is_out else Verdict.ARCHIVED


def _names(versions: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    found = {}
    for language, version in versions.items():
        name, other = (one_line(version.get(VERSION[ours][0])) for ours in ("name", "other_name"))
        shows_other = version.get(VERSION["shown_name"][0]) == "AlternativeName"
        chosen = (other or name) if shows_other else (name or other)
        if chosen:
            found[language] = chosen
    return found


def _languages(entry: Mapping[str, Any]) -> tuple[str, ...]:
    told = _first(entry, "languages")
    codes = told if isinstance(told, list) else ()
    return tuple(dict.fromkeys(code for code in codes if isinstance(code, str) and code))


def _phones(
    versions: Mapping[str, Mapping[str, Any]],
) -> tuple[tuple[FeedPhone, ...], list[Problem]]:
    phones, problems = [], []
    for language, version in versions.items():
        for each in _listed(version, "phones"):
            if not isinstance(each, dict) or not each.get("number"):
                continue
            if each.get("type") not in TO_CALL:
                continue
            number = phone_number(each["number"], each.get("dialCode"))
            if number is None:
                problems.append(Problem.PHONE)
                continue
            note = one_line(each.get("additionalInformation"))
            notes = {language: note} if note else {}
            phones.append(FeedPhone(number, (language,), each.get("type") or "Phone", notes))
    return joined_phones(phones), problems


def _emails(versions: Mapping[str, Mapping[str, Any]]) -> tuple[str, ...]:
    told = (
        each.get("value") if isinstance(each, dict) else each
        for version in versions.values()
        for each in _listed(version, "emails")
    )
    return tuple(dict.fromkeys(filter(None, map(mail_address, told))))


def _texts(
    versions: Mapping[str, Mapping[str, Any]],
) -> tuple[tuple[FeedText, ...], tuple[str, ...]]:
    texts: list[FeedText] = []
    refused: list[str] = []
    for language, version in versions.items():
        for kind, name in TEXTS.items():
            text, refused_here = plain_with_refusals(version.get(name))
            refused += refused_here
            if text:
                texts.append(FeedText(language, kind, text))
    return tuple(texts), tuple(refused)


def _hours(entry: Mapping[str, Any]) -> tuple[tuple[HoursSet, ...], list[Problem]]:
    try:
        return read_hours(_first(entry, "hours"), _first(entry, "holidays")), []
    except HoursUnreadable:
        return (), [Problem.HOURS]


def _addresses(entry: Mapping[str, Any]) -> tuple[tuple[FeedAddress, ...], list[Problem]]:
    location = _first(entry, "location")
    found, problems = [], []
    for name in ADDRESSES if isinstance(location, dict) else ():
        told = location.get(name)
        for each in told if isinstance(told, list) else ():
            if isinstance(each, dict):
                address, is_bad = _address(each)
                found.append(address)
                problems += [Problem.COORDINATES] if is_bad else []
    return tuple(found), problems


def _address(told: Mapping[str, Any]) -> tuple[FeedAddress, bool]:
    number = one_line(told.get("streetNumber"))
    points = told.get("coordinates")
    point = next(filter(_is_finnish, points if isinstance(points, list) else ()), None)
    degrees = to_wgs84(point.get("northing"), point.get("easting")) if point else None
    streets = by_language(told.get("street"))
    address = FeedAddress(
        streets={language: f"{street} {number}".strip() for language, street in streets.items()},
        postal_code=one_line(told.get("postalCode")) or None,
        post_offices=post_offices(by_language(told.get("postOffice"))),
        directions=by_language(told.get("additionalInformation")),
        wgs84=degrees,
    )
    return address, bool(points) and degrees is None


def _is_finnish(point: Any) -> bool:
    return isinstance(point, dict) and point.get("system") in ("EPSG:3067", None)


def by_language(told: Any) -> dict[str, str]:
    """Return the texts of {language: text}; null values are none."""
    found = {language: one_line(text) for language, text in _items(told)}
    return {language: text for language, text in found.items() if text}


def _items(told: Any) -> Iterable[tuple[str, Any]]:
    return told.items() if isinstance(told, dict) else ()
