"""Words of the directory on staff pages: how a place is reached, where it stands, its source."""

from collections.abc import Mapping
from typing import Any

import phonenumbers
from flask_babel import gettext, lazy_gettext

from advicedesk.directory.models import PlaceKind
from advicedesk.web.templating import named


def _(words: str, **values: str) -> str:
    return str(gettext(words, **values))


KIND_WORDS: dict[PlaceKind, Any] = {
    PlaceKind.OFFICE: lazy_gettext("Office, by going there"),
    PlaceKind.PHONE_SERVICE: lazy_gettext("By phone"),
    PlaceKind.LINK_ONLY: lazy_gettext("On the web"),
}
SOURCE_WORDS: dict[str, Any] = {
    "by_hand": lazy_gettext("Written by this organisation"),
    "ptv": lazy_gettext("Suomi.fi Finnish Service Catalogue (PTV)"),
    "hsds": lazy_gettext("Open Referral (HSDS)"),
    "tpr": lazy_gettext("Helsinki service map"),
    "spreadsheet": lazy_gettext("A table of this organisation"),
    "demo": lazy_gettext("Made-up sample"),
}


def source_words(source: str) -> str:
    """Name where an entry comes from; an unknown source by its own code."""
    return str(SOURCE_WORDS.get(source, source))


def counter_words(floor: str | None, counter: str | None) -> str:
    """Return "floor 2, counter 4", or what is known of it."""
    parts = []
    if floor:
        parts.append(_("floor %(floor)s", floor=floor) if _is_figure(floor) else floor)
    if counter:
        parts.append(_("counter %(counter)s", counter=counter) if _is_figure(counter) else counter)
    return ", ".join(parts)


def where_words(
    floor: str | None, counter: str | None, addresses: Mapping[str, str], phone: str | None
) -> str:
    """Return the shortest answer to "where": the counter, else the address, else the number."""
    return counter_words(floor, counter) or named(dict(addresses)) or phone or ""


def _is_figure(text: str) -> bool:
    return len(text) <= 3


def phone_words(number: str) -> str:
    """Return a number as it is read aloud in Finland; what is no full number stays as it is."""
    try:
        parsed = phonenumbers.parse(number, "FI")
    except phonenumbers.NumberParseException:
        return number
    if not phonenumbers.is_valid_number(parsed):
        return number
    is_home = parsed.country_code == 358
    style = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(parsed, style.NATIONAL if is_home else style.INTERNATIONAL)
