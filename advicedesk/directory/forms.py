"""Forms of the directory: a place with its week, what only the desk knows, an authority."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileRequired, MultipleFileField
from wtforms import (
    BooleanField,
    Form,
    FormField,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import Length

from advicedesk.directory.details import AuthorityDetails, LocalDetails
from advicedesk.directory.fields import (
    DayField,
    DayHoursField,
    EmailsField,
    LanguagesField,
    LinksField,
    PhonesField,
)
from advicedesk.directory.hours_text import LONGEST
from advicedesk.directory.imports.documents import FORMAT_NAMES, Named
from advicedesk.directory.models import LONGEST_ASK_FOR, PlaceKind
from advicedesk.directory.words import KIND_WORDS, SOURCE_WORDS
from advicedesk.privacy.fields import GuardedTextField
from advicedesk.web.fields import NumberedList
from advicedesk.web.forms import BaseForm, clean_text, without_hidden_signs

NAME_LANGUAGES = ("fi", "sv", "en")
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST_EXCEPTIONS = 60
MOST_FILES = 10
SPARE_ROWS = 3


def _text(label: Any, most: int, language: str = "") -> StringField:
    kind = {"lang": language, "dir": "auto"} if language else {}
    too_long = Length(max=most, message=_("That is too long."))
    return StringField(label, [too_long], render_kw={"maxlength": most, **kind})


def _per_language(form: BaseForm, name: str) -> dict[str, str]:
    given = {code: form[f"{name}_{code}"] for code in NAME_LANGUAGES if f"{name}_{code}" in form}
    return {code: field.data for code, field in given.items() if field.data}


class LocalForm(BaseForm):
    """What only the desk knows of a place, and no import touches."""

    house = _text(_("House"), 120)
    floor = _text(_("Floor"), 40)
    counter = _text(_("Counter"), 40)
    entrance = _text(_("Entrance"), 40)
    ask_for = GuardedTextField(
        _("Ask for"), LONGEST_ASK_FOR, render_kw={"rows": 1, "maxlength": LONGEST_ASK_FOR}
    )
    takes_numbers = BooleanField(_("Clients take a queue number"))
    not_offered_at = SelectMultipleField(_("Not offered at these desks"), choices=[])
    hint_fi = _text(_("Way from the desk, in Finnish"), 300, "fi")
    hint_sv = _text(_("Way from the desk, in Swedish"), 300, "sv")
    hint_en = _text(_("Way from the desk, in English"), 300, "en")

    def local(self) -> LocalDetails:
        """Return what the desk knows."""
        return LocalDetails(
            house=self.house.data or None,
            floor=self.floor.data or None,
            counter=self.counter.data or None,
            walking_hints=_per_language(self, "hint"),
            entrance=self.entrance.data or None,
            ask_for=" ".join((self.ask_for.data or "").split()) or None,
            takes_numbers=self.takes_numbers.data,
        )


class ExceptionForm(Form):
    """Days that differ from the week: closed, or other hours."""

    class Meta:
        """Clean the text of every field."""

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Give text fields the house's filter."""
            return unbound_field.bind(form=form, **{**options, "filters": [clean_text]})

    first = DayField(_("From"), render_kw={"type": "date"})
    last = DayField(_("Until"), render_kw={"type": "date"})
    hours = DayHoursField(_("Hours"), render_kw={"maxlength": LONGEST, "dir": "ltr"})
    label = StringField(
        _("Reason"),
        [Length(max=80, message=_("That is too long."))],
        render_kw={"maxlength": 80, "dir": "auto"},
    )

    @property
    def is_empty(self) -> bool:
        """Tell whether the row was left blank."""
        return not any(field.data for field in self)

    def validate(self, extra_validators: Any = None) -> bool:
        """Want a first day where anything is said, and days in order."""
        hidden = [field for field in self if not str(field.data or "").isprintable()]
        for field in hidden:
            field.data = "".join(sign for sign in field.data if sign.isprintable())
        is_valid: bool = super().validate(extra_validators)
        for field in hidden:
            field.errors = [gettext("Write plain text here, without hidden signs.")]
        if hidden or not is_valid:
            return False
        if not self.is_empty and self.first.day is None:
            self.first.errors = [gettext("Give a day: year-month-day.")]
        elif self.last.day and self.first.day and self.last.day < self.first.day:
            self.last.errors = [gettext("The last day is before the first.")]
        return not self.errors


class ServicePointForm(LocalForm):
    """A place, or a phone service, kept by hand."""

    name_fi = _text(_("Name in Finnish"), 120, "fi")
    name_sv = _text(_("Name in Swedish"), 120, "sv")
    name_en = _text(_("Name in English"), 120, "en")
    authority = SelectField(_("Authority"), default="")
    kind = SelectField(_("How it is reached"), default=PlaceKind.OFFICE.value)
    address_fi = _text(_("Address in Finnish"), 160, "fi")
    address_sv = _text(_("Address in Swedish"), 160, "sv")
    postal_code = _text(_("Postal code"), 12)
    phones = PhonesField(_("Phone numbers"), render_kw={"rows": 3, "dir": "ltr"})
    emails = EmailsField(_("E-mail addresses"), render_kw={"rows": 2, "dir": "ltr"})
    links = LinksField(_("Web addresses"), render_kw={"rows": 2, "dir": "ltr"})
    languages = LanguagesField(_("Languages served"), render_kw={"maxlength": 400, "dir": "auto"})
    hours_unknown = BooleanField(_("Hours unknown"))
    by_appointment = BooleanField(_("By appointment"))
    closed_on_holidays = BooleanField(_("Closed on public holidays"))
    monday = DayHoursField("", render_kw={"maxlength": LONGEST, "dir": "ltr"})
    tuesday = DayHoursField("", render_kw={"maxlength": LONGEST, "dir": "ltr"})
    wednesday = DayHoursField("", render_kw={"maxlength": LONGEST, "dir": "ltr"})
    thursday = DayHoursField("", render_kw={"maxlength": LONGEST, "dir": "ltr"})
    friday = DayHoursField("", render_kw={"maxlength": LONGEST, "dir": "ltr"})
    saturday = DayHoursField("", render_kw={"maxlength": LONGEST, "dir": "ltr"})
    sunday = DayHoursField("", render_kw={"maxlength": LONGEST, "dir": "ltr"})
    exceptions = NumberedList(FormField(ExceptionForm), max_entries=MOST_EXCEPTIONS)

    def __init__(
        self,
        *args: Any,
        authorities: Sequence[tuple[str, str]],
        weekdays: Sequence[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.authority.choices = [("", gettext("None")), *authorities]
        self.kind.choices = [(kind.value, str(words)) for kind, words in KIND_WORDS.items()]
        for field, weekday in zip(self.week(), weekdays, strict=True):
            field.label.text = weekday

    def week(self) -> list[DayHoursField]:
        """Return the fields of the days, Monday first."""
        return [self[name] for name in WEEK]

    def offer_rows(self) -> None:
        """Offer some blank rows for exceptions, so that no script is needed."""
        blank = sum(entry.form.is_empty for entry in self.exceptions)
        for _row in range(max(SPARE_ROWS - blank, 0)):
            if len(self.exceptions) < MOST_EXCEPTIONS:
                self.exceptions.append_entry()

    def names(self) -> dict[str, str]:
        """Return the names that were given."""
        return _per_language(self, "name")

    def addresses(self) -> dict[str, str]:
        """Return the addresses that were given."""
        return _per_language(self, "address")

    def validate_name_fi(self, field: Any) -> None:
        """Want a name in one language at least."""
        if not self.names():
            raise ValidationError(gettext("Give a name in one language at least."))

    def validate_hours_unknown(self, field: Any) -> None:
        """Refuse hours of a week that are said to be unknown."""
        if field.data and (self.by_appointment.data or any(day.data for day in self.week())):
            raise ValidationError(gettext("Hours are written below. Untick this, or empty them."))

    def messages(self) -> list[tuple[str, str]]:
        """Return (field id, message) of everything refused, the rows of exceptions included."""
        found = []
        for field in self:
            if field.name == "exceptions":
                for entry in field:
                    found.extend(_messages(entry.form))
            else:
                found.extend(_messages([field]))
        return found


def _messages(fields: Any) -> list[tuple[str, str]]:
    return [(field.id, str(error)) for field in fields for error in field.errors]


class ImportDirectoryForm(BaseForm):
    """Files of open data, or a table of the organisation's own."""

    files = MultipleFileField(
        _("Files"),
        validators=[
            FileRequired(_("Choose a file.")),
            Length(max=MOST_FILES, message=_("That is too many files. Send them in a zip.")),
        ],
    )
    told_format = SelectField(_("Format"), default="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {code: str(SOURCE_WORDS[code]) for code in ("tpr", "spreadsheet")}
        names = {**FORMAT_NAMES, **words}
        self.told_format.choices = [("", gettext("Found by itself")), *names.items()]

    def contents(self) -> list[Named]:
        """Return the files that were sent; their names are only for messages."""
        return [
            Named(without_hidden_signs(each.filename or "")[-80:], each.read())
            for each in self.files.data
        ]


class AuthorityForm(BaseForm):
    """An authority: its names and the language it writes in."""

    name_fi = _text(_("Name in Finnish"), 120, "fi")
    name_sv = _text(_("Name in Swedish"), 120, "sv")
    name_en = _text(_("Name in English"), 120, "en")
    office_language = SelectField(_("Language of the office"), default="fi")
    not_offered_at = SelectMultipleField(_("Not offered at these desks"), choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.office_language.choices = [("fi", gettext("Finnish")), ("sv", gettext("Swedish"))]

    def details(self) -> AuthorityDetails:
        """Return the authority as it was told."""
        return AuthorityDetails(
            names=_per_language(self, "name"), office_language=self.office_language.data
        )

    def validate_name_fi(self, field: Any) -> None:
        """Want a name in one language at least."""
        if not _per_language(self, "name"):
            raise ValidationError(gettext("Give a name in one language at least."))
