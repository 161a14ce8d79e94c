"""A week's hours on one line, as people write them in a table: "Mon-Thu 9-16, Fri 9-14"."""

import re

from advicedesk.directory.hours_text import HoursUnreadable, Spans, parse_day
from advicedesk.directory.opening_hours import HoursSet, weekly

# beginnings of weekdays' names: Finnish, Swedish, English
WEEKDAYS = (
    ("ma", "maanantai", "mån", "må", "måndag", "mon", "monday"),
    ("ti", "tiistai", "tis", "tisdag", "tue", "tues", "tuesday"),
    ("ke", "keskiviikko", "ons", "on", "onsdag", "wed", "wednesday"),
    ("to", "torstai", "tor", "tors", "torsdag", "thu", "thur", "thurs", "thursday"),
    ("pe", "perjantai", "fre", "fr", "fredag", "fri", "friday"),
    ("la", "lauantai", "lör", "lö", "lördag", "sat", "saturday"),
    ("su", "sunnuntai", "sön", "sö", "söndag", "sun", "sunday"),
)
LONGEST = 400
_NUMBER = {word: number for number, words in enumerate(WEEKDAYS) for word in words}
_DAY = "|".join(sorted(_NUMBER, key=len, reverse=True))
_DAYS = re.compile(rf"\b({_DAY})\b\.?(?:\s*[-–—]\s*({_DAY})\b\.?)?\s*:?\s*", re.IGNORECASE)


def read_week(text: str) -> HoursSet | None:
    """Return the week of a line, or None for what is no week: it stays words."""
    plain = " ".join(text[:LONGEST].split())
    found = list(_DAYS.finditer(plain))
    if not found or found[0].start() != 0:
        return None
    week: dict[int, Spans] = {}
    pending: list[int] = []
    for position, match in enumerate(found):
        ends = found[position + 1].start() if position + 1 < len(found) else len(plain)
        pending += _weekdays(match)
        told = plain[match.end() : ends].strip(" ,;.")
        if not told:
            continue
        try:
            spans = parse_day(told)
        except HoursUnreadable:
            return None
        if set(pending) & set(week):
            return None
        week |= dict.fromkeys(pending, spans)
        pending = []
    return weekly(week) if week and not pending else None


def _weekdays(match: re.Match[str]) -> list[int]:
    first = _NUMBER[match[1].casefold()]
    last = _NUMBER[match[2].casefold()] if match[2] else first
    return [(first + step) % 7 for step in range((last - first) % 7 + 1)]
