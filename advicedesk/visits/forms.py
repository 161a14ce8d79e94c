"""The forms of a visit, in the order of the conversation at the desk."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, Form, FormField, StringField, ValidationError

from advicedesk.languages import registry, search
from advicedesk.privacy import columns
from advicedesk.privacy.fields import GuardedTextField
from advicedesk.privacy.identity_codes import Verdict, judge
from advicedesk.referrals.details import ReferralDetails
from advicedesk.referrals.models import ReferralKind, Urgency
from advicedesk.visits import models
from advicedesk.visits.details import NeedDetails, VisitDetails
from advicedesk.visits.models import Outcome
from advicedesk.visits.words import FIELD_WORDS, WITHDRAWAL_REASONS
from advicedesk.web.fields import (
    CodeField,
    LocalTimeField,
    NumberedList,
    SeveralField,
    WholeNumberField,
)
from advicedesk.web.forms import BaseForm, clean_text, without_hidden_signs

MOST_NEEDS = 12
MOST_REFERRALS = 8
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.ASCII)


class _PlainForm(Form):
    """A part of a form: no token of its own."""

    class Meta:
        """Clean the text of every field."""

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Give text fields the house's filter."""
            if issubclass(unbound_field.field_class, StringField):
                options = {**options, "filters": [clean_text]}
            return unbound_field.bind(form=form, **options)

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse hidden signs, and take them out of what is shown again."""
        hidden = _without_hidden_signs(self)
        is_valid: bool = super().validate(extra_validators)
        for field in hidden:
            _add(field, gettext("Write plain text here, without hidden signs."))
        return is_valid and not hidden


def _without_hidden_signs(form: Any) -> list[Any]:
    """Take hidden signs out of a form's own fields; return those that held some."""
    found = []
    for field in form:
        if isinstance(field, StringField) and isinstance(field.data, str):
            shown: Any = without_hidden_signs(field.data)
        elif isinstance(field, SeveralField):
            shown = [without_hidden_signs(text) for text in field.data or ()]
        else:
            continue
        if shown != (field.data or shown):
            field.data = shown
            found.append(field)
    return found


class ReferralForm(_PlainForm):
    """Where the client is sent for one need."""

    service_point = StringField(_("Service point"))
    authority_name = StringField(_("Sent on to"))
    kind = CodeField(_("How"), ReferralKind, ReferralKind.REFERRAL)
    urgency = CodeField(_("By when"), Urgency, Urgency.WITHIN_2_WEEKS)
    bring = SeveralField(_("Bring along"), most=16)
    booked_at = LocalTimeField(_("Booked time"))

    def validate_service_point(self, field: Any) -> None:
        """Want an id of the directory."""
        if field.data and not re.fullmatch(r"[0-9a-fA-F-]{36}", field.data):
            field.data = ""
            raise ValidationError(gettext("Choose a place from the list."))

    def validate_authority_name(self, field: Any) -> None:
        """Refuse long names and identifiers in a free name."""
        _check_free_text(field, 160)

    def validate_bring(self, field: Any) -> None:
        """Refuse identifiers in what to bring."""
        for text in field.data or []:
            _check_free_text_of(text, 80)

    @property
    def is_empty(self) -> bool:
        """Tell whether nobody was sent anywhere."""
        return not (self.service_point.data or self.authority_name.data)

    def details(self) -> ReferralDetails:
        """Return the referral as plain values."""
        return ReferralDetails(
            service_point=self.service_point.data or None,
            authority_name=self.authority_name.data or None,
            kind=self.kind.member,
            urgency=self.urgency.member,
            bring=tuple(self.bring.data or ()),
            booked_at=self.booked_at.moment,
        )


def _check_free_text(field: Any, most: int) -> None:
    _check_free_text_of(field.data or "", most)


def _check_free_text_of(text: str, most: int) -> None:
    if len(text) > most:
        raise ValidationError(gettext("At most %(most)s letters, please.", most=most))
    if not text.isprintable():
        raise ValidationError(gettext("Write plain text here, without hidden signs."))
    _refuse_identifiers(text)


def _refuse_identifiers(text: str) -> None:
    findings = columns.find_in(text)
    if judge(findings) is Verdict.BLOCK:
        raise ValidationError(gettext("Name the place only: this holds what identifies a person."))


class NeedForm(_PlainForm):
    """One need: why they came, what we did, where we sent them, how it ended."""

    topic = StringField(_("Why did they come?"))
    subtopic = StringField(_("About"))
    acts = SeveralField(_("We did"))
    outcome = CodeField(_("It ended"), Outcome)
    unmet_reason = SeveralField(_("Why unmet"))
    referrals = NumberedList(FormField(ReferralForm, ""), "", max_entries=MOST_REFERRALS)

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing at all was said of this need."""
        return not (
            self.topic.data
            or self.subtopic.data
            or self.acts.data
            or self.outcome.data
            or any(not entry.form.is_empty for entry in self.referrals)
        )

    def details(self) -> NeedDetails:
        """Return the need as plain values."""
        return NeedDetails(
            topic=self.topic.data,
            subtopic=self.subtopic.data or None,
            acts=tuple(self.acts.data or ()),
            outcome=self.outcome.member,
            unmet_reasons=tuple(self.unmet_reason.data or ()),
            referrals=tuple(
                entry.form.details() for entry in self.referrals if not entry.form.is_empty
            ),
        )


class LogVisitForm(BaseForm):
    """A visit as the counsellor tells it; only language and topic must be given."""

    public_id = StringField("")  # WTForms reads a whole catalog to name what has no label
    started_at = LocalTimeField(FIELD_WORDS["started_at"])
    contact_type = CodeField(
        FIELD_WORDS["contact_type"], models.ContactType, models.ContactType.WALK_IN
    )
    case_code = StringField(FIELD_WORDS["case_code"])
    client_language = StringField(FIELD_WORDS["client_language"])
    client_language_typed = StringField(_("Another language"))
    service_language = StringField(FIELD_WORDS["service_language"])
    bridged = CodeField(FIELD_WORDS["bridged"], models.Bridged)
    interpreter_minutes = WholeNumberField(FIELD_WORDS["interpreter_minutes"], 0, 480)
    interpreter_failure = CodeField(FIELD_WORDS["interpreter_failure"], models.InterpreterFailure)
    needs = NumberedList(FormField(NeedForm, ""), "", min_entries=1, max_entries=MOST_NEEDS)
    minutes = WholeNumberField(FIELD_WORDS["minutes"], 0, 480)
    asked_by = CodeField(FIELD_WORDS["asked_by"], models.AskedBy, models.AskedBy.SELF)
    people_helped = WholeNumberField(FIELD_WORDS["people_helped"], 1, 99)
    children_present = StringField(FIELD_WORDS["children_present"])
    first_or_returning = CodeField(
        FIELD_WORDS["first_or_returning"],
        models.FirstOrReturning,
        models.FirstOrReturning.UNKNOWN,
    )
    came_by = CodeField(FIELD_WORDS["came_by"], models.CameBy)
    age_band = CodeField(FIELD_WORDS["age_band"], models.AgeBand)
    municipality = CodeField(FIELD_WORDS["municipality"], models.Municipality)
    time_in_country = CodeField(FIELD_WORDS["time_in_country"], models.TimeInCountry)
    note = GuardedTextField(FIELD_WORDS["note"])
    note_confirmed = BooleanField(_("It leads to nobody"))

    def __init__(
        self,
        *args: Any,
        topics: dict[str, set[str]],
        acts: set[str],
        unmet_reasons: set[str],
        find_places: Callable[[], Mapping[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.topics = topics
        for entry in self.needs:
            entry.form.acts.allowed = acts
            entry.form.unmet_reason.allowed = unmet_reasons
        self.find_places = find_places

    def validate_public_id(self, field: Any) -> None:
        """Want a random id; the form makes one."""
        if not _UUID.fullmatch((field.data or "").lower()):
            raise ValidationError(gettext("The page was too old. Save again."))
        field.data = field.data.lower()

    def validate_client_language(self, field: Any) -> None:
        """Want one language, chosen or typed by any of its names."""
        typed = self.client_language_typed.data
        if typed:
            found = search.find_meant(typed[:60])
            if found is None:
                raise ValidationError(gettext("Choose a language from the list."))
            field.data = found.language_code
        if not field.data:
            raise ValidationError(gettext("Choose the client's language."))
        if not registry.is_known(field.data):
            field.data = ""
            raise ValidationError(gettext("Choose a language from the list."))

    def validate_service_language(self, field: Any) -> None:
        """Want a language of the table, or nothing for the default."""
        if field.data and not registry.is_known(field.data):
            field.data = ""
            raise ValidationError(gettext("Choose a language from the list."))

    def validate_needs(self, field: Any) -> None:
        """Want at least one topic; every need that says something has its topic."""
        told = [entry.form for entry in field if not entry.form.is_empty] or [field[0].form]
        for need in told:
            if not need.topic.data:
                _add(need.topic, gettext("Choose why they came."))
            elif need.topic.data not in self.topics:
                need.topic.data = ""
                _add(need.topic, gettext("Choose one of the options."))
            elif need.subtopic.data and need.subtopic.data not in self.topics[need.topic.data]:
                _add(need.subtopic, gettext("Choose one of the options."))
            self._resolve_places(need)
        if any(need.topic.errors or need.subtopic.errors for need in told):
            raise ValidationError(gettext("Choose why they came."))

    def _resolve_places(self, need: Any) -> None:
        for entry in need.referrals:
            referral = entry.form
            typed = " ".join((referral.authority_name.data or "").split()).casefold()
            if typed and not referral.service_point.data:
                referral.service_point.data = self.find_places().get(typed)

    def messages(self) -> list[tuple[str, str]]:
        """Return (field id, message) of everything refused, the parts of needs included."""
        found = []
        for field in self:
            if field.name == "needs":
                found.extend(self._messages_of_needs())
            else:
                found.extend((field.id, str(error)) for error in field.errors)
        return found

    def _messages_of_needs(self) -> list[tuple[str, str]]:
        forms = [entry.form for entry in self.needs]
        forms += [entry.form for need in forms for entry in need.referrals]
        return [
            (field.id, str(error))
            for form in forms
            for field in form
            if not isinstance(field, NumberedList)
            for error in field.errors
        ]

    def forget_hidden_signs(self) -> None:
        """Take hidden signs out of everything typed: the form is shown again, not saved."""
        _without_hidden_signs(self)
        for entry in self.needs:
            _without_hidden_signs(entry.form)
            for referral in entry.form.referrals:
                _without_hidden_signs(referral.form)

    def positions(self) -> list[int]:
        """Return which need each told one is: the numbers in the names of its fields."""
        return [
            int(entry.name.rpartition("-")[2]) for entry in self.needs if not entry.form.is_empty
        ]

    def details(self) -> VisitDetails:
        """Return the visit as plain values."""
        told = [entry.form for entry in self.needs if not entry.form.is_empty]
        return VisitDetails(
            started_at=self.started_at.moment,
            client_language=self.client_language.data,
            needs=tuple(need.details() for need in told),
            contact_type=self.contact_type.member,
            asked_by=self.asked_by.member,
            people_helped=self.people_helped.number or 1,
            children_present={"yes": True, "no": False}.get(self.children_present.data or ""),
            first_or_returning=self.first_or_returning.member,
            case_code=self.case_code.data or None,
            service_language=self.service_language.data or None,
            bridged=self.bridged.member,
            interpreter_minutes=self.interpreter_minutes.number,
            interpreter_failure=self.interpreter_failure.member,
            minutes=self.minutes.number,
            came_by=self.came_by.member,
            age_band=self.age_band.member,
            municipality=self.municipality.member,
            time_in_country=self.time_in_country.member,
            note=self.note.data or None,
        )


def _add(field: Any, message: str) -> None:
    field.errors = [*field.errors, message]


class WithdrawVisitForm(BaseForm):
    """Why a visit is withdrawn."""

    reason = StringField(_("Why"))

    def validate_reason(self, field: Any) -> None:
        """Want one of the reasons."""
        if field.data not in WITHDRAWAL_REASONS:
            raise ValidationError(gettext("Choose one of the options."))


class LookUpForm(BaseForm):
    """A case code as the client reads it aloud."""

    case_code = StringField(FIELD_WORDS["case_code"])


class ImportVisitsForm(BaseForm):
    """A desk's own table."""

    file = FileField(_("File (csv or xlsx)"), validators=[FileRequired(_("Choose a file."))])
    drops_notes = BooleanField(_("Leave out notes that lead to a person, instead of refusing"))
