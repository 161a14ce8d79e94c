"""What may be typed about the organisation and its desks."""

from collections.abc import Iterable
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


class DeskForm(BaseForm):
    """What a desk is called and where it stands."""

    name = _text(_l("Name"), 120, Needed())
    house = _text(_l("House"), 120)
    address = _text(_l("Address"), 200)
    phone = _text(_l("Phone"), 40)
    office_language = SelectField(_l("Language of the office"))
    asks_profile = BooleanField(_l("Ask for age, municipality and years in the country"))

    def __init__(self, desk: Desk | None = None, **arguments: Any) -> None:
        super().__init__(obj=desk, **arguments)
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
        )


class AddDeskForm(DeskForm):
    """A further desk, with its code."""

    desk_code = StringField(_l("Code"), [Optional()], render_kw={"autocapitalize": "none"})

    def validate_desk_code(self, field: Any) -> None:
        """Refuse what cannot be a code."""
        if not is_fit(field.data):
            raise ValidationError(_("Use small letters a to z, digits and hyphens, at most 40."))
