"""Counting visits, and the people they helped."""

from collections import Counter
from collections.abc import Iterable, Sequence

from advicedesk.exports.table import Kind, Unit
from advicedesk.statistics.counting.counted import Counted
from advicedesk.statistics.counting.figures import (
    NO_VALUES,
    OTHER_LANGUAGES,
    Category,
    Cross,
    Derived,
    Drafting,
    median,
    ratio,
    tally,
    total,
)
from advicedesk.statistics.counting.opening import lay_out_openings
from advicedesk.statistics.counting.rows import NeedRow, VisitRow
from advicedesk.statistics.disclosure.sums import Key, Sum

VISITS: Key = ("visits",)
PEOPLE: Key = ("people",)
RETURNING: Key = ("visits", "first_or_returning", "returning")
NOT_BRIDGED: Key = ("visits", "bridged", "not_bridged")
INTERPRETED: Key = ("visits", "interpreted")
INTERPRETER_FAILED: Key = ("visits", "interpreter_failed")
LOGGED: Key = ("visits", "logged")
MINUTES: Key = ("visits", "minutes")
INTERPRETER_MINUTES: Key = ("visits", "interpreter")
DELAYS: Key = ("visits", "logging_delay")
OPEN_DAYS, OPEN_HOURS = range(1, 6), range(9, 16)  # shown even when nobody came

# what a visit may leave open, and the key that counts it
UNKNOWN: dict[str, Key] = {
    "first_or_returning": ("visits", "first_or_returning", "unknown"),
    "client_language": ("visits", "client_language", "und"),
    "came_by": ("visits", "unknown", "came_by"),
    "children_present": ("visits", "unknown", "children_present"),
}


def count_visits(rows: Sequence[VisitRow], needs: Iterable[NeedRow]) -> Counted:
    """Count a month's visits; every language by itself."""
    counts: dict[Key, int] = {VISITS: len(rows), PEOPLE: sum(row.people_helped for row in rows)}
    for name in ("first_or_returning", "contact_type", "client_language", "service_language"):
        counts |= tally(("visits", name), (getattr(row, name) for row in rows))
    counts |= tally(("visits", "bridged"), (row.bridged for row in rows))
    counts |= tally(("visits", "language_bridged"), ((r.client_language, r.bridged) for r in rows))
    counts |= tally(("visits", "column_language"), (row.client_language for row in rows))
    counts |= _count_times(rows) | _count_interpreters(rows) | _count_by_needs(len(rows), needs)
    counts[LOGGED] = sum(row.logged_at is not None for row in rows)
    counts["visits", "unknown", "came_by"] = sum(row.came_by is None for row in rows)
    counts["visits", "unknown", "children_present"] = sum(r.children_present is None for r in rows)
    return Counted(counts, _values_of(rows))


def lay_out_visits(drafting: Drafting, languages: Sequence[str]) -> None:
    """Lay out the tables of visits and people; these languages have rows of their own."""
    _lay_out_overview(drafting)
    lay_out_openings(drafting)
    drafting.add_measures(
        "people_helped",
        Unit.PEOPLE,
        [("people", Kind.COUNT, PEOPLE), ("people_per_visit", Kind.RATIO, ("people", "per_visit"))],
    )
    _lay_out_times(drafting)
    drafting.add_list("contact_type", VISITS, "contact_type", "contact_type")
    drafting.add_measures(
        "minutes",
        Unit.VISITS,
        [
            ("minutes_total", Kind.MINUTES, ("visits", "minutes", "total")),
            ("minutes_median", Kind.MINUTES, ("visits", "minutes", "median")),
        ],
    )
    drafting.add_list("main_topic", VISITS, "topic", "main_topic")
    drafting.add_list("client_language", VISITS, "language", "client_language")
    drafting.add_list("service_language", VISITS, "language", "service_language")
    drafting.add_list("bridged", VISITS, "bridged", "bridged")
    _lay_out_language_gap(drafting, languages)
    drafting.add_measures(
        "interpreter_minutes",
        Unit.VISITS,
        [
            ("visits_interpreted", Kind.COUNT, INTERPRETED),
            ("interpreter_minutes_total", Kind.MINUTES, ("visits", "interpreter", "total")),
            ("interpreter_minutes_median", Kind.MINUTES, ("visits", "interpreter", "median")),
        ],
    )
    drafting.add_list("interpreter_failures", INTERPRETER_FAILED, "interpreter_failure", "failure")
    drafting.add_list("acts", VISITS, "act", "act", adds_up=False)
    drafting.add_measures(
        "data_quality",
        Unit.VISITS,
        [
            *((f"unknown_{name}", Kind.SHARE, ("visits", "share", name)) for name in UNKNOWN),
            ("logging_delay", Kind.MINUTES, ("visits", "logging_delay")),
        ],
    )


def _lay_out_overview(drafting: Drafting) -> None:
    parts: list[Key] = [
        ("visits", "first_or_returning", code) for code in ("first", "returning", "unknown")
    ]
    drafting.sums.append(Sum(VISITS, tuple(parts)))
    counts = zip(
        ("visits", "first_visits", "returning", "not_known"), (VISITS, *parts), strict=True
    )
    share: Key = ("visits", "share", "returning")
    drafting.add_measures(
        "visits_overview",
        Unit.VISITS,
        [
            *((name, Kind.COUNT, key) for name, key in counts),
            ("returning_share", Kind.SHARE, share),
        ],
    )


def _count_times(rows: Sequence[VisitRow]) -> dict[Key, int]:
    times = [(str(row.started_at.isoweekday()), str(row.started_at.hour)) for row in rows]
    return (
        tally(("visits", "weekday"), (weekday for weekday, _ in times))
        | tally(("visits", "hour"), (hour for _, hour in times))
        | tally(("visits", "weekday_hour"), times)
    )


def _count_interpreters(rows: Sequence[VisitRow]) -> dict[Key, int]:
    failures = [row.interpreter_failure for row in rows if row.interpreter_failure]
    counts: dict[Key, int] = {
        INTERPRETED: len(_interpreter_minutes(rows)),
        INTERPRETER_FAILED: len(failures),
    }
    return counts | tally(("visits", "failure"), failures)


def _interpreter_minutes(rows: Sequence[VisitRow]) -> list[int]:
    return [row.interpreter_minutes for row in rows if row.interpreter_minutes]


def _count_by_needs(visit_count: int, needs: Iterable[NeedRow]) -> dict[Key, int]:
    """Count visits by what their needs tell: the main topic, and each act once a visit."""
    acts: set[tuple[int, str]] = set()
    main: list[NeedRow] = []
    for need in needs:
        acts.update((need.visit_key, act) for act in need.acts)
        if need.is_main:
            main.append(need)
    topics: list[str | None] = [need.topic for need in main]
    topics += [None] * (visit_count - len(main))
    return (
        tally(("visits", "main_topic"), topics)
        | tally(("visits", "main_topic_language"), ((n.topic, n.client_language) for n in main))
        | tally(("visits", "act"), (act for _, act in acts))
    )


def _values_of(rows: Sequence[VisitRow]) -> dict[Key, Counter[float]]:
    delays = (
        (row.logged_at - row.started_at).total_seconds() // 60 for row in rows if row.logged_at
    )
    return {
        MINUTES: Counter(row.minutes for row in rows),
        INTERPRETER_MINUTES: Counter(_interpreter_minutes(rows)),
        DELAYS: Counter(delays),
    }


def derive_visits(counted: Counted) -> dict[Key, Derived]:
    """Work out shares, means, sums and medians of what was counted."""
    counts = counted.counts
    spent, interpreted, delays = (
        counted.values.get(key, NO_VALUES) for key in (MINUTES, INTERPRETER_MINUTES, DELAYS)
    )
    derived = {
        ("people", "per_visit"): ratio(counts, PEOPLE, VISITS),
        ("visits", "minutes", "total"): Derived(total(spent), (VISITS,)),
        ("visits", "minutes", "median"): median(spent, VISITS),
        ("visits", "interpreter", "total"): Derived(total(interpreted), (INTERPRETED,)),
        ("visits", "interpreter", "median"): median(interpreted, INTERPRETED),
        ("visits", "logging_delay"): median(delays, LOGGED),
    }
    shares = {
        ("visits", "share", name): ratio(counts, key, VISITS) for name, key in UNKNOWN.items()
    }
    return derived | shares | {("visits", "share", "returning"): ratio(counts, RETURNING, VISITS)}


def _lay_out_times(drafting: Drafting) -> None:
    days = {int(day) for day in drafting.observed(("visits", "weekday"))}.union(OPEN_DAYS)
    hours = {int(hour) for hour in drafting.observed(("visits", "hour"))}.union(OPEN_HOURS)
    rows = _places(drafting, "weekday", sorted(days))
    columns = _places(drafting, "hour", range(min(hours), max(hours) + 1))
    drafting.add_cross(
        "visits_by_weekday_hour",
        "weekday × hour",
        Cross(("visits", "weekday_hour"), rows, columns, VISITS),
    )
    for name, places in (("weekday", rows), ("hour", columns)):
        lines = drafting.lines_of(places)
        drafting.add(f"visits_by_{name}", Unit.VISITS, name, [*lines, drafting.total_line(VISITS)])


def _places(drafting: Drafting, name: str, numbers: Iterable[int]) -> dict[Category, Key]:
    return {
        drafting.category(name, str(number)): ("visits", name, str(number)) for number in numbers
    }


def _lay_out_language_gap(drafting: Drafting, languages: Sequence[str]) -> None:
    rows: dict[Category, Key] = {
        drafting.category("language", code): ("visits", "client_language", code)
        for code in languages
    }
    rare = drafting.observed(("visits", "client_language")).difference(languages)
    if rare:
        others: Key = ("visits", "column_language", OTHER_LANGUAGES)
        rows[drafting.category("language", OTHER_LANGUAGES)] = others
        keys = tuple(("visits", "client_language", code) for code in sorted(rare))
        drafting.sums.append(Sum(others, keys))
    columns: dict[Category, Key] = {
        each: ("visits", "bridged", each.code)
        for each in drafting.categories("bridged", ("visits", "bridged"))
    }
    drafting.add_cross(
        "language_gap",
        "client_language × bridged",
        Cross(("visits", "language_bridged"), rows, columns, VISITS),
    )
