"""The words of warnings: what is counted, when, what is usual, what it is mostly made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import ngettext

from advicedesk.codelists.models import CodeList
from advicedesk.codelists.queries import names_of
from advicedesk.languages import formats, registry
from advicedesk.languages.locale import ui_language
from advicedesk.statistics.early_warnings.causes import Cause
from advicedesk.statistics.early_warnings.judging import Judgement
from advicedesk.statistics.early_warnings.prevention import Prevention
from advicedesk.statistics.early_warnings.queries import authority_names
from advicedesk.statistics.early_warnings.series import Grain, Kind, Series
from advicedesk.web.templating import named


@dataclass(frozen=True)
class WarningWords:
    """Says warnings in the language of the page; `threshold` is the least count that is told."""

    threshold: int
    topics: dict[str, dict[str, str]]
    reasons: dict[str, dict[str, str]]
    authorities: dict[str, dict[str, str]]

    def series(self, series: Series) -> str:
        """Return what a series counts: "Housing, Arabic"."""
        if series.kind is Kind.ALL:
            return str(_("All needs"))
        topic = _named(self.topics, series.topic)
        if series.kind is Kind.LANGUAGE:
            language = registry.name(series.other, ui_language())
            return str(_("%(topic)s, %(other)s", topic=topic, other=language))
        if series.kind is Kind.AUTHORITY:
            authority = _named(self.authorities, series.other)
            return str(_("%(topic)s, %(other)s", topic=topic, other=authority))
        return topic

    def period(self, grain: Grain | str, first: date) -> str:
        """Return when: "October 2026"."""
        if grain == Grain.MONTH:
            return formats.format_month(first, ui_language())
        day = formats.format_day(first, ui_language())
        return str(_("Week from %(day)s", day=day)) if grain == Grain.WEEK else day

    def sentence(self, judgement: Judgement) -> str:
        """Return "October 2026: 14 needs; usually 5; more than 11 is rare"."""
        words = ngettext(
            "%(when)s: %(num)s need; usually %(usual)s; more than %(bound)s is rare",
            "%(when)s: %(num)s needs; usually %(usual)s; more than %(bound)s is rare",
            judgement.count,
            when=self.period(judgement.period.grain, judgement.period.first),
            usual=self.usual(judgement.usual),
            bound=formats.format_number(judgement.bound, ui_language()),
        )
        return str(words)

    def cause(self, cause: Cause) -> str:
        """Return what a rise is mostly made of: "Kela: 9, usually fewer than 5"."""
        words: dict[str, Callable[[str], str]] = {
            "authority": lambda code: _named(self.authorities, code),
            "unmet_reason": lambda code: _named(self.reasons, code),
            "subtopic": lambda code: _named(self.topics, code),
            "language": lambda code: registry.name(code, ui_language()),
        }
        told = _(
            "%(what)s: %(count)s, usually %(usual)s",
            what=words[cause.kind](cause.code),
            count=formats.format_number(cause.count, ui_language()),
            usual=self.usual(cause.usual),
        )
        return str(told)

    def at_desk(self, name: str, count: int, usual: float) -> str:
        """Return what the same is at another desk: "Kalajärvi: 7, usually fewer than 5"."""
        told = _(
            "%(what)s: %(count)s, usually %(usual)s",
            what=name,
            count=self.small(count),
            usual=self.usual(usual),
        )
        return str(told)

    def usual(self, usual: float) -> str:
        """Return a usual count; a small one is only said to be small."""
        if round(usual) < self.threshold:
            return str(_("fewer than %(threshold)s", threshold=self.threshold))
        return formats.format_number(round(usual), ui_language())

    def small(self, count: int) -> str:
        """Return a count; a small one is only said to be small."""
        if 0 < count < self.threshold:
            return str(_("fewer than %(threshold)s", threshold=self.threshold))
        return formats.format_number(count, ui_language())

    def may_share(self, prevention: Prevention) -> bool:
        """Tell whether a share gives no small count away."""
        parts = (prevention.reached, prevention.missed)
        return prevention.due > 0 and not any(0 < part < self.threshold for part in parts)

    def share(self, share: float) -> str:
        """Return a share in per cent."""
        return formats.format_share(share, ui_language())


def warning_words(threshold: int) -> WarningWords:
    """Return the words for a request."""
    return WarningWords(
        threshold,
        names_of(CodeList.TOPIC),
        names_of(CodeList.UNMET_REASON),
        authority_names(),
    )


def _named(names: dict[str, dict[str, str]], code: str) -> str:
    return named(names[code]) if code in names else code
