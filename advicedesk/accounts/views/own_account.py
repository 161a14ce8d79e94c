"""One's own account: password, language, shortcuts, the desk one works at."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from advicedesk.accounts import credentials, operations, signing_in
from advicedesk.accounts.errors import DeskNotOwn, PasswordTooWeak, SignInRefused, TooManyTries
from advicedesk.accounts.forms import (
    ChangePasswordForm,
    PreferencesForm,
    refuse,
    weakness_words,
)
from advicedesk.accounts.views.pages import blueprint, lead_to, myself
from advicedesk.accounts.views.sign_in import too_many_words
from advicedesk.database import db, writing
from advicedesk.desks import queries as desk_queries
from advicedesk.desks.errors import DeskUnknown
from advicedesk.languages import registry
from advicedesk.roles import AT_A_DESK
from advicedesk.web.access import open_to_everyone, requires_role
from advicedesk.web.templating import ui_language


@blueprint.get("/accounts/password")
@requires_role()
def change_password() -> Any:
    """Ask for the old password and a new one."""
    return _password_page(ChangePasswordForm())


@blueprint.post("/accounts/password")
@requires_role()
def save_password() -> Any:
    """Keep the new password; every sign-in but a fresh one here is over."""
    form = ChangePasswordForm()
    if not form.validate():
        return _password_page(form, 422)
    person = myself()
    try:
        credentials.check_own(
            staff_member=person,
            password=form.current_password.data,
            brake=signing_in.throttle(),
        )
        password_hash = credentials.hash_chosen(form.new_password.data, person.username)
    except TooManyTries as error:
        refuse(form.current_password, too_many_words(error))
        return (*_password_page(form, 429), {"Retry-After": str(error.retry_after)})
    except SignInRefused:
        refuse(form.current_password, _("This is not your current password."))
        return _password_page(form, 422)
    except PasswordTooWeak as error:
        refuse(form.new_password, weakness_words(error.weakness))
        return _password_page(form, 422)
    with writing.writing():
        operations.change_password(staff_member=person, password_hash=password_hash)
        token = operations.sign_in(staff_member=person)
        db.session.commit()
    signing_in.begin(person, token)
    flash(_("Your new password works now. You are signed out everywhere else."))
    return redirect(url_for("accounts.change_password"), 303)


@blueprint.get("/accounts/preferences")
@requires_role()
def preferences() -> Any:
    """Show how the pages are for this person."""
    person = myself()
    form = PreferencesForm(
        _languages(), language=ui_language(), uses_shortcuts=person.uses_shortcuts
    )
    return _preferences_page(form)


@blueprint.post("/accounts/preferences")
@requires_role()
def save_preferences() -> Any:
    """Keep the language and whether single keys do something."""
    form = PreferencesForm(_languages())
    if not form.validate():
        return _preferences_page(form, 422)
    with writing.writing():
        person = myself()
        if form.language.data != person.language:
            operations.choose_language(staff_member=person, language_code=form.language.data)
        if form.uses_shortcuts.data != person.uses_shortcuts:
            operations.choose_shortcuts(
                staff_member=person, uses_shortcuts=form.uses_shortcuts.data
            )
        db.session.commit()
    session["language"] = form.language.data
    return redirect(url_for("accounts.preferences"), 303)


@blueprint.post("/language")
@open_to_everyone
def choose_language() -> Any:
    """Keep the language of the pages, on the account or in the session; go back to the page."""
    wanted = request.form.get("language", "")
    if wanted not in dict(_languages()):
        abort(400)
    session["language"] = wanted
    if current_user.is_authenticated and current_user.language != wanted:
        with writing.writing():
            operations.choose_language(staff_member=myself(), language_code=wanted)
            db.session.commit()
    return lead_to(request.form.get("back"))


@blueprint.post("/accounts/desk")
@requires_role(*AT_A_DESK)
def choose_desk() -> Any:
    """Keep the desk at which the person works now."""
    try:
        with writing.writing():
            desk = desk_queries.get_desk(request.form.get("desk", ""))
            operations.choose_desk(staff_member=myself(), desk=desk)
            db.session.commit()
    except (DeskUnknown, DeskNotOwn):
        abort(404)
    return lead_to(request.form.get("back"))


def _languages() -> list[tuple[str, str]]:
    return [(known.language_code, known.endonym) for known in registry.staff_languages()]


def _password_page(form: ChangePasswordForm, status: int = 200) -> tuple[str, int]:
    return render_template("accounts/change_password.html", form=form), status


def _preferences_page(form: PreferencesForm, status: int = 200) -> tuple[str, int]:
    return render_template("accounts/preferences.html", form=form), status
