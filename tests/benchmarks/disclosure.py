"""A year of topics by languages by months with all its totals: rare languages put together, small
cells and their cover hidden, every hidden cell proven; and the proof alone."""

import random
import time
from collections import Counter
from itertools import accumulate
from pathlib import Path

from advicedesk.statistics.disclosure.audit import exposed_cells
from advicedesk.statistics.disclosure.coarsening import categories_of_their_own
from advicedesk.statistics.disclosure.hiding import hide_cells
from advicedesk.statistics.disclosure.sums import DEFAULT_THRESHOLD, Key, Sum, Web
from tests.benchmarks.figures import Figure
from tests.unit.statistics.count_tables import Counted, table_of

ROUNDS = 3
TOPICS, LANGUAGES, MONTHS = 8, 45, 12
EACH_MONTH = 700


def measure(_folder: Path) -> list[Figure]:
    """Measure other years of the same kind, one a round: a year seen before is remembered."""
    rounds = [_measure_year(*_coarsened(_made_up_year(number))) for number in range(ROUNDS)]
    whole, proof = zip(*rounds, strict=True)
    return [
        Figure(
            "a year of 8 topics × 45 languages hidden and proven, processor time", "s", whole, 2
        ),
        Figure("of that year the proof alone, processor time", "s", proof, 2),
    ]


def _measure_year(counts: dict[Key, int], sums: list[Sum]) -> tuple[float, float]:
    began = time.process_time()
    hidden = hide_cells(counts, sums).hidden
    whole = time.process_time() - began
    web = Web(counts, sums)
    web.hide(hidden)
    began = time.process_time()
    assert exposed_cells(web, DEFAULT_THRESHOLD) == {}
    return whole, time.process_time() - began


def _coarsened(visits: Counter[Key]) -> Counted:
    by_language: Counter[str] = Counter()
    for (_topic, language, _month), count in visits.items():
        by_language[language] += count
    own = categories_of_their_own(by_language, LANGUAGES, MONTHS * DEFAULT_THRESHOLD)
    cells: Counter[Key] = Counter()
    for (topic, language, month), count in visits.items():
        cells[topic, language if language in own else "other", month] += count
    every = {topic: None for topic, _language, _month in cells}
    months = map(str, range(MONTHS))
    return table_of(
        {(t, code, m): cells[t, code, m] for m in months for t in every for code in {*own, "other"}}
    )


def _made_up_year(number: int) -> Counter[Key]:
    """Make up a year in which the next topic, and the next language, is always a little rarer."""
    made_up = random.Random(number)

    def pick(size: int) -> str:
        weights = list(accumulate(1 / (place + 1) for place in range(size)))
        return str(made_up.choices(range(size), cum_weights=weights)[0])

    return Counter(
        (pick(TOPICS), pick(LANGUAGES), str(month))
        for month in range(MONTHS)
        for _visit in range(EACH_MONTH)
    )
