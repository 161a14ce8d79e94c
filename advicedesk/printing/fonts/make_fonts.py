"""Make the committed fonts and `coverage.json` from whole Noto fonts.

    python -m advicedesk.printing.fonts.make_fonts FOLDER

FOLDER holds the unhinted or hinted static TTFs, each named as in the README beside this file. A new
script is one row of FAMILIES here and one row of `printing/scripts.py`. Needs fonttools (a
development dependency).
"""

import json
import sys
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

FONTS = Path(__file__).parent
WEIGHTS = ("Regular", "Bold")
WHOLE = "*"

# Simplified Chinese: the 3,755 usual characters (GB 2312, level 1) and what our texts need beside
_GB_2312_ROWS = range(0xB0, 0xD8)
_GB_2312_CELLS = range(0xA1, 0xFF)
MORE_HAN = ""
_HAN_MARKS = "U+00B7,U+2014,U+2018-2019,U+201C-201D,U+2026,U+3000-301F,U+FF01-FF5E"


def _simplified_chinese() -> str:
    level_1 = b"".join(bytes((row, cell)) for row in _GB_2312_ROWS for cell in _GB_2312_CELLS)
    # the last five cells of row D7 are empty
    characters = level_1.decode("gb2312", errors="ignore") + MORE_HAN
    return ",".join([_HAN_MARKS, *(f"U+{ord(character):04X}" for character in characters)])


# family: (file stem, the ranges kept). Noto Sans loses Devanagari marks and IPA-only oddities of
# other scripts, keeps Latin, Greek, Cyrillic, marks, punctuation, currency and number forms.
FAMILIES = {
    "Noto Sans": (
        "NotoSans",
        "U+0000-052F,U+1AB0-1AFF,U+1C80-1C8F,U+1D00-2BFF,U+2C60-2C7F,U+2DE0-2E7F,"
        "U+A640-A69F,U+A700-A7FF,U+AB30-AB6F,U+FB00-FB06,U+FE00-FE0F,U+FE20-FE2F,U+FEFF,U+FFFC-FFFD",
    ),
    "Noto Sans Arabic": ("NotoSansArabic", WHOLE),
    "Noto Sans Devanagari": ("NotoSansDevanagari", WHOLE),
    "Noto Sans Bengali": ("NotoSansBengali", WHOLE),
    "Noto Sans Ethiopic": ("NotoSansEthiopic", WHOLE),
    "Noto Sans Myanmar": ("NotoSansMyanmar", WHOLE),
    "Noto Sans Thai": ("NotoSansThai", WHOLE),
    "Noto Sans SC": ("NotoSansSC", _simplified_chinese()),
}


def make_font(source: Path, target: Path, ranges: str) -> None:
    """Write one subset: no hinting, all layout features, the outline of .notdef kept."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["*"]
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.glyph_names = False
    options.recalc_timestamp = False  # the same source makes the same bytes
    with subset.load_font(str(source), options) as font:
        subsetter = subset.Subsetter(options)
        unicodes = font.getBestCmap() if ranges == WHOLE else subset.parse_unicodes(_hex(ranges))
        subsetter.populate(unicodes=list(unicodes))
        subsetter.subset(font)
        subset.save_font(font, str(target), options)


def covered(family: str) -> list[tuple[int, int]]:
    """Return the ranges of code points that both weights of a committed family can show."""
    stem, _ = FAMILIES[family]
    shown = [_points(FONTS / f"{stem}-{weight}.ttf") for weight in WEIGHTS]
    ranges: list[tuple[int, int]] = []
    for point in sorted(set.intersection(*shown)):
        if ranges and point == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], point)
        else:
            ranges.append((point, point))
    return ranges


def main(folder: Path) -> None:
    """Make every font, then the table of what they cover."""
    for stem, ranges in FAMILIES.values():
        for weight in WEIGHTS:
            name = f"{stem}-{weight}.ttf"
            make_font(folder / name, FONTS / name, ranges)
    rows = [f"{json.dumps(family)}: {json.dumps(covered(family))}" for family in FAMILIES]
    (FONTS / "coverage.json").write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf-8")


def _points(path: Path) -> set[int]:
    with TTFont(path) as font:
        return set(font.getBestCmap())


def _hex(ranges: str) -> str:
    return ranges.replace("U+", "")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
