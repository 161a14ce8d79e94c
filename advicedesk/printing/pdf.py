"""Slips as tagged PDF and as a picture, the monthly report. The only importer of `typst`.

Never compile before a fork: the engine's threads are lost in the child, and it hangs. Importing
and building the fonts are safe.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from advicedesk import paths
from advicedesk.printing.coverage import missing_characters, require_glyphs
from advicedesk.printing.documents import PaperSize, Slip, on_a_phone, texts
from advicedesk.printing.qr import qr_svg
from advicedesk.printing.scripts import font_chain, look_of

if TYPE_CHECKING:
    import typst

FONTS = Path(__file__).parent / "fonts"
SHEETS = paths.TEMPLATES / "slips"
REPORTS = paths.TEMPLATES / "statistics"
OFFICE_SCRIPT = "Latn"
PHONE_DOTS = 230  # an inch: the roll is then 724 dots wide, as much as a telephone shows

KEPT_COMPILATIONS = 10  # typst-py's own figure: it drops what so many did not use

_fonts_are_built_once = Lock()
_one_forgets_at_a_time = Lock()


def slip_pdf(slip: Slip, size: PaperSize) -> bytes:
    """Print a slip; refuse with GlyphMissing what would come out as empty boxes."""
    return slips_pdf((slip,), size)


def slips_pdf(slips: Sequence[Slip], size: PaperSize) -> bytes:
    """Print papers of one visit, one after the other; the first gives language and title."""
    for slip in slips:
        require_glyphs(texts(slip), slip.client_script)
    printed: bytes = _set(
        SHEETS / "slip.typ",
        format="pdf",
        sys_inputs={"papers": _as_json(slips, size)},
        pdf_standards=["ua-1"],  # also the last net: a character without glyph stops the export
        timestamp=_fixed(slips[0].printed_at),
    )
    return printed


def slip_picture(slip: Slip) -> bytes:
    """Draw a slip as one PNG in a telephone's shape, without case code and stub."""
    (picture,) = slip_pictures(on_a_phone(slip), PaperSize.RECEIPT, PHONE_DOTS)
    return picture


def slip_pictures(slip: Slip, size: PaperSize, dots: float) -> list[bytes]:
    """Draw each page of a slip's paper as a PNG, with so many dots an inch."""
    require_glyphs(texts(slip), slip.client_script)
    papers = _as_json((slip,), size)
    drawn = _set(SHEETS / "slip.typ", format="png", ppi=dots, sys_inputs={"papers": papers})
    return drawn if isinstance(drawn, list) else [drawn]


def report_pdf(report: Mapping[str, object], script: str, made_at: datetime) -> bytes:
    """Print the monthly report; what no font shows is a question mark, the report is for all."""
    text = json.dumps({**report, "writing": _writing(script)}, ensure_ascii=False)
    text = text.replace("\N{MINUS SIGN}", "-")  # no committed font has it
    shown = {ord(each): "?" for each in missing_characters(text, script)}
    printed: bytes = _set(
        REPORTS / "report.typ",
        format="pdf",
        sys_inputs={"report": text.translate(shown)},
        pdf_standards=["ua-1"],
        timestamp=_fixed(made_at),
    )
    return printed


def _set(sheet: Path, **order: Any) -> Any:
    """Let the engine set a sheet in our fonts alone, and forget it."""
    import typst  # the engine is large, and most of those who open a page print nothing

    try:
        return typst.compile(
            sheet, root=sheet.parent, font_paths=_fonts(), ignore_system_fonts=True, **order
        )
    finally:
        _forget()


def _forget() -> None:
    """Age what the engine remembers: no slip is set twice, yet ten are kept, 70 MiB of them.

    An empty sheet takes half a millisecond, so a slip costs some five more.
    """
    with _one_forgets_at_a_time:
        nothing = _nothing()
        for _compilation in range(KEPT_COMPILATIONS + 1):
            nothing.compile(format="svg")


@cache
def _nothing() -> "typst.Compiler":
    import typst

    return typst.Compiler(
        SHEETS / "look.typ", root=SHEETS, font_paths=_fonts(), ignore_system_fonts=True
    )


def _as_json(slips: Sequence[Slip], size: PaperSize) -> str:
    """Hand everything over as one text: never as source of the sheet."""
    return json.dumps(
        {
            "size": size.value,
            "title": slips[0].document_title,
            "sheets": [
                {
                    "stops": [_stop(stop) for stop in slip.stops],
                    "client": _writing(slip.client_script),
                    "office": _writing(OFFICE_SCRIPT),
                }
                for slip in slips
            ],
        },
        ensure_ascii=False,
        default=str,
    )


def _stop(slip: Slip) -> dict[str, object]:
    return {
        **asdict(replace(slip, more=())),
        "client_language": slip.client_language.partition("-")[0],  # of "fi-x-selko" what it is
        "two": slip.has_two_languages,
        "qr": qr_svg(slip.qr_url) if slip.qr_url else "",
    }


def _writing(script: str) -> dict[str, object]:
    look = look_of(script)
    return {
        "fonts": font_chain(script),
        "top": look.top,
        "bottom": look.bottom,
        "line": look.line,
    }


def _fixed(moment: datetime) -> datetime:
    """Return a moment as the engine takes it: in a zone of a fixed offset."""
    zone = timezone(moment.utcoffset() or timedelta())
    return moment.astimezone(zone).replace(microsecond=0)


def _fonts() -> "typst.Fonts":
    with _fonts_are_built_once:
        return _build_fonts()


@cache
def _build_fonts() -> "typst.Fonts":
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
