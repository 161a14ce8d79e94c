"""What releases, their figures and their files are called in the page's language."""

from collections.abc import Callable, Sequence

from flask_babel import gettext as _

from advicedesk.desks.models import Desk
from advicedesk.exports.table import SCREEN_SIGN
from advicedesk.statistics.disclosure.released import GivenAway
from advicedesk.statistics.disclosure.sums import Key
from advicedesk.statistics.disclosure.tilings import Region
from advicedesk.statistics.making import Scope, report_words, span_name
from advicedesk.statistics.months import Month, NotAMonth, Span
from advicedesk.statistics.pages import ShownTable, shown_table
from advicedesk.statistics.publication import change_titles
from advicedesk.statistics.queries import list_desks
from advicedesk.statistics.releases.made_files import scope_of
from advicedesk.statistics.releases.models import Release
from advicedesk.statistics.report import Report, ReportTable
from advicedesk.statistics.tables import list_tables
from advicedesk.web import error_words
from advicedesk.web.errors import error_page


def format_titles() -> dict[str, str]:
    """Return what each file format is called, in the order they are offered."""
    return {
        "xlsx": _("Excel"),
        "pdf": _("PDF"),
        "csv": _("CSV for Excel"),
        "tidy": _("Tidy CSV"),
        "package": _("Tidy CSV with explanations"),
        "px": _("PX for PxWeb"),
        "json-stat": _("JSON-stat"),
    }


def release_title(release: Release) -> str:
    """Return what a release is called: its desk or all desks, and its months."""
    return title_of(scope_of(release), release.span)


def release_titles(releases: Sequence[Release]) -> dict[int, str]:
    """Return what each of many releases is called, by its id."""
    desks = {desk.desk_code: desk for desk in list_desks()}
    scopes = {
        one.id: Scope(one.scope_code, tuple(desks[code] for code in one.desk_codes))
        for one in releases
    }
    return {one.id: title_of(scopes[one.id], one.span) for one in releases}


def title_of(scope: Scope, span: str) -> str:
    """Return what a desk's or all desks' months are called."""
    return str(_("%(place)s: %(month)s", place=scope.name, month=span_name(Span.parse(span))))


def tables_by_unit(report: Report) -> dict[str, list[ShownTable]]:
    """Return a report's tables as text, by what they count."""
    found: dict[str, list[ShownTable]] = {}
    for table in list_tables(report, report_words(), change_titles(report)):
        found.setdefault(table.unit_title, []).append(shown_table(table, None, SCREEN_SIGN))
    return found


def given_away_words(refused: GivenAway, report: Report, desks: list[Desk]) -> str:
    """Name the figure that earlier releases would give away, as it is told in the tables."""
    told = _(
        "%(figure)s, %(place)s: together with what was released before, this hidden figure could"
        " be worked out. Release other months, or more desks together.",
        figure=_cell_name(refused.key, report),
        place=_place(refused.region, desks),
    )
    return str(told)


def _cell_name(key: Key, report: Report) -> str:
    """Name a figure by its table and line; one that this report has no line for by its codes."""
    names = (_name_in(table, key) for table in report.tables.values())
    return next(filter(None, names), " / ".join(key))


def _name_in(table: ReportTable, key: Key) -> str:
    for line in table.lines:
        if key in line.keys:
            words = [table.title, line.label]
            if table.columns:
                words.append(table.columns[line.keys.index(key)].label)
            return ": ".join((words[0], ", ".join(words[1:])))
    return ""


def _place(region: Region, desks: list[Desk]) -> str:
    names = {desk.desk_code: desk.name for desk in desks}
    codes = sorted({code for code, _month in region})
    told = ", ".join(names.get(code, code) for code in codes)
    return f"{told}, {_months_name(sorted({month for _code, month in region}))}"


def _months_name(months: list[str]) -> str:
    first, last = Month.parse(months[0]), Month.parse(months[-1])
    try:
        return span_name(Span(first, last))
    except NotAMonth:
        return f"{first} – {last}"


def withdrawn_page(release: Release) -> tuple[str, int]:
    """Return the page in the place of a withdrawn release's file: 410, and why."""
    words = error_words.withdrawn(release_title(release), release.withdrawn_because or "")
    return error_page(410, words)


RELEASE_WORDS: dict[str, Callable[..., object]] = {
    "format_titles": format_titles,
    "release_title": release_title,
}
