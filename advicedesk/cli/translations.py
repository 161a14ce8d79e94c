"""`advicedesk translations`: extract, check and compile both catalogs; how much is translated."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from advicedesk.cli.starting import refuse

if TYPE_CHECKING:
    from advicedesk.languages.catalog_faults import Fault


@click.group()
def translations() -> None:
    """Texts of staff pages (messages) and of clients' slips (slips)."""


@translations.command()
def update() -> None:
    """Extract both templates and bring every catalog to them."""
    from advicedesk.languages import catalogs
    from advicedesk.languages.catalog_files import DOMAINS

    _refuse_outside_sources()
    for domain in DOMAINS:
        for path in catalogs.update(domain):
            click.echo(domain.place(path))


@translations.command()
def check() -> None:
    """Tell what is stale, missing, fuzzy or different; exit 1 if anything is."""
    from advicedesk.languages import catalogs
    from advicedesk.languages.catalog_files import DOMAINS

    _refuse_outside_sources()
    faults = [fault for domain in DOMAINS for fault in catalogs.check(domain)]
    _tell(faults)


@translations.command()
def compile() -> None:  # noqa: A001 - the command's name
    """Build the catalogs that have changed; a text that would break a page stops it."""
    from advicedesk.languages import catalogs
    from advicedesk.languages.catalog_files import DOMAINS

    faults = []
    for domain in DOMAINS:
        built, refused = catalogs.build(domain)
        faults += refused
        for path in built:
            click.echo(domain.place(path))
    _tell(faults)


@translations.command()
def status() -> None:
    """Show how much of each catalog is translated, and whether a native reader has read it."""
    from advicedesk.languages import catalogs
    from advicedesk.languages.catalog_files import DOMAINS
    from advicedesk.languages.registry import get_language

    click.echo("catalog\tlanguage\tper cent\ttranslated\tfuzzy\tread by a native")
    for domain in DOMAINS:
        for share in catalogs.list_shares(domain):
            is_read = get_language(share.language).is_native_reviewed(domain.name)
            figures = f"{share.percent}\t{share.translated}/{share.total}\t{share.fuzzy}"
            click.echo(f"{domain.name}\t{share.language}\t{figures}\t{'yes' if is_read else 'no'}")


def _refuse_outside_sources() -> None:
    from advicedesk import paths

    if not (paths.TRANSLATIONS.parent / "wsgi.py").is_file():
        raise refuse("texts are extracted from a checkout; this is an installed package")


def _tell(faults: "Sequence[Fault]") -> None:
    for fault in faults:
        click.echo(str(fault), err=True)
    if faults:
        raise refuse(f"faults in the catalogs: {len(faults)}")
