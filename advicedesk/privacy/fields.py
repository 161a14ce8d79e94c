"""The guarded field: says in the form, kindly, what the column would refuse."""

from datetime import datetime
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import TextAreaField
from wtforms.validators import StopValidation

from advicedesk.privacy import columns
from advicedesk.privacy.identity_codes import NOTE_LENGTH, Verdict, judge
from advicedesk.web.fields import desk_zone

KIND_WORDS: dict[str, Any] = {
    "hetu": _("a personal identity code"),
    "personnummer": _("a Swedish personal identity number"),
    "isikukood": _("an Estonian personal identity code"),
    "phone": _("a phone number"),
    "email": _("an e-mail address"),
    "iban": _("a bank account number"),
    "card_number": _("a card number"),
    "passport": _("a passport number"),
    "birthdate": _("a date of birth"),
    "digit_run": _("a long number"),
    "case_number": _("a case number"),
    "address": _("a home address"),
}


class GuardedTextField(TextAreaField):
    """Free text in which nothing may identify a person."""

    def __init__(self, label: Any, most: int = NOTE_LENGTH, **options: Any) -> None:
        super().__init__(label, **options)
        self.most = most
        self.asks = False

    def pre_validate(self, form: Any) -> None:
        """Look at the length first, then for identifiers; the message names the kind only."""
        text = self.data or ""
        if len(text) > self.most:
            raise StopValidation(gettext("At most %(most)s letters, please.", most=self.most))
        if not text:
            return
        today = datetime.now(desk_zone()).date()
        findings = columns.find_in(text, today)
        verdict = judge(findings)
        kinds = sorted(
            {str(KIND_WORDS[found.kind]) for found in findings if found.verdict is verdict}
        )
        if verdict is Verdict.BLOCK:
            raise StopValidation(
                gettext(
                    "This holds %(kinds)s. Take it out: no client may be named.",
                    kinds=", ".join(kinds),
                )
            )
        if verdict is Verdict.ASK and not self._is_confirmed(form):
            self.asks = True
            raise StopValidation(
                gettext(
                    "This looks like %(kinds)s. Take it out, or confirm that it leads to nobody.",
                    kinds=", ".join(kinds),
                )
            )

    def _is_confirmed(self, form: Any) -> bool:
        confirmed = getattr(form, f"{self.short_name}_confirmed", None)
        return bool(confirmed is not None and confirmed.data)
