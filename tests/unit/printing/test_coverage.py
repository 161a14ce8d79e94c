"""No empty box is ever printed: every character is known to be in a committed font."""

import hashlib
import re

import pytest
from babel.messages.pofile import read_po
from fontTools.ttLib import TTFont

from advicedesk import paths
from advicedesk.languages import registry
from advicedesk.languages.catalog_files import folder_of
from advicedesk.printing.coverage import GlyphMissing, is_shown, missing_characters, require_glyphs
from advicedesk.printing.fonts import make_fonts
from advicedesk.printing.scripts import SCRIPTS, font_chain
from tests.factories.slips import SLIP_LANGUAGES

FONT_FILES = sorted(make_fonts.FONTS.glob("*.ttf"))


@pytest.mark.parametrize("family", make_fonts.FAMILIES)
def test_the_committed_table_equals_the_fonts(family):
    for first, last in make_fonts.covered(family):
        assert is_shown(chr(last), family) or last in (0, 13)
        assert is_shown(chr(first), family) or first in (0, 13)
    table = (make_fonts.FONTS / "coverage.json").read_text(encoding="utf-8")
    row = next(line for line in table.splitlines() if line.startswith(f'"{family}":'))
    assert [tuple(map(int, pair)) for pair in re.findall(r"\[(\d+), (\d+)\]", row)] == (
        make_fonts.covered(family)
    )


@pytest.mark.parametrize("path", FONT_FILES, ids=lambda path: path.stem)
def test_the_fonts_are_the_ones_that_the_readme_names(path):
    readme = (make_fonts.FONTS / "README.md").read_text(encoding="utf-8")
    assert hashlib.sha256(path.read_bytes()).hexdigest() in readme


@pytest.mark.parametrize("path", FONT_FILES, ids=lambda path: path.stem)
def test_the_fonts_say_their_family_and_weight(path):
    with TTFont(path) as font:
        assert font["name"].getDebugName(1) in make_fonts.FAMILIES
        assert font["OS/2"].usWeightClass == (700 if path.stem.endswith("Bold") else 400)


def test_every_script_has_its_fonts():
    families = {look.family for look in SCRIPTS.values()}
    assert families == set(make_fonts.FAMILIES)


def test_the_base_family_closes_every_chain_with_the_direction_marks():
    for script in SCRIPTS:
        assert "Noto Sans" in font_chain(script)
        assert missing_characters("\u2066\u2069\u2060\u00a0–·", script) == ""


@pytest.mark.parametrize("language", SLIP_LANGUAGES)
def test_every_character_of_a_catalog_is_in_its_fonts(language):
    with (paths.TRANSLATIONS / folder_of(language) / "LC_MESSAGES" / "slips.po").open(
        "rb"
    ) as source:
        words = {message.string for message in read_po(source) if message.id}
    words |= {registry.name(code, language) for code in SLIP_LANGUAGES}
    assert missing_characters("".join(words), registry.get_language(language).script) == ""


def test_missing_characters_are_named_each_once_and_in_order():
    assert missing_characters("Kela 😀 བ 😀", "Latn") == "😀བ"


def test_arabic_in_a_finnish_slip_is_shown_by_another_family():
    assert missing_characters("Moskeija مسجد", "Latn") == ""


def test_control_characters_never_have_a_glyph():
    assert missing_characters("a\x00\rb", "Latn") == "\x00\r"


def test_the_refusal_names_the_character():
    with pytest.raises(GlyphMissing, match=r"བ \(U\+0F56 TIBETAN LETTER BA\)") as refused:
        require_glyphs(["Kela", "བ"], "Arab")
    assert refused.value.characters == "བ"


def test_a_script_without_fonts_is_no_script_for_slips():
    with pytest.raises(KeyError):
        missing_characters("中", "Hant")
