"""Suomi.fi Finnish Service Catalogue (PTV), open API version 11 and the older 8: JSON -> feed.

Version 12 is another shape and has a module of its own.

Classes: V11VmOpenApiServiceLocationChannel and its siblings (github.com/vrk-kpa/ptv-releases).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from advicedesk.directory import feed_refusals
from advicedesk.directory.errors import FeedUnreadable
from advicedesk.directory.imports import ptv_hours
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
from advicedesk.directory.imports.ptv_hours import labels
from advicedesk.directory.imports.texts import one_line, plain_with_refusals
from advicedesk.directory.opening_hours import HoursSet

# ours -> PTV's, in the order they are read
PLACE = {
    "feed_id": ("id",),
    "kind": ("serviceChannelType",),
    "authority_id": ("organizationId",),
    "names": ("serviceChannelNames",),
    "texts": ("serviceChannelDescriptions",),
    "phones": ("phoneNumbers", "supportPhones"),
    "emails": ("emails", "supportEmails"),
    "links": ("webPages", "channelUrls", "urls"),
    "service_languages": ("languages",),
    "addresses": ("addresses",),
    "hours": ("serviceHours",),
}
AUTHORITY = {"feed_id": ("id",), "kind": ("organizationType",), "names": ("organizationNames",)}
# serviceChannelType -> how the place is reached
VERDICTS = {
    "ServiceLocation": Verdict.OFFICE,
    "Phone": Verdict.PHONE_SERVICE,
    "EChannel": Verdict.LINK_ONLY,
    "WebPage": Verdict.LINK_ONLY,
    "PrintableForm": Verdict.LINK_ONLY,
}
# publishingStatus; everything else is archived, withdrawn or not out yet
PUBLISHED = ("Published", None)
# addresses.type: where one goes; a postal address is none of these
TO_GO_TO = ("Location", "Visiting", None)
# phoneNumbers.type: what a person can call
TO_CALL = ("Phone", "Sms", None)

_MAIL_NAMES = ("value", "language")


def find_format(document: Any) -> str:
    """Return ptv11, ptv8, ptv7 (hours in old words), or nothing when it is none of them."""
    return next(filter(None, map(_format_of, _entries(document))), "")


def _format_of(entry: Any) -> str:
    if not isinstance(entry, dict):
        return ""
    if entry.get("serviceHourType") in ptv_hours.VERSION_7:
        return "ptv7"
    if not {"serviceChannelNames", "organizationNames", "serviceNames"} & set(entry):
        return ""
    return _version(entry)


def _version(entry: Mapping[str, Any]) -> str:
    hours = list(_listed(entry, PLACE["hours"]))
    if any(each.get("serviceHourType") in ptv_hours.VERSION_7 for each in hours):
        return "ptv7"
    is_old = "serviceChannelNames" in entry and "isVisibleForAll" not in entry
    return "ptv8" if is_old and not any("isAlwaysOpen" in each for each in hours) else "ptv11"


def read(document: Any) -> Feed:
    """Read a page, a list or one entry of channels or organisations."""
    entries = list(_entries(document))
    found = find_format(document) if entries or not _is_page(document) else "ptv11"
    if found == "ptv7" and any(_is_hours(each) for each in entries):
        raise FeedUnreadable(feed_refusals.PTV_7)
    if not found:
        raise FeedUnreadable(feed_refusals.NO_PTV)
    places, authorities, skipped = [], [], []
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str) or not entry["id"]:
            skipped.append(Skipped("", "without_id"))
        elif entry.get("serviceChannelType") in tuple(VERDICTS):
            places.append(_place(entry))
        elif "organizationNames" in entry:
            authorities.append(_authority(entry))
        else:
            skipped.append(Skipped(entry["id"], "service" if "serviceNames" in entry else "kind"))
    return Feed(
        format=found,
        places=tuple(places),
        authorities=tuple(authorities),
        skipped=tuple(skipped),
    )


def _is_hours(entry: Any) -> bool:
    return isinstance(entry, dict) and "serviceHourType" in entry


def _is_page(document: Any) -> bool:
    return isinstance(document, dict) and isinstance(document.get("itemList"), list)


def _entries(document: Any) -> Iterator[Any]:
    if _is_page(document):
        yield from document["itemList"]
    elif isinstance(document, list):
        yield from document
    elif isinstance(document, dict):
        yield document


def _listed(entry: Mapping[str, Any], properties: tuple[str, ...]) -> Iterator[Mapping[str, Any]]:
    for name in properties:
        values = entry.get(name)
        for value in values if isinstance(values, list) else ():
            if isinstance(value, dict):
                yield value


def _place(entry: Mapping[str, Any]) -> FeedPlace:
    names = _names(entry, PLACE["names"])
    phones, unread_phones = _phones(entry)
    texts, refused_in_texts = _texts(entry)
    links, refused = _links(entry)
    hours, unread_hours = _hours(entry)
    addresses, unread_addresses = _addresses(entry)
    unread = (unread_hours, unread_phones, unread_addresses, [Problem.NAMES] if not names else [])
    return FeedPlace(
        feed_id=entry["id"],
        kind=entry["serviceChannelType"],
        verdict=_verdict(entry),
        names=names,
        authority_id=_text_or_none(entry.get(PLACE["authority_id"][0])),
        phones=phones,
        emails=_emails(entry),
        links=links,
        refused_links=tuple(dict.fromkeys(refused + refused_in_texts)),
        service_languages=_languages(entry),
        texts=texts,
        addresses=addresses,
        hours=hours,
        problems=tuple(dict.fromkeys(problem for each in unread for problem in each)),
    )


def _authority(entry: Mapping[str, Any]) -> FeedAuthority:
    names = _names(entry, AUTHORITY["names"])
    return FeedAuthority(
        feed_id=entry["id"],
        names=names,
        kind=_text_or_none(entry.get(AUTHORITY["kind"][0])) or "",
        office_language="sv" if "sv" in names and "fi" not in names else "fi",
        is_archived=entry.get("publishingStatus") not in PUBLISHED,
    )


def _verdict(entry: Mapping[str, Any]) -> Verdict:
    if entry.get("publishingStatus") not in PUBLISHED:
        return Verdict.ARCHIVED
    return VERDICTS[entry["serviceChannelType"]]


def _text_or_none(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _names(entry: Mapping[str, Any], properties: tuple[str, ...]) -> dict[str, str]:
    told: dict[str, dict[str, str]] = {}
    for each in _listed(entry, properties):
        name = one_line(each.get("value"))
        if name and isinstance(each.get("language"), str):
            told.setdefault(each["language"], {})[str(each.get("type"))] = name
    chosen = {
        str(each.get("language")): str(each.get("type"))
        for each in _listed(entry, ("displayNameType",))
    }
    return {
        language: kinds.get(chosen.get(language, "Name"))
        or kinds.get("Name")
        or next(iter(kinds.values()))
        for language, kinds in told.items()
    }


def _languages(entry: Mapping[str, Any]) -> tuple[str, ...]:
    told = entry.get(PLACE["service_languages"][0])
    codes = told if isinstance(told, list) else ()
    return tuple(dict.fromkeys(code for code in codes if isinstance(code, str) and code))


def _phones(entry: Mapping[str, Any]) -> tuple[tuple[FeedPhone, ...], list[Problem]]:
    phones = []
    problems = []
    for each in _listed(entry, PLACE["phones"]):
        if not each.get("number") or each.get("type") not in TO_CALL:
            continue
        number = phone_number(
            each["number"],
            each.get("prefixNumber"),
            is_service_number=bool(each.get("isFinnishServiceNumber")),
        )
        if number is None:
            problems.append(Problem.PHONE)
            continue
        language = _text_or_none(each.get("language"))
        note = one_line(each.get("additionalInformation"))
        phones.append(
            FeedPhone(
                number,
                (language,) if language else (),
                each.get("type") or "Phone",
                {language: note} if language and note else {},
            )
        )
    return joined_phones(phones), problems


def _emails(entry: Mapping[str, Any]) -> tuple[str, ...]:
    # value and language come swapped from some writers: the address is what has the @
    told = (each.get(name) for each in _listed(entry, PLACE["emails"]) for name in _MAIL_NAMES)
    return tuple(dict.fromkeys(filter(None, map(mail_address, told))))


def _links(entry: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return safe_links(
        each.get("url") or each.get("value") for each in _listed(entry, PLACE["links"])
    )


def _texts(entry: Mapping[str, Any]) -> tuple[tuple[FeedText, ...], tuple[str, ...]]:
    texts = []
    refused: list[str] = []
    for each in _listed(entry, PLACE["texts"]):
        text, refused_here = plain_with_refusals(each.get("value"))
        refused += refused_here
        if text and isinstance(each.get("language"), str):
            texts.append(FeedText(each["language"], str(each.get("type")), text))
    return tuple(texts), tuple(refused)


def _hours(entry: Mapping[str, Any]) -> tuple[tuple[HoursSet, ...], list[Problem]]:
    told = entry.get(PLACE["hours"][0])
    try:
        return ptv_hours.read_hours(told or ()), []
    except ptv_hours.HoursUnreadable:
        return (), [Problem.HOURS]


def _addresses(entry: Mapping[str, Any]) -> tuple[tuple[FeedAddress, ...], list[Problem]]:
    found = []
    problems = []
    for each in _listed(entry, PLACE["addresses"]):
        address = _address(each) if each.get("type") in TO_GO_TO else None
        if address:
            found.append(address[0])
            problems += address[1]
    return tuple(found), problems


def _address(told: Mapping[str, Any]) -> tuple[FeedAddress, list[Problem]] | None:
    # answers carry examples in the kinds of address that are not used: the street comes first
    for name in ("streetAddress", "otherAddress"):
        parts = told.get(name)
        if isinstance(parts, dict):
            return _finnish_address(parts)
    abroad = labels(told.get("locationAbroad"))
    return (FeedAddress(streets=abroad), []) if abroad else None


def _finnish_address(parts: Mapping[str, Any]) -> tuple[FeedAddress, list[Problem]]:
    number = one_line(parts.get("streetNumber"))
    metres = (parts.get("latitude"), parts.get("longitude"))
    degrees = to_wgs84(*metres)
    offices = labels(parts.get("postOffice"))
    address = FeedAddress(
        streets={
            language: f"{street} {number}".strip()
            for language, street in labels(parts.get("street")).items()
        },
        postal_code=_text_or_none(parts.get("postalCode")),
        post_offices=post_offices(offices),
        directions=labels(parts.get("additionalInformation")),
        wgs84=degrees,
    )
    return address, [Problem.COORDINATES] if any(metres) and degrees is None else []
