"""What the codes of a visit are called on staff pages and in exports."""

from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from advicedesk.visits.models import (
    AgeBand,
    AskedBy,
    Bridged,
    CameBy,
    ContactType,
    FirstOrReturning,
    InterpreterFailure,
    Municipality,
    Outcome,
    TimeInCountry,
)

WORDS: dict[StrEnum, Any] = {
    ContactType.WALK_IN: _("Walk-in"),
    ContactType.APPOINTMENT: _("Appointment"),
    ContactType.PHONE: _("Phone"),
    ContactType.EMAIL: _("E-mail"),
    ContactType.CHAT: _("Chat"),
    ContactType.VIDEO: _("Video"),
    ContactType.LETTER: _("Letter"),
    ContactType.OUTREACH: _("Outreach"),
    ContactType.THIRD_PARTY: _("Through someone else"),
    AskedBy.SELF: _("themselves"),
    AskedBy.FAMILY_MEMBER: _("a family member"),
    AskedBy.FRIEND: _("a friend"),
    AskedBy.INTERPRETER_OR_HELPER: _("as interpreter or helper"),
    AskedBy.PROFESSIONAL: _("as a professional"),
    AskedBy.EMPLOYER: _("as an employer"),
    AskedBy.OTHER: _("someone else"),
    FirstOrReturning.FIRST: _("First visit"),
    FirstOrReturning.RETURNING: _("Has been here before"),
    FirstOrReturning.UNKNOWN: _("Not known"),
    Bridged.NONE_NEEDED: _("nothing needed"),
    Bridged.BILINGUAL_STAFF: _("bilingual staff"),
    Bridged.INTERPRETER_PHONE: _("interpreter by phone"),
    Bridged.INTERPRETER_VIDEO: _("interpreter by video"),
    Bridged.INTERPRETER_ON_SITE: _("interpreter on site"),
    Bridged.ACCOMPANYING_ADULT: _("an adult who came along"),
    Bridged.ACCOMPANYING_CHILD: _("a child who came along"),
    Bridged.MACHINE_TRANSLATION: _("machine translation"),
    Bridged.WRITTEN_MATERIAL: _("written material"),
    Bridged.NOT_BRIDGED: _("not bridged"),
    InterpreterFailure.NONE_AVAILABLE: _("None to be had"),
    InterpreterFailure.LATE: _("Late"),
    InterpreterFailure.CUT_OFF: _("Cut off"),
    InterpreterFailure.WRONG_LANGUAGE: _("Wrong language"),
    InterpreterFailure.NO_SHOW: _("Did not come"),
    CameBy.PASSING_BY: _("Passing by"),
    CameBy.FRIEND_OR_FAMILY: _("Friend or family"),
    CameBy.IN_HOUSE_SERVICE: _("A service in this house"),
    CameBy.AUTHORITY_LETTER: _("A letter from an authority"),
    CameBy.OTHER_AUTHORITY: _("Another authority"),
    CameBy.SCHOOL_OR_DAYCARE: _("School or day care"),
    CameBy.EMPLOYER: _("Employer"),
    CameBy.WEB: _("Web pages"),
    CameBy.SOCIAL_MEDIA: _("Social media"),
    CameBy.NGO: _("An association"),
    CameBy.RETURNING: _("Been here before"),
    CameBy.OTHER: _("Other way"),
    AgeBand.UNDER_18: _("Under 18"),
    AgeBand.FROM_18: _("18–24"),
    AgeBand.FROM_25: _("25–34"),
    AgeBand.FROM_35: _("35–49"),
    AgeBand.FROM_50: _("50–64"),
    AgeBand.FROM_65: _("65 or over"),
    Municipality.OWN: _("This municipality"),
    Municipality.NEIGHBOUR: _("A neighbouring municipality"),
    Municipality.OTHER: _("Another municipality"),
    TimeInCountry.UNDER_3_MONTHS: _("Under 3 months"),
    TimeInCountry.FROM_3_MONTHS: _("3–12 months"),
    TimeInCountry.FROM_1_YEAR: _("1–3 years"),
    TimeInCountry.FROM_3_YEARS: _("3–5 years"),
    TimeInCountry.OVER_5_YEARS: _("Over 5 years"),
    Outcome.RESOLVED: _("Resolved"),
    Outcome.PARTLY_RESOLVED: _("Partly"),
    Outcome.REFERRED: _("Referred"),
    Outcome.WAITING_AUTHORITY: _("Waiting for the authority"),
    Outcome.FOLLOW_UP_PLANNED: _("Follow-up planned"),
    Outcome.CLIENT_LEFT: _("Client left"),
    Outcome.UNMET: _("Unmet"),
}

WITHDRAWAL_REASONS: dict[str, Any] = {
    "logged_twice": _("It was logged twice"),
    "wrong_desk": _("It belongs to another desk"),
    "training": _("It was a test or training"),
    "undone": _("Saved by mistake"),
    "other": _("Another reason"),
}

FIELD_WORDS: dict[str, Any] = {
    "started_at": _("Time"),
    "contact_type": _("Contact"),
    "asked_by": _("Who asks"),
    "people_helped": _("People"),
    "children_present": _("Children along"),
    "first_or_returning": _("First or returning"),
    "client_language": _("Client's language"),
    "service_language": _("Language of service"),
    "bridged": _("Bridged by"),
    "interpreter_minutes": _("Interpreter minutes"),
    "interpreter_failure": _("Interpreter failed"),
    "minutes": _("Minutes"),
    "came_by": _("How they came"),
    "age_band": _("Age"),
    "municipality": _("Municipality"),
    "time_in_country": _("Time in the country"),
    "note": _("Note"),
    "case_code": _("Case code"),
    "needs": _("Needs"),
    "withdrawn": _("Withdrawn"),
}


def word(code: StrEnum | None) -> str:
    """Return what a code is called in the page's language; nothing for none."""
    return str(WORDS[code]) if code is not None else ""


def choices(enum: type[StrEnum]) -> list[tuple[str, str]]:
    """Return (code, word) of every code of an enum, in the page's language."""
    return [(member.value, str(WORDS[member])) for member in enum]
