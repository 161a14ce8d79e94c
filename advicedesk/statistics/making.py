"""Making a month's report: the rows of three months, the words of the page's language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from advicedesk.codelists.models import CodeList
from advicedesk.codelists.queries import code_lists
from advicedesk.desks.models import Desk
from advicedesk.languages import formats, registry
from advicedesk.languages.locale import ui_language
from advicedesk.referrals.models import ReferralKind, ReferralStatus
from advicedesk.referrals.words import word as referral_word
from advicedesk.statistics import queries
from advicedesk.statistics.months import Month
from advicedesk.statistics.report import Period, Report, build_report, protected
from advicedesk.statistics.words import ReportWords
from advicedesk.visits.models import Bridged, ContactType, InterpreterFailure, Outcome
from advicedesk.visits.words import word as visit_word
from advicedesk.web.templating import named

ALL = "all"
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


def make_report(scope: Scope, month: Month, zone: ZoneInfo, threshold: int | None) -> Report:
    """Make the report of a month; raw when there is no threshold."""
    compared = (month, month.shifted(-1), month.shifted(-12))
    months = {one: queries.month_rows(scope.desks, one, zone) for one in compared}
    words, languages = report_words(), _languages(scope, compared, zone)

    def report_of(code: str, desk_code: str | None = None) -> Report:
        rows = [
            (
                Period(str(one), _month_name(one)),
                stored if desk_code is None else stored.at_desk(desk_code),
            )
            for one, stored in months.items()
        ]
        return build_report(
            code,
            rows,
            words,
            visits_by_language=languages,
            # a language that is small in most months would be hidden wherever it stands alone
            least_visits=len(compared) * (threshold or 0),
        )

    report = report_of(scope.code)
    if threshold is None:
        return report
    codes = [desk.desk_code for desk in scope.desks] if len(scope.desks) > 1 else []
    single_desks = [protected(report_of(code, code), threshold) for code in codes]
    return protected(report, threshold, single_desks)


def _languages(scope: Scope, months: Sequence[Month], zone: ZoneInfo) -> Mapping[str, int]:
    is_sample = all(desk.is_sample for desk in scope.desks)
    return queries.visits_by_language(months, zone, of_sample=is_sample)


def _month_name(month: Month) -> str:
    return formats.format_month(month.first_day, ui_language())


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
