"""The form that closes a referral: how do you know, and what happened."""

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import StringField, ValidationError

from advicedesk.referrals.models import ConfirmedBy, ReferralStatus, RejectedReason
from advicedesk.referrals.operations import WhatHappened
from advicedesk.referrals.statuses import DOORS
from advicedesk.web.fields import CodeField
from advicedesk.web.forms import BaseForm


class ReferralStatusForm(BaseForm):
    """What became of the referral; a partner is asked nothing about how it is known."""

    confirmed_by = CodeField(_("How do you know what happened?"), ConfirmedBy)
    status = CodeField(_("What happened?"), ReferralStatus)
    rejected_reason = CodeField(_("Why was it refused?"), RejectedReason)
    over = CodeField("", ReferralStatus)  # the end as it stood on the page
    rerouted_to = StringField(_("Where were they sent instead?"))

    def __init__(
        self, offered: Sequence[ReferralStatus], *, is_partner: bool, **options: Any
    ) -> None:
        super().__init__(**options)
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
        """Want the new place."""
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
