"""Opening hours of one day as people type them: "9-16", "9.00–12, 13–16.30", "closed"."""

import re
import unicodedata
from datetime import time

Spans = tuple[tuple[time, time], ...]

LONGEST = 60
_MIDNIGHT = time(0)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−~", "-"))
_CLOSED = frozenset({"", "-", "closed", "suljettu", "kiinni", "stängt", "stangt", "مغلق"})
_ALL_DAY = frozenset({"24h", "24 h", "24/7", "0-24", "00-24", "00:00-24:00", "00.00-24.00"})
_NOISE = re.compile(r"\b(?:klo|kl|at|h)\b\.?", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[,;&+]|\bja\b|\boch\b|\band\b|،)\s*", re.IGNORECASE)
_SPAN = re.compile(r"(\d{1,2})(?:[.:](\d{2}))?\s*-\s*(\d{1,2})(?:[.:](\d{2}))?")


class HoursUnreadable(ValueError):
    """The text is no opening hours of a day."""


def parse_day(text: str) -> Spans:
    """Return the spans of a day, none when it is closed; a night ends before it begins."""
    plain = _plain(text)
    if plain in _CLOSED:
        return ()
    if plain in _ALL_DAY:
        return ((_MIDNIGHT, _MIDNIGHT),)
    spans = sorted(_span(part) for part in _BETWEEN.split(plain) if part)
    if not spans or not _follow_each_other(spans):
        raise HoursUnreadable
    return tuple(spans)


def format_day(spans: Spans) -> str:
    """Write a day's spans as the form shows them; nothing when it is closed."""
    return ", ".join(f"{_clock(begin)}-{_clock(end, is_end=True)}" for begin, end in spans)


def _plain(text: str) -> str:
    if len(text) > LONGEST:
        raise HoursUnreadable
    composed = unicodedata.normalize("NFKC", text).casefold().translate(_DASHES)
    digits = "".join(
        str(unicodedata.digit(sign)) if sign.isdigit() and not sign.isascii() else sign
        for sign in composed
    )
    return " ".join(_NOISE.sub(" ", digits).split())


def _span(text: str) -> tuple[time, time]:
    found = _SPAN.fullmatch(text.strip())
    if not found:
        raise HoursUnreadable
    begin = _time(found[1], found[2])
    end = _time(found[3], found[4])
    if begin == end:
        raise HoursUnreadable
    return begin, end


def _time(hours: str, minutes: str | None) -> time:
    if int(hours) == 24 and int(minutes or 0) == 0:
        return _MIDNIGHT
    try:
        return time(int(hours), int(minutes or 0))
    except ValueError:
        raise HoursUnreadable from None


def _follow_each_other(spans: list[tuple[time, time]]) -> bool:
    """Tell whether no span begins before the one before it has ended; only the last runs over."""
    return all(
        earlier[0] < earlier[1] <= later[0]
        for earlier, later in zip(spans, spans[1:], strict=False)
    )


def _clock(moment: time, *, is_end: bool = False) -> str:
    if is_end and moment == _MIDNIGHT:
        return "24"
    return f"{moment.hour}.{moment.minute:02}" if moment.minute else str(moment.hour)
