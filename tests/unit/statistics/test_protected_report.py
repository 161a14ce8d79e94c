"""A whole report under attack: every sum of every table, the desks beside their sum."""

import random

import pytest

from advicedesk.statistics.disclosure.hiding import hide_cells
from advicedesk.statistics.disclosure.sums import Key, Sum
from advicedesk.statistics.report import (
    THIS_MONTH,
    Period,
    Report,
    build_report,
    protected,
    published_month,
)
from tests.unit.statistics.count_tables import list_of
from tests.unit.statistics.month_rows import Rows, a_need, a_referral, a_visit
from tests.unit.statistics.readers import interval_by_program
from tests.unit.statistics.test_report import PlainWords

LANGUAGES = ["ar", "so", "ru", "fa", "uk", "et", "tr", "vi", "sq", "ti"]
THRESHOLD = 5


def made_up(seed: int, visits: int) -> Rows:
    """A month in which a few languages, topics and offices are frequent and many rare."""
    chance = random.Random(seed)

    def pick(codes: list[str]) -> str:
        return chance.choices(codes, [1 / (place + 1) for place in range(len(codes))])[0]

    rows = Rows()
    for number in range(visits):
        language = pick(LANGUAGES)
        bridged = pick(["bilingual_staff", "none_needed", "not_bridged"])
        rows.visits.append(a_visit(client_language=language, bridged=bridged))
        topic = pick(["social", "work", "health", "rights"])
        need = a_need(visit_key=1000 * seed + number, topic=topic, client_language=language)
        rows.needs.append(need._replace(subtopic=pick(["a", "b", "c"])))
        rows.referrals.append(a_referral(authority=pick(["Kela", "Migri", "DVV"])))
    return rows


def report_of(*desks: Rows) -> Report:
    together = Rows(
        *(
            [row for desk in desks for row in getattr(desk, name)]
            for name in ("visits", "needs", "referrals")
        )
    )
    months = [(Period("2026-10", "October"), together), *[(Period("x", ""), Rows())] * 2]
    return build_report("all", months, PlainWords(), 4, dict.fromkeys(LANGUAGES, 1))


def read_all(reports: list[Report]) -> tuple[dict[Key, int], list[Sum], set[Key]]:
    """All that readers of several reports have, each report's cells by its number."""
    counts: dict[Key, int] = {}
    sums: list[Sum] = []
    hidden: set[Key] = set()
    for name, report in ((str(number), report) for number, report in enumerate(reports)):
        month = published_month(report, THIS_MONTH)
        counts |= {(name, *key): count for key, count in month.counts.items()}
        hidden |= {(name, *key) for key in month.hidden}
        sums += [
            Sum((name, *line.total), tuple((name, *part) for part in line.parts))
            for line in month.sums
        ]
    return counts, sums, hidden


@pytest.mark.parametrize("seed", [1, 2])
def test_nobody_works_out_a_hidden_count_from_the_desks_and_their_sum(seed):
    desks = [made_up(seed, 40), made_up(seed + 10, 90)]
    single = [protected(report_of(desk), THRESHOLD) for desk in desks]
    whole = protected(report_of(*desks), THRESHOLD, [single])
    counts, sums, hidden = read_all([*single, whole])
    for _name, *key in [cell for cell in counts if cell[0] == "2"]:
        inside = tuple((name, *key) for name in "01" if (name, *key) in counts)
        assert sum(counts[cell] for cell in inside) == counts["2", *key]
        sums.append(Sum(("2", *key), inside))
    assert {name for name, *_ in hidden} == {"0", "1", "2"}
    for cell in random.Random(seed).sample(sorted(hidden), 40):
        low, high = interval_by_program(counts, sums, hidden, cell)
        assert high - low > THRESHOLD - 1e-4, cell


def test_hiding_prints_nothing_where_a_command_answers(capfd):
    hide_cells(*list_of([3, 41, 13, 7]))
    assert capfd.readouterr() == ("", "")
