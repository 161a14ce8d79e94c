"""Opening hours: what was told of a place's hours, and what holds on a day or at a moment.

Hours are kept as sets, as a feed or a person tells them, and resolved for a day: the narrowest
exception, then a wider one (closed wins a tie), then a dated week, then the undated week of the
same label. Sets of unlike labels (counter, telephone) stay apart. What nobody told is unknown,
never closed. Pure: words for people are made elsewhere.
"""

from advicedesk.directory.opening_hours.days import (
    DayHours,
    HoursState,
    SetHours,
    resolve,
    week,
)
from advicedesk.directory.opening_hours.moments import (
    DAYS_AHEAD,
    NextOpening,
    NowKind,
    NowState,
    for_phone,
    for_visit,
    is_by_phone,
    next_opening,
    now_state,
)
from advicedesk.directory.opening_hours.recurring import find_holiday, next_holiday, recurs_on
from advicedesk.directory.opening_hours.sets import (
    ALL_DAY,
    MIDNIGHT,
    HoursKind,
    HoursSet,
    Label,
    Opening,
    Span,
    exception,
    format_clock,
    grid,
    label_of,
    opening,
    parse_clock,
    weekly,
)
from advicedesk.directory.opening_hours.storing import from_json, to_json

__all__ = [
    "ALL_DAY",
    "DAYS_AHEAD",
    "MIDNIGHT",
    "DayHours",
    "HoursKind",
    "HoursSet",
    "HoursState",
    "Label",
    "NextOpening",
    "NowKind",
    "NowState",
    "Opening",
    "SetHours",
    "Span",
    "exception",
    "find_holiday",
    "for_phone",
    "for_visit",
    "format_clock",
    "from_json",
    "grid",
    "is_by_phone",
    "label_of",
    "next_holiday",
    "next_opening",
    "now_state",
    "opening",
    "parse_clock",
    "recurs_on",
    "resolve",
    "to_json",
    "week",
    "weekly",
]
