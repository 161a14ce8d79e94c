"""Opening hours in words for staff pages: open, closed, by appointment and unknown stay apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from flask_babel import gettext, lazy_gettext

from advicedesk.directory.models import PlaceKind
from advicedesk.directory.opening_hours import (
    ALL_DAY,
    MIDNIGHT,
    DayHours,
    HoursSet,
    HoursState,
    Label,
    NowKind,
    NowState,
    SetHours,
    Span,
    next_holiday,
    now_state,
    resolve,
    week,
)
from advicedesk.languages.formats import format_clock, format_long_day, format_short_day
from advicedesk.languages.formats import weekday_name as name_of_weekday
from advicedesk.languages.registry import direction

_ISOLATE, _END_OF_ISOLATE = "\u2066", "\u2069"


def _(words: str, **values: str) -> str:
    return str(gettext(words, **values))


# whole sentences, because in many languages "on Monday" is no "on" + "Monday"
_OPENS_ON = (
    lazy_gettext("closed, opens Monday at %(clock)s"),
    lazy_gettext("closed, opens Tuesday at %(clock)s"),
    lazy_gettext("closed, opens Wednesday at %(clock)s"),
    lazy_gettext("closed, opens Thursday at %(clock)s"),
    lazy_gettext("closed, opens Friday at %(clock)s"),
    lazy_gettext("closed, opens Saturday at %(clock)s"),
    lazy_gettext("closed, opens Sunday at %(clock)s"),
)


@dataclass(frozen=True)
class StateWords:
    """What is known of a moment, in words; `pill` is the kind of mark it wears.

    From `holds_until` on the words may be others, so that they can be kept until then.
    """

    state: HoursState
    text: str
    pill: str = ""
    holds_until: datetime | None = None

    @property
    def sentence(self) -> str:
        """Return the words with a capital letter, where the script has them."""
        return self.text[:1].upper() + self.text[1:]


@dataclass(frozen=True)
class DayRow:
    """A weekday with its hours."""

    weekday: str
    hours: str
    is_today: bool


@dataclass(frozen=True)
class WeekGroup:
    """The week of one label (counter, telephone); `note` instead of days where they are alike."""

    label: str
    rows: tuple[DayRow, ...]
    note: str = ""


@dataclass(frozen=True)
class ExceptionRow:
    """Coming days that differ from the week."""

    days: str
    hours: str
    label: str


def state_words(
    sets: Sequence[HoursSet], moment: datetime, language: str, kind: PlaceKind = PlaceKind.OFFICE
) -> StateWords:
    """Say whether a place is open at a local moment, until when, or when it opens."""
    if kind is PlaceKind.LINK_ONLY and not sets:
        words = StateWords(HoursState.OPEN, _("on the web, always"), "good")
        return replace(words, holds_until=_change_of_words(moment, None))
    found = now_state(sets, moment, by_phone=kind is PlaceKind.PHONE_SERVICE)
    words = _words_of(found, sets, moment, language)
    return replace(words, holds_until=_change_of_words(moment, found.until))


def _change_of_words(moment: datetime, until: datetime | None) -> datetime:
    """Return when words change: at the next opening or closing, a day before it, at midnight."""
    tomorrow = moment.date() + timedelta(days=1)
    changes = [datetime.combine(tomorrow, time(0), moment.tzinfo)]
    if until is not None:
        changes += [each for each in (until, until - timedelta(days=1)) if each > moment]
    return min(changes)


def _words_of(
    found: NowState, sets: Sequence[HoursSet], moment: datetime, language: str
) -> StateWords:
    if found.kind is NowKind.OPEN:
        return StateWords(HoursState.OPEN, _open_until(found, moment, language), "good")
    if found.kind is NowKind.CLOSED:
        return StateWords(HoursState.CLOSED, _("closed for now"), "warning")
    today = resolve(sets, moment.date()).state
    if found.kind is NowKind.OPENS_LATER and found.until:
        return _opens_later(today, found.until, moment, language)
    if found.kind is NowKind.BY_APPOINTMENT:
        return StateWords(HoursState.BY_APPOINTMENT, _("by appointment"))
    if today is HoursState.TEXT:
        return StateWords(HoursState.TEXT, _("hours told in words"))
    return StateWords(HoursState.UNKNOWN, _("hours unknown"))


def _open_until(found: NowState, moment: datetime, language: str) -> str:
    if found.until is None:
        return _("open now, day and night")
    if found.until - moment > timedelta(days=1):
        return _("open now until %(day)s", day=format_short_day(found.until.date(), language))
    return _("open now until %(clock)s", clock=_end_words(found.until.time(), language))


def _opens_later(today: HoursState, opens: datetime, moment: datetime, language: str) -> StateWords:
    clock = short_clock(opens.time(), language)
    away = (opens.date() - moment.date()).days
    if away and today is HoursState.BY_APPOINTMENT:
        return StateWords(today, _("by appointment today"))
    if away and today not in (HoursState.OPEN, HoursState.CLOSED):
        day = format_short_day(opens.date(), language)
        words = _("hours unknown today, opens %(day)s at %(clock)s", day=day, clock=clock)
        return StateWords(HoursState.UNKNOWN, words)
    return StateWords(HoursState.CLOSED, _closed_until(away, opens, clock, language), "warning")


def _closed_until(away: int, opens: datetime, clock: str, language: str) -> str:
    if away == 0:
        return _("closed, opens today at %(clock)s", clock=clock)
    if away == 1:
        return _("closed, opens tomorrow at %(clock)s", clock=clock)
    if away < 7:
        return str(_OPENS_ON[opens.weekday()]) % {"clock": clock}
    day = format_short_day(opens.date(), language)
    return _("closed, opens %(day)s at %(clock)s", day=day, clock=clock)


def short_clock(moment: time, language: str) -> str:
    """Return a clock time, whole hours as people say them: 9, 16, 9.30."""
    return format_clock(moment, language) if moment.minute else str(moment.hour)


def _end_words(moment: time, language: str) -> str:
    return "24" if moment == MIDNIGHT else short_clock(moment, language)


def _spans_words(spans: Sequence[Span], language: str) -> str:
    if list(spans) == [ALL_DAY]:
        return _("day and night")
    told = ", ".join(
        f"{short_clock(begins, language)}–{_end_words(ends, language)}" for begins, ends in spans
    )
    # in right-to-left text 9–16 would stand as 16–9
    is_turned = told and direction(language) == "rtl"
    return f"{_ISOLATE}{told}{_END_OF_ISOLATE}" if is_turned else told


def day_words(day: SetHours, language: str) -> str:
    """Return the hours of a day in words: "9–16", closed, by appointment, not known."""
    spans = _spans_words(day.intervals, language)
    if day.state is HoursState.OPEN:
        return spans
    if day.state is HoursState.BY_APPOINTMENT:
        return _("%(hours)s by appointment", hours=spans) if spans else _("by appointment")
    return {
        HoursState.CLOSED: _("closed"),
        HoursState.TEXT: _("hours told in words"),
        HoursState.UNKNOWN: _("not known"),
    }[day.state]


def week_groups(sets: Sequence[HoursSet], today: date, language: str) -> list[WeekGroup]:
    """Return this week as tables, one for each label, with what differs this week."""
    days = week(sets, today - timedelta(days=today.weekday()))
    labels = dict.fromkeys(
        each.label for each in sets if not each.is_exception and _is_of_now(each, days)
    )
    return [_group(label, sets, days, today, language) for label in labels]


def _is_of_now(hours_set: HoursSet, days: list[DayHours]) -> bool:
    return any(hours_set.covers(each.day) for each in days)


def _group(
    label: Label, sets: Sequence[HoursSet], days: list[DayHours], today: date, language: str
) -> WeekGroup:
    found = [_of_label(each, label) for each in days]
    notes = [label_words(each.note, language) for each in sets if each.label == label and each.note]
    note = " ".join(dict.fromkeys(notes))
    states = {each.state for each in found}
    if states == {HoursState.BY_APPOINTMENT} and not any(each.intervals for each in found):
        return WeekGroup(label_words(label, language), (), note or _("By appointment only."))
    if states == {HoursState.TEXT}:
        return WeekGroup(label_words(label, language), (), note)
    rows = tuple(
        DayRow(
            name_of_weekday(number, language), day_words(each, language), number == today.weekday()
        )
        for number, each in enumerate(found)
    )
    return WeekGroup(label_words(label, language), rows, note)


def _of_label(day: DayHours, label: Label) -> SetHours:
    for each in day.sets:
        if each.label == label:
            return each
    # an exception bears a name of its own and speaks for the whole place
    return day.sets[0] if len(day.sets) == 1 else SetHours(label, HoursState.UNKNOWN)


def exception_rows(
    sets: Sequence[HoursSet], today: date, language: str, limit: int = 8, days: int = 120
) -> list[ExceptionRow]:
    """Return the coming exceptions, the nearest first."""
    horizon = today + timedelta(days=days)
    coming = [
        each
        for each in (_dated(one, today) for one in sets)
        if each.is_exception
        and (each.valid_to or date.max) >= today
        and (each.valid_from or today) <= horizon
    ]
    coming.sort(key=lambda each: each.valid_from or today)
    return [_exception_row(each, today, language) for each in coming[:limit]]


def _dated(each: HoursSet, today: date) -> HoursSet:
    if not each.holiday:
        return each
    day = next_holiday(each.holiday, today)
    return replace(each, valid_from=day, valid_to=day)


def _exception_row(each: HoursSet, today: date, language: str) -> ExceptionRow:
    first, last = each.valid_from or today, each.valid_to
    days = format_long_day(first, language)
    if last is None:
        days = _("from %(day)s on", day=days)
    elif last != first:
        days = f"{days} – {format_long_day(last, language)}"
    # on its own the set tells its hours without the week behind it
    told = resolve([each], max(first, today)).sets
    hours = day_words(told[0], language) if told else _("not known")
    return ExceptionRow(days, hours, label_words(each.label, language))


def label_words(label: Label, language: str) -> str:
    """Return a label in a language, else in English, Finnish, Swedish, else any."""
    words = dict(label)
    for code in (language, "en", "fi", "sv"):
        if words.get(code):
            return words[code]
    return next(iter(words.values()), "")
