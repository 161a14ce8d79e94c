"""The administrator's pages of staff: list, add, change, links, deactivate, end sign-ins."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import abort, current_app, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from advicedesk.accounts import links, operations, queries
from advicedesk.accounts.errors import (
    Deactivated,
    LastAdministrator,
    NoRole,
    PartnerElsewhere,
    StaffMemberUnknown,
    UsernameTaken,
)
from advicedesk.accounts.forms import AddStaffMemberForm, StaffMemberForm, refuse
from advicedesk.accounts.models import StaffMember
from advicedesk.accounts.operations import RoleChoice
from advicedesk.accounts.staff_list import MANY, Wanted, narrowed
from advicedesk.accounts.views.pages import blueprint
from advicedesk.database import db, utc_now, writing
from advicedesk.desks import queries as desk_queries
from advicedesk.roles import Role
from advicedesk.web.access import requires_role
from advicedesk.web.templating import named

# shown once on the person's page, then forgotten
_LINK = "link_to_show"


@blueprint.get("/accounts/staff/")
@requires_role(Role.ADMINISTRATOR)
def staff() -> Any:
    """List everybody, or those looked for: roles, desks, last sign-in, unused link."""
    fields = request.args
    wanted = Wanted(*(fields.get(name, "") for name in ("q", "role", "desk", "state")))
    everybody = queries.list_staff(_signed_in_since())
    return render_template(
        "accounts/staff.html",
        rows=narrowed(everybody, wanted),
        everybody_count=len(everybody),
        wanted=wanted,
        has_filters=len(everybody) > MANY or bool(wanted),
        desks=[(desk.desk_code, desk.name) for desk in desk_queries.list_desks()],
        now=utc_now(),
    )


@blueprint.get("/accounts/staff/add")
@requires_role(Role.ADMINISTRATOR)
def add_staff_member() -> Any:
    """Ask who is to be added."""
    return _add_page(AddStaffMemberForm(_desks(), _authorities()))


@blueprint.post("/accounts/staff/add")
@requires_role(Role.ADMINISTRATOR)
def save_new_staff_member() -> Any:
    """Add somebody and make the link by which they choose a password."""
    form = AddStaffMemberForm(_desks(), _authorities())
    if not form.validate():
        return _add_page(form, 422)
    try:
        with writing.writing():
            person = operations.add_staff_member(
                username=form.username.data,
                display_name=form.display_name.data,
                roles=_chosen_roles(form),
            )
            token = operations.make_password_link(staff_member=person)
            public_id = person.public_id
            db.session.commit()
    except (UsernameTaken, NoRole, PartnerElsewhere) as error:
        _put_words(form, error)
        return _add_page(form, 422)
    session[_LINK] = [public_id, token]
    return redirect(url_for("accounts.staff_member", public_id=public_id), 303)


@blueprint.get("/accounts/staff/<public_id>")
@requires_role(Role.ADMINISTRATOR)
def staff_member(public_id: str) -> Any:
    """Show one staff member, with a link just made."""
    person = _person(public_id)
    return _person_page(person, _filled_form(person))


@blueprint.post("/accounts/staff/<public_id>")
@requires_role(Role.ADMINISTRATOR)
def save_staff_member(public_id: str) -> Any:
    """Change somebody's shown name, roles and desks."""
    person = _person(public_id)
    form = StaffMemberForm(_desks(person), _authorities(person))
    if not form.validate():
        return _person_page(person, form, 422)
    try:
        with writing.writing():
            operations.change_staff_member(
                staff_member=person,
                display_name=form.display_name.data,
                roles=_chosen_roles(form),
            )
            db.session.commit()
    except (LastAdministrator, NoRole, PartnerElsewhere) as error:
        _put_words(form, error)
        return _person_page(person, form, 422)
    if not current_user.has_role(Role.ADMINISTRATOR):
        return redirect(url_for("web.start"), 303)  # who gave the role away
    flash(_("Saved."))
    return redirect(url_for("accounts.staff_member", public_id=public_id), 303)


@blueprint.post("/accounts/staff/<public_id>/link")
@requires_role(Role.ADMINISTRATOR)
def make_password_link(public_id: str) -> Any:
    """Make a new link for a forgotten password."""
    person = _person(public_id)
    try:
        with writing.writing():
            token = operations.make_password_link(staff_member=person)
            db.session.commit()
    except Deactivated:
        flash(_("Reactivate the person first."), "warning")
    else:
        session[_LINK] = [public_id, token]
    return redirect(url_for("accounts.staff_member", public_id=public_id), 303)


@blueprint.post("/accounts/staff/<public_id>/deactivate")
@requires_role(Role.ADMINISTRATOR)
def deactivate_staff_member(public_id: str) -> Any:
    """Let somebody sign in no more."""
    return _change(
        public_id,
        lambda person: operations.deactivate_staff_member(staff_member=person),
        lambda _done: _("Deactivated. The person is signed out everywhere."),
    )


@blueprint.post("/accounts/staff/<public_id>/reactivate")
@requires_role(Role.ADMINISTRATOR)
def reactivate_staff_member(public_id: str) -> Any:
    """Let somebody sign in again."""
    return _change(
        public_id,
        lambda person: operations.reactivate_staff_member(staff_member=person),
        lambda _done: _("The person may sign in again."),
    )


@blueprint.post("/accounts/staff/<public_id>/end-sign-ins")
@requires_role(Role.ADMINISTRATOR)
def end_sign_ins(public_id: str) -> Any:
    """Sign somebody out everywhere."""
    return _change(
        public_id,
        lambda person: operations.end_sign_ins(staff_member=person),
        lambda ended: ngettext(
            "%(num)s sign-in was ended.", "%(num)s sign-ins were ended.", int(ended)
        ),
    )


def _change(
    public_id: str, change: Callable[[StaffMember], Any], words: Callable[[Any], str]
) -> Any:
    person = _person(public_id)
    try:
        with writing.writing():
            done = change(person)
            db.session.commit()
    except LastAdministrator:
        flash(_last_administrator(), "warning")
    else:
        flash(words(done))
    return redirect(url_for("accounts.staff_member", public_id=public_id), 303)


def _person(public_id: str) -> StaffMember:
    try:
        return queries.get_staff_member(public_id)
    except StaffMemberUnknown:
        abort(404)


def _desks(person: StaffMember | None = None) -> list[tuple[str, str]]:
    held = person.desks() if person else []
    offered = {desk.desk_code: desk.name for desk in (*desk_queries.list_desks(), *held)}
    return list(offered.items())


def _authorities(person: StaffMember | None = None) -> list[tuple[str, str]]:
    held = [role.authority_id for role in person.roles if role.authority_id] if person else []
    return [(found.public_id, named(found.names)) for found in queries.list_authorities(held)]


def _chosen_roles(form: StaffMemberForm) -> RoleChoice:
    wanted = form.partner_of.data
    return RoleChoice(
        counsellor_at=tuple(desk_queries.get_desk(code) for code in form.counsellor_at.data),
        supervisor_at=tuple(desk_queries.get_desk(code) for code in form.supervisor_at.data),
        is_administrator=form.is_administrator.data,
        partner_of=queries.get_authority_id(wanted) if wanted else None,
    )


def _filled_form(person: StaffMember) -> StaffMemberForm:
    office = next((held.authority for held in person.roles if held.authority), None)
    return StaffMemberForm(
        _desks(person),
        _authorities(person),
        display_name=person.display_name,
        counsellor_at=[desk.desk_code for desk in person.desks(Role.COUNSELLOR)],
        supervisor_at=[desk.desk_code for desk in person.desks(Role.SUPERVISOR)],
        is_administrator=person.has_role(Role.ADMINISTRATOR),
        partner_of=office.public_id if office else "",
    )


def _put_words(form: StaffMemberForm, error: Exception) -> None:
    if isinstance(error, UsernameTaken):
        refuse(form["username"], _("Somebody has this user name already."))
    elif isinstance(error, LastAdministrator):
        refuse(form.is_administrator, _last_administrator())
    elif isinstance(error, PartnerElsewhere):
        refuse(form.partner_of, _("A partner belongs to an authority and has no other role."))
    else:
        refuse(form.counsellor_at, _("Choose at least one role."))


def _last_administrator() -> str:
    return str(_("This is the last administrator. Make somebody else an administrator first."))


def _add_page(form: AddStaffMemberForm, status: int = 200) -> tuple[str, int]:
    return render_template("accounts/add_staff_member.html", form=form), status


def _person_page(person: StaffMember, form: StaffMemberForm, status: int = 200) -> tuple[str, int]:
    page = render_template(
        "accounts/staff_member.html",
        person=person,
        form=form,
        link=_link_to_show(person),
        sign_ins=queries.list_open_sign_ins(person, _signed_in_since()),
        unused_link=queries.find_unused_link(person),
        now=utc_now(),
    )
    return page, status


def _signed_in_since() -> datetime:
    """Return since when a sign-in that has not ended is still good."""
    settings = current_app.config["ADVICEDESK"]
    return utc_now() - timedelta(hours=settings.signed_in_hours)


def _link_to_show(person: StaffMember) -> str | None:
    kept = session.get(_LINK)
    if not kept or kept[0] != person.public_id:
        return None
    del session[_LINK]
    settings = current_app.config["ADVICEDESK"]
    return links.choose_password_address(settings.base_url or request.url_root.rstrip("/"), kept[1])
