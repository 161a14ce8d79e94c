"""The table of scripts: which family shows one, and how much room its lines need (pure).

A script is one row here, one row of `fonts/make_fonts.py` and its committed fonts.
"""

from dataclasses import dataclass

BASE_FAMILY = "Noto Sans"  # Latin, Greek, Cyrillic, and the direction marks no other family has


@dataclass(frozen=True)
class ScriptLook:
    """A family and its line box in em: above and below the baseline, and from line to line."""

    family: str
    top: float
    bottom: float
    line: float


_BASE = ScriptLook(BASE_FAMILY, 0.76, 0.12, 1.38)

# Boxes were set by eye: with the engine's default, stacked marks are cut by the rules of a table.
SCRIPTS = {
    "Latn": _BASE,
    "Cyrl": _BASE,
    "Grek": _BASE,
    "Arab": ScriptLook("Noto Sans Arabic", 0.9, 0.34, 1.55),
    "Deva": ScriptLook("Noto Sans Devanagari", 0.9, 0.3, 1.5),
    "Beng": ScriptLook("Noto Sans Bengali", 0.9, 0.3, 1.5),
    "Ethi": ScriptLook("Noto Sans Ethiopic", 0.82, 0.16, 1.45),
    "Mymr": ScriptLook("Noto Sans Myanmar", 1.0, 0.52, 1.75),
    "Thai": ScriptLook("Noto Sans Thai", 1.0, 0.3, 1.52),
    "Hans": ScriptLook("Noto Sans SC", 0.88, 0.12, 1.5),
}


def look_of(script: str) -> ScriptLook:
    """Return the row of a script; a script without fonts is a KeyError."""
    return SCRIPTS[script]


def font_chain(script: str) -> tuple[str, ...]:
    """Return the families tried in turn: the script's own, the base, then all other committed."""
    own = SCRIPTS[script].family
    others = (look.family for look in SCRIPTS.values())
    return tuple(dict.fromkeys((own, BASE_FAMILY, *others)))
