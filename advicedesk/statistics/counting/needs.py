"""Counting needs: what people came for, what was done, how it ended."""

from collections.abc import Sequence

from advicedesk.exports.table import Kind, Unit
from advicedesk.statistics.counting.counted import Counted
from advicedesk.statistics.counting.figures import (
    NOT_RECORDED,
    OTHER_LANGUAGES,
    OTHER_SUBTOPICS,
    Category,
    Cross,
    Derived,
    Drafting,
    Line,
    ratio,
    tally,
)
from advicedesk.statistics.counting.opening import NEEDS_PER_HOUR
from advicedesk.statistics.counting.rows import NeedRow
from advicedesk.statistics.counting.visits import VISITS
from advicedesk.statistics.disclosure.sums import Key, Sum

NEEDS: Key = ("needs",)
UNMET: Key = ("needs", "outcome", "unmet")
HOUSE_CODES = (NOT_RECORDED, OTHER_SUBTOPICS)
PER_VISIT: Key = ("needs", "per_visit")
# health, violence at home, crime: special categories of article 9 and 10 GDPR
SENSITIVE_TOPICS = frozenset(("health", "family", "rights"))

# what a need may leave open, and the key that counts it
UNKNOWN: dict[str, Key] = {
    "outcome": ("needs", "outcome", NOT_RECORDED),
    "subtopic": ("needs", "unknown", "subtopic"),
    "acts": ("needs", "unknown", "acts"),
}


def count_needs(rows: Sequence[NeedRow]) -> Counted:
    """Count a month's needs; every language by itself."""
    counts: dict[Key, int] = {NEEDS: len(rows)}
    counts |= tally(("needs", "topic"), (row.topic for row in rows))
    counts |= tally(
        ("needs", "subtopic"), ((row.topic, row.subtopic or NOT_RECORDED) for row in rows)
    )
    counts |= tally(("needs", "topic_language"), ((row.topic, row.client_language) for row in rows))
    counts |= tally(("needs", "column_language"), (row.client_language for row in rows))
    counts |= tally(("needs", "outcome"), (row.outcome for row in rows))
    counts |= tally(("needs", "act"), (act for row in rows for act in set(row.acts)))
    counts |= tally(("needs", "unmet_topic"), (row.topic for row in rows if row.outcome == "unmet"))
    reasons = [(reason, row.client_language) for row in rows for reason in set(row.unmet_reasons)]
    counts |= tally(("needs", "reason_language"), reasons)
    counts |= tally(("needs", "unmet_reason"), (reason for reason, _ in reasons))
    counts["needs", "unknown", "subtopic"] = sum(row.subtopic is None for row in rows)
    counts["needs", "unknown", "acts"] = sum(not row.acts for row in rows)
    return Counted(counts)


def derive_needs(counted: Counted) -> dict[Key, Derived]:
    """Work out shares and means of what was counted."""
    counts = counted.counts
    shares = {("needs", "share", name): ratio(counts, key, NEEDS) for name, key in UNKNOWN.items()}
    return shares | {PER_VISIT: ratio(counts, NEEDS, VISITS)}


def lay_out_needs(drafting: Drafting, languages: Sequence[str]) -> None:
    """Lay out the tables of needs; these languages have columns of their own."""
    drafting.add_measures(
        "needs_overview",
        Unit.NEEDS,
        [
            ("needs", Kind.COUNT, NEEDS),
            ("needs_per_visit", Kind.RATIO, PER_VISIT),
            ("needs_per_open_hour", Kind.RATIO, NEEDS_PER_HOUR),
        ],
    )
    drafting.add_list("needs_by_topic", NEEDS, "topic", "topic")
    _lay_out_subtopics(drafting)
    columns = _language_columns(drafting, languages)
    topics = _rows(drafting, "topic", "topic")
    drafting.add_cross(
        "topic_by_language",
        "topic × client_language",
        Cross(("needs", "topic_language"), topics, columns, NEEDS, True, SENSITIVE_TOPICS),
    )
    drafting.add_list("acts_by_need", NEEDS, "act", "act", adds_up=False)
    drafting.add_list("unmet_by_topic", UNMET, "topic", "unmet_topic")
    reasons = _rows(drafting, "unmet_reason", "unmet_reason")
    drafting.add_cross(
        "unmet_reason_by_language",
        "unmet_reason × client_language",
        Cross(("needs", "reason_language"), reasons, columns, None),
    )
    drafting.add_list("outcomes", NEEDS, "outcome", "outcome")
    drafting.add_measures(
        "data_quality_needs",
        Unit.NEEDS,
        [(f"unknown_{name}", Kind.SHARE, ("needs", "share", name)) for name in UNKNOWN],
    )


def _lay_out_subtopics(drafting: Drafting) -> None:
    """Lay out topics with their subtopics; what names none is a subtopic of its own."""
    lines: list[Line] = []
    unknown: list[Key] = []
    for topic in drafting.categories("topic", ("needs", "topic")):
        key: Key = ("needs", "topic", topic.code)
        found = _subtopics(drafting, topic)
        drafting.sums.append(Sum(key, tuple(line.keys[0] for line in found)))
        unknown += [line.keys[0] for line in found if line.keys[0][-1] == NOT_RECORDED]
        lines += [*found, Line(topic.code, topic.label, (key,), is_total=True)]
    drafting.sums.append(Sum(UNKNOWN["subtopic"], tuple(unknown)))
    drafting.add("needs_by_subtopic", Unit.NEEDS, "subtopic", lines)


def _subtopics(drafting: Drafting, topic: Category) -> list[Line]:
    lines = []
    for code in drafting.ordered("subtopic", ("needs", "subtopic", topic.code), topic.code):
        full_code = f"{topic.code}/{code}"
        label = drafting.category("subtopic", code if code in HOUSE_CODES else full_code).label
        key: Key = ("needs", "subtopic", topic.code, code)
        lines.append(Line(full_code, f"{topic.label}: {label}", (key,)))
    return lines


def _rows(drafting: Drafting, code_list: str, field: str) -> dict[Category, Key]:
    prefix: Key = ("needs", field)
    return {each: (*prefix, each.code) for each in drafting.categories(code_list, prefix)}


def _language_columns(drafting: Drafting, languages: Sequence[str]) -> dict[Category, Key]:
    prefix: Key = ("needs", "column_language")
    rare = [OTHER_LANGUAGES] if OTHER_LANGUAGES in drafting.observed(prefix) else []
    return {drafting.category("language", code): (*prefix, code) for code in [*languages, *rare]}
