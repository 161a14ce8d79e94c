"""What may be typed about the organisation and its desks."""

import re
from collections.abc import Iterable
from math import inf
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, SelectMultipleField, StringField, ValidationError
from wtforms.validators import Length, Optional

from advicedesk.desks.desk_codes import is_fit
from advicedesk.desks.models import Desk, Organisation
from advicedesk.desks.operations import DeskDetails, OrganisationDetails
from advicedesk.languages import registry
from advicedesk.web.fields import WholeNumberField
from advicedesk.web.forms import BaseForm, Needed
from advicedesk.web.templating import ui_language

# the licence that Finland's public sector recommends for open data (JHS 189)
USUAL_LICENCE = {
    "licence": "CC BY 4.0",
    "licence_url": "https://creativecommons.org/licenses/by/4.0/",
}
OVERSIGHT = ("name", "unit", "address", "phone", "email", "website")
_EMAIL = re.compile(r"[^@\s<>,;?&%]+@[^@\s<>,;?&%]+\.[^@\s<>,;?&%]+")
_PHONE = re.compile(r"\+?[\d ()-]{3,38}")
_COORDINATES = re.compile(
    r"(-?[0-9]{1,2}(?:\.[0-9]{1,9})?)\s*[,; ]\s*(-?[0-9]{1,3}(?:\.[0-9]{1,9})?)"
)
_WEBSITE = re.compile(r"https?://[^\s/@\\]+\.[^\s/@\\]+(/\S*)?")
# offered as languages of service, the most used at desks of this kind first
_OFFERED = ("fi", "sv", "en", "ar", "so", "ru", "fa", "ckb", "uk", "et", "tr", "sq", "vi", "zh")


def working_language_choices(also: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return the languages a desk may serve in, with their names in the page's language."""
    codes = dict.fromkeys((*_OFFERED, *also))
    return [(code, registry.name(code, ui_language())) for code in codes]


def _text(label: Any, longest: int, *validators: Any) -> StringField:
    return StringField(label, [*validators, Length(max=longest, message=_l("That is too long."))])


class OrganisationForm(BaseForm):
    """The organisation's name and the rules for all its desks."""

    name = _text(_l("Name of the organisation"), 200, Needed())
    working_languages = SelectMultipleField(_l("Languages in which the desks serve"), [Needed()])
    suppression_threshold = WholeNumberField(
        _l("Counts below this are hidden in statistics"), 3, 100, validators=[Needed()]
    )
    note_days = WholeNumberField(
        _l("Days after which a visit's note is erased"), 1, 365, validators=[Needed()]
    )
    no_feedback_days = WholeNumberField(
        _l("Days after which a referral ends without feedback"), 1, 365, validators=[Needed()]
    )

    def __init__(self, organisation: Organisation, **arguments: Any) -> None:
        super().__init__(obj=organisation, **arguments)
        self.working_languages.choices = working_language_choices(organisation.working_languages)

    def details(self) -> OrganisationDetails:
        """Return what was typed."""
        return OrganisationDetails(
            name=self.name.data,
            working_languages=tuple(self.working_languages.data),
            suppression_threshold=self.suppression_threshold.number or 5,
            note_days=self.note_days.number or 30,
            no_feedback_days=self.no_feedback_days.number or 45,
        )


class OversightForm(BaseForm):
    """Who supervises accessibility; what is left empty is the country's own."""

    name = _text(_l("Name of the authority"), 200)
    unit = _text(_l("Unit"), 200)
    address = _text(_l("Address"), 200)
    phone = _text(_l("Phone"), 40)
    email = _text(_l("E-mail address"), 120)
    website = _text(_l("Website"), 200)

    def __init__(self, **arguments: Any) -> None:
        super().__init__(prefix="oversight-", **arguments)

    def validate_email(self, field: Any) -> None:
        """Refuse what no letter reaches."""
        if field.data and not _EMAIL.fullmatch(field.data):
            raise ValidationError(_("Write an address like name@example.fi."))

    def validate_phone(self, field: Any) -> None:
        """Refuse what cannot be dialled."""
        if field.data and not _PHONE.fullmatch(field.data):
            raise ValidationError(_("Write digits and spaces."))

    def validate_website(self, field: Any) -> None:
        """Refuse what is no address of a page."""
        if field.data and not _WEBSITE.fullmatch(field.data):
            raise ValidationError(_("Write an address that begins with https://."))

    def given(self) -> dict[str, str]:
        """Return what was typed, empty fields too."""
        return {name: self[name].data or "" for name in OVERSIGHT}


class OpenDataForm(BaseForm):
    """Whether releases are given out to everybody, and under which terms."""

    is_on = BooleanField(_l("Give out releases as open data"))
    licence = _text(_l("Licence"), 120, Needed())
    licence_url = _text(_l("Address of the licence"), 200, Needed())
    contact = _text(_l("E-mail address for questions"), 120)

    def __init__(self, **arguments: Any) -> None:
        super().__init__(prefix="open-data-", **arguments)

    def validate_licence_url(self, field: Any) -> None:
        """Refuse what is no address of a page."""
        if not _WEBSITE.fullmatch(field.data or ""):
            raise ValidationError(_("Write an address that begins with https://."))

    def validate_contact(self, field: Any) -> None:
        """Refuse what no letter reaches."""
        if field.data and not _EMAIL.fullmatch(field.data):
            raise ValidationError(_("Write an address like name@example.fi."))

    def given(self) -> dict[str, Any]:
        """Return what was typed."""
        texts = {name: self[name].data or "" for name in ("licence", "licence_url", "contact")}
        return {"is_on": self.is_on.data, **texts}


class CoordinatesField(StringField):
    """Latitude and longitude (WGS84), as maps give them: 60.16178, 24.73884."""

    latitude: float | None = None
    longitude: float | None = None

    def show(self, latitude: float | None, longitude: float | None) -> None:
        """Show what is known, unless something was typed."""
        if self.raw_data is None and latitude is not None:
            self.data = f"{latitude}, {longitude}"

    def pre_validate(self, form: Any) -> None:
        """Refuse what is no pair of degrees."""
        found = _COORDINATES.fullmatch(self.data or "")
        if not self.data:
            return
        latitude, longitude = map(float, found.groups()) if found else (inf, inf)
        if abs(latitude) > 90 or abs(longitude) > 180:
            raise ValidationError(_("Write two numbers like 60.16178, 24.73884."))
        self.latitude, self.longitude = latitude, longitude


class DeskForm(BaseForm):
    """What a desk is called and where it stands."""

    name = _text(_l("Name"), 120, Needed())
    house = _text(_l("House"), 120)
    address = _text(_l("Address"), 200)
    phone = _text(_l("Phone"), 40)
    coordinates = CoordinatesField(_l("Coordinates"), render_kw={"maxlength": 60, "dir": "ltr"})
    office_language = SelectField(_l("Language of the office"))
    asks_profile = BooleanField(_l("Ask for age, municipality and years in the country"))

    def __init__(self, desk: Desk | None = None, **arguments: Any) -> None:
        super().__init__(obj=desk, **arguments)
        if desk is not None:
            self.coordinates.show(desk.latitude, desk.longitude)
        self.office_language.choices = [
            (code, registry.name(code, ui_language())) for code in ("fi", "sv")
        ]

    def details(self) -> DeskDetails:
        """Return what was typed."""
        return DeskDetails(
            name=self.name.data,
            house=self.house.data or None,
            address=self.address.data or None,
            phone=self.phone.data or None,
            office_language=self.office_language.data,
            asks_profile=self.asks_profile.data,
            latitude=self.coordinates.latitude,
            longitude=self.coordinates.longitude,
        )


class AddDeskForm(DeskForm):
    """A further desk, with its code."""

    desk_code = StringField(_l("Code"), [Optional()], render_kw={"autocapitalize": "none"})

    def validate_desk_code(self, field: Any) -> None:
        """Refuse what cannot be a code."""
        if not is_fit(field.data):
            raise ValidationError(_("Use small letters a to z, digits and hyphens, at most 40."))
