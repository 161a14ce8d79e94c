"""The guide for a new counsellor: one sheet of paper, the log page's own keys, whom to ask."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from advicedesk.accounts.models import StaffMember

OpenDesk = Callable[..., Page]


def _in(page: Page, language: str) -> None:
    page.locator(f".foot button[value='{language}']").click()
    page.wait_for_function(f"document.documentElement.lang === '{language}'")


@pytest.mark.parametrize("language", ["fi", "ar"])
def test_it_fits_on_one_sheet_of_paper(
    open_desk: OpenDesk, counsellor: StaffMember, supervisor: StaffMember, language: str
) -> None:
    page = open_desk(counsellor, language)
    page.goto("/guide")
    _in(page, language)
    assert page.locator(".guide-picture").is_visible()
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_its_keys_are_those_that_the_log_page_wears(
    open_desk: OpenDesk, counsellor: StaffMember
) -> None:
    page = open_desk(counsellor)
    page.goto("/visits/log")
    worn = page.eval_on_selector_all(
        "[data-group=language] .chips .chip, [data-need='0'] [data-group=topic] .chip,"
        " [data-need='0'] [data-group=outcome] .chip",
        "chips => chips.filter((chip) => chip.querySelector('kbd'))"
        ".map((chip) => [chip.querySelector('kbd').textContent,"
        " chip.querySelector('span').firstChild.textContent.trim()])",
    )
    page.goto("/guide")
    told = page.eval_on_selector_all(
        ".guide-choices li",
        "rows => rows.map((row) => [...row.children].map((e) => e.textContent))",
    )
    assert len(worn) > 20
    assert [one for one in worn if not any(_same(one, other) for other in told)] == []
    assert page.get_by_text(counsellor.display_name, exact=True).count() >= 1


def _same(worn: list[str], told: list[str]) -> bool:
    # chips shorten a name by what stands in brackets
    return worn[0] == told[0] and told[1].partition(" (")[0] == worn[1].partition(" (")[0]


def test_it_is_readable_on_a_telephone(open_desk: OpenDesk, counsellor: StaffMember) -> None:
    page = open_desk(counsellor, width=320, height=640)
    page.goto("/guide")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
