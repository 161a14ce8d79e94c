"""A slip on paper: one sheet, tagged, readable as text, and nothing but text from the data."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from io import BytesIO

import pytest
from pypdf import PdfReader

from advicedesk import paths
from advicedesk.printing.coverage import GlyphMissing
from advicedesk.printing.documents import PaperSize, on_one_paper
from advicedesk.printing.pdf import slip_pdf, slips_pdf
from advicedesk.referrals.slip_contents import Opening, SlipPlaceContents
from advicedesk.referrals.slips import compose_slip
from tests.factories.slips import SLIP_LANGUAGES, slip_contents, slip_place

MILLIMETRE = 72 / 25.4
SHEETS = {
    PaperSize.A5: (148, 210),
    PaperSize.A4: (210, 297),
    PaperSize.LARGE_PRINT: (210, 297),
}


def printed(contents, size=PaperSize.A5):
    return PdfReader(BytesIO(slip_pdf(compose_slip(contents), size)))


@cache
def ordinary(language, size):
    return printed(slip_contents(client_language=language), size)


def text_of(document):
    text = "".join(page.extract_text() for page in document.pages)
    return text.replace("\u00a0", " ").replace("\u2066", "").replace("\u2069", "")


def tags(node):
    if isinstance(node, list):
        return [tag for kid in node for tag in tags(kid)]
    node = node.get_object() if hasattr(node, "get_object") else node
    if not hasattr(node, "get"):
        return []
    return [str(node.get("/S"))] + tags(list(_kids(node)))


def _kids(node):
    kids = node.get("/K", [])
    return kids if isinstance(kids, list) else [kids]


every_language = pytest.mark.parametrize("language", SLIP_LANGUAGES)
every_size = pytest.mark.parametrize("size", PaperSize)


@every_language
@every_size
def test_a_slip_is_one_page(language, size):
    # large print is never made smaller: it goes on to the other side
    assert len(ordinary(language, size).pages) <= (3 if size is PaperSize.LARGE_PRINT else 1)


@every_language
@every_size
def test_code_phone_and_place_are_text(language, size):
    text = text_of(ordinary(language, size))
    assert text.count("K7M-4XR") == 2  # large, and on the part that is given back
    assert "09 816 31300" in text
    assert "Varhaiskasvatuksen" in text


@every_language
@every_size
def test_the_document_says_its_language_and_title(language, size):
    document = ordinary(language, size)
    assert document.trailer["/Root"]["/Lang"] == language.partition("-")[0]
    assert document.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]
    assert document.metadata.title.endswith("Varhaiskasvatuksen palveluohjaus")


@every_size
def test_the_paper_has_its_size(size):
    box = ordinary("ar", size).pages[0].mediabox
    if size is PaperSize.RECEIPT:
        assert float(box.width) == pytest.approx(80 * MILLIMETRE, abs=1)
        assert float(box.height) > 200 * MILLIMETRE
    else:
        width, height = SHEETS[size]
        assert (float(box.width), float(box.height)) == pytest.approx(
            (width * MILLIMETRE, height * MILLIMETRE), abs=1
        )


@every_language
def test_the_sheet_is_tagged_with_headings_tables_and_a_described_code(language):
    root = ordinary(language, PaperSize.A5).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    found = tags(root["/StructTreeRoot"])
    assert found.count("/H1") == 1
    assert {"/H2", "/Table", "/TH", "/Figure"} <= set(found)


def elements(node):
    """Yield every element of a document's structure."""
    if isinstance(node, list):
        for kid in node:
            yield from elements(kid)
        return
    node = node.get_object() if hasattr(node, "get_object") else node
    if hasattr(node, "get"):
        yield node
        yield from elements(list(_kids(node)))


@every_language
@every_size
def test_pictures_are_described_and_the_other_language_is_marked(language, size):
    found = list(elements(ordinary(language, size).trailer["/Root"]["/StructTreeRoot"]))
    pictures = [one for one in found if one.get("/S") == "/Figure"]
    assert pictures
    assert all(str(one.get("/Alt", "")).strip() for one in pictures)
    marked = {str(one["/Lang"]) for one in found if "/Lang" in one}
    assert marked == (set() if language in ("fi", "fi-x-selko") else {"fi"})


def several():
    """Return the slips of one visit to two places."""
    other = slip_place(names={"fi": "Kela", "sv": "FPA"}, counter="3")
    there = slip_contents(place=other, qr_url="https://neuvonta.example.fi/s/other")
    return [compose_slip(slip_contents()), compose_slip(there)]


@every_size
def test_two_places_share_one_paper_with_one_code_and_a_part_for_each(size):
    document = PdfReader(BytesIO(slip_pdf(on_one_paper(several()), size)))
    text = text_of(document)
    assert text.count("K7M-4XR") == 3
    assert text.count("Asia hoidettu") == 2
    assert "Kela" in text
    if size in (PaperSize.A5, PaperSize.A4):
        assert len(document.pages) == 1


def test_papers_of_one_visit_come_one_after_the_other():
    pages = PdfReader(BytesIO(slips_pdf(several(), PaperSize.A5))).pages
    assert ["Kela" in page.extract_text() for page in pages] == [False, True]


def test_the_authoritys_copy_says_so_and_is_in_its_language_alone():
    copy = slip_contents(client_language="fi", interpreter_language="ar", is_copy=True)
    text = text_of(printed(copy))
    assert "VIRANOMAISELLE" in text.upper()
    assert "Puhun arabiaa ja tarvitsen tulkin." in text


def test_the_part_that_is_given_back_has_a_code_of_its_own_where_there_is_one():
    assert "7Q4" in text_of(printed(slip_contents(stub_code="7Q4")))


def test_the_fonts_are_embedded():
    fonts = ordinary("ar", PaperSize.A5).pages[0]["/Resources"]["/Font"]
    names = {str(font.get_object()["/BaseFont"]) for font in fonts.values()}
    assert any("NotoSansArabic" in name for name in names)
    assert all("+" in name for name in names)


def test_the_same_slip_makes_the_same_bytes():
    slip = compose_slip(slip_contents())
    assert slip_pdf(slip, PaperSize.A5) == slip_pdf(slip, PaperSize.A5)


def test_a_slip_without_hours_address_or_phone_is_whole():
    place = SlipPlaceContents(names={"fi": "Kela"})
    text = text_of(printed(slip_contents(place=place, bring=(), urgency="")))
    assert "Aukioloajat eivät ole tiedossa." in text
    assert "Puhelin" not in text


def test_a_full_slip_still_is_one_sheet():
    hours = slip_place().hours
    place = slip_place(
        hours=tuple(hours[number % 5] for number in (0, 2, 4, 1, 2, 4, 0)),
        walking_hints={"fi": "Liukuportaat ylös ja kirjaston ohi vasemmalle. " * 4},
    )
    bring = ("identity_card", "passport", "payslips", "tax_card", "bill", "kela_card") * 2
    document = printed(slip_contents(place=place, bring=bring, topic="residence"))
    assert len(document.pages) == 1


def test_a_character_without_a_glyph_is_refused_by_name():
    place = slip_place(names={"fi": "Kela 😀"})
    with pytest.raises(GlyphMissing, match="GRINNING FACE"):
        printed(slip_contents(place=place))


@pytest.mark.parametrize(
    "attempt",
    [
        '#eval("1+1")',
        '] #panic("x") [',
        "$x^2$ *bold* _it_",
        '#read("/etc/passwd")',
        "@label <lab> //",
        "</svg><script>alert(1)</script>",
        "\\u{41} \\ \" ' ` #import",
    ],
)
def test_markup_in_the_contents_is_printed_as_it_was_written(attempt):
    place = slip_place(names={"fi": attempt}, opening=Opening())
    text = text_of(printed(slip_contents(client_language="fi", place=place)))
    assert attempt in text.replace("\n", " ")


def test_contents_never_become_source():
    for sheet in (paths.TEMPLATES / "slips").glob("*.typ"):
        assert "eval(" not in sheet.read_text(encoding="utf-8")
        assert not sheet.is_symlink()
        assert "@preview" not in sheet.read_text(encoding="utf-8")


def test_threads_print_side_by_side_each_its_own_slip():
    def one(number):
        code = f"K{number}M-4XR"
        slip = slip_contents(case_code=code, client_language=SLIP_LANGUAGES[number % 5])
        return code in text_of(printed(slip))

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(one, range(10)))
