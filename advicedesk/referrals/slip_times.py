"""When to go, in words and in rows of hours (pure)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby

from advicedesk.languages.slip_formats import (
    Width,
    clock,
    clock_note,
    clock_range,
    date_in_figures,
    day_in_words,
    direction_of,
    weekday,
)
from advicedesk.printing import bidi
from advicedesk.printing.documents import NOTHING, HoursRow, Pair, SlipTimes
from advicedesk.referrals import slip_texts as texts
from advicedesk.referrals.slip_contents import (
    DayOnSlip,
    Opening,
    OpeningState,
    ReachedBy,
    SlipContents,
    Span,
)
from advicedesk.referrals.slip_voices import Voices, said

HOURS_GROW_OLD_AFTER_DAYS = 14
_DAYS_OF_URGENCY = {"today": 0, "within_3_days": 3, "within_2_weeks": 14}
# by state: the words for paper and for a screen, today and on another day
_UNTIL = {
    (OpeningState.OPEN, True): (texts.OPEN_TODAY_UNTIL, texts.OPEN_NOW_UNTIL),
    (OpeningState.OPEN, False): (texts.OPEN_TODAY_UNTIL, texts.OPEN_NOW_UNTIL),
    (OpeningState.OPENS_LATER, True): (texts.OPENS_TODAY, texts.CLOSED_OPENS_TODAY),
    (OpeningState.OPENS_LATER, False): (texts.OPENS_ON, texts.CLOSED_OPENS_ON),
}


def compose_times(contents: SlipContents, voices: Voices) -> SlipTimes:
    """Say when to go: booked time or next opening, by when at the latest, the week's hours."""
    paper, screen = _openings(contents, voices)
    booked = contents.booked_at
    return SlipTimes(
        head=voices.pair(texts.WHEN),
        opening=_moment(texts.BOOKED, booked, voices) if booked else paper,
        opening_now=screen,
        is_open_now=contents.place.opening.state is OpeningState.OPEN,
        is_booked=booked is not None,
        limit=_limit(contents, voices),
        hours_head=voices.pair(texts.OPENING_HOURS),
        closed=voices.pair(texts.CLOSED),
        hours=tuple(_rows(contents.place.hours, voices)),
        clock=Pair(clock_note(voices.client)) if _tells_hours(contents) else NOTHING,
        known=_known(contents, voices),
        is_old=_is_old(contents),
    )


def _tells_hours(contents: SlipContents) -> bool:
    place = contents.place
    return bool(contents.booked_at or place.opening.until or any(place.hours))


def _known(contents: SlipContents, voices: Voices) -> Pair:
    """Say as of when the hours are known, and that old ones may have changed."""
    known_on = contents.place.hours_known_on
    if known_on is None or not contents.place.hours:
        return NOTHING
    to_call = _is_old(contents) and contents.place.phone
    text = texts.HOURS_OLD if to_call else texts.HOURS_AS_OF
    return voices.pair(text, day=date_in_figures(known_on))


def _is_old(contents: SlipContents) -> bool:
    known_on, printed_on = contents.place.hours_known_on, contents.printed_at.date()
    return known_on is not None and (printed_on - known_on).days > HOURS_GROW_OLD_AFTER_DAYS


def _openings(contents: SlipContents, voices: Voices) -> tuple[Pair, Pair]:
    """Say the opening for paper and for a screen."""
    place = contents.place
    if place.reached_by is ReachedBy.LINK_ONLY and place.opening.state is OpeningState.UNKNOWN:
        return NOTHING, NOTHING  # a website has no doors
    paper, screen = _opening_texts(place.opening, contents.printed_at, bool(place.phone))
    until = place.opening.until
    return _moment(paper, until, voices), _moment(screen, until, voices)


def _opening_texts(opening: Opening, now: datetime, has_phone: bool) -> tuple[str, str]:
    if opening.until:
        is_today = opening.until.date() == now.date()
        return _UNTIL[opening.state, is_today]
    text = {
        OpeningState.OPEN: texts.OPEN_ALWAYS,
        OpeningState.BY_APPOINTMENT: texts.BY_APPOINTMENT_CALL
        if has_phone
        else texts.BY_APPOINTMENT,
        OpeningState.CLOSED_FOR_NOW: texts.CLOSED_FOR_NOW,
    }.get(opening.state, texts.HOURS_UNKNOWN_CALL if has_phone else texts.HOURS_UNKNOWN)
    return text, text


def _moment(text: str, moment: datetime | None, voices: Voices) -> Pair:
    if moment is None:
        return voices.pair(text)
    return voices.pair(
        text,
        day=lambda language: day_in_words(moment.date(), language),
        time=lambda language: clock(moment.timetz(), language),
    )


def _limit(contents: SlipContents, voices: Voices) -> Pair:
    if contents.booked_at and not contents.deadline:
        return NOTHING
    text, last_day = texts.DEADLINE, contents.deadline
    if last_day is None:
        if contents.urgency not in texts.URGENCY:
            return NOTHING
        text = texts.URGENCY[contents.urgency]
        last_day = _last_day(contents)
    return voices.each(lambda language: said(text, language, day=day_in_words(last_day, language)))


def _last_day(contents: SlipContents) -> date:
    given_on = contents.given_on or contents.printed_at.date()
    return given_on + timedelta(days=_DAYS_OF_URGENCY[contents.urgency])


def _rows(week: tuple[DayOnSlip, ...], voices: Voices) -> Iterator[HoursRow]:
    """Yield one row for days in a row with the same hours; what is not known has none."""
    for spans, days in groupby(range(len(week)), key=lambda day: week[day]):
        if spans is None:
            continue
        first, *_, last = [*days] * 2
        yield HoursRow(
            client_days=_days(first, last, voices.client, "wide"),
            office_days=(
                _days(first, last, voices.office, "abbreviated")
                if voices.office != voices.client
                else ""
            ),
            hours=tuple(_hours(span, voices.client) for span in spans),
        )


def _days(first: int, last: int, language: str, width: Width) -> str:
    name = weekday(first, language, width)
    if first != last:
        name = said(texts.DAYS_FROM_TO, language, first=name, last=weekday(last, language, width))
    return name[:1].upper() + name[1:]


def _hours(span: Span, language: str) -> str:
    return bidi.whole_number(clock_range(*span, language), direction_of(language))
