"""The two catalogs, staff pages (`messages`) and clients' slips (`slips`): extract, check, compile.

English is the language of the source, so staff pages need no catalog for it. Slips have one even
there: a slip is offered only in a language that has its words.
"""

import io
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError

from advicedesk.languages.catalog_faults import BREAKING, Fault, Kind, find_faults
from advicedesk.languages.catalog_files import (
    Domain,
    put,
    read_catalog,
    start_catalog,
    write_catalog,
)

_KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
    "_l": None,
    "S_": None,
}
_COMMENTS = ("Translators:",)


@dataclass(frozen=True)
class Share:
    """How much of a catalog is translated."""

    domain: str
    language: str
    translated: int
    fuzzy: int
    total: int

    @property
    def percent(self) -> int:
        """Return whole per cent; 100 only when nothing is missing."""
        return 100 * self.translated // self.total if self.total else 0


def extract(domain: Domain) -> Catalog:
    """Read the texts of a domain from the sources."""
    methods, options = _mapping(domain)
    template = Catalog(
        domain=domain.name,
        header_comment=f"# Texts of advicedesk: {domain.name}.",
        project="advicedesk",
        version=domain.name,
        fuzzy=False,
        charset="utf-8",
    )
    for filename, line, text, comments, context in extract_from_dir(
        domain.folder.parent, methods, options, _KEYWORDS, _COMMENTS, strip_comment_tags=True
    ):
        template.add(text, None, [(filename, line)], auto_comments=comments, context=context)
    return template


def _mapping(domain: Domain) -> tuple[list[tuple[str, str]], dict[str, dict[str, str]]]:
    methods = []
    options = {}
    for mapping in tomllib.loads(domain.mapping.read_text(encoding="utf-8"))["mappings"]:
        pattern = mapping.pop("pattern")
        methods.append((pattern, mapping.pop("method")))
        options[pattern] = mapping
    return methods, options


def update(domain: Domain) -> list[Path]:
    """Extract the template and bring every catalog to it, starting those that are not there."""
    template = extract(domain)
    changed = [domain.template] if write_catalog(domain.template, template) else []
    for language in domain.languages:
        path = domain.catalog(language)
        catalog = (
            read_catalog(path, language) if path.is_file() else start_catalog(domain, language)
        )
        # a guess would have to be looked for and corrected; a gap is plain to see
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        if write_catalog(path, catalog):
            changed.append(path)
    return changed


def check(domain: Domain) -> list[Fault]:
    """Return everything that keeps a domain from being whole in all of its languages."""
    template = extract(domain)
    faults = []
    known = _keys(read_catalog(domain.template)) if domain.template.is_file() else None
    if known != _keys(template):
        faults.append(Fault(domain.place(domain.template), Kind.STALE))
    for language in domain.languages:
        faults += _check_language(domain, language, template)
    return faults


def _check_language(domain: Domain, language: str, template: Catalog) -> Iterator[Fault]:
    path = domain.catalog(language)
    if not path.is_file():
        yield Fault(domain.place(path), Kind.NO_CATALOG)
        return
    try:
        catalog = read_catalog(path, language)
    except (PoFileError, UnicodeDecodeError) as error:
        yield Fault(domain.place(path), Kind.UNREADABLE, str(error))
        return
    wanted = _keys(template)
    for key in wanted - _keys(catalog):
        yield Fault(domain.place(path), Kind.MISSING, _shown(key[1]))
    for message in _texts(catalog):
        place = domain.place(path, message.lineno)
        if _key(message) not in wanted:
            yield Fault(place, Kind.LEFT_OVER, _shown(message.id))
        for kind in find_faults(catalog, message):
            yield Fault(place, kind, _shown(message.id))
    if catalog.obsolete:
        yield Fault(domain.place(path), Kind.OBSOLETE, str(len(catalog.obsolete)))


def _texts(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


_Key = tuple[str | None, str | tuple[str, ...]]


def _key(message: Message) -> _Key:
    found = message.id
    return message.context, found if isinstance(found, str) else tuple(found)


def _keys(catalog: Catalog) -> set[_Key]:
    return {_key(message) for message in _texts(catalog)}


def _shown(text: str | list[str] | tuple[str, ...]) -> str:
    first = text if isinstance(text, str) else text[0]
    line = " ".join(first.split())
    return f'"{line[:57]}…"' if len(line) > 58 else f'"{line}"'


def build(domain: Domain) -> tuple[list[Path], list[Fault]]:
    """Compile the catalogs that have changed; refuse those that would break a page."""
    built = []
    faults: list[Fault] = []
    for language in domain.languages:
        path, compiled = domain.catalog(language), domain.compiled(language)
        if not path.is_file() or _is_current(compiled, path):
            continue
        breaking = _breaking_faults(domain, language)
        faults += breaking
        if not breaking:
            written = io.BytesIO()
            write_mo(written, read_catalog(path, language))
            put(compiled, written.getvalue())
            built.append(compiled)
    return built, faults


def _is_current(compiled: Path, catalog: Path) -> bool:
    return compiled.is_file() and compiled.stat().st_mtime > catalog.stat().st_mtime


def _breaking_faults(domain: Domain, language: str) -> list[Fault]:
    path = domain.catalog(language)
    try:
        catalog = read_catalog(path, language)
    except (PoFileError, UnicodeDecodeError) as error:
        return [Fault(domain.place(path), Kind.UNREADABLE, str(error))]
    return [
        Fault(domain.place(path, message.lineno), kind, _shown(message.id))
        for message in _texts(catalog)
        if not message.fuzzy
        for kind in find_faults(catalog, message)
        if kind in BREAKING
    ]


def list_uncompiled(domain: Domain) -> list[str]:
    """Return the languages that have no built catalog."""
    return [language for language in domain.languages if not domain.compiled(language).is_file()]


def list_shares(domain: Domain) -> list[Share]:
    """Return how much each language has of the template."""
    wanted = _keys(read_catalog(domain.template)) if domain.template.is_file() else set()
    return [_share(domain, language, wanted) for language in domain.languages]


def _share(domain: Domain, language: str, wanted: set[_Key]) -> Share:
    path = domain.catalog(language)
    catalog = read_catalog(path, language) if path.is_file() else start_catalog(domain, language)
    messages = [message for message in _texts(catalog) if _key(message) in wanted]
    gaps = {Kind.UNTRANSLATED, Kind.FUZZY, Kind.PLURALS}
    return Share(
        domain=domain.name,
        language=language,
        translated=sum(not gaps & set(find_faults(catalog, message)) for message in messages),
        fuzzy=sum(message.fuzzy for message in messages),
        total=len(wanted),
    )
