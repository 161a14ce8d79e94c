"""What a slip is composed from: plain values of a referral and its place (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

Span = tuple[time, time]
# a day's spans; empty: closed; None: nobody told, or by appointment
DayOnSlip = tuple[Span, ...] | None


class ReachedBy(StrEnum):
    """How the place is reached; the values are those of the directory's kinds."""

    OFFICE = "office"
    PHONE_SERVICE = "phone_service"
    LINK_ONLY = "link_only"


class OpeningState(StrEnum):
    """What is known of a place's hours at one moment."""

    OPEN = "open"
    OPENS_LATER = "opens_later"
    CLOSED_FOR_NOW = "closed_for_now"
    BY_APPOINTMENT = "by_appointment"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Opening:
    """The state, and the local moment it ends: closing when open, opening when closed."""

    state: OpeningState = OpeningState.UNKNOWN
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class SlipPlaceContents:
    """The place: names, addresses and hints by language code; a free name is one entry."""

    names: Mapping[str, str]
    reached_by: ReachedBy = ReachedBy.OFFICE
    house: str = ""
    floor: str = ""
    counter: str = ""
    entrance: str = ""
    # whom or what to ask for, in the authority's own words
    ask_for: str = ""
    is_same_house: bool = False
    takes_numbers: bool = False
    addresses: Mapping[str, str] = field(default_factory=dict)
    walking_hints: Mapping[str, str] = field(default_factory=dict)
    phone: str = ""
    link: str = ""
    # Monday to Sunday, the spans of each day; empty: not known
    hours: tuple[DayOnSlip, ...] = ()
    opening: Opening = Opening()
    hours_known_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class SlipContents:
    """The referral and the paper. Moments are local and aware of their zone."""

    desk_name: str
    client_language: str
    office_language: str
    printed_at: datetime
    case_code: str
    qr_url: str
    place: SlipPlaceContents
    topic: str = "other"
    bring: tuple[str, ...] = ()
    urgency: str = ""
    given_on: date | None = None
    deadline: date | None = None
    booked_at: datetime | None = None
    needs_interpreter: bool = True
    # the language to be interpreted, when it is not the slip's own
    interpreter_language: str | None = None
    # the code on the part that is given back
    stub_code: str = ""
    is_copy: bool = False
    is_reviewed: bool = False
