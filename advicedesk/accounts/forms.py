"""What may be typed on the pages of accounts."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FormField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import Length, Optional

from advicedesk.accounts import usernames
from advicedesk.accounts.passwords import LEAST, MOST, Weakness
from advicedesk.desks.desk_codes import is_fit
from advicedesk.web.fields import NumberedList
from advicedesk.web.forms import BaseForm, Needed

_AS_TYPED = {"autocapitalize": "none", "spellcheck": "false"}


def weakness_words(weakness: Weakness) -> str:
    """Say why a password cannot be chosen."""
    words = {
        Weakness.TOO_SHORT: _("Use at least %(count)s characters.", count=LEAST),
        Weakness.TOO_LONG: _("Use at most %(count)s characters.", count=MOST),
        Weakness.LIKE_USERNAME: _("The password may not be the user name."),
        Weakness.TOO_COMMON: _("Too many people use this. Choose another password."),
    }
    return str(words[weakness])


def refuse(field: Any, words: str) -> None:
    """Put a message beside a field after its own checks have passed."""
    field.errors = [*field.errors, words]


def _fit_username(form: Any, field: Any) -> None:
    if not usernames.is_fit(usernames.tidy(field.data or "")):
        raise ValidationError(
            _("Use letters and digits, and the signs . _ - @ +, from 2 to 80 of them.")
        )


def _password_field(label: Any, autocomplete: str, *validators: Any) -> PasswordField:
    return PasswordField(
        label,
        [Needed(), Length(max=MOST, message=_l("That is too long.")), *validators],
        render_kw={"autocomplete": autocomplete},
    )


def _same_as(other: str) -> Any:
    def check(form: Any, field: Any) -> None:
        if field.data != form[other].data:
            raise ValidationError(_("The two passwords differ. Type the same one twice."))

    return check


def _name_field(label: Any, longest: int) -> StringField:
    return StringField(label, [Needed(), Length(max=longest, message=_l("That is too long."))])


class SignInForm(BaseForm):
    """Who signs in."""

    username = StringField(
        _l("User name"), [Needed()], render_kw={"autocomplete": "username", **_AS_TYPED}
    )
    password = _password_field(_l("Password"), "current-password")
    next = HiddenField()


class ChangePasswordForm(BaseForm):
    """The old password and the new one, twice."""

    current_password = _password_field(_l("Password now"), "current-password")
    new_password = _password_field(_l("New password"), "new-password")
    repeat_password = _password_field(
        _l("New password again"), "new-password", _same_as("new_password")
    )


class ChoosePasswordForm(BaseForm):
    """A first password, or one instead of a forgotten one."""

    new_password = _password_field(_l("Password"), "new-password")
    repeat_password = _password_field(
        _l("Password again"), "new-password", _same_as("new_password")
    )


class PreferencesForm(BaseForm):
    """How the pages are for this person."""

    language = RadioField(_l("Language of the pages"))
    uses_shortcuts = BooleanField(_l("Single keys do something on the pages"))

    def __init__(self, languages: Iterable[tuple[str, str]], **arguments: Any) -> None:
        super().__init__(**arguments)
        self.language.choices = list(languages)


class StaffMemberForm(BaseForm):
    """Somebody's shown name and roles."""

    display_name = _name_field(_l("Name"), 120)
    counsellor_at = SelectMultipleField(_l("Counsellor at"))
    supervisor_at = SelectMultipleField(_l("Supervisor at"))
    is_administrator = BooleanField(_l("Administrator of the organisation"))
    partner_of = SelectField(_l("Partner: staff of an authority"))

    def __init__(
        self,
        desks: Iterable[tuple[str, str]],
        authorities: Iterable[tuple[str, str]],
        **arguments: Any,
    ) -> None:
        super().__init__(**arguments)
        choices = list(desks)
        self.counsellor_at.choices = choices
        self.supervisor_at.choices = choices
        self.partner_of.choices = [("", _("no")), *authorities]


class AddStaffMemberForm(StaffMemberForm):
    """A new staff member."""

    username = StringField(
        _l("User name"), [Needed(), _fit_username], render_kw={"autocomplete": "off", **_AS_TYPED}
    )


class DeskRowForm(BaseForm):
    """One desk of the set-up page."""

    class Meta(BaseForm.Meta):
        """The page's own form holds the token."""

        csrf = False

    name = StringField(_l("Name"), [Length(max=120, message=_l("That is too long."))])
    desk_code = StringField(_l("Code"), [Optional()], render_kw=_AS_TYPED)

    def validate_desk_code(self, field: Any) -> None:
        """Refuse what cannot be a code."""
        if not is_fit(field.data):
            raise ValidationError(_("Use small letters a to z, digits and hyphens, at most 40."))


class SetUpForm(BaseForm):
    """The first run: the organisation, its desks, the languages, the first administrator."""

    token = HiddenField()
    organisation_name = _name_field(_l("Name of the organisation"), 200)
    desks = NumberedList(FormField(DeskRowForm), min_entries=1, max_entries=40)
    working_languages = SelectMultipleField(_l("Languages in which the desks serve"), [Needed()])
    username = StringField(
        _l("User name"),
        [Needed(), _fit_username],
        render_kw={"autocomplete": "username", **_AS_TYPED},
    )
    display_name = _name_field(_l("Name"), 120)
    new_password = _password_field(_l("Password"), "new-password")
    repeat_password = _password_field(
        _l("Password again"), "new-password", _same_as("new_password")
    )
    works_at_desk = BooleanField(_l("I also work at the first desk"))

    def __init__(self, languages: Iterable[tuple[str, str]], **arguments: Any) -> None:
        super().__init__(**arguments)
        self.working_languages.choices = list(languages)

    def named_desks(self) -> list[tuple[str, str]]:
        """Return (code or "", name) of each row that was filled in."""
        return [
            (row.desk_code.data or "", row.form["name"].data)
            for row in self.desks
            if row.form["name"].data
        ]

    def messages(self) -> list[tuple[str, str]]:
        """Return the messages with the desks' led to the fields of their row."""
        rows = [
            (field.id, str(error))
            for row in self.desks
            for field in row.form
            for error in field.errors
        ]
        others = [found for found in super().messages() if found[0] != self.desks.id]
        return [*others, *rows]
