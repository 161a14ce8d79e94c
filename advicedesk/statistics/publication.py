"""What every writer takes: a report's tables and what explains them, in the page's language."""

from collections.abc import Iterator
from datetime import datetime

from babel import Locale
from flask_babel import get_locale
from flask_babel import gettext as _

from advicedesk.exports.table import HIDDEN_SIGN, Note, Publication
from advicedesk.languages.formats import format_day
from advicedesk.statistics.counting.figures import Words
from advicedesk.statistics.report import MONTH_BEFORE, THIS_MONTH, Report
from advicedesk.statistics.tables import list_tables


def file_stem(report: Report) -> str:
    """Return how the stable name of a report's file begins; raw figures say so in it."""
    mark = "" if report.threshold else "-internal"
    return f"advicedesk-{report.desk}-{report.periods[THIS_MONTH].code}{mark}"


def change_titles(report: Report) -> tuple[str, ...]:
    """Return the titles of the columns that compare the month with the two others."""
    return tuple(
        _("Change since %(month)s", month=period.label) for period in report.periods[MONTH_BEFORE:]
    )


def make_publication(report: Report, words: Words, place: str, made_at: datetime) -> Publication:
    """Put tables and explanation together; `place` is what the desk or all of them are called."""
    locale = get_locale() or Locale("en")
    month = report.periods[THIS_MONTH].label
    internal = "" if report.threshold else _("Internal: raw figures, not for publication")
    return Publication(
        title=_("%(place)s: %(month)s", place=place, month=month),
        tables=list_tables(report, words, change_titles(report)),
        notes=_notes(report, place, made_at, locale),
        explanation_title=_("About the figures"),
        headings=(_("Table"), _("Unit"), _("What it counts")),
        desk=report.desk,
        made_at=made_at,
        right_to_left=locale.text_direction == "rtl",
        internal_mark=internal,
    )


def _notes(report: Report, place: str, made_at: datetime, locale: Locale) -> tuple[Note, ...]:
    now = report.periods[THIS_MONTH].label
    return (
        Note(_("Desk"), place),
        Note(_("Month"), _("%(month)s, by the desk's local time", month=now)),
        *_compared(report),
        Note(_("Made"), format_day(made_at.date(), str(locale))),
        Note(
            _("Units"),
            _("A table counts visits, needs, referrals or people, never two of them together."),
        ),
        Note(_("Small figures"), _small_figures(report.threshold)),
    )


def _compared(report: Report) -> Iterator[Note]:
    earlier = [period.label for period in report.periods[MONTH_BEFORE:]]
    if earlier:
        first, second = earlier
        yield Note(_("Compared with"), _("%(first)s and %(second)s", first=first, second=second))


def _small_figures(threshold: int | None) -> str:
    if threshold is None:
        return str(_("Nothing is hidden in this file. Do not publish it or send it on."))
    return str(
        _(
            "%(sign)s is a hidden figure. Counts from 1 to %(most)s are hidden, and others with "
            "them where a total would give them away. Zero is shown as 0. Shares, medians and "
            "changes that rest on a hidden count are hidden too.",
            sign=HIDDEN_SIGN,
            most=threshold - 1,
        )
    )
