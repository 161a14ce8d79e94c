"""What the codes of a referral are called on staff pages and in exports."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from advicedesk.languages.locale import ui_language
from advicedesk.languages.slip_words import say
from advicedesk.referrals.models import (
    ConfirmedBy,
    ReferralKind,
    ReferralStatus,
    RejectedReason,
    Urgency,
)
from advicedesk.referrals.slip_texts import BRING

WORDS: dict[StrEnum, Any] = {
    ReferralKind.SIGNPOST: _("Told where"),
    ReferralKind.REFERRAL: _("Slip"),
    ReferralKind.WARM_REFERRAL: _("Called or walked over"),
    ReferralKind.ADVOCACY: _("Spoke for the client"),
    Urgency.TODAY: _("today"),
    Urgency.WITHIN_3_DAYS: _("within 3 days"),
    Urgency.WITHIN_2_WEEKS: _("within 2 weeks"),
    ReferralStatus.GIVEN: _("Given"),
    ReferralStatus.ACKNOWLEDGED: _("Acknowledged"),
    ReferralStatus.ACCEPTED: _("Accepted"),
    ReferralStatus.COMPLETED: _("Completed"),
    ReferralStatus.REROUTED: _("Sent elsewhere"),
    ReferralStatus.REJECTED: _("Refused"),
    ReferralStatus.WITHDRAWN_BY_CLIENT: _("Client withdrew"),
    ReferralStatus.DID_NOT_GO: _("Did not go"),
    ReferralStatus.UNREACHABLE: _("Could not be reached"),
    ReferralStatus.NO_FEEDBACK: _("No feedback"),
    ConfirmedBy.RECEIVER_LINK: _("The receiver answered by the slip's page"),
    ConfirmedBy.RECEIVER_PARTNER: _("The receiver answered here"),
    ConfirmedBy.RECEIVER_PHONE: _("I phoned the receiver"),
    ConfirmedBy.SLIP_RETURNED: _("The stub was returned"),
    ConfirmedBy.CLIENT_TOLD: _("The client told"),
    ConfirmedBy.COUNSELLOR_SAW: _("I saw it myself"),
    RejectedReason.NOT_COMPETENT: _("Not their matter"),
    RejectedReason.OUTSIDE_AREA: _("Outside their area"),
    RejectedReason.NOT_ELIGIBLE: _("Not entitled"),
    RejectedReason.NO_CAPACITY: _("No room"),
    RejectedReason.DOCUMENT_MISSING: _("A document was missing"),
    RejectedReason.LANGUAGE: _("Language"),
    RejectedReason.WRONG_TIME: _("Wrong time"),
    RejectedReason.OTHER: _("Another reason"),
}


def word(code: StrEnum | None) -> str:
    """Return what a code is called in the page's language; nothing for none."""
    return str(WORDS[code]) if code is not None else ""


def bring_word(item: str) -> str:
    """Return what a thing to bring is called, as on slips; a thing written freely stays."""
    text = BRING.get(item)
    return say(text, ui_language()) if text else item
