"""Where catalogs lie, how they are read and written."""

import io
import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from advicedesk import paths
from advicedesk.languages.registry import SLIPS, STAFF

# Babel looks for Northern Kurdish where CLDR has it
_FOLDERS = {"kmr": "ku"}
# what Babel cannot parse takes its plurals from the language that it is a form of
_LOCALES = {"fi-x-selko": "fi", "prs": "fa_AF"}
_DATES = re.compile(rb'^"(POT-Creation|PO-Revision)-Date:.*\n', re.MULTILINE)


@dataclass(frozen=True)
class Domain:
    """One catalog and the languages that must have it whole."""

    name: str
    languages: tuple[str, ...]
    folder: Path = field(default=paths.TRANSLATIONS)

    @property
    def template(self) -> Path:
        """Return where the extracted texts are."""
        return self.folder / f"{self.name}.pot"

    @property
    def mapping(self) -> Path:
        """Return where it is said which files have its texts."""
        return self.folder / f"{self.name}.toml"

    def catalog(self, language: str) -> Path:
        """Return where the translations of a language are."""
        return self.folder / folder_of(language) / "LC_MESSAGES" / f"{self.name}.po"

    def compiled(self, language: str) -> Path:
        """Return where the built catalog of a language is."""
        return self.catalog(language).with_suffix(".mo")

    def place(self, path: Path, line: int | None = None) -> str:
        """Return how a path is told to people."""
        told = path.relative_to(self.folder.parent).as_posix()
        return f"{told}:{line}" if line else told


DOMAINS = (
    Domain("messages", tuple(code for code in STAFF if code != "en")),
    Domain("slips", SLIPS),
)


def folder_of(language: str) -> str:
    """Return the folder that holds the catalogs of a language."""
    return _FOLDERS.get(language, language.replace("-", "_"))


def _locale_of(language: str) -> str:
    return _LOCALES.get(language, language.replace("-", "_"))


def start_catalog(domain: Domain, language: str) -> Catalog:
    """Return a catalog without texts."""
    return Catalog(
        locale=_locale_of(language),
        domain=domain.name,
        header_comment=f"# Texts of advicedesk: {domain.name} ({language}).",
        project="advicedesk",
        version=domain.name,
        fuzzy=False,
        charset="utf-8",
    )


def read_catalog(path: Path, language: str | None = None) -> Catalog:
    """Read a catalog, or a template when no language is given."""
    locale = _locale_of(language) if language else None
    with path.open("rb") as file:
        return read_po(file, locale=locale, charset="utf-8", abort_invalid=True)


def write_catalog(path: Path, catalog: Catalog) -> bool:
    """Write a catalog if more than its dates has changed; lines would change with every edit."""
    written = io.BytesIO()
    write_po(written, catalog, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    fresh = written.getvalue()
    if path.is_file() and _DATES.sub(b"", path.read_bytes()) == _DATES.sub(b"", fresh):
        return False
    put(path, fresh)
    return True


def put(path: Path, content: bytes) -> None:
    """Put a file in its place at once: a running desk may be reading the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(content)
    beside.replace(path)
