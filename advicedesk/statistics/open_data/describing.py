"""What is given out, as the catalogue describes it: in every language, with whole addresses."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from flask import current_app, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from advicedesk.desks.models import Organisation
from advicedesk.languages.registry import STAFF
from advicedesk.statistics.files import FORMATS, PX_LANGUAGES
from advicedesk.statistics.months import Span
from advicedesk.statistics.open_data.dcat import Catalog, DataSet, Distribution, Terms
from advicedesk.statistics.releases import queries
from advicedesk.statistics.releases.made_files import scope_of
from advicedesk.statistics.releases.models import Release
from advicedesk.statistics.releases.words import format_titles, title_of


def terms_of(organisation: Organisation | None) -> Terms | None:
    """Return the terms under which figures are given out; none where they are not."""
    told = organisation.open_data if organisation else None
    if organisation is None or not told or not told.get("is_on"):
        return None
    return Terms(
        publisher=organisation.name,
        licence=told["licence"],
        licence_url=told["licence_url"],
        contact=told.get("contact", ""),
        languages=tuple(filter(STAFF.__contains__, organisation.working_languages)) or STAFF[:3],
    )


def describe(terms: Terms) -> Catalog:
    """Describe all that is given out; the files in the organisation's own languages."""
    first = queries.first_released()
    return Catalog(
        address=_whole("open_data.open_data"),
        titles=_told(lambda: _("Open data")),
        descriptions=_told(
            lambda: _(
                "What happened at the advice desks, in figures. Small counts are hidden, so that"
                " nobody can be told from them."
            )
        ),
        terms=terms,
        data_sets=[
            _data_set(release, first[release.scope_code, release.span], terms.languages)
            for release in queries.list_public()
        ],
    )


def _data_set(release: Release, issued: datetime, languages: tuple[str, ...]) -> DataSet:
    span, scope = Span.parse(release.span), scope_of(release)
    place = {"scope_code": release.scope_code, "span": release.span}
    return DataSet(
        address=_whole("open_data.data_set", **place),
        titles=_told(lambda: title_of(scope, release.span)),
        descriptions=_told(
            lambda: _("The report of the advice desk: visits, needs and referrals, protected.")
        ),
        first_day=span.first.first_day,
        last_day=span.last.shifted(1).first_day - timedelta(days=1),
        months=span.length,
        version=release.version,
        issued=issued,
        modified=release.released_at,
        distributions=list(_distributions(place, languages)),
    )


def _distributions(place: dict[str, str], languages: tuple[str, ...]) -> Iterator[Distribution]:
    """Describe every file; the one that holds three languages stands once."""
    for form, made in FORMATS.items():
        media_type = (made.all_content_type or made.content_type).partition(";")[0]
        for spoken in [PX_LANGUAGES] if form == "px" else [(code,) for code in languages]:
            address = _whole("open_data.newest_file", **place, language_code=spoken[0], form=form)
            titles = {code: _title_in(code, form) for code in spoken}
            yield Distribution(address, form, titles, media_type, spoken)


def _title_in(code: str, form: str) -> str:
    return _in(code, lambda: format_titles()[form])


def _told(words: Callable[[], str]) -> dict[str, str]:
    return {code: _in(code, words) for code in STAFF}


def _in(code: str, words: Callable[[], str]) -> str:
    with force_locale(code):
        return str(words())


def _whole(endpoint: str, **values: Any) -> str:
    """Return an address that other sites can follow."""
    base = current_app.config["ADVICEDESK"].base_url
    if not base:
        return url_for(endpoint, **values, _external=True)
    return f"{base}{url_for(endpoint, **values)}"
