"""Forms of the code lists; a name field for each language the organisation works in."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from wtforms import DateField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from advicedesk.web.forms import BaseForm, Needed

NAME_LENGTH = 60


class NamesForm(BaseForm):
    """Names of one code; made for the languages at hand by `with_languages`."""

    languages: Sequence[str] = ()

    @classmethod
    def with_languages(cls, labels: dict[str, str]) -> type["NamesForm"]:
        """Return the form with a field `name_<language>` for each {language code: label}."""
        too_long = Length(max=NAME_LENGTH, message=lazy_gettext("Write at most 60 signs."))
        fields: dict[str, Any] = {
            f"name_{language}": StringField(
                label,
                [too_long],
                render_kw={"lang": language, "dir": "auto", "maxlength": NAME_LENGTH},
            )
            for language, label in labels.items()
        }
        return type(cls.__name__, (cls,), {**fields, "languages": tuple(labels)})

    def name_fields(self) -> list[Any]:
        """Return the name fields in the languages' order."""
        return [self[f"name_{language}"] for language in self.languages]

    def names(self) -> dict[str, str]:
        """Return the names as typed, empty ones too."""
        return {language: self[f"name_{language}"].data or "" for language in self.languages}

    def refuse_names(self) -> None:
        """Say beside the first name that one is needed."""
        first = self.name_fields()[0]
        first.errors = [*first.errors, _("Give a name in one language at least.")]


class AddListedCodeForm(NamesForm):
    """A new code: what is stored, under which topic, and its names."""

    short_code = StringField(
        lazy_gettext("Code"), [Needed()], render_kw={"maxlength": 31, "dir": "ltr"}
    )
    parent_code = SelectField(lazy_gettext("Under the topic"), default="", validate_choice=False)


class RetireListedCodeForm(BaseForm):
    """From which day a code is offered no more."""

    from_day = DateField(
        lazy_gettext("Retired from"),
        [InputRequired(lazy_gettext("Give a day: year-month-day."))],
        render_kw={"type": "date"},
    )
