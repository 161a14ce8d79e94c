"""The committed fonts can be made again by the script beside them."""

from fontTools.ttLib import TTFont

from advicedesk.printing.fonts import make_fonts

ARABIC = "NotoSansArabic-Regular.ttf"


def test_a_subset_keeps_the_ranges_asked_for_and_drops_hinting(tmp_path):
    made = tmp_path / ARABIC
    make_fonts.make_font(make_fonts.FONTS / ARABIC, made, "U+0627-0628,U+0020")
    with TTFont(made) as font:
        assert set(font.getBestCmap()) == {0x20, 0x627, 0x628}
        assert not {"fpgm", "prep", "cvt "} & set(font.keys())


def test_making_all_again_gives_the_same_table(tmp_path, monkeypatch):
    committed = make_fonts.FONTS
    monkeypatch.setattr(make_fonts, "FONTS", tmp_path)
    monkeypatch.setattr(
        make_fonts,
        "FAMILIES",
        {"Noto Sans Arabic": make_fonts.FAMILIES["Noto Sans Arabic"]},
    )
    make_fonts.main(committed)
    row = (tmp_path / "coverage.json").read_text(encoding="utf-8").splitlines()[1]
    assert row in (committed / "coverage.json").read_text(encoding="utf-8")
    for weight in make_fonts.WEIGHTS:
        name = f"NotoSansArabic-{weight}.ttf"
        assert (tmp_path / name).read_bytes() == (committed / name).read_bytes()
