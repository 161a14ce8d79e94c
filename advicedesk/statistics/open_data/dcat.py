"""The catalogue as DCAT-AP 3.0 in JSON-LD (pure): what portals of open data gather.

Sources: W3C, *Data Catalog Vocabulary (DCAT) - Version 3*, 2024; SEMIC, *DCAT-AP 3.0*; the
controlled vocabularies of the Publications Office of the EU for languages, frequencies, file types
and themes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

AUTHORITY = "http://publications.europa.eu/resource/authority"
XSD = "http://www.w3.org/2001/XMLSchema#"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": XSD,
}
LANGUAGES = {
    "fi": "FIN",
    "sv": "SWE",
    "en": "ENG",
    "ar": "ARA",
    "ru": "RUS",
    "et": "EST",
    "so": "SOM",
    "uk": "UKR",
    "fa": "FAS",
    "kmr": "KUR",
}
FREQUENCIES = {1: "MONTHLY", 3: "QUARTERLY", 12: "ANNUAL"}
FILE_TYPES = {
    "xlsx": "XLSX",
    "pdf": "PDF",
    "csv": "CSV",
    "tidy": "CSV",
    "package": "ZIP",
    "px": "ZIP",
    "json-stat": "JSON",
}
IANA = "https://www.iana.org/assignments/media-types"

Texts = Mapping[str, str]  # by language


@dataclass(frozen=True, slots=True)
class Terms:
    """Who publishes, how they are reached, and what readers may do with it."""

    publisher: str
    licence: str
    licence_url: str
    contact: str
    languages: tuple[str, ...]  # of the files


@dataclass(frozen=True, slots=True)
class Distribution:
    """One file: its address, format and the languages it is in."""

    address: str
    form: str
    titles: Texts
    media_type: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DataSet:
    """The newest version of one desk's, or all desks', months."""

    address: str
    titles: Texts
    descriptions: Texts
    first_day: date
    last_day: date
    months: int
    version: int
    issued: datetime  # its first version
    modified: datetime  # this one
    distributions: Sequence[Distribution]


@dataclass(frozen=True, slots=True)
class Catalog:
    """All that is given out."""

    address: str
    titles: Texts
    descriptions: Texts
    terms: Terms
    data_sets: Sequence[DataSet]


def catalog_as_json(catalog: Catalog) -> dict[str, Any]:
    """Return the catalogue as a JSON-LD document."""
    terms = catalog.terms
    described: dict[str, Any] = {
        "@context": CONTEXT,
        "@id": catalog.address,
        "@type": "dcat:Catalog",
        "dct:title": _texts(catalog.titles),
        "dct:description": _texts(catalog.descriptions),
        "dct:publisher": _publisher(catalog),
        "dct:license": _licence(terms),
        "dct:language": _languages(LANGUAGES),  # of its titles
        "foaf:homepage": {"@id": catalog.address, "@type": "foaf:Document"},
        "dcat:dataset": [_data_set(one, catalog) for one in catalog.data_sets],
    }
    if catalog.data_sets:
        described["dct:issued"] = _moment(min(one.issued for one in catalog.data_sets))
        described["dct:modified"] = _moment(max(one.modified for one in catalog.data_sets))
    return described


def _data_set(one: DataSet, catalog: Catalog) -> dict[str, Any]:
    frequency = FREQUENCIES.get(one.months, "IRREG")
    described: dict[str, Any] = {
        "@id": one.address,
        "@type": "dcat:Dataset",
        "dct:identifier": one.address,
        "dct:title": _texts(one.titles),
        "dct:description": _texts(one.descriptions),
        "dct:publisher": {"@id": _publisher_address(catalog)},
        "dct:issued": _moment(one.issued),
        "dct:modified": _moment(one.modified),
        "dct:language": _languages(catalog.terms.languages),
        "dct:accrualPeriodicity": {"@id": f"{AUTHORITY}/frequency/{frequency}"},
        "dct:accessRights": {"@id": f"{AUTHORITY}/access-right/PUBLIC"},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _typed(one.first_day.isoformat(), "date"),
            "dcat:endDate": _typed(one.last_day.isoformat(), "date"),
        },
        "dcat:theme": {"@id": f"{AUTHORITY}/data-theme/SOCI"},
        "dcat:version": str(one.version),
        "dcat:landingPage": {"@id": one.address, "@type": "foaf:Document"},
        "dcat:distribution": [_distribution(each, catalog.terms) for each in one.distributions],
    }
    if catalog.terms.contact:
        described["dcat:contactPoint"] = {
            "@type": "vcard:Kind",
            "vcard:fn": catalog.terms.publisher,
            "vcard:hasEmail": {"@id": f"mailto:{catalog.terms.contact}"},
        }
    return described


def _distribution(one: Distribution, terms: Terms) -> dict[str, Any]:
    return {
        "@id": one.address,
        "@type": "dcat:Distribution",
        "dct:title": _texts(one.titles),
        "dcat:accessURL": {"@id": one.address},
        "dcat:downloadURL": {"@id": one.address},
        "dct:license": {"@id": terms.licence_url},
        "dct:language": _languages(one.languages),
        "dct:format": {"@id": f"{AUTHORITY}/file-type/{FILE_TYPES[one.form]}"},
        "dcat:mediaType": {"@id": f"{IANA}/{one.media_type}"},
    }


def _publisher(catalog: Catalog) -> dict[str, Any]:
    return {
        "@id": _publisher_address(catalog),
        "@type": "foaf:Agent",
        "foaf:name": catalog.terms.publisher,
    }


def _publisher_address(catalog: Catalog) -> str:
    return f"{catalog.address}#publisher"


def _licence(terms: Terms) -> dict[str, Any]:
    return {"@id": terms.licence_url, "@type": "dct:LicenseDocument", "dct:title": terms.licence}


def _texts(texts: Texts) -> list[dict[str, str]]:
    return [{"@value": text, "@language": language} for language, text in texts.items()]


def _languages(codes: Sequence[str] | Mapping[str, str]) -> list[dict[str, str]]:
    return [{"@id": f"{AUTHORITY}/language/{LANGUAGES[code]}"} for code in codes]


def _moment(moment: datetime) -> dict[str, str]:
    return _typed(moment.replace(microsecond=0).isoformat(), "dateTime")


def _typed(value: str, kind: str) -> dict[str, str]:
    return {"@value": value, "@type": f"xsd:{kind}"}
