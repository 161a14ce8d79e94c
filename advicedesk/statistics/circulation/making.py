"""Making circulation of a span of months: raw, or protected beside all that readers have too."""

from collections.abc import Collection, Sequence
from functools import cache
from zoneinfo import ZoneInfo

from advicedesk.desks.models import Desk
from advicedesk.statistics import making
from advicedesk.statistics.circulation.counting import TABLES, count_circulation
from advicedesk.statistics.circulation.layout import lay_out_circulation, with_ways_most_walked
from advicedesk.statistics.circulation.protecting import protected
from advicedesk.statistics.circulation.queries import list_sent
from advicedesk.statistics.circulation.steps import SentRow
from advicedesk.statistics.circulation.words import CirculationWords
from advicedesk.statistics.making import Scope, report_words, span_name
from advicedesk.statistics.months import Span
from advicedesk.statistics.report import Period, Report


def make_circulation(scope: Scope, span: Span, zone: ZoneInfo, threshold: int | None) -> Report:
    """Make circulation as a report of one period; raw when there is no threshold."""
    edges = (span.first.edges(zone)[0], span.last.edges(zone)[1])
    sent, words = list_sent(scope.desks, edges), CirculationWords(report_words())

    def raw(desks: tuple[Desk, ...], months: Span, wanted: Collection[str] = TABLES) -> Report:
        code = scope.code if desks == scope.desks else desks[0].desk_code
        counted = count_circulation(_rows_of(sent, desks, months, zone))
        period = Period(str(months), span_name(months))
        return lay_out_circulation(code, period, counted, words, wanted)

    @cache
    def safe(desks: tuple[Desk, ...], months: Span, least: int) -> Report:
        single_desks = [safe((desk,), months, least) for desk in desks if len(desks) > 1]
        single_months = [
            safe(desks, Span.of(month), least) for month in months.months if months.length > 1
        ]
        of_these = Scope(desks[0].desk_code if len(desks) == 1 else making.ALL, desks)
        monthly = making.make_report(of_these, months, zone, least)

        def lay_out(wanted: Collection[str]) -> Report:
            return raw(desks, months, wanted)

        return protected(lay_out, (single_desks, single_months), monthly, least)

    found = raw(scope.desks, span) if threshold is None else safe(scope.desks, span, threshold)
    return with_ways_most_walked(found)


def _rows_of(
    sent: Sequence[SentRow], desks: Sequence[Desk], span: Span, zone: ZoneInfo
) -> list[SentRow]:
    first, last = span.first.edges(zone)[0], span.last.edges(zone)[1]
    codes = {desk.desk_code for desk in desks}
    return [row for row in sent if row.desk_code in codes and first <= row.given_at < last]
