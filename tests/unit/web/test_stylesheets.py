"""The stylesheet: small, in layers, and everything it uses is defined."""

import re

import pytest

from advicedesk.paths import STATIC

LIMIT = 30_000
SHEETS = {path.relative_to(STATIC).as_posix(): path for path in STATIC.rglob("*.css")}


def plain(name: str) -> str:
    """Return a sheet without its comments."""
    return re.sub(r"/\*.*?\*/", "", SHEETS[name].read_text(encoding="utf-8"), flags=re.DOTALL)


def test_all_sheets_together_are_small() -> None:
    assert sum(path.stat().st_size for path in SHEETS.values()) <= LIMIT


def test_the_order_of_the_layers_stands_first() -> None:
    order = plain("css/reset.css").replace(" ", "").strip()
    assert order.startswith("@layerreset,tokens,base,components,pages;")


@pytest.mark.parametrize("layer", ["reset", "tokens", "base", "components", "pages"])
def test_every_layer_has_its_sheet(layer: str) -> None:
    assert re.search(rf"@layer {layer} ?\{{", plain(f"css/{layer}.css"))


def test_every_token_that_is_used_is_defined() -> None:
    sheets = "".join(plain(name) for name in SHEETS)
    defined = set(re.findall(r"(--[\w-]+):", sheets))
    assert sorted(set(re.findall(r"var\((--[\w-]+)", sheets)) - defined) == []


def test_no_sheet_but_the_tokens_names_a_colour() -> None:
    for name in SHEETS:
        if name != "css/tokens.css":
            on_screen = re.sub(r"@media print ?\{.*", "", plain(name), flags=re.DOTALL)
            colours = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", on_screen))
            assert colours <= {"#fff"}, name  # the ground of a QR code


@pytest.mark.parametrize(
    "setting",
    [
        "prefers-color-scheme: dark",
        "prefers-contrast: more",
        "forced-colors: active",
        "prefers-reduced-motion",
        "@media print",
    ],
)
def test_what_a_reader_set_is_honoured(setting: str) -> None:
    sheets = "".join(plain(name) for name in SHEETS)
    assert setting.replace(" ", "") in sheets.replace(" ", "")
