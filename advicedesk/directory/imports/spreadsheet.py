"""A plain table (CSV, xlsx) of places that are in no catalogue -> feed.

The first line names the columns, in Finnish, Swedish or English and in any order; only the name
must be there. A place is known again by its name and its authority's.
"""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from advicedesk.directory import feed_refusals
from advicedesk.directory.errors import FeedUnreadable
from advicedesk.directory.imports.contacts import (
    mail_address,
    phone_number,
    safe_links,
    several,
)
from advicedesk.directory.imports.feed import (
    Feed,
    FeedAddress,
    FeedAuthority,
    FeedPhone,
    FeedPlace,
    Problem,
    Skipped,
    Verdict,
)
from advicedesk.directory.imports.hours_line import read_week
from advicedesk.directory.imports.texts import one_line
from advicedesk.directory.opening_hours import HoursSet, label_of
from advicedesk.languages import registry, search

FORMAT = "spreadsheet"
# ours -> headings people write
COLUMNS = {
    "name": ("name", "nimi", "namn", "paikka", "place", "plats", "toimipiste"),
    "address": ("address", "osoite", "adress", "katuosoite", "käyntiosoite", "besöksadress"),
    "phone": ("phone", "puhelin", "telefon", "telephone", "puh", "tel", "puhelinnumero"),
    "hours": ("hours", "aukioloajat", "aukiolo", "öppettider", "opening hours", "open"),
    "authority": ("authority", "viranomainen", "myndighet", "organisation", "organisaatio"),
    "email": ("email", "e-mail", "sähköposti", "e-post", "epost"),
    "link": ("link", "web", "www", "url", "website", "verkkosivu", "webbplats", "linkki"),
    "languages": ("languages", "kielet", "språk"),
    "entrance": ("entrance", "sisäänkäynti", "ingång"),
    "ask_for": ("ask for", "kysy", "fråga efter"),
    "takes_numbers": ("queue number", "vuoronumero", "könummer"),
}
LANGUAGE_OF_HEADING = {
    "name": "en", "nimi": "fi", "namn": "sv", "paikka": "fi", "place": "en", "plats": "sv",
    "toimipiste": "fi",
}  # fmt: skip
MOST_ROWS = 50_000
_YES = frozenset({"yes", "kyllä", "ja", "x", "1", "true"})
_COLUMN = {heading: ours for ours, headings in COLUMNS.items() for heading in headings}

Row = Mapping[str, str]


def is_header(cells: Sequence[str]) -> bool:
    """Tell whether cells name the columns of such a table."""
    found = {_COLUMN.get(_plain(cell)) for cell in cells}
    return "name" in found and len(found - {None}) >= 2


def read_csv(text: str) -> Feed:
    """Read the text of a CSV file, its cells parted by commas, semicolons or tabs."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        raise FeedUnreadable(feed_refusals.NOT_CSV) from None
    return read(lines)


def read(lines: Sequence[Sequence[str]]) -> Feed:
    """Read the lines of a table, the heading first."""
    filled = [line for line in lines if any(cell.strip() for cell in line)]
    if not filled or not is_header(filled[0]):
        raise FeedUnreadable(feed_refusals.NO_HEADING)
    if len(filled) > MOST_ROWS:
        raise FeedUnreadable(feed_refusals.TOO_MANY_LINES, most=MOST_ROWS)
    headings = [_plain(cell) for cell in filled[0]]
    language = next(LANGUAGE_OF_HEADING[one] for one in headings if one in LANGUAGE_OF_HEADING)
    columns = [_COLUMN.get(one) for one in headings]
    found: list[FeedPlace] = []
    skipped: list[Skipped] = []
    authorities: dict[str, FeedAuthority] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for line in filled[1:]:
        row = {ours: cell.strip() for ours, cell in zip(columns, line, strict=False) if ours}
        if not one_line(row.get("name")):
            skipped.append(Skipped("", "without_name"))
            continue
        authority = _authority(row, language)
        if authority:
            authorities[authority.feed_id] = authority
        key = (row["name"].casefold(), row.get("authority", "").casefold())
        found.append(_place(row, language, authority, f"{key}{seen[key] or ''}"))
        seen[key] += 1
    return Feed(
        format=FORMAT,
        source=FORMAT,
        places=tuple(found),
        authorities=tuple(authorities.values()),
        skipped=tuple(skipped),
    )


def _plain(cell: str) -> str:
    return " ".join(cell.casefold().strip(" :*\ufeff").split())


def _own_id(words: str) -> str:
    return f"{FORMAT}:{hashlib.sha256(words.encode()).hexdigest()[:32]}"


def _authority(row: Row, language: str) -> FeedAuthority | None:
    name = one_line(row.get("authority"))
    if not name:
        return None
    return FeedAuthority(feed_id=_own_id(name.casefold()), names={language: name})


def _place(row: Row, language: str, authority: FeedAuthority | None, key: str) -> FeedPlace:
    phones, bad_phones = _phones(row)
    links, refused = safe_links(_with_scheme(text) for text in several(row.get("link")))
    street = one_line(row.get("address"))
    return FeedPlace(
        feed_id=_own_id(key),
        kind="line",
        verdict=_verdict(street, phones),
        names={language: one_line(row["name"])[:200]},
        authority_id=authority.feed_id if authority else None,
        phones=phones,
        emails=tuple(filter(None, map(mail_address, several(row.get("email"))))),
        links=links,
        refused_links=refused,
        service_languages=_languages(row),
        addresses=(FeedAddress(streets={language: street}),) if street else (),
        hours=tuple(_hours(row, language)),
        problems=tuple(dict.fromkeys(bad_phones)),
        local=_local(row),
    )


def _local(row: Row) -> dict[str, str | bool]:
    told: dict[str, str | bool] = {
        "entrance": one_line(row.get("entrance"))[:40],
        "ask_for": one_line(row.get("ask_for"))[:80],
        "takes_numbers": _plain(row.get("takes_numbers", "")) in _YES,
    }
    return {name: value for name, value in told.items() if value}


def _verdict(street: str, phones: tuple[FeedPhone, ...]) -> Verdict:
    if street:
        return Verdict.OFFICE
    return Verdict.PHONE_SERVICE if phones else Verdict.LINK_ONLY


def _phones(row: Row) -> tuple[tuple[FeedPhone, ...], list[Problem]]:
    numbers = [phone_number(text) for text in several(row.get("phone"))]
    found = tuple(FeedPhone(number) for number in dict.fromkeys(filter(None, numbers)))
    return found, [Problem.PHONE] if None in numbers else []


def _with_scheme(link: str) -> str:
    return link if ":" in link else f"https://{link}"


def _languages(row: Row) -> tuple[str, ...]:
    words = (word.strip() for word in row.get("languages", "").replace(",", ";").split(";"))
    return tuple(dict.fromkeys(filter(None, map(_language, words))))


def _language(word: str) -> str | None:
    if registry.is_known(word.casefold()):
        return word.casefold()
    meant = search.find_meant(word)
    return meant.language_code if meant else None


def _hours(row: Row, language: str) -> Iterator[HoursSet]:
    words = one_line(row.get("hours"))
    week = read_week(words)
    if week:
        yield week
    elif words:
        yield HoursSet(note=label_of({language: words}))


def cells_of(table: Sequence[Sequence[Any]]) -> list[list[str]]:
    """Return the cells of a workbook's sheet as texts; whole numbers without a point."""
    return [[_cell(cell) for cell in line] for line in table]


def _cell(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
