"""The catalog `slips`: words in a client's language, without a request and without Flask.

A compiled catalog is read where one was built; in a checkout the text catalog is compiled in
memory, so a slip never fails for a missing build step.
"""

from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from advicedesk import paths
from advicedesk.languages.catalog_files import folder_of

DOMAIN = "slips"


@cache
def slip_gettext(language: str) -> NullTranslations:
    """Return a language's slip catalog; an unknown language gets the English source."""
    catalog = paths.TRANSLATIONS / folder_of(language) / "LC_MESSAGES" / f"{DOMAIN}.po"
    compiled = catalog.with_suffix(".mo")
    if _is_current(compiled, catalog):
        with compiled.open("rb") as built:
            return GNUTranslations(built)
    if catalog.is_file():
        return GNUTranslations(_compile(catalog))
    return NullTranslations()


def has_slip_words(language: str) -> bool:
    """Say whether slips can be composed in this language."""
    return isinstance(slip_gettext(language), GNUTranslations)


def say(text: str, language: str, values: Mapping[str, str] | None = None) -> str:
    """Return a text of the catalog in a language, its places filled in.

    A translation whose places are wrong gives way to the source: better English than no slip.
    """
    translated = slip_gettext(language).gettext(text)
    if not values:
        return translated
    try:
        return translated % values
    except (KeyError, TypeError, ValueError):
        return text % values


def _is_current(compiled: Path, catalog: Path) -> bool:
    if not compiled.is_file():
        return False
    return not catalog.is_file() or compiled.stat().st_mtime >= catalog.stat().st_mtime


def _compile(catalog: Path) -> BytesIO:
    built = BytesIO()
    with catalog.open("rb") as source:
        write_mo(built, read_po(source))
    built.seek(0)
    return built
