"""A pseudo-locale and its right-to-left twin: every text accented, bracketed and 40 % longer.

They take the places of Estonian and Persian, so that the product needs no language that nobody
speaks: what is not translated stands without brackets, what has no room shows.
"""

import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural

from advicedesk import paths
from advicedesk.languages.catalog_files import DOMAINS, read_catalog

LEFT_TO_RIGHT, RIGHT_TO_LEFT = "et", "fa"
_ACCENTED = str.maketrans("AaCcEeIiLlNnOoRrSsTtUuYyZz", "ÅåÇçÉéÎîĻļÑñÖöŔŕŠšŢţÛûÝýŽž")
_KEPT = re.compile(r"(%\(\w+\)[sd]|%%|<[^>]+>|&\w+;|\{\w*\})")
_LONGER_BY = 0.4


def pseudo(text: str) -> str:
    """Return a text as it would look in a language 40 % longer; placeholders and tags are kept."""
    parts = _KEPT.split(text)
    accented = "".join(
        part if at % 2 else part.translate(_ACCENTED) for at, part in enumerate(parts)
    )
    inner = accented.strip()
    bare = _KEPT.sub("", inner)
    longer = "".join(" ëñ"[at % 3] for at in range(round(len(bare) * _LONGER_BY)))
    start, end = (
        accented[: len(accented) - len(accented.lstrip())],
        accented[len(accented.rstrip()) :],
    )
    return f"{start}⟦{inner}{longer.rstrip()}⟧{end}"


def make_translations(folder: Path) -> Path:
    """Make a folder of translations in which two languages are the pseudo-locales; return it."""
    for beside in paths.TRANSLATIONS.iterdir():
        if beside.is_dir() and beside.name not in (LEFT_TO_RIGHT, RIGHT_TO_LEFT):
            (folder / beside.name).symlink_to(beside)
    template = read_catalog(DOMAINS[0].template)
    for language in (LEFT_TO_RIGHT, RIGHT_TO_LEFT):
        target = folder / language / "LC_MESSAGES"
        target.mkdir(parents=True)
        with (target / "messages.mo").open("wb") as file:
            write_mo(file, _pseudo_catalog(template, language))
    return folder


def _pseudo_catalog(template: Catalog, language: str) -> Catalog:
    catalog = Catalog(locale=language, fuzzy=False)
    forms = get_plural(language).num_plurals
    for message in template:
        if isinstance(message.id, str):
            catalog.add(message.id, pseudo(message.id), context=message.context)
        else:
            catalog.add(message.id, (pseudo(message.id[1]),) * forms, context=message.context)
    return catalog
