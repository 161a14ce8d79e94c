"""HSDS schedules, which are calendar rules (RFC 5545), read into sets of opening hours.

Times are taken as they stand on the clock. The schema asks for an offset or `Z` behind each time
(JSON Schema's format `time`), so publishers write `Z` behind the time on their door; an office that
truly opened by UTC would move with the summer time.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any

from advicedesk.directory.imports.texts import one_line
from advicedesk.directory.opening_hours import HoursSet, Opening, label_of, opening, parse_clock
from advicedesk.directory.opening_hours.recurring import recurs_on

# HSDS -> ours
OPENS, CLOSES = "opens_at", "closes_at"
FIRST_DAYS = ("valid_from", "dtstart")
LAST_DAYS = ("valid_to", "until")
WORDS = ("description", "notes")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# parts of a rule that are kept as they are, with what they may hold
RULE = {
    "freq": re.compile(r"DAILY|WEEKLY|MONTHLY"),
    "interval": re.compile(r"\d{1,3}"),
    "count": re.compile(r"\d{1,4}"),
    "byday": re.compile(r"[+-]?\d?(MO|TU|WE|TH|FR|SA|SU)(,[+-]?\d?(MO|TU|WE|TH|FR|SA|SU))*"),
    "bymonthday": re.compile(r"-?\d{1,2}(,-?\d{1,2})*"),
    "wkst": re.compile(r"MO|TU|WE|TH|FR|SA|SU"),
}
# parts that make no week of opening hours: such a schedule is told in its words
ONLY_TOLD = ("byweekno", "byyearday")
LONGEST_LABEL = 60

_OFFSET = re.compile(r"\s*(?:[zZ]|[+-]\d{2}:?\d{2}|UTC)$")
_LONG_AGO = date(2000, 1, 1)


class HoursUnreadable(ValueError):
    """A place's schedules are not of a known shape: half of them would be a lie."""


def read_hours(schedules: Iterable[Mapping[str, Any]], language: str) -> tuple[HoursSet, ...]:
    """Return the sets of hours, or raise HoursUnreadable."""
    try:
        found = [_set(each, language) for each in schedules]
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as fault:
        raise HoursUnreadable from fault
    return tuple(each for each in found if each is not None)


def _set(told: Mapping[str, Any], language: str) -> HoursSet | None:
    words = " ".join(filter(None, (one_line(told.get(name)) for name in WORDS)))
    first, last = _edge(told, FIRST_DAYS, max), _edge(told, LAST_DAYS, min)
    if first and last and last < first:
        raise HoursUnreadable
    is_label = 0 < len(words) <= LONGEST_LABEL
    if _is_only_told(told):
        note = label_of({language: words})
        return HoursSet(note=note, valid_from=first, valid_to=last) if words else None
    begins, ends = _clock(told[OPENS]), _clock(told[CLOSES])
    rule = _rule(told)
    weekdays = _weekdays(rule, first)
    return HoursSet(
        label=label_of({language: words} if is_label else {}),
        note=label_of({language: words} if words and not is_label else {}),
        valid_from=first,
        valid_to=last,
        openings=_openings(begins, ends, weekdays),
        recurrence="" if weekdays is not None else _recurrence(rule, told),
    )


def _is_only_told(told: Mapping[str, Any]) -> bool:
    is_odd = any(told.get(name) for name in ONLY_TOLD)
    is_odd |= bool(told.get("bymonthday")) and str(told.get("freq")).upper() != "MONTHLY"
    return is_odd or not told.get(OPENS) or not told.get(CLOSES)


def _edge(told: Mapping[str, Any], names: tuple[str, ...], choose: Any) -> date | None:
    days = [date.fromisoformat(str(told[name])[:10]) for name in names if told.get(name)]
    return choose(days) if days else None


def _clock(value: Any) -> time:
    return parse_clock(_OFFSET.sub("", str(value).strip()))


def _rule(told: Mapping[str, Any]) -> dict[str, str]:
    rule: dict[str, str] = {}
    for name, shape in RULE.items():
        value = str(told.get(name) or "").upper().replace(" ", "")
        if value and not shape.fullmatch(value):
            raise HoursUnreadable
        rule |= {name: value} if value else {}
    return rule


def _weekdays(rule: Mapping[str, str], first: date | None) -> tuple[int, ...] | None:
    """Return the weekdays of a plain week, none for each day; None where a rule is needed."""
    if rule.get("interval", "1") != "1" or "count" in rule or "bymonthday" in rule:
        return None
    kind = rule.get("freq", "WEEKLY" if "byday" in rule else "DAILY")
    days = rule.get("byday", "").split(",") if "byday" in rule else []
    if kind == "MONTHLY" or any(day not in WEEKDAYS for day in days):
        return None
    if kind == "WEEKLY" and not days:
        if first is None:
            raise HoursUnreadable
        return (first.weekday(),)
    return tuple(WEEKDAYS.index(day) for day in days)


def _openings(begins: time, ends: time, weekdays: tuple[int, ...] | None) -> tuple[Opening, ...]:
    if not weekdays:
        return (opening(begins, ends),)
    return tuple(opening(begins, ends, day) for day in sorted(set(weekdays)))


def _recurrence(rule: Mapping[str, str], told: Mapping[str, Any]) -> str:
    start = _edge(told, ("dtstart",), max) or _edge(told, ("valid_from",), max)
    counts_from_start = rule.get("interval", "1") != "1" or "count" in rule
    if start is None and counts_from_start:
        raise HoursUnreadable
    parts = ";".join(f"{name.upper()}={value}" for name, value in rule.items())
    written = f"DTSTART:{(start or _LONG_AGO):%Y%m%d}\nRRULE:{parts}"
    recurs_on(written, start or _LONG_AGO)  # what is no rule is refused here
    return written
