"""The single table of languages: clients' languages, the staff's, and those of slips.

A new language of slips is one catalog, one row here and in SLIPS, and a font for its script.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError

from advicedesk.languages.babel_locales import get_locale

STAFF = ("fi", "sv", "en", "ar", "ru", "et", "so", "uk", "fa", "kmr")
# fmt: off
SLIPS = (
    "fi", "fi-x-selko", "sv", "en", "ar", "fa", "prs", "ckb", "kmr", "so", "ru",
    "uk", "et", "zh", "vi", "th", "tr", "sq", "es", "fr", "pt", "bn",
    "ne", "ur", "hi", "ti", "am", "my", "fil", "pl", "ro",
)
# fmt: on
# (language, catalog): texts that somebody who grew up with the language has read
NATIVE_REVIEWED: frozenset[tuple[str, str]] = frozenset()

_TABLE = Path(__file__).with_name("languages.csv")
_NAMED_IN = ("fi", "sv", "en")
# filled only where Babel has no name or a misleading one: it knows kmr as ku, dari as fa_AF
_NAMED_BY_HAND = ("ar", "ru", "et", "so", "uk", "fa", "kmr")
# the names that Babel has for what it does not know by the table's code, or a wider one
_NAMED_AS = {
    "prs": "fa_AF",
    "haz": "fa_AF",
    "kmr": "ku",
    "sdh": "ku",
    "cmn": "zh",
    "pnb": "pa",
    "tl": "fil",
    "tw": "ak",
    "cnr": "sr",
    "sh": "sr_Latn",
    "hyw": "hy",
    "aii": "syr",
    "rmf": "rom",
    "fi-x-selko": "fi",
}
# where Babel has nothing: (spoken, written in)
_NAMED_HERE = {("prs", "ckb"): "دەری"}
# whose readers know the texts of another language, written alike
_READ_AS = {
    "cmn": "zh",
    "yue": "zh",
    "ku": "kmr",
    "tl": "fil",
    "haz": "prs",
    "pnb": "ur",
}


@dataclass(frozen=True)
class Language:
    """One language of the table."""

    language_code: str
    direction: str
    endonym: str  # empty for `mul` and `und`, which nobody speaks
    names: Mapping[str, str] = field(hash=False)
    script: str
    babel_locale: str | None  # the nearest one that Babel can parse
    statistics_class: str

    @property
    def for_staff(self) -> bool:
        """Tell whether staff pages are offered in it."""
        return self.language_code in STAFF

    @property
    def for_slips(self) -> bool:
        """Tell whether slips are offered in it."""
        return self.language_code in SLIPS

    def is_native_reviewed(self, catalog: str) -> bool:
        """Tell whether somebody who grew up with the language has read its catalog."""
        return (self.language_code, catalog) in NATIVE_REVIEWED


@cache
def _table() -> dict[str, Language]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {row["code"]: _language(row) for row in csv.DictReader(file)}


def _language(row: dict[str, str]) -> Language:
    return Language(
        language_code=row["code"],
        direction=row["direction"],
        endonym=row["endonym"],
        names={
            code: row[f"name_{code}"]
            for code in (*_NAMED_IN, *_NAMED_BY_HAND)
            if row[f"name_{code}"]
        },
        script=row["script"],
        babel_locale=row["babel_locale"] or None,
        statistics_class=row["statfin_class"],
    )


def all_languages() -> list[Language]:
    """Return every language, in the table's order."""
    return list(_table().values())


def find_language(language_code: str) -> Language | None:
    """Return a language, or None."""
    return _table().get(language_code)


def get_language(language_code: str) -> Language:
    """Return a language; raise KeyError for an unknown code."""
    return _table()[language_code]


def is_known(language_code: str) -> bool:
    """Tell whether the table has the code."""
    return language_code in _table()


def direction(language_code: str) -> str:
    """Return ltr or rtl."""
    found = find_language(language_code)
    return found.direction if found else "ltr"


def staff_languages() -> list[Language]:
    """Return the languages of staff pages."""
    return [_table()[code] for code in STAFF]


def slip_languages() -> list[Language]:
    """Return the languages of slips."""
    return [_table()[code] for code in SLIPS]


def read_as(language_code: str) -> str:
    """Return the language of slips that readers of a language share; the same where none is."""
    return _READ_AS.get(language_code, language_code)


def html_tag(language_code: str) -> str:
    """Return the value of a lang attribute; every code of the table is a BCP 47 tag as it is."""
    return language_code if is_known(language_code) else "und"


def locale_of(language_code: str) -> Locale:
    """Return the Babel locale to write dates and numbers with; English where there is none."""
    found = find_language(language_code)
    return get_locale(found.babel_locale or "en" if found else "en")


def name(language_code: str, in_language: str) -> str:
    """Return a language's name in another one; its English name where that has none."""
    found = find_language(language_code)
    if found is None:
        return language_code
    written_in = in_language.partition("-x-")[0]
    own = (
        found.names.get(written_in)
        or _NAMED_HERE.get((language_code, in_language))
        or _babel_name(language_code, written_in)
    )
    return own or found.names["en"]


@cache
def _babel_name(language_code: str, in_language: str) -> str | None:
    reader = find_language(in_language)
    try:
        names = Locale.parse(
            (reader and reader.babel_locale) or in_language.replace("-", "_")
        ).languages
    except (UnknownLocaleError, ValueError):
        return None
    wider = _NAMED_AS.get(language_code, language_code)
    return names.get(language_code) or names.get(wider)
