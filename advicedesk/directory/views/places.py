"""Pages of the directory: find a place, see when it is open; supervisors keep it."""

from typing import Any

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from advicedesk.codelists.pages import month_of, year_start
from advicedesk.database import db, utc_now, writing
from advicedesk.directory import errors, operations, pages, queries
from advicedesk.directory.models import Authority, ServicePoint
from advicedesk.directory.public_holidays import coming_holidays
from advicedesk.directory.use_of_authorities import use_of_authorities
from advicedesk.roles import Role
from advicedesk.web.access import requires_role
from advicedesk.web.fields import desk_zone

blueprint = Blueprint("directory", __name__, url_prefix="/directory")
blueprint.add_app_template_global(coming_holidays)  # the first run shows the next ones
READERS = (Role.COUNSELLOR, Role.SUPERVISOR, Role.ADMINISTRATOR)
KEEPERS = (Role.SUPERVISOR, Role.ADMINISTRATOR)


def _may_edit() -> bool:
    return bool(current_user.has_role(*KEEPERS))


def _today() -> Any:
    return utc_now().astimezone(desk_zone()).date()


def _service_point(public_id: Any) -> ServicePoint:
    try:
        return queries.get_service_point(str(public_id))
    except errors.ServicePointUnknown:
        abort(404)


def _offer(row: ServicePoint | Authority, form: Any) -> None:
    operations.change_offer(
        row=row, desks=pages.desks_to_offer_at(), not_at=form.not_offered_at.data or ()
    )


def _authority(public_id: Any) -> Authority:
    try:
        return queries.get_authority(str(public_id))
    except errors.AuthorityUnknown:
        abort(404)


@blueprint.get("/")
@requires_role(*READERS)
def service_points() -> Any:
    """List the places that fit what was asked for."""
    wanted = pages.Wanted.of(request.args)
    return render_template(
        "directory/service_points.html",
        wanted=wanted,
        may_edit=_may_edit(),
        sources=pages.source_rows(_today()) if _may_edit() else [],
        **pages.list_context(wanted, utc_now(), current_user.working_desk),
    )


@blueprint.get("/find")
@blueprint.post("/find")
@requires_role(*READERS)
def find_service_points() -> Any:
    """Answer the picker: places that are meant by what is typed, the likeliest first.

    The page's script sends the word in the body, where no log reads it.
    """
    typed = pages.Wanted.of(request.values).search
    return jsonify(pages.found_rows(typed, utc_now(), current_user.working_desk))


@blueprint.get("/service-points/<uuid:public_id>")
@requires_role(*READERS)
def service_point(public_id: Any) -> Any:
    """Show one place: its week, how to reach it, where this is known from."""
    found = _service_point(public_id)
    return render_template(
        "directory/service_point.html",
        service_point=found,
        may_edit=_may_edit(),
        **pages.place_context(found, utc_now(), current_user.working_desk),
    )


@blueprint.get("/service-points/add")
@requires_role(*KEEPERS)
def add_service_point() -> Any:
    """Ask for a new place."""
    form = pages.new_place_form(None, current_user.working_desk)
    return pages.add_page(form)


@blueprint.post("/service-points/add")
@requires_role(*KEEPERS)
def save_new_service_point() -> Any:
    """Add a place."""
    form = pages.new_place_form(request.form, current_user.working_desk)
    if not form.validate_on_submit():
        return pages.add_page(form, 422)
    with writing.writing():
        added = operations.add_service_point(
            details=pages.place_details(form, _today()), local=form.local(), today=_today()
        )
        _offer(added, form)
        public_id = added.public_id
        db.session.commit()
    flash(_("The place is in the directory."))
    return redirect(url_for("directory.service_point", public_id=public_id), 303)


@blueprint.get("/service-points/<uuid:public_id>/edit")
@requires_role(*KEEPERS)
def edit_service_point(public_id: Any) -> Any:
    """Show the form with what is known of a place."""
    found = _service_point(public_id)
    return pages.edit_page(found, pages.filled_place_form(found, _today()))


@blueprint.post("/service-points/<uuid:public_id>/edit")
@requires_role(*KEEPERS)
def save_service_point(public_id: Any) -> Any:
    """Change a place."""
    found = _service_point(public_id)
    form = pages.sent_place_form(found, request.form)
    if not form.validate_on_submit():
        return pages.edit_page(found, form, 422)
    with writing.writing():
        operations.change_service_point(
            service_point=found,
            details=None if pages.is_fed(found) else pages.place_details(form, _today(), found),
            local=form.local(),
            today=_today(),
        )
        _offer(found, form)
        db.session.commit()
    return redirect(url_for("directory.service_point", public_id=public_id), 303)


@blueprint.post("/service-points/<uuid:public_id>/retire")
@requires_role(*KEEPERS)
def retire_service_point(public_id: Any) -> Any:
    """Offer a place no more."""
    found = _service_point(public_id)
    with writing.writing():
        operations.retire_service_point(service_point=found)
        db.session.commit()
    return redirect(url_for("directory.service_point", public_id=public_id), 303)


@blueprint.post("/service-points/<uuid:public_id>/bring-back")
@requires_role(*KEEPERS)
def bring_back_service_point(public_id: Any) -> Any:
    """Offer a retired place again."""
    found = _service_point(public_id)
    with writing.writing():
        operations.bring_back_service_point(service_point=found)
        db.session.commit()
    return redirect(url_for("directory.service_point", public_id=public_id), 303)


@blueprint.get("/authorities")
@requires_role(*READERS)
def authorities() -> Any:
    """List the authorities with how many places each has."""
    return render_template(
        "directory/authorities.html",
        rows=pages.authority_rows(),
        use=use_of_authorities(year_start()),
        month_of=month_of,
        today=_today(),
        may_edit=_may_edit(),
    )


@blueprint.get("/authorities/add")
@requires_role(*KEEPERS)
def add_authority() -> Any:
    """Ask for a new authority."""
    return pages.add_authority_page(pages.authority_form(None))


@blueprint.post("/authorities/add")
@requires_role(*KEEPERS)
def save_new_authority() -> Any:
    """Add an authority."""
    form = pages.authority_form(request.form)
    if not form.validate_on_submit():
        return pages.add_authority_page(form, 422)
    try:
        with writing.writing():
            _offer(operations.add_authority(details=form.details()), form)
            db.session.commit()
    except errors.NameTaken:
        form.name_fi.errors = [_("There is an authority with this name already.")]
        return pages.add_authority_page(form, 422)
    return redirect(url_for("directory.authorities"), 303)


@blueprint.get("/authorities/<uuid:public_id>/edit")
@requires_role(*KEEPERS)
def edit_authority(public_id: Any) -> Any:
    """Show the form with what is known of an authority."""
    found = _authority(public_id)
    return pages.edit_authority_page(found, pages.authority_form(None, found))


@blueprint.post("/authorities/<uuid:public_id>/edit")
@requires_role(*KEEPERS)
def save_authority(public_id: Any) -> Any:
    """Change an authority."""
    found = _authority(public_id)
    form = pages.authority_form(request.form, found)
    if not form.validate_on_submit():
        return pages.edit_authority_page(found, form, 422)
    try:
        with writing.writing():
            operations.change_authority(authority=found, details=form.details())
            _offer(found, form)
            db.session.commit()
    except errors.NameTaken:
        form.name_fi.errors = [_("There is an authority with this name already.")]
        return pages.edit_authority_page(found, form, 422)
    return redirect(url_for("directory.authorities"), 303)


@blueprint.post("/authorities/<uuid:public_id>/retire")
@requires_role(*KEEPERS)
def retire_authority(public_id: Any) -> Any:
    """Offer an authority no more."""
    found = _authority(public_id)
    with writing.writing():
        operations.retire_authority(authority=found, from_day=_today())
        db.session.commit()
    return redirect(url_for("directory.edit_authority", public_id=public_id), 303)


@blueprint.post("/authorities/<uuid:public_id>/bring-back")
@requires_role(*KEEPERS)
def bring_back_authority(public_id: Any) -> Any:
    """Offer a retired authority again."""
    found = _authority(public_id)
    with writing.writing():
        operations.bring_back_authority(authority=found)
        db.session.commit()
    return redirect(url_for("directory.edit_authority", public_id=public_id), 303)
