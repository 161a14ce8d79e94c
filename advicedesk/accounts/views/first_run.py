"""The first run: three short steps that make the organisation, its desks, the first administrator.

They are one page and one POST: without script they stand below each other, and going back and
forth loses nothing.
"""

from typing import Any

from flask import Response, current_app, redirect, render_template, request, session, url_for
from flask_babel import gettext as _

from advicedesk.accounts import credentials, operations, queries
from advicedesk.accounts.errors import LinkIsOver, PasswordTooWeak
from advicedesk.accounts.forms import SetUpForm, refuse, weakness_words
from advicedesk.accounts.models import LinkPurpose
from advicedesk.accounts.operations import FirstRun
from advicedesk.accounts.passwords import LEAST
from advicedesk.accounts.views.pages import blueprint, welcome
from advicedesk.database import db, utc_now, writing
from advicedesk.desks.errors import AlreadySetUp, DeskCodeTaken, NoDesk
from advicedesk.desks.forms import working_language_choices
from advicedesk.desks.operations import OrganisationDetails
from advicedesk.desks.queries import find_organisation
from advicedesk.web.access import open_to_everyone
from advicedesk.web.fields import desk_zone
from advicedesk.web.templating import local_day

_IS_SET_UP = "advicedesk_is_set_up"
_TOKEN = "set_up_token"  # noqa: S105 - the name of a key in the session
_OPEN_BEFORE = {
    "static",
    "accounts.set_up",
    "accounts.make_ready",
    "accounts.choose_language",
    "web.healthz",
    "web.readyz",
    "accessibility.statement",
    "web.privacy_notice",
}


@blueprint.before_app_request
def lead_to_set_up() -> Any:
    """Lead every page to the set-up until there is an organisation."""
    if request.endpoint in _OPEN_BEFORE or _is_set_up():
        return None
    return redirect(url_for("accounts.set_up"), 303)


@blueprint.get("/set-up")
@open_to_everyone
def set_up() -> Any:
    """Ask for everything a first run needs, from the holder of the link."""
    token = _token()
    if not _is_right(token):
        return _no_link_page(bool(token))
    # so that choosing another language in the foot leads back to the page
    session[_TOKEN] = token
    return _set_up_page(
        SetUpForm(
            working_language_choices(),
            token=token,
            working_languages=["fi", "sv", "en"],
            works_at_desk=True,
        )
    )


@blueprint.post("/set-up")
@open_to_everyone
def make_ready() -> Any:
    """Make the organisation, its desks and the first administrator; sign them in."""
    form = SetUpForm(working_language_choices())
    token = _token()
    if not _is_right(token):
        return _no_link_page(True)
    if "add_desk" in request.form:
        return _with_another_desk(form)
    if not _validate(form):
        return _set_up_page(form, 422)
    try:
        password_hash = credentials.hash_chosen(form.new_password.data, form.username.data)
        with writing.writing():
            person = operations.set_up(first_run=_first_run(form, password_hash), token=token)
            sign_in_token = operations.sign_in(staff_member=person)
            db.session.commit()
    except (LinkIsOver, AlreadySetUp):
        return _no_link_page(True)
    except (PasswordTooWeak, DeskCodeTaken, NoDesk) as error:
        _put_words(form, error)
        return _set_up_page(form, 422)
    return welcome(person, sign_in_token)


def _is_set_up() -> bool:
    if not current_app.extensions.get(_IS_SET_UP):
        current_app.extensions[_IS_SET_UP] = find_organisation() is not None
    return bool(current_app.extensions[_IS_SET_UP])


def _token() -> str:
    return str(request.values.get("token") or session.get(_TOKEN) or "")


def _is_right(token: str) -> bool:
    if not token or _is_set_up():
        return False
    try:
        queries.get_link(token, LinkPurpose.SET_UP, utc_now())
    except LinkIsOver:
        return False
    return True


def _validate(form: SetUpForm) -> bool:
    is_valid = bool(form.validate())
    if not form.named_desks():
        _put_words(form, NoDesk())
        return False
    return is_valid


def _first_run(form: SetUpForm, password_hash: str) -> FirstRun:
    return FirstRun(
        organisation_name=form.organisation_name.data,
        working_languages=tuple(form.working_languages.data),
        desks=tuple(form.named_desks()),
        username=form.username.data,
        display_name=form.display_name.data,
        password_hash=password_hash,
        works_at_desk=form.works_at_desk.data,
    )


def _with_another_desk(form: SetUpForm) -> Any:
    if len(form.desks) < form.desks.max_entries:
        form.desks.append_entry()
    return _set_up_page(form)


def _put_words(form: SetUpForm, error: Exception) -> None:
    if isinstance(error, PasswordTooWeak):
        refuse(form.new_password, weakness_words(error.weakness))
    elif isinstance(error, NoDesk):
        refuse(form.desks[0].form["name"], _("Name at least one desk."))
    elif isinstance(error, DeskCodeTaken):
        twice = [row for row in form.desks if row.desk_code.data == error.desk_code]
        refuse((twice or [*form.desks])[-1].form["desk_code"], _("Two desks have this code."))


def _set_up_page(form: SetUpForm, status: int = 200) -> tuple[str, int]:
    now = utc_now()
    page = render_template(
        "accounts/set_up.html",
        form=form,
        least=LEAST,
        now=now,
        timezone=str(desk_zone()),
        today=local_day(now),
        rules=OrganisationDetails,
    )
    return page, status


def _no_link_page(had_token: bool) -> Any:
    page = render_template(
        "accounts/no_set_up_link.html", had_token=had_token, is_set_up=_is_set_up()
    )
    status = 404 if _is_set_up() else 403 if had_token else 200
    return Response(page, status)
