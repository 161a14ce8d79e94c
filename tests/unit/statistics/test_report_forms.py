"""Forms of funders and cities, filled from a protected report by definitions that are data."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from advicedesk.exports.table import HIDDEN, Figure, Table
from advicedesk.statistics.counting.figures import Derived
from advicedesk.statistics.report import Period, Report, build_report, protected
from advicedesk.statistics.report_forms.crosswalks import Crosswalk, read_crosswalk
from advicedesk.statistics.report_forms.definitions import read_form
from advicedesk.statistics.report_forms.errors import FormFault, FormRefused
from advicedesk.statistics.report_forms.filling import Fillers, fill
from advicedesk.statistics.report_forms.parts import Names
from advicedesk.statistics.report_forms.shelf import find_crosswalk, find_form, list_forms
from advicedesk.visits.models import Bridged, ContactType, Outcome
from tests.unit.statistics.month_rows import Rows, a_need, a_referral, a_visit
from tests.unit.statistics.test_protected_report import made_up

TOPICS = ("childcare", "studies", "work", "health", "social", "family", "rights", "everyday")
CODES = {
    "topic": TOPICS,
    "subtopic everyday": ("library", "hobby"),
    "act": ("guidance",),
    "bridged": tuple(Bridged),
    "contact_type": tuple(ContactType),
    "outcome": tuple(Outcome),
}
CLASSES = """
title.en = "Classes of a city"
[[classes]]
code = "A"
names.en = "Growing up"
[[classes]]
code = "B"
names.en = "Culture"
[[topics]]
topic = "childcare"
class = "A"
[[topics]]
topic = "studies"
class = "A"
[[topics]]
topic = "everyday/library"
class = "B"
"""
ASKED = """
title.en = "Form"
[[sections]]
title.en = "Visits"
[[sections.rows]]
title.en = "{title}"
{row}
"""


class Words:
    """Codes are their own labels; a few lists are closed."""

    def codes(self, code_list: str) -> Sequence[str]:
        return CODES.get(code_list, ())

    def label(self, _code_list: str, code: str) -> str:
        return code

    def title(self, name: str) -> str:
        return name

    definition = title


def report_of(rows: Rows, threshold: int = 5, period: str = "2026-10") -> Report:
    months = [(Period(period, "October"), rows), *[(Period("2026-09", ""), Rows())] * 2]
    return protected(build_report("all", months, Words(), 4), threshold)


def in_english(names: Names) -> str:
    return names.get("en") or next(iter(names.values()))


def filled(form: str, report: Report, classes: str = CLASSES) -> tuple[Table, ...]:
    fillers = Fillers(
        words=Words(),
        name_of=in_english,
        find_crosswalk=lambda _name: read_crosswalk(classes.encode()),
        in_no_class=lambda topics: "none: " + ", ".join(topics),
    )
    return fill(read_form(form.encode()), report, fillers)


def figures(tables: Sequence[Table]) -> dict[str, Figure]:
    return {str(row.cells[0]): row.cells[1] for table in tables for row in table.rows}


def figure(row: str, report: Report) -> Figure:
    return figures(filled(ASKED.format(title="asked", row=row), report))["asked"]


def by_class(report: Report, classes: str = CLASSES) -> dict[str, Figure]:
    form = ASKED.format(title="x", row="").replace('title.en = "x"', 'every_class = "city"')
    return figures(filled(form, report, classes))


def fault(form: str, report: Report, classes: str = CLASSES) -> FormFault:
    with pytest.raises(FormRefused) as refused:
        filled(form, report, classes)
    return refused.value.fault


def visits(**counts: int) -> list:
    return [a_visit(contact_type=code) for code, count in counts.items() for _ in range(count)]


def needs(**counts: int) -> list:
    return [a_need(topic=topic) for topic, count in counts.items() for _ in range(count)]


def test_a_row_is_a_figure_of_the_report_or_a_sum_of_some() -> None:
    report = report_of(Rows(visits(walk_in=20, phone=10)))
    assert figure('figure = "visits_overview:visits"', report) == 30
    assert figure('figure = "contact_type:phone"', report) == 10
    assert figure('sum = ["contact_type:phone", "contact_type:walk_in"]', report) == 30


def test_what_is_hidden_in_the_report_is_hidden_in_the_form_and_so_is_a_sum_of_it() -> None:
    report = report_of(Rows(visits(walk_in=30, phone=2, chat=9)))
    assert figure('figure = "contact_type:phone"', report) is HIDDEN
    assert figure('sum = ["contact_type:phone", "contact_type:walk_in"]', report) is HIDDEN


def test_a_sum_that_the_report_publishes_is_told_though_its_parts_are_hidden() -> None:
    report = report_of(Rows(visits(walk_in=9, phone=2)))
    assert figure('figure = "contact_type:walk_in"', report) is HIDDEN
    assert figure('sum = ["contact_type:phone", "contact_type:walk_in"]', report) == 11


def test_a_known_code_that_nobody_needed_is_zero_and_a_slip_of_the_pen_is_refused() -> None:
    report = report_of(Rows(visits(walk_in=9)))
    assert figure('figure = "contact_type:phone"', report) == 0
    assert figure('figure = "client_language:fa"', report) == 0
    assert figure('figure = "referrals_by_house:outside"', report) == 0
    for wrong in (
        'figure = "contact_type:phon"',
        'figure = "client_language:xyzzy"',
        'figure = "contacts:phone"',
        'figure = "visits_overview:visit"',
        'figure = "topic_by_language:work:xyzzy"',
    ):
        assert fault(ASKED.format(title="x", row=wrong), report) is FormFault.NO_SUCH_FIGURE


def test_a_language_that_may_stand_among_others_is_not_told() -> None:
    languages = ["ar"] * 30 + ["so"] * 20 + ["ru"] * 15 + ["fa"] * 12 + ["uk"] * 9
    rows = Rows(
        [a_visit(client_language=code) for code in languages],
        [a_need(topic="work", client_language=code) for code in languages],
    )
    report = report_of(rows)
    assert figure('figure = "topic_by_language:work:ar"', report) == 30
    assert figure('figure = "topic_by_language:work:uk"', report) is HIDDEN
    assert figure('figure = "topic_by_language:work"', report) == 86


def test_figures_that_do_not_add_up_are_no_sum() -> None:
    report = report_of(Rows(visits(walk_in=9), needs(work=9), [a_referral()] * 9))
    for wrong in (
        '["contact_type:walk_in", "contact_type:SSS"]',  # a total and its part
        '["contact_type:walk_in", "contact_type:walk_in"]',
        '["contact_type:walk_in", "client_language:ar"]',  # the same visits twice
        '["acts:guidance", "acts:guidance"]',
        '["referral_funnel:referred", "referral_funnel:confirmed"]',
    ):
        form = ASKED.format(title="x", row=f"sum = {wrong}")
        assert fault(form, report) is FormFault.NO_SUM


def test_visits_needs_and_referrals_are_never_in_one_section() -> None:
    form = ASKED.format(title="x", row='figure = "visits_overview:visits"')
    form += '[[sections.rows]]\ntitle.en = "y"\nfigure = "needs_overview:needs"\n'
    assert fault(form, report_of(Rows())) is FormFault.TWO_UNITS


def test_topics_are_told_by_class_whole_and_what_has_none_is_told_too() -> None:
    rows = Rows(
        visits(walk_in=40),
        [
            *needs(childcare=6, studies=7, work=8),
            *[a_need(topic="everyday", subtopic="library")] * 9,
            *[a_need(topic="everyday", subtopic="hobby")] * 10,
        ],
    )
    found = by_class(report_of(rows))
    rest = next(title for title in found if title.startswith("none: work, health"))
    assert "everyday: everyday/hobby" in rest
    assert list(found.values()) == [13, 9, 18, 40]
    assert list(found)[:2] == ["A Growing up", "B Culture"]


def test_a_class_with_a_hidden_topic_is_hidden() -> None:
    found = by_class(report_of(Rows(visits(walk_in=40), needs(childcare=2, studies=20, work=9))))
    assert found["A Growing up"] is HIDDEN


def test_a_topic_belongs_to_one_class_at_a_time() -> None:
    share = '[[topics]]\ntopic = "{topic}"\nclass = "B"\n'
    for topic in ("childcare", "childcare/fee", "everyday"):
        with pytest.raises(FormRefused) as refused:
            read_crosswalk((CLASSES + share.format(topic=topic)).encode())
        assert refused.value.fault is FormFault.IN_TWO_CLASSES
        assert refused.value.where == "topics[4]"
    with pytest.raises(FormRefused):
        read_crosswalk(CLASSES.replace('class = "B"', 'class = "B"\nshare = 0.5').encode())
    with pytest.raises(FormRefused):
        read_crosswalk((CLASSES + share.format(topic="work").replace("B", "C")).encode())


def test_a_topic_may_change_its_class_but_not_within_the_months_of_a_report() -> None:
    classes = CLASSES.replace(
        'topic = "studies"\nclass = "A"',
        'topic = "studies"\nclass = "A"\nvalid_to = 2026-10-15\n'
        '[[topics]]\ntopic = "studies"\nclass = "B"\nvalid_from = 2026-10-16',
    )
    told = read_crosswalk(classes.encode())
    assert told.within(date(2026, 9, 1), date(2026, 9, 30))["studies"] == "A"
    assert told.within(date(2026, 11, 1), date(2026, 11, 30))["studies"] == "B"
    form = ASKED.format(title="x", row="").replace('title.en = "x"', 'every_class = "city"')
    assert fault(form, report_of(Rows()), classes) is FormFault.CHANGES_WITHIN


@pytest.mark.parametrize(
    ("broken", "where"),
    [
        ("title = ", ""),
        ("[title]\nen = 'x'", "sections"),
        (ASKED.format(title="x", row='figure = "a:b"\nsum = ["a:b"]'), "sections[1].rows[1]"),
        (ASKED.format(title="x", row='figur = "a:b"'), "sections[1].rows[1]"),
        (ASKED.format(title="x", row='figure = "a"'), "sections[1].rows[1].figure"),
        (ASKED.format(title="", row='figure = "a:b"'), "sections[1].rows[1].title"),
        (ASKED.format(title="x", row="sum = []"), "sections[1].rows[1].sum"),
        (ASKED.format(title="x", row='every_line = "acts"'), "sections[1].rows[1].title"),
    ],
)
def test_a_broken_form_is_refused_with_the_place_in_its_file(broken: str, where: str) -> None:
    with pytest.raises(FormRefused) as refused:
        read_form(broken.encode())
    assert refused.value.where == where


def shipped(report: Report, folder: Path) -> tuple[Table, ...]:
    fillers = Fillers(Words(), in_english, partial(find_crosswalk, folder), ", ".join)
    return fill(find_form(folder, "funder-yearly"), report, fillers)


@pytest.mark.parametrize("seed", range(4))
def test_a_form_tells_nothing_that_is_hidden_in_the_report(seed: int, tmp_path: Path) -> None:
    """Whatever numbers stand behind the hidden figures, the form is the same."""
    chance = random.Random(seed)
    report = report_of(made_up(seed, 45))
    assert report.months[0].hidden
    others = []
    for month in report.months:
        counts = dict(month.counts) | {key: chance.randrange(1, 99) for key in month.hidden}
        derived = {
            key: Derived(found.value, found.rests_on)
            if month.hidden.isdisjoint(found.rests_on)
            else Derived(chance.random(), found.rests_on)
            for key, found in month.derived.items()
        }
        others.append(replace(month, counts=counts, derived=derived))
    other = replace(report, months=tuple(others))
    sums = ASKED.format(title="x", row='every_line = "main_topic"').replace('title.en = "x"\n', "")
    assert shipped(other, tmp_path) == shipped(report, tmp_path)
    assert filled(sums, other) == filled(sums, report)
    assert by_class(other) == by_class(report)
    assert HIDDEN in figures(shipped(report, tmp_path)).values()


def test_a_form_is_filled_from_a_protected_report_only(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="protected"):
        shipped(replace(report_of(Rows()), threshold=None), tmp_path)


def test_the_form_that_comes_with_the_product_can_be_filled(tmp_path: Path) -> None:
    tables = shipped(
        report_of(Rows(visits(walk_in=21), needs(work=9, studies=12), [a_referral()] * 9)), tmp_path
    )
    assert len(tables) == 8
    assert figures(tables)["P10 Työ ja työttömyys"] == 9


def test_an_own_form_goes_before_the_product_s_and_a_broken_one_is_passed_over(
    tmp_path: Path,
) -> None:
    own = tmp_path / "report-forms"
    own.mkdir()
    own_form = ASKED.format(title="x", row='figure = "visits_overview:visits"')
    (own / "funder-yearly.toml").write_text(own_form)
    (own / "broken.toml").write_text("title =")
    assert {name: in_english(form.title) for name, form in list_forms(tmp_path).items()} == {
        "funder-yearly": "Form"
    }
    with pytest.raises(FormRefused):
        find_form(tmp_path, "broken")
    for name in ("nobodys", "../broken", ""):
        with pytest.raises(FormRefused, match="no such form"):
            find_form(tmp_path, name)
    with pytest.raises(FormRefused, match="no such cross-walk"):
        find_crosswalk(tmp_path, "nobodys")


def test_an_own_cross_walk_goes_before_the_product_s(tmp_path: Path) -> None:
    (tmp_path / "crosswalks").mkdir()
    (tmp_path / "crosswalks" / "ptv-service-classes.toml").write_text(CLASSES)
    found: Crosswalk = find_crosswalk(tmp_path, "ptv-service-classes")
    assert list(found.classes) == ["A", "B"]
