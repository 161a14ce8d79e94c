"""The door: signing in and out, and choosing a password by a one-time link."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from advicedesk.accounts import credentials, devices, operations, queries, signing_in
from advicedesk.accounts.errors import (
    Deactivated,
    LinkIsOver,
    PasswordTooWeak,
    SignInRefused,
    TooManyTries,
)
from advicedesk.accounts.forms import ChoosePasswordForm, SignInForm, refuse, weakness_words
from advicedesk.accounts.models import LinkPurpose
from advicedesk.accounts.views.pages import blueprint, lead_to, myself, welcome
from advicedesk.database import db, utc_now, writing
from advicedesk.web.access import open_to_everyone, requires_role


@blueprint.get("/sign-in")
@open_to_everyone
def sign_in() -> Any:
    """Ask for name and password."""
    wanted = request.args.get("next")
    if current_user.is_authenticated:
        return lead_to(wanted)
    return _sign_in_page(SignInForm(next=wanted))


@blueprint.post("/sign-in")
@open_to_everyone
def let_in() -> Any:
    """Sign somebody in."""
    form = SignInForm()
    if not form.validate():
        return _sign_in_page(form, 422)
    try:
        checked = credentials.check(
            username=form.username.data,
            password=form.password.data,
            address=request.remote_addr or "",
            device=devices.known_device(form.username.data),
            brake=signing_in.throttle(),
        )
        with writing.writing():
            token = operations.sign_in(
                staff_member=checked.staff_member, password_hash=checked.newer_hash
            )
            db.session.commit()
    except TooManyTries as error:
        return _braked(form, form.username, _sign_in_page, error)
    except SignInRefused:
        refuse(form.username, _("The user name or the password is wrong."))
        return _sign_in_page(form, 422)
    return welcome(checked.staff_member, token, form.next.data or request.args.get("next"))


@blueprint.post("/sign-out")
@requires_role()
def sign_out() -> Any:
    """Sign the person out, here and on every other device."""
    with writing.writing():
        operations.sign_out(staff_member=myself())
        db.session.commit()
    signing_in.end()
    return redirect(url_for("accounts.sign_in"), 303)


@blueprint.get("/accounts/choose-password/<token>")
@open_to_everyone
def choose_password(token: str) -> Any:
    """Ask the holder of a one-time link for a password."""
    try:
        link = queries.get_link(token, LinkPurpose.CHOOSE_PASSWORD, utc_now())
    except LinkIsOver:
        return _link_is_over()
    return _choose_password_page(ChoosePasswordForm(), link)


@blueprint.post("/accounts/choose-password/<token>")
@open_to_everyone
def keep_password(token: str) -> Any:
    """Keep the password that the holder of a link has chosen, and sign them in."""
    form = ChoosePasswordForm()
    try:
        link = queries.get_link(token, LinkPurpose.CHOOSE_PASSWORD, utc_now())
        if not form.validate():
            return _choose_password_page(form, link, 422)
        username = link.staff_member.username if link.staff_member else ""
        password_hash = credentials.hash_chosen(form.new_password.data, username)
        with writing.writing():
            person = operations.choose_password(token=token, password_hash=password_hash)
            sign_in_token = operations.sign_in(staff_member=person)
            db.session.commit()
    except PasswordTooWeak as error:
        refuse(form.new_password, weakness_words(error.weakness))
        return _choose_password_page(form, link, 422)
    except (LinkIsOver, Deactivated):
        return _link_is_over()
    return welcome(person, sign_in_token)


def _sign_in_page(form: SignInForm, status: int = 200) -> tuple[str, int]:
    return render_template("accounts/sign_in.html", form=form), status


def _choose_password_page(
    form: ChoosePasswordForm, link: Any, status: int = 200
) -> tuple[str, int]:
    page = render_template("accounts/choose_password.html", form=form, person=link.staff_member)
    return page, status


def _link_is_over() -> tuple[str, int]:
    return render_template("accounts/link_is_over.html"), 404


def _braked(form: Any, field: Any, page: Any, error: TooManyTries) -> Any:
    refuse(field, too_many_words(error))
    return (*page(form, 429), {"Retry-After": str(error.retry_after)})


def too_many_words(error: TooManyTries) -> str:
    """Say when the brake lets go."""
    minutes = -(-error.retry_after // 60)
    return str(
        ngettext(
            "Too many tries. Wait %(num)s minute, then try again.",
            "Too many tries. Wait %(num)s minutes, then try again.",
            minutes,
        )
    )
