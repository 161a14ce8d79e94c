"""Which languages and subtopics stand alone in the reports of a whole calendar year.

They are those of the year before. It is over when the first report of a year is made, so a month
has the same lines in the report of the month, the quarter and the year, however late that is made:
were they to follow what a report compares, or the year so far, two reports of one month could put
another language among the others, and one minus the other would be that language. In its first
year a desk has no year before: then it is its first month.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from advicedesk.desks.models import Desk
from advicedesk.statistics import keeping, queries
from advicedesk.statistics.disclosure.coarsening import categories_of_their_own
from advicedesk.statistics.months import Month, Span
from advicedesk.statistics.report import OWN_COLUMNS


@dataclass(frozen=True)
class OwnLines:
    """The languages with columns of their own; the subtopics with lines, as `topic/subtopic`."""

    languages: frozenset[str]
    subtopics: frozenset[str]


def own_lines(desks: Sequence[Desk], span: Span, zone: ZoneInfo, threshold: int | None) -> OwnLines:
    """Return what stands alone in every report that begins in the span's calendar year.

    What is small in most months would be hidden wherever it stands alone: it does not.
    """
    months = _base(desks, span.first.year, zone)
    languages: Counter[str] = Counter()
    needs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for by_language, by_subtopic in keeping.sizes_of(desks, months, zone):
        languages.update(by_language)
        for code, count in by_subtopic.items():
            needs[code.partition("/")[0]][code] += count
    least = len(months) * (threshold or 0)
    subtopics = (categories_of_their_own(each, len(each), least) for each in needs.values())
    return OwnLines(
        frozenset(categories_of_their_own(languages, OWN_COLUMNS, least)),
        frozenset().union(*subtopics),
    )


def _base(desks: Sequence[Desk], year: int, zone: ZoneInfo) -> list[Month]:
    """Return the months of the year before that have a desk; else the first month of the first."""
    began = queries.first_moments(desks)
    if not began:
        return []
    first = Month.of(min(began.values()).astimezone(zone).date())
    months = [Month(year - 1, number) for number in range(1, 13)]
    return [month for month in months if month >= first] or [first]
