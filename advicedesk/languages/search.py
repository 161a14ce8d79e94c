"""The picker's finder: a language by its own name, its name in any UI language, or its code."""

import re
import unicodedata
from functools import cache

from advicedesk.languages import registry
from advicedesk.languages.registry import Language

# what people call a language besides the table's names
_ALIASES = {
    "ckb": "sorani soranî kurdi sorani kurdish sorani کوردی سۆرانی",
    "kmr": "kurmanji kurmandzi kurmandži kurmancî kurdi kurmanji",
    "ku": "kurdi kurdish kurdiska کوردی kurdî",
    "fa": "farsi persia persian persiska iran",
    "prs": "dari afgaani afgani afghan",
    "ps": "pashto pastu paštu pashtu",
    "zh": "mandariini mandarin kiina chinese kinesiska putonghua",
    "fil": "filipino tagalog filippiini",
    "tl": "tagalog filippiini",
    "so": "somalia somaliska",
    "et": "eesti viro viron",
    "my": "burma birma burmese",
    "sw": "suahili swahili kiswahili",
    "ti": "tigrinja tigrigna tigrinya",
    "am": "amhara amharic",
    "fi-x-selko": "selko selkokieli suomi selko lättläst plain",
    "fse": "viittomakieli",
}
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "đ": "d", "ß": "ss", "ي": "ی", "ى": "ی", "ك": "ک"})


def fold(text: str) -> str:
    """Fold for comparing, the same as static/js/picker.js: marks, case and punctuation go."""
    plain = "".join(
        character
        for character in unicodedata.normalize("NFKD", text)
        if not unicodedata.category(character).startswith("M")
    )
    return re.sub(r"[\W_]+", " ", plain.lower().translate(_LETTERS)).strip()


def search_terms(language: Language, ui_language: str) -> str:
    """Return the folded words by which the picker finds a language."""
    own = registry.name(language.language_code, ui_language)
    words = [language.endonym, own, *(text for _code, text in language.names)]
    words += [language.language_code, _ALIASES.get(language.language_code, "")]
    return " ".join(dict.fromkeys(fold(word) for word in words if word))


@cache
def _all_terms() -> list[tuple[Language, str]]:
    return [
        (language, " ".join(search_terms(language, code) for code in registry.STAFF))
        for language in registry.all_languages()
    ]


def find(query: str, limit: int = 8) -> list[Language]:
    """Return the languages that a typed word means, the likeliest first."""
    typed = fold(query)
    if not typed:
        return []
    found = []
    for position, (language, terms) in enumerate(_all_terms()):
        rank = _rank(typed, language, terms)
        if rank is not None:
            found.append((rank, position, language))
    return [language for _rank, _position, language in sorted(found, key=lambda one: one[:2])][
        :limit
    ]


def _rank(typed: str, language: Language, terms: str) -> int | None:
    names = [fold(text) for _code, text in language.names]
    if typed == fold(language.language_code) or typed in (*names, fold(language.endonym)):
        return 0
    padded = f" {terms} "
    if f" {typed} " in padded:
        return 1
    if any(one.startswith(typed) for one in names):
        return 2
    if f" {typed}" in padded:
        return 3
    if len(typed) > 2 and typed in terms:
        return 4
    words = terms.split()
    is_near = len(typed) > 3 and any(_is_one_slip_away(typed, word) for word in words)
    return 5 if is_near else None


def _is_one_slip_away(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
