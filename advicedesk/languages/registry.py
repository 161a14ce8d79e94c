"""The single table of languages: clients' languages, the staff's, and those slips are printed in."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError

_TABLE = Path(__file__).with_name("languages.csv")
STAFF = ("fi", "sv", "en", "ar")
SLIPS = ("fi", "sv", "en", "ar", "ru")
NATIVE_REVIEWED: frozenset[str] = frozenset({"en"})
_BY_HAND = {
    ("fi-x-selko", "ar"): "الفنلندية المبسطة",
    ("mul", "ar"): "عدة لغات",
    ("und", "ar"): "اللغة غير معروفة",
}


@dataclass(frozen=True)
class Language:
    """One language of the table."""

    language_code: str
    direction: str
    endonym: str
    names: tuple[tuple[str, str], ...]
    script: str
    babel_locale: str | None
    statistics_class: str

    @property
    def for_staff(self) -> bool:
        """Tell whether staff pages are offered in it."""
        return self.language_code in STAFF

    @property
    def for_slips(self) -> bool:
        """Tell whether slips are offered in it."""
        return self.language_code in SLIPS

    @property
    def native_reviewed(self) -> bool:
        """Tell whether a native reader has reviewed its catalogs."""
        return self.language_code in NATIVE_REVIEWED


@cache
def _table() -> dict[str, Language]:
    with _TABLE.open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: Language(
                language_code=row["code"],
                direction=row["direction"],
                endonym=row["endonym"],
                names=tuple((code, row[f"name_{code}"]) for code in ("fi", "sv", "en")),
                script=row["script"],
                babel_locale=row["babel_locale"] if row["babel_locale"] != "-" else None,
                statistics_class=row["statfin_class"],
            )
            for row in csv.DictReader(file)
        }


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


def html_tag(language_code: str) -> str:
    """Return the value of a lang attribute."""
    return language_code


@cache
def name(language_code: str, in_language: str) -> str:
    """Return a language's name in another language; its English name when there is none."""
    found = find_language(language_code)
    if found is None:
        return language_code
    names = dict(found.names)
    if in_language in names:
        return names[in_language]
    by_hand = _BY_HAND.get((language_code, in_language))
    return by_hand or _babel_name(language_code, in_language) or names["en"]


def _babel_name(language_code: str, in_language: str) -> str | None:
    try:
        languages = Locale.parse(in_language).languages
    except (UnknownLocaleError, ValueError):
        return None
    # Babel's table knows kmr only as ku
    found = languages.get(language_code) or languages.get({"kmr": "ku"}.get(language_code, ""))
    return str(found) if found else None
