"""The month on paper: tagged, in the reader's language, with the figures of the other files."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from pypdf import PdfReader

from advicedesk.accounts.models import StaffMember
from advicedesk.roles import Role
from tests.factories.desk import InspectingDesk
from tests.factories.visits import MakeVisit, NeedDetails, ReferralDetails

from .conftest import OCTOBER, FillMonth

PDF = "/statistics/export?month=2026-10&desk=iso-omena&format=pdf"


def text_of(document: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in document.pages).split())


def elements(node: Any) -> Iterator[Any]:
    """Yield every element of a document's structure."""
    if isinstance(node, list):
        for kid in node:
            yield from elements(kid)
        return
    node = node.get_object() if hasattr(node, "get_object") else node
    if hasattr(node, "get"):
        yield node
        kids = node.get("/K", [])
        yield from elements(list(kids) if isinstance(kids, list) else [kids])


@pytest.fixture
def printed(
    make_desk: Callable[[], InspectingDesk],
    make_staff: Callable[..., StaffMember],
    fill_month: FillMonth,
) -> Callable[[str], PdfReader]:
    """Return a maker of October's report for an administrator of a language."""
    fill_month(walk_in=9, phone=2, chat=20)

    def of(language: str) -> PdfReader:
        reader = make_staff(f"reader-{language}", Role.ADMINISTRATOR, language=language)
        return PdfReader(io.BytesIO(make_desk().sign_in(reader).get(PDF).data))

    return of


@pytest.mark.parametrize(
    ("language", "title", "words"),
    [
        ("en", "Iso Omena: October 2026", "What was counted: visits"),
        ("fi", "Iso Omena: lokakuu 2026", "Tietoa luvuista"),
        ("sv", "Iso Omena: oktober 2026", "Om siffrorna"),
        ("ar", "Iso Omena: أكتوبر 2026", ""),
    ],
)
def test_the_report_speaks_the_reader_s_language_and_is_tagged(
    printed: Callable[[str], PdfReader], language: str, title: str, words: str
) -> None:
    document = printed(language)
    root = document.trailer["/Root"]
    assert document.metadata is not None
    assert document.metadata.title == title
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert words in text_of(document)
    found = list(elements(root["/StructTreeRoot"]))
    tags = [str(one.get("/S")) for one in found]
    assert tags.count("/H1") == 1
    assert {"/H2", "/H3", "/Table", "/TH", "/Figure"} <= set(tags)
    pictures = [one for one in found if one.get("/S") == "/Figure"]
    assert all(str(one.get("/Alt", "")).strip() for one in pictures)


def test_the_report_hides_what_every_file_hides(printed: Callable[[str], PdfReader]) -> None:
    text = text_of(printed("en"))
    assert "Walk-in .. 0 0" in text
    assert "Phone .. 0 0" in text
    assert "Chat 20 0 0 +20 +20" in text
    assert "<5" not in text


def test_a_figure_on_paper_says_what_it_counts(printed: Callable[[str], PdfReader]) -> None:
    assert "Half of the visits took longer, half were shorter." in text_of(printed("en"))


def test_words_no_font_shows_do_not_stop_the_report(
    as_administrator: InspectingDesk, make_visit: MakeVisit
) -> None:
    place = ReferralDetails(authority_name="ᎠᎡ =SUM(1) #let x = [")
    for _number in range(6):
        make_visit(NeedDetails("social", referrals=(place,)), started_at=OCTOBER)
    text = text_of(PdfReader(io.BytesIO(as_administrator.get(PDF).data)))
    assert "?? =SUM(1) #let x = [" in text
