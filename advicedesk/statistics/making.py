"""Making a report: the rows of a span of months and of two others, the words of the page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from advicedesk.codelists.models import CodeList
from advicedesk.codelists.queries import code_lists
from advicedesk.database import utc_now
from advicedesk.desks.models import Desk
from advicedesk.languages import formats, registry
from advicedesk.languages.locale import ui_language
from advicedesk.referrals.models import ReferralKind, ReferralStatus
from advicedesk.referrals.words import word as referral_word
from advicedesk.statistics import keeping, queries
from advicedesk.statistics.counting.opening import OpenTime
from advicedesk.statistics.months import Span
from advicedesk.statistics.open_times.queries import calendars_of, open_times
from advicedesk.statistics.own_lines import own_lines
from advicedesk.statistics.report import Period, Report, lay_out_report, protected
from advicedesk.statistics.words import ReportWords
from advicedesk.visits.models import Bridged, ContactType, InterpreterFailure, Outcome
from advicedesk.visits.words import word as visit_word
from advicedesk.web.templating import named

ALL = "all"
Spans = tuple[Span, ...]
_ENUMS: dict[str, tuple[type[StrEnum], Callable[[StrEnum], str]]] = {
    "contact_type": (ContactType, visit_word),
    "bridged": (Bridged, visit_word),
    "interpreter_failure": (InterpreterFailure, visit_word),
    "outcome": (Outcome, visit_word),
    "referral_kind": (ReferralKind, referral_word),
    "referral_status": (ReferralStatus, referral_word),
}


@dataclass(frozen=True)
class Scope:
    """Which desks a report is of; `code` is a desk's, or `all`."""

    code: str
    desks: tuple[Desk, ...]

    @property
    def name(self) -> str:
        """Return what the desk, or all of them together, are called."""
        return self.desks[0].name if len(self.desks) == 1 else _("All desks")


def make_report(scope: Scope, span: Span, zone: ZoneInfo, threshold: int | None) -> Report:
    """Make the report of a span of months; raw when there is no threshold.

    Its single desks and its single months have reports of their own that readers have beside it:
    what one of them hides the sum may not tell.
    """
    compared = span.compared()
    every_month = {month for one in compared for month in one.months}
    own = own_lines(_of_kind(scope), span, zone, threshold)
    counted = keeping.count_months(scope.desks, every_month, zone)
    words = report_words()
    opened = _open_times(scope, zone)

    def raw(code: str, spans: Spans) -> Report:
        desks = [desk for desk in scope.desks if code in (scope.code, desk.desk_code)]
        months = [
            (Period(str(one), span_name(one)), keeping.together(counted, desks, one.months))
            for one in spans
        ]
        subtopics = None if threshold is None else own.subtopics
        return lay_out_report(code, months, words, own.languages, subtopics, opened(desks, spans))

    @cache
    def safe(code: str, spans: Spans, least: int) -> Report:
        desks = [safe(each, spans, least) for each in _single_desks(scope, code)]
        months = [safe(code, each, least) for each in _single_months(spans)]
        return protected(raw(code, spans), least, (desks, months))

    return raw(scope.code, compared) if threshold is None else safe(scope.code, compared, threshold)


def _open_times(
    scope: Scope, zone: ZoneInfo
) -> Callable[[Sequence[Desk], Spans], list[OpenTime | None]]:
    """Return who tells how long some of the desks were open in some spans."""
    calendars = calendars_of([desk.id for desk in scope.desks])
    first = queries.first_moments(scope.desks)
    began = {desk_id: at.astimezone(zone).date() for desk_id, at in first.items()}
    today = utc_now().astimezone(zone).date()

    def told(desks: Sequence[Desk], spans: Spans) -> list[OpenTime | None]:
        every = [(calendars[desk.id], began.get(desk.id, date.max)) for desk in desks]
        return open_times(every, spans, today)

    return told


def _single_desks(scope: Scope, code: str) -> list[str]:
    is_sum = code == scope.code and len(scope.desks) > 1
    return [desk.desk_code for desk in scope.desks] if is_sum else []


def _single_months(spans: Spans) -> list[Spans]:
    """Return the first months of all spans, the second ones and so on; none of single months."""
    if spans[0].length == 1:
        return []
    rows = zip(*(one.months for one in spans), strict=True)
    return [tuple(map(Span.of, months)) for months in rows]


def _of_kind(scope: Scope) -> list[Desk]:
    """Return all real desks, or all samples: reports of some of them have the same lines."""
    is_sample = all(desk.is_sample for desk in scope.desks)
    return [desk for desk in queries.list_desks() if desk.is_sample == is_sample]


def span_name(span: Span) -> str:
    """Return what a month, a quarter, a year or another span is called."""
    language = ui_language()
    if span.is_year:
        return str(span.first.year)
    if span.is_quarter:
        return formats.format_quarter(span.first.first_day, language)
    ends = dict.fromkeys((span.first, span.last))
    return " – ".join(formats.format_month(month.first_day, language) for month in ends)


def made_at(now: datetime, zone: ZoneInfo) -> datetime:
    """Return the day's start: a file made twice a day has the same bytes."""
    return datetime.combine(now.astimezone(zone).date(), time(), zone)


def report_words() -> ReportWords:
    """Put the words of all features together in the page's language."""
    lists = code_lists()
    labels: dict[str, Callable[[str], str]] = {
        "topic": _label(lists.names(CodeList.TOPIC)),
        "subtopic": _label(lists.names(CodeList.TOPIC)),
        "act": _label(lists.names(CodeList.ACT)),
        "unmet_reason": _label(lists.names(CodeList.UNMET_REASON)),
        "language": lambda code: registry.name(code, ui_language()),
    }
    orders: dict[str, Sequence[str]] = {
        "topic": [choice.full_code for choice in lists.choices[CodeList.TOPIC]],
        "act": [choice.full_code for choice in lists.choices[CodeList.ACT]],
        "unmet_reason": [choice.full_code for choice in lists.choices[CodeList.UNMET_REASON]],
    }
    for choice in lists.choices[CodeList.TOPIC]:
        orders[f"subtopic {choice.full_code}"] = [under.short_code for under in choice.subtopics]
    for code_list, (enum, word) in _ENUMS.items():
        labels[code_list] = _enum_label(enum, word)
        orders[code_list] = [member.value for member in enum]
    return ReportWords(labels=labels, orders=orders)


def _label(names: Mapping[str, dict[str, str]]) -> Callable[[str], str]:
    return lambda code: named(names[code]) if code in names else code


def _enum_label(enum: type[StrEnum], word: Callable[[StrEnum], str]) -> Callable[[str], str]:
    return lambda code: word(enum(code))
