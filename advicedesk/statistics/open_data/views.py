"""The catalogue of open data, each set with its versions, and the files; 404 while it is off."""

import hashlib
import json
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for

from advicedesk.languages.registry import STAFF, html_tag
from advicedesk.statistics.files import FORMATS
from advicedesk.statistics.open_data.dcat import Terms, catalog_as_json
from advicedesk.statistics.open_data.describing import describe, terms_of
from advicedesk.statistics.queries import find_organisation
from advicedesk.statistics.releases import queries
from advicedesk.statistics.releases.made_files import file_of, report_of
from advicedesk.statistics.releases.models import Release
from advicedesk.statistics.releases.words import release_titles, tables_by_unit, withdrawn_page
from advicedesk.web.access import open_to_everyone, same_for_everyone

blueprint = Blueprint("open_data", __name__, url_prefix="/open-data")
FRESH = 3600  # seconds for which a file may be kept without asking again


@blueprint.get("/")
@open_to_everyone
def open_data() -> Any:
    """List what is given out."""
    terms, found = _terms(), queries.list_public()
    titles = release_titles(found)
    return render_template("statistics/open_data.html", terms=terms, releases=found, titles=titles)


@blueprint.get("/catalog.jsonld")
@same_for_everyone
@open_to_everyone
def catalog_file() -> Any:
    """Return the catalogue for programs."""
    told = catalog_as_json(describe(_terms()))
    content = json.dumps(told, ensure_ascii=False).encode()
    return _kept(Response(content, content_type="application/ld+json"))


@blueprint.get("/<scope_code>/<span>/")
@open_to_everyone
def data_set(scope_code: str, span: str) -> Any:
    """Show the newest version of one desk's months."""
    return _page(scope_code, span, None)


@blueprint.get("/<scope_code>/<span>/v<int:number>/")
@open_to_everyone
def version(scope_code: str, span: str, number: int) -> Any:
    """Show one version."""
    return _page(scope_code, span, number)


@blueprint.get("/<scope_code>/<span>/<language_code>/<form>")
@same_for_everyone
@open_to_everyone
def newest_file(scope_code: str, span: str, language_code: str, form: str) -> Any:
    """Return the newest version as a file."""
    return _file(_found(scope_code, span, None), language_code, form)


@blueprint.get("/<scope_code>/<span>/v<int:number>/<language_code>/<form>")
@same_for_everyone
@open_to_everyone
def version_file(scope_code: str, span: str, number: int, language_code: str, form: str) -> Any:
    """Return one version as a file."""
    return _file(_found(scope_code, span, number), language_code, form)


def _terms() -> Terms:
    return terms_of(find_organisation()) or abort(404)


def _found(scope_code: str, span: str, number: int | None) -> Release:
    """Return a version, or the newest that stands, else the newest that was withdrawn."""
    _terms()
    versions = queries.list_versions(scope_code, span)
    asked = [one for one in versions if number in (None, one.version)]
    standing = [one for one in asked if one.withdrawn_at is None]
    return (standing or asked or [abort(404)])[0]


def _page(scope_code: str, span: str, number: int | None) -> Any:
    release = _found(scope_code, span, number)
    if release.withdrawn_at:
        return withdrawn_page(release)

    def file_address(form: str, language_code: str) -> str:
        asked: dict[str, Any] = {} if number is None else {"number": number}
        return url_for(
            "open_data.version_file" if asked else "open_data.newest_file",
            scope_code=scope_code,
            span=span,
            language_code=language_code,
            form=form,
            **asked,
        )

    return render_template(
        "statistics/open_data_set.html",
        terms=_terms(),
        release=release,
        versions=queries.list_versions(scope_code, span),
        file_address=file_address,
        tables=tables_by_unit(report_of(release)),
    )


def _file(release: Release, language_code: str, form: str) -> Any:
    if language_code not in STAFF or form not in FORMATS:
        abort(404)
    if release.withdrawn_at:
        return withdrawn_page(release)
    file = file_of(release, form, language_code)
    answer = Response(file.content, content_type=file.content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    answer.headers["Content-Language"] = html_tag(language_code)
    return _kept(answer, release.released_at)


def _kept(answer: Response, changed_at: datetime | None = None) -> Response:
    """Let everybody keep a file for an hour, and ask by its digest whether it is still the same."""
    answer.set_etag(hashlib.sha256(answer.get_data()).hexdigest()[:32])
    answer.last_modified = changed_at
    answer.cache_control.public = True
    answer.cache_control.max_age = FRESH
    answer.make_conditional(request)
    return answer
