"""Hiding what is small in circulation, beside everything that readers have of it already (pure).

Flows, answers and ways are in one web, tied to each other and to the month's report: its referrals
by authority, by house and by status are the same referrals. Of longer spans and of several desks
together the single ones are published too.

Where even hiding all of a table does not help, for its lines and its zeros tell too much, the
table is left out; then nothing of it is published, here or in the sum of this and others.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import cache

from advicedesk.statistics.circulation.counting import ANSWERS, FLOWS, SHARES, TABLES, WAYS
from advicedesk.statistics.disclosure.hiding import CannotBeHidden
from advicedesk.statistics.disclosure.sums import Key
from advicedesk.statistics.disclosure.together import Published, hide_beside_parts
from advicedesk.statistics.report import THIS_MONTH, Report, published_month

# a table that can be shown only with others, for they tell its figures' parts
NEEDS = {ANSWERS: FLOWS, SHARES: ANSWERS, WAYS: FLOWS}
LayOut = Callable[[Collection[str]], Report]


def protected(
    lay_out: LayOut, splits: Sequence[Sequence[Report]], monthly: Report, threshold: int
) -> Report:
    """Return the tables that may be published, with every figure hidden that may not.

    `splits` are its single desks and its single months, protected; `monthly` is the protected
    monthly report of the same desks and months.
    """
    beside = [[everything(part) for part in parts] for parts in splits if parts]
    beside.append([referrals_of(monthly)])
    published = [part.tables.keys() for parts in splits for part in parts]
    possible = [name for name in TABLES if all(name in each for each in published)]

    @cache
    def hidden(wanted: tuple[str, ...]) -> frozenset[Key] | None:
        try:
            return hide_beside_parts(everything(lay_out(wanted)), beside, threshold).hidden
        except CannotBeHidden:
            return None

    chosen = _most_tables(possible, lambda wanted: hidden(wanted) is not None)
    report = lay_out(chosen)
    months = (replace(report.months[THIS_MONTH], hidden=hidden(chosen) or frozenset()),)
    return replace(report, months=months, threshold=threshold)


def _most_tables(
    possible: Sequence[str], can_stand: Callable[[tuple[str, ...]], bool]
) -> tuple[str, ...]:
    """Return all tables, or those that can stand together, taken in one by one.

    What cannot be hidden among few tables cannot be hidden among more.
    """
    if can_stand(tuple(possible)):
        return tuple(possible)
    chosen: tuple[str, ...] = ()
    for name in possible:
        wanted = (*chosen, name)
        if NEEDS.get(name, name) in wanted and can_stand(wanted):
            chosen = wanted
    return chosen


def everything(report: Report) -> Published:
    """Return every cell of the tables and their sums, as if all were shown.

    What is counted only to tie others is protected like what is shown.
    """
    figures = report.months[THIS_MONTH]
    keys = {key for table in report.tables.values() for key in table.shown_keys()}
    keys |= {key for line in report.sums for key in (line.total, *line.parts)}
    return Published(figures.counts_behind(keys), report.sums, figures.hidden)


def referrals_of(monthly: Report) -> Published:
    """Return the monthly report's cells of referrals; no sum ties them to visits or needs."""
    whole = published_month(monthly, THIS_MONTH)

    def is_referrals(key: Key) -> bool:
        return key[0] == "referrals"

    return Published(
        {key: count for key, count in whole.counts.items() if is_referrals(key)},
        [line for line in whole.sums if is_referrals(line.total)],
        frozenset(filter(is_referrals, whole.hidden)),
    )
