"""The month's pictures, drawn on the server from the same figures as the tables."""

from collections.abc import Callable

from babel import Locale
from flask_babel import get_locale
from markupsafe import Markup

from advicedesk.exports.table import HIDDEN, SCREEN_SIGN, Figure
from advicedesk.languages.formats import format_number
from advicedesk.statistics.charts import (
    WARNING,
    Bar,
    HeatMap,
    Look,
    Part,
    draw_bars,
    draw_heat_map,
    draw_parts,
    draw_steps,
)
from advicedesk.statistics.counting.figures import Category, Line, Words
from advicedesk.statistics.disclosure.sums import Key
from advicedesk.statistics.report import MONTH_BEFORE, THIS_MONTH, Report

# how a language was bridged, from the best way to none
LANGUAGE_GAP: dict[str, str] = {
    "none_needed": "5",
    "bilingual_staff": "4",
    "interpreter_on_site": "3",
    "interpreter_video": "3",
    "interpreter_phone": "3",
    "accompanying_adult": "2",
    "written_material": "1",
    "machine_translation": "1",
    "accompanying_child": "child",
    "not_bridged": WARNING,
}
FUNNEL = ("referred", "confirmed", "completed")
BARS = (
    "contact_type",
    "client_language",
    "needs_by_topic",
    "acts",
    "unmet_by_topic",
    "outcomes",
    "referrals_by_authority",
)
MOST_BARS = 15
Draw = Callable[[str, str, Look], Markup]


def pictures_of(report: Report, words: Words, hidden_sign: str = SCREEN_SIGN) -> dict[str, Markup]:
    """Return the picture of each table that has one, by the table's machine name."""
    look = look_of(report, hidden_sign)
    legend = (report.periods[THIS_MONTH].label, report.periods[MONTH_BEFORE].label)

    def bars(name: str, title: str, look: Look) -> Markup:
        return draw_bars(name, title, bars_of(report, name, MOST_BARS), look, legend)

    draws: dict[str, Draw] = dict.fromkeys(BARS, bars) | {
        "visits_by_weekday_hour": lambda name, title, look: draw_heat_map(
            name, title, heat_of(report, name), look
        ),
        "bridged": lambda name, title, look: draw_parts(name, title, language_gap_of(report), look),
        "referral_funnel": lambda name, title, look: draw_steps(
            name, title, funnel_of(report), look
        ),
    }
    return {
        name: draw(name, words.title(name), look)
        for name, draw in draws.items()
        if name in report.tables
    }


def look_of(report: Report, hidden_sign: str = SCREEN_SIGN) -> Look:
    """Return how pictures are written in the language at hand."""
    locale = get_locale() or Locale("en")
    return Look(
        right_to_left=locale.text_direction == "rtl",
        number=lambda number: str(format_number(number, str(locale))),
        hidden_sign=hidden_sign,
    )


def bars_of(report: Report, name: str, most: int | None = None) -> tuple[Bar, ...]:
    """Return the lines of a table as bars, the largest first.

    Only what is shown decides the order: hidden figures come after it, zeros last.
    """
    bars = [
        Bar(line.label, report.value(line.keys[0]), report.value(line.keys[0], MONTH_BEFORE))
        for line in report.tables[name].lines
        if not line.is_total
    ]
    return tuple(sorted(bars, key=lambda bar: _rank(bar.value))[:most])


def heat_of(report: Report, name: str) -> HeatMap:
    """Return a table of two dimensions as a heat map, without its margins."""
    table = report.tables[name]
    lines: list[Line] = [line for line in table.lines if not line.is_total]
    columns: tuple[Category, ...] = table.columns[:-1]  # the total is last
    return HeatMap(
        tuple(line.label for line in lines),
        tuple(column.label for column in columns),
        tuple(tuple(report.value(key) for key in line.keys[:-1]) for line in lines),
    )


def language_gap_of(report: Report) -> tuple[Part, ...]:
    """Return how languages were bridged as parts of all visits, the best way first."""
    lines = {line.code: line for line in report.tables["bridged"].lines}
    return tuple(
        Part(lines[code].label, value, shade)
        for code, shade in LANGUAGE_GAP.items()
        if code in lines and (value := report.value(lines[code].keys[0])) != 0
    )


def funnel_of(report: Report) -> tuple[Bar, ...]:
    """Return referred, confirmed and completed as steps."""
    lines = {line.code: line for line in report.tables["referral_funnel"].lines}
    keys: list[tuple[str, Key]] = [(lines[code].label, lines[code].keys[0]) for code in FUNNEL]
    return tuple(Bar(label, report.value(key, THIS_MONTH)) for label, key in keys)


def _rank(value: Figure) -> tuple[int, float]:
    if value is HIDDEN or not isinstance(value, int | float):
        return 1, 0
    return (0, -value) if value else (2, 0)
