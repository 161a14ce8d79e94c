"""The tokens of the stylesheet: every pair that carries text or a control contrasts enough."""

import re

import pytest

from advicedesk.paths import STATIC

TEXT, CONTROL = 4.5, 3.0
PAIRS = [
    *(("ink", ground, TEXT) for ground in ("page", "card", "sunken", "primary-soft")),
    *(("ink-quiet", ground, TEXT) for ground in ("page", "card", "sunken", "primary-soft")),
    *(("primary", ground, TEXT) for ground in ("page", "card", "sunken", "primary-soft")),
    *(("primary-deep", ground, TEXT) for ground in ("page", "card", "primary-soft")),
    *(("on-primary", ground, TEXT) for ground in ("primary", "primary-deep", "key-on-primary")),
    *(("warning", ground, TEXT) for ground in ("page", "card", "sunken", "warning-soft")),
    ("ink", "warning-soft", TEXT),
    *(("ink", f"heat-{step}", TEXT) for step in (1, 2, 3)),
    *(("card", f"heat-{step}", TEXT) for step in (4, 5)),
    *(("control-edge", ground, CONTROL) for ground in ("page", "card", "sunken", "primary-soft")),
    *(("focus", ground, CONTROL) for ground in ("page", "card", "sunken", "primary-soft")),
]


def colours(scheme: str) -> dict[str, str]:
    """Return the tokens of "light" or "dark" that are plain colours."""
    sheet = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
    light, dark = re.split(r"@media ?\(prefers-color-scheme: ?dark\)", sheet)
    found = dict(re.findall(r"--([\w-]+): ?#([0-9a-f]{6}|[0-9a-f]{3})\b", light))
    if scheme == "dark":
        found |= dict(re.findall(r"--([\w-]+): ?#([0-9a-f]{6}|[0-9a-f]{3})\b", dark))
    return found


def luminance(colour: str) -> float:
    """Return the relative luminance of "rgb" or "rrggbb", as WCAG defines it."""
    full = "".join(one * 2 for one in colour) if len(colour) == 3 else colour
    shares = (int(full[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_knows_black_on_white() -> None:
    assert contrast("000", "ffffff") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_a_pair_contrasts_enough(scheme: str, front: str, ground: str, least: float) -> None:
    found = colours(scheme)
    assert contrast(found[front], found[ground]) >= least
