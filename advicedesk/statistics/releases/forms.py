"""What is typed when a report is released or a release is withdrawn."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField

from advicedesk.privacy.fields import GuardedTextField
from advicedesk.statistics.releases.models import REASON_LENGTH
from advicedesk.web.forms import BaseForm, Needed

_LOOK = {"rows": 2, "maxlength": REASON_LENGTH, "dir": "auto"}


class ReleaseForm(BaseForm):
    """Which figures were seen; for a correction, why there is another version."""

    seen = HiddenField()
    reason = GuardedTextField(_("What was corrected"), REASON_LENGTH, render_kw=_LOOK)
    reason_confirmed = BooleanField(_("It leads to nobody"))

    def __init__(self, *, is_correction: bool, **given: Any) -> None:
        super().__init__(**given)
        if is_correction:
            self.reason.validators = [Needed()]
        else:
            del self.reason
            del self.reason_confirmed


class WithdrawForm(BaseForm):
    """Why a release is withdrawn."""

    because = GuardedTextField(
        _("Why it is withdrawn"), REASON_LENGTH, validators=[Needed()], render_kw=_LOOK
    )
    because_confirmed = BooleanField(_("It leads to nobody"))
