"""The forms that tell what became of a referral: at the desk, by a partner, by a stub."""

import re
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import StringField, ValidationError

from advicedesk.referrals.models import ConfirmedBy, ReferralStatus, RejectedReason
from advicedesk.referrals.operations import WhatHappened
from advicedesk.referrals.statuses import DOORS
from advicedesk.referrals.stub_codes import InvalidStubCode, normalise
from advicedesk.web.fields import CodeField
from advicedesk.web.forms import BaseForm

# finds the public id of the only place with a name
FindPlace = Callable[[str], str | None]


class StubAnswer(StrEnum):
    """The three boxes of a stub."""

    ARRIVED = "arrived"
    DONE = "done"
    NOT_OURS = "not_ours"


class ReferralStatusForm(BaseForm):
    """What became of the referral; a partner is asked nothing about how it is known."""

    confirmed_by = CodeField(_("How do you know what happened?"), ConfirmedBy)
    status = CodeField(_("What happened?"), ReferralStatus)
    rejected_reason = CodeField(_("Why was it refused?"), RejectedReason)
    over = CodeField("", ReferralStatus)  # the end as it stood on the page
    rerouted_to = StringField(_("Where were they sent instead?"))
    rerouted_to_name = StringField("")

    def __init__(
        self,
        offered: Sequence[ReferralStatus],
        *,
        is_partner: bool,
        find_place: FindPlace,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.find_place = find_place
        self.offered = offered
        self.is_partner = is_partner
        if is_partner:
            del self.confirmed_by

    def validate_status(self, field: Any) -> None:
        """Want one of the things that can have happened."""
        if field.member not in self.offered:
            raise ValidationError(gettext("Choose what happened."))

    def validate_confirmed_by(self, field: Any) -> None:
        """Want to know how the desk knows."""
        if field.member not in DOORS:
            raise ValidationError(gettext("Choose how you know."))

    def validate_rejected_reason(self, field: Any) -> None:
        """Want a reason for a refusal."""
        if self.status.data == ReferralStatus.REJECTED and field.member is None:
            raise ValidationError(gettext("Choose the reason."))

    def validate_rerouted_to(self, field: Any) -> None:
        """Want the new place, chosen or typed by its name."""
        field.data = field.data or self.find_place(self.rerouted_to_name.data or "")
        is_id = bool(re.fullmatch(r"[0-9a-fA-F-]{36}", field.data or ""))
        if self.status.data == ReferralStatus.REROUTED and not is_id:
            raise ValidationError(gettext("Choose the new place."))

    def happened(self) -> WhatHappened:
        """Return what happened as plain values."""
        status: ReferralStatus = self.status.member
        is_refused = status is ReferralStatus.REJECTED
        is_rerouted = status is ReferralStatus.REROUTED
        return WhatHappened(
            status=status,
            confirmed_by=(
                ConfirmedBy.RECEIVER_PARTNER if self.is_partner else self.confirmed_by.member
            ),
            rejected_reason=self.rejected_reason.member if is_refused else None,
            over=self.over.member,
            rerouted_to=self.rerouted_to.data if is_rerouted else None,
        )


class StubForm(BaseForm):
    """One returned stub: its code, and what was ticked on it."""

    stub_code = StringField(_("Code of the stub"))
    answer = CodeField(_("What was ticked?"), StubAnswer)
    rerouted_to = StringField(_("Where were they sent instead?"))
    rerouted_to_name = StringField("")

    def __init__(self, *, find_place: FindPlace, **options: Any) -> None:
        super().__init__(**options)
        self.find_place = find_place

    def validate_rerouted_to(self, field: Any) -> None:
        """Want no place, or one that is chosen or typed by its name."""
        typed = self.rerouted_to_name.data
        field.data = field.data or self.find_place(typed or "")
        if typed and not field.data:
            raise ValidationError(gettext("Choose the new place."))

    def validate_stub_code(self, field: Any) -> None:
        """Want a code whose check character fits."""
        try:
            field.data = normalise(field.data or "")
        except InvalidStubCode:
            raise ValidationError(
                gettext("This is no code of a stub. Read it once more: five letters and digits.")
            ) from None

    def validate_answer(self, field: Any) -> None:
        """Want one of the three boxes."""
        if field.member is None:
            raise ValidationError(gettext("Choose what happened."))

    def happened(self) -> WhatHappened:
        """Return what the stub says as plain values."""
        place = self.rerouted_to.data or None
        is_refused = self.answer.member is StubAnswer.NOT_OURS
        status = {
            StubAnswer.ARRIVED: ReferralStatus.ACKNOWLEDGED,
            StubAnswer.DONE: ReferralStatus.COMPLETED,
            StubAnswer.NOT_OURS: ReferralStatus.REROUTED if place else ReferralStatus.REJECTED,
        }[self.answer.member]
        return WhatHappened(
            status=status,
            confirmed_by=ConfirmedBy.SLIP_RETURNED,
            rejected_reason=(RejectedReason.NOT_COMPETENT if is_refused and not place else None),
            rerouted_to=place if is_refused else None,
        )
