"""A PDF's text as assistive technology is told it: along its tags, not along its ink.

Followed are the structure tree (ISO 32000-1, 14.7), `ActualText` (14.9.4) and `ReversedChars`
(14.8.2.3.3). Readers that look only at where letters stand guess: pypdf's own `extract_text`
yields Arabic words from left to right, PDFium reverses the Finnish ones beside them.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream, DictionaryObject

_BLOCKS = {"/P", "/H1", "/H2", "/TH", "/TD", "/LI"}
_PAIR = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def read_aloud(pdf: bytes) -> str:
    """Return the text of a document of one page in the order of its structure, a block a line."""
    document = PdfReader(BytesIO(pdf))
    (page,) = document.pages
    texts = _marked_texts(page, document)
    return "".join(_told(document.trailer["/Root"]["/StructTreeRoot"]["/K"], texts))


def _told(node: Any, texts: dict[int, str]) -> Iterator[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, int):
        yield texts[node]
    elif isinstance(node, list):
        for kid in node:
            yield from _told(kid, texts)
    elif node.get("/Type") == "/MCR":
        yield texts[node["/MCID"]]
    elif "/K" in node:
        yield from _told(node["/K"], texts)
        if node.get("/S") in _BLOCKS:
            yield "\n"


def _marked_texts(page: PageObject, document: PdfReader) -> dict[int, str]:
    """Return the text of each marked part of a page by its number."""
    letters = {name: _letters(font) for name, font in page["/Resources"]["/Font"].items()}
    told: defaultdict[int, str] = defaultdict(str)
    marks: list[tuple[str, DictionaryObject]] = []
    font: dict[int, str] = {}
    for operands, operator in ContentStream(page.get_contents(), document).operations:
        if operator == b"Tf":
            font = letters[operands[0]]
        elif operator in (b"BDC", b"BMC"):
            says = operands[1] if operator == b"BDC" else DictionaryObject()
            marks.append((operands[0], says))
            told[_number(marks)] += str(says.get("/ActualText", ""))
        elif operator == b"EMC":
            marks.pop()
        elif operator in (b"Tj", b"TJ") and not any("/ActualText" in says for _, says in marks):
            glyphs = [font[glyph] for glyph in _glyphs(operands[0])]
            is_reversed = any(name == "/ReversedChars" for name, _ in marks)
            told[_number(marks)] += "".join(reversed(glyphs) if is_reversed else glyphs)
    return told


def _number(marks: list[tuple[str, DictionaryObject]]) -> int:
    """Return the number of the innermost part; what has none is decoration."""
    return next((int(says["/MCID"]) for _, says in reversed(marks) if "/MCID" in says), -1)


def _glyphs(shown: Any) -> Iterator[int]:
    for piece in shown if isinstance(shown, list) else [shown]:
        written = getattr(piece, "original_bytes", piece)
        if isinstance(written, bytes):
            for at in range(0, len(written), 2):
                yield int.from_bytes(written[at : at + 2], "big")


def _letters(font: Any) -> dict[int, str]:
    """Return what each glyph of a font stands for."""
    table = font.get_object()["/ToUnicode"].get_data().decode("latin-1")
    found: dict[int, str] = {}
    for part in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for glyph, text in _PAIR.findall(part):
            found[int(glyph, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for part in re.findall(r"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in _RANGE.findall(part):
            *start, end = bytes.fromhex(text).decode("utf-16-be")
            for step, glyph in enumerate(range(int(first, 16), int(last, 16) + 1)):
                found[glyph] = "".join(start) + chr(ord(end) + step)
    return found
