"""What the tables and figures of circulation are called, and what each counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import get_locale
from flask_babel import lazy_gettext as _

from advicedesk.statistics.circulation.counting import ARROW, DESK
from advicedesk.statistics.circulation.steps import OUTSIDE
from advicedesk.statistics.table_titles import TITLES as REPORT_TITLES
from advicedesk.statistics.words import ReportWords

TITLES = {
    "circulation_flows": _("Who sends whom where"),
    "circulation_answers": _("What the places did"),
    "circulation_sent_back": _("Sent back as not their matter, share"),
    "circulation_back_and_forth": _("Sent back and forth"),
    "circulation_ways": _("The ways most walked"),
    "unit_cases": _("cases"),
    "dimension_sender": _("Sent by"),
    "dimension_receiver": _("Sent to"),
    "dimension_answer": _("What happened"),
    "dimension_back_and_forth": _("What happened"),
    "dimension_way": _("Way"),
    "passed_on": _("Sent elsewhere"),
    "sent_back": _("Not their matter"),
    "other_answer": _("Other answer, or none"),
    "refused_again": _("Not their matter again"),
    "came_back": _("Back at the same place"),
    "one_place": _("One place only"),
    "several_places": _("Several places"),
}
TABLES = {
    "circulation_flows": _(
        "Referrals by who sent the client and where to: the desk's line counts those it gave, the "
        "line of a place those it sent elsewhere. If the desk then gives a referral there too, "
        "both count. Places outside the house stand together."
    ),
    "circulation_answers": _(
        "The referrals the desk gave, by the place they lead to and what it did with the client."
    ),
    "circulation_sent_back": _(
        "Of the referrals the desk gave to a place, those it sent back as not its matter."
    ),
    "circulation_back_and_forth": _(
        "Referrals by topic: refused as not their matter after another such refusal in the same "
        "case, or leading to a place where the same case and topic had been before another one."
    ),
    "circulation_ways": _(
        "Cases by the places they were sent to in the period, in order. Each topic of a case has "
        "a way of its own; the ten most walked ways are shown."
    ),
}
PLACES = {DESK: _("Advice desk"), OUTSIDE: REPORT_TITLES[OUTSIDE]}


_RIGHT_TO_LEFT, _AS_WRITTEN = "\N{RIGHT-TO-LEFT ISOLATE}", "\N{FIRST STRONG ISOLATE}"
_END = "\N{POP DIRECTIONAL ISOLATE}"
_BACKWARDS = " \N{LEFTWARDS ARROW} "


def _way(stops: Sequence[str]) -> str:
    """Write a way in the reader's direction, whatever the letters of the places' names."""
    locale = get_locale()
    if locale is None or locale.text_direction == "ltr":
        return ARROW.join(stops)
    isolated = (f"{_AS_WRITTEN}{stop}{_END}" for stop in stops)
    return f"{_RIGHT_TO_LEFT}{_BACKWARDS.join(isolated)}{_END}"


@dataclass(frozen=True)
class CirculationWords:
    """The report's words, and those of circulation besides."""

    report: ReportWords

    def codes(self, code_list: str) -> tuple[str, ...]:
        """Return the codes of a list in their order."""
        return tuple(self.report.codes(code_list))

    def label(self, code_list: str, code: str) -> str:
        """Return what a code is called; places in the house by their official name."""
        if code_list == "place":
            return str(PLACES.get(code, code))
        if code_list == "way":
            return _way([str(PLACES.get(stop, stop)) for stop in code.split(ARROW)])
        return self.report.label(code_list, code)

    def title(self, name: str) -> str:
        """Return what a table, a dimension, a unit or a figure is called."""
        return str(TITLES[name]) if name in TITLES else self.report.title(name)

    def definition(self, name: str) -> str:
        """Return what a table counts."""
        return str(TABLES[name])
