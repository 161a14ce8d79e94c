"""Releasing the months that are on screen, the list of releases, and each release's page."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from advicedesk.database import db, utc_now, writing
from advicedesk.desks.models import Desk
from advicedesk.languages.locale import ui_language
from advicedesk.roles import Role
from advicedesk.statistics.disclosure.released import GivenAway
from advicedesk.statistics.files import FORMATS
from advicedesk.statistics.making import ALL, Scope
from advicedesk.statistics.months import Month, NotAMonth, Span
from advicedesk.statistics.queries import find_organisation, list_desks, together
from advicedesk.statistics.releases import operations, queries
from advicedesk.statistics.releases.candidates import Candidate, make_candidate
from advicedesk.statistics.releases.errors import (
    AlreadyWithdrawn,
    NothingNew,
    ReleasedMeanwhile,
)
from advicedesk.statistics.releases.forms import ReleaseForm, WithdrawForm
from advicedesk.statistics.releases.made_files import file_of, report_of
from advicedesk.statistics.releases.models import Release
from advicedesk.statistics.releases.words import (
    RELEASE_WORDS,
    given_away_words,
    release_titles,
    tables_by_unit,
    withdrawn_page,
)
from advicedesk.web.access import requires_role
from advicedesk.web.fields import desk_zone

blueprint = Blueprint("releases", __name__, url_prefix="/statistics/releases")
READERS = (Role.SUPERVISOR, Role.ADMINISTRATOR)
for _name, _words in RELEASE_WORDS.items():
    blueprint.add_app_template_global(_words, _name)


@blueprint.get("/")
@requires_role(*READERS)
def releases() -> Any:
    """List what was released of the reader's desks."""
    found = queries.list_releases(_own_codes())
    titles = release_titles(found)
    return render_template("statistics/releases.html", releases=found, titles=titles)


@blueprint.get("/new")
@requires_role(*READERS)
def new_release() -> Any:
    """Show what would be public, and whether the proof passes."""
    candidate = _candidate()
    return _new_page(candidate, _release_form(candidate, formdata=None))


@blueprint.post("/new")
@requires_role(*READERS)
def release_report() -> Any:
    """Keep what was seen as a release."""
    candidate = _candidate()
    form = _release_form(candidate)
    if not form.validate():
        return _new_page(candidate, form), 422
    if form.seen.data != candidate.digest:
        form.seen.errors = [_("The figures have changed since you looked. Look again.")]
        return _new_page(candidate, form), 422
    try:
        with writing.writing():
            release = operations.release_report(
                candidate=candidate,
                reason=form.reason.data if form.reason else None,
                released_by_id=current_user.id,
            )
            db.session.commit()
    except (GivenAway, NothingNew):  # the page itself says so
        return _new_page(candidate, form), 422
    except ReleasedMeanwhile:
        form.seen.errors = [_("Somebody released figures in between. Look again.")]
        return _new_page(candidate, form), 422
    flash(_("Saved."))
    return redirect(url_for("releases.release", public_id=release.public_id), 303)


@blueprint.get("/<uuid:public_id>")
@requires_role(*READERS)
def release(public_id: UUID) -> Any:
    """Show one release."""
    return _release_page(_release(public_id), WithdrawForm(formdata=None))


@blueprint.get("/<uuid:public_id>/<form>")
@requires_role(*READERS)
def release_file(public_id: UUID, form: str) -> Any:
    """Return a release as a file in the page's language; a withdrawn one is gone."""
    found = _release(public_id)
    if form not in FORMATS:
        abort(404)
    if found.withdrawn_at:
        return withdrawn_page(found)
    file = file_of(found, form, ui_language())
    answer = Response(file.content, content_type=file.content_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return answer


@blueprint.post("/<uuid:public_id>/withdraw")
@requires_role(*READERS)
def withdraw_release(public_id: UUID) -> Any:
    """Withdraw a release: its figures are given out no more."""
    found = _release(public_id)
    form = WithdrawForm()
    if not form.validate():
        return _release_page(found, form), 422
    try:
        with writing.writing():
            operations.withdraw_release(
                release=found, because=form.because.data, withdrawn_by_id=current_user.id
            )
            db.session.commit()
    except AlreadyWithdrawn:
        abort(409)
    flash(_("Saved."))
    return redirect(url_for("releases.release", public_id=public_id), 303)


@blueprint.app_template_global()
def can_release(scope: Scope, span: Span) -> bool:
    """Tell whether the reader may release these desks' months: all of them, and they are over."""
    own = _own_codes()
    return (
        span.last.edges(desk_zone())[1] <= utc_now()
        and all(not desk.is_sample for desk in scope.desks)
        and all(desk.desk_code in own for desk in _named(scope.code))
    )


def _own_codes() -> set[str]:
    """Return the codes of the desks that the reader supervises, for an administrator of all."""
    is_administrator = current_user.has_role(Role.ADMINISTRATOR)
    desks = list_desks() if is_administrator else current_user.desks(Role.SUPERVISOR)
    return {desk.desk_code for desk in desks}


def _named(code: str) -> list[Desk]:
    """Return the desks that a code stands for: `all` is all that are there, whoever asks."""
    desks = together(list_desks())
    return [desk for desk in desks if code in (ALL, desk.desk_code)]


def _candidate() -> Candidate:
    """Make what is asked for; what the reader may not release is 404."""
    code = request.args.get("desk", "")
    scope = Scope(code, tuple(_named(code)))
    asked = request.args.get("month", "")
    try:
        span = Span(Month.parse(asked), Month.parse(request.args.get("until") or asked))
    except NotAMonth:
        abort(404)
    if not scope.desks or not can_release(scope, span):
        abort(404)
    organisation = find_organisation()
    threshold = organisation.suppression_threshold if organisation else 5
    return make_candidate(scope, span, desk_zone(), threshold)


def _release_form(candidate: Candidate, **given: Any) -> ReleaseForm:
    return ReleaseForm(is_correction=candidate.version > 1, **given)


def _new_page(candidate: Candidate, form: ReleaseForm) -> str:
    form.seen.data = candidate.digest
    refused = candidate.given_away
    return render_template(
        "statistics/new_release.html",
        candidate=candidate,
        form=form,
        price=candidate.price(),
        given_away=(given_away_words(refused, candidate.report, list_desks()) if refused else None),
        tables=tables_by_unit(candidate.report),
    )


def _release(public_id: UUID) -> Release:
    """Return a release of desks that are all the reader's; another is 404."""
    found = queries.find_release(str(public_id))
    if found is None or not _own_codes().issuperset(found.desk_codes):
        abort(404)
    return found


def _release_page(found: Release, form: WithdrawForm) -> str:
    report = report_of(found)
    return render_template(
        "statistics/release.html",
        release=found,
        report=report,
        form=form,
        tables=tables_by_unit(report),
    )
