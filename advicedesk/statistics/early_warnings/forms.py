"""What supervisors may answer to a warning."""

from datetime import date, timedelta
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, DateField, SelectField
from wtforms.validators import Optional, ValidationError

from advicedesk.privacy.fields import GuardedTextField
from advicedesk.statistics.early_warnings.models import NOTE_LENGTH
from advicedesk.web.forms import BaseForm

LONGEST_MUTE = timedelta(days=366)


class AnswerForm(BaseForm):
    """A note, who looks at it, whether it is explained, silence for a while."""

    note = GuardedTextField(
        _("Note"), NOTE_LENGTH, render_kw={"rows": 3, "maxlength": NOTE_LENGTH, "dir": "auto"}
    )
    note_confirmed = BooleanField(_("It leads to nobody"))
    assigned_to = SelectField(_("Who looks at it"), default="")
    is_explained = BooleanField(_("It is explained: leave this period out of what is usual"))
    muted_until = DateField(_("Silent until"), [Optional()], render_kw={"type": "date"})

    def __init__(self, colleagues: list[tuple[str, str]], today: date, **given: Any) -> None:
        super().__init__(**given)
        self.assigned_to.choices = [("", _("Nobody")), *colleagues]
        self.today = today

    def validate_muted_until(self, field: DateField) -> None:
        """Refuse silence that is over already, or for more than a year."""
        if field.data and not self.today < field.data <= self.today + LONGEST_MUTE:
            raise ValidationError(gettext("Choose a day within the coming year."))
