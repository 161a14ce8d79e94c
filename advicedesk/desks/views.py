"""The administrator's pages of the organisation and its desks."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _

from advicedesk.database import db, writing
from advicedesk.desks import operations, queries
from advicedesk.desks.errors import DeskCodeTaken, DeskUnknown, NoDesk
from advicedesk.desks.forms import (
    USUAL_LICENCE,
    AddDeskForm,
    DeskForm,
    OpenDataForm,
    OrganisationForm,
    OversightForm,
)
from advicedesk.desks.models import Desk
from advicedesk.roles import Role
from advicedesk.web.access import requires_role

blueprint = Blueprint("desks", __name__, url_prefix="/desks")
blueprint.add_app_template_global(queries.find_organisation, "find_organisation")
blueprint.add_app_template_global(queries.list_desks, "list_desks")


@blueprint.get("/")
@requires_role(Role.ADMINISTRATOR)
def organisation() -> Any:
    """Show the organisation's rules and its desks."""
    return _organisation_page(OrganisationForm(queries.get_organisation()))


@blueprint.post("/")
@requires_role(Role.ADMINISTRATOR)
def save_organisation() -> Any:
    """Change the organisation's name and rules."""
    form = OrganisationForm(queries.get_organisation())
    if not form.validate():
        return _organisation_page(form, 422)
    with writing.writing():
        operations.change_organisation(
            organisation=queries.get_organisation(), details=form.details()
        )
        db.session.commit()
    flash(_("Saved."))
    return redirect(url_for("desks.organisation"), 303)


@blueprint.post("/oversight")
@requires_role(Role.ADMINISTRATOR)
def save_oversight() -> Any:
    """Change who supervises accessibility."""
    organisation = queries.get_organisation()
    form = OversightForm()
    if not form.validate():
        return _organisation_page(OrganisationForm(organisation, formdata=None), 422, form)
    with writing.writing():
        operations.change_oversight(organisation=organisation, given=form.given())
        db.session.commit()
    flash(_("Saved."))
    return redirect(url_for("desks.organisation"), 303)


@blueprint.post("/open-data")
@requires_role(Role.ADMINISTRATOR)
def save_open_data() -> Any:
    """Change whether releases are given out as open data."""
    organisation = queries.get_organisation()
    form = OpenDataForm()
    if not form.validate():
        unchanged = OrganisationForm(organisation, formdata=None)
        return _organisation_page(unchanged, 422, open_data=form)
    with writing.writing():
        operations.change_open_data(organisation=organisation, given=form.given())
        db.session.commit()
    flash(_("Saved."))
    return redirect(url_for("desks.organisation"), 303)


@blueprint.get("/add")
@requires_role(Role.ADMINISTRATOR)
def add_desk() -> Any:
    """Ask for a further desk."""
    return _add_page(AddDeskForm())


@blueprint.post("/add")
@requires_role(Role.ADMINISTRATOR)
def save_new_desk() -> Any:
    """Open a further desk."""
    form = AddDeskForm()
    if not form.validate():
        return _add_page(form, 422)
    try:
        with writing.writing():
            operations.add_desk(details=form.details(), desk_code=form.desk_code.data or "")
            db.session.commit()
    except DeskCodeTaken:
        form.desk_code.errors = [_("Another desk has this code.")]
        return _add_page(form, 422)
    return redirect(url_for("desks.organisation"), 303)


@blueprint.get("/<desk_code>")
@requires_role(Role.ADMINISTRATOR)
def desk(desk_code: str) -> Any:
    """Show one desk."""
    found = _desk(desk_code)
    return _desk_page(found, DeskForm(found))


@blueprint.post("/<desk_code>")
@requires_role(Role.ADMINISTRATOR)
def save_desk(desk_code: str) -> Any:
    """Change what a desk is called and where it stands."""
    found = _desk(desk_code)
    form = DeskForm(found)
    if not form.validate():
        return _desk_page(found, form, 422)
    with writing.writing():
        operations.change_desk(desk=found, details=form.details())
        db.session.commit()
    flash(_("Saved."))
    return redirect(url_for("desks.desk", desk_code=desk_code), 303)


@blueprint.post("/<desk_code>/close")
@requires_role(Role.ADMINISTRATOR)
def close_desk(desk_code: str) -> Any:
    """Close a desk."""
    found = _desk(desk_code)
    try:
        with writing.writing():
            operations.close_desk(desk=found)
            db.session.commit()
    except NoDesk:
        flash(_("This is the last open desk. Open another one first."), "warning")
        return redirect(url_for("desks.desk", desk_code=desk_code), 303)
    return redirect(url_for("desks.organisation"), 303)


@blueprint.post("/<desk_code>/reopen")
@requires_role(Role.ADMINISTRATOR)
def reopen_desk(desk_code: str) -> Any:
    """Open a closed desk again."""
    found = _desk(desk_code)
    with writing.writing():
        operations.reopen_desk(desk=found)
        db.session.commit()
    return redirect(url_for("desks.desk", desk_code=desk_code), 303)


def _desk(desk_code: str) -> Desk:
    try:
        return queries.get_desk(desk_code)
    except DeskUnknown:
        abort(404)


def _organisation_page(
    form: OrganisationForm,
    status: int = 200,
    oversight: OversightForm | None = None,
    open_data: OpenDataForm | None = None,
) -> tuple[str, int]:
    organisation = queries.get_organisation()
    kept, terms = organisation.oversight, organisation.open_data or USUAL_LICENCE
    page = render_template(
        "desks/organisation.html",
        form=form,
        oversight=oversight or OversightForm(formdata=None, data=kept),
        open_data=open_data or OpenDataForm(formdata=None, data=terms),
        desks=queries.list_desks(with_closed=True),
    )
    return page, status


def _add_page(form: AddDeskForm, status: int = 200) -> tuple[str, int]:
    return render_template("desks/add_desk.html", form=form), status


def _desk_page(found: Desk, form: DeskForm, status: int = 200) -> tuple[str, int]:
    return render_template("desks/desk.html", desk=found, form=form), status
