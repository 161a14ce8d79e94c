"""The picker's finder: a language by its own name, its name in any UI language, or its code."""

import unicodedata
from dataclasses import dataclass
from functools import cache

from advicedesk.languages import registry
from advicedesk.languages.registry import Language

LONGEST_QUERY = 60

# what people call a language besides the table's names; common spellings of its own name
_ALIASES = {
    "aii": "suret assyrian assyria",
    "am": "amharic amarinja",
    "ar": "arabi arabiya arabian",
    "az": "azerbaidžan azerbaidzan azerbaijani",
    "be": "belarus belarusian bielaruskaja",
    "bn": "bangla",
    "ckb": "sorani soranî kurdi sorani kurdish sorani kurdiska sorani کوردی سۆرانی",
    "cmn": "mandariini mandarin kiina kinesiska chinese putonghua",
    "el": "ellinika greek",
    "et": "eesti viron",
    "fa": "farsi parsi iran",
    "fi-x-selko": "selko selkokieli suomi selko finska lättläst easy finnish",
    "fil": "tagalog filippiini pilipino",
    "fse": "viittomakieli teckenspråk sign language",
    "fss": "viittomakieli teckenspråk sign language",
    "haz": "hazara dari",
    "he": "hebrea ivrit",
    "hi": "hindustani",
    "hy": "hajeren",
    "ka": "gruusia kartuli",
    "kmr": "kurmandži kurmanji kurdi kurmanji kurdish kurmanji kurdiska کوردی",
    "ku": "kurdî kurdish کوردی کرمانجی",
    "mul": "monta kieltä several flera",
    "my": "birma birman myanmar",
    "nb": "norja norska norwegian",
    "om": "oromia galla afaan oromo",
    "pa": "punjabi",
    "pnb": "punjabi pandžabi",
    "prs": "darin afgaani afgani afghan persia dari دری",
    "ps": "pashto pastu pashtu paštun afgaani pakhto",
    "rom": "romani romanikieli mustalaiskieli",
    "ru": "russki russkij venaja",
    "sdh": "kurdi kurdish کوردی",
    "si": "singali sinhalese",
    "so": "somalia soomaali af soomaali",
    "sq": "shqip albanian",
    "sr": "srpski",
    "sw": "suahili",
    "ti": "tigrigna tigrinya",
    "tl": "filippiini filipino pilipino",
    "uk": "ukrajinska ukrainska",
    "und": "tuntematon okänt unknown",
    "uz": "ozbek oʻzbek uzbek",
    "yue": "kantoni cantonese guangdonghua",
    "zh": "mandariini mandarin putonghua zhongwen 汉语 漢語 普通话",
}
_LETTERS = str.maketrans({"ı": "i", "ø": "o", "đ": "d", "ß": "ss", "ي": "ی", "ى": "ی", "ك": "ک"})


class _WithoutMarks(dict[int, str]):
    """Each character to itself, a mark (\\p{M}) to nothing; learnt as they come."""

    def __missing__(self, point: int) -> str:
        one = chr(point)
        self[point] = "" if unicodedata.category(one)[0] == "M" else one
        return self[point]


class _OnlyLetters(dict[int, str]):
    """Each letter to the one that it is compared as, all but letters and digits to a space."""

    def __missing__(self, point: int) -> str:
        letters = chr(point).translate(_LETTERS)
        kept = (one if unicodedata.category(one)[0] in "LN" else " " for one in letters)
        self[point] = "".join(kept)
        return self[point]


_WITHOUT_MARKS = _WithoutMarks()
_ONLY_LETTERS = _OnlyLetters()


def fold(text: str) -> str:
    """Fold for comparing, exactly as fold() of static/js/picker.js.

    NFKD, marks (\\p{M}) away, small letters, the letters of _LETTERS made one with their
    neighbours, and everything but letters and digits becomes one space.
    """
    # tens of thousands of names are folded at a time: whole texts are translated, not characters
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).translate(_WITHOUT_MARKS)
    return " ".join(text.lower().translate(_ONLY_LETTERS).split())


def search_terms(language: Language, ui_language: str) -> str:
    """Return the folded words by which the picker finds a language, its name in front."""
    shown = registry.name(language.language_code, ui_language)
    staff = [registry.name(language.language_code, code) for code in registry.STAFF]
    known_as = [shown, language.endonym, *staff, *language.names.values(), language.language_code]
    known_as.append(_ALIASES.get(language.language_code, ""))
    terms = ""
    for phrase in filter(None, map(fold, known_as)):
        if f" {phrase} " not in f" {terms} ":
            terms = f"{terms} {phrase}".strip()
    return terms


@dataclass(frozen=True)
class _Entry:
    language: Language
    code: str
    names: tuple[str, ...]
    words: tuple[str, ...]
    text: str


@cache
def _entries() -> tuple[_Entry, ...]:
    return tuple(_entry(language) for language in registry.all_languages())


def _entry(language: Language) -> _Entry:
    staff = [registry.name(language.language_code, code) for code in registry.STAFF]
    names = dict.fromkeys(fold(one) for one in [*staff, *language.names.values(), language.endonym])
    text = " ".join([*names, fold(_ALIASES.get(language.language_code, ""))]).strip()
    return _Entry(
        language=language,
        code=fold(language.language_code),
        names=tuple(filter(None, names)),
        words=tuple(dict.fromkeys(text.split())),
        text=f" {text} ",
    )


def find(query: str, limit: int = 8) -> list[Language]:
    """Return the languages that a typed word may mean, the likeliest first."""
    typed = fold(query[:LONGEST_QUERY])
    if not typed:
        return []
    ranked = [
        (rank, position, entry.language)
        for position, entry in enumerate(_entries())
        if (rank := _rank(typed, entry)) is not None
    ]
    return [language for _rank, _position, language in sorted(ranked, key=lambda one: one[:2])][
        :limit
    ]


def find_meant(query: str) -> Language | None:
    """Return the one language that was surely meant: named in full, or the only one so begun."""
    typed = fold(query[:LONGEST_QUERY])
    ranks = {entry.language: _rank(typed, entry) for entry in _entries()} if typed else {}
    for sure in ({0, 1}, {2}, {3, 4}):
        found = [language for language, rank in ranks.items() if rank in sure]
        if found:
            return found[0] if len(found) == 1 or sure == {0, 1} else None
    return None


def _rank(typed: str, entry: _Entry) -> int | None:
    """Rank a language for a typed word: 0 is its code, 6 is a slip of the finger; None is no."""
    tests = (
        typed == entry.code,
        typed in entry.names,
        f" {typed} " in entry.text,
        any(one.startswith(typed) for one in entry.names),
        _begins_words(typed, entry.words),
        len(typed) > 2 and typed in entry.text,
        len(typed) > 3 and any(is_one_slip_away(typed, word) for word in entry.words),
    )
    return next((rank for rank, holds in enumerate(tests) if holds), None)


def _begins_words(typed: str, words: tuple[str, ...]) -> bool:
    return all(any(word.startswith(part) for word in words) for part in typed.split())


def is_one_slip_away(one: str, other: str) -> bool:
    """Tell whether one letter is wrong, missing or too many, or two neighbours are swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        wrong = [at for at, pair in enumerate(zip(one, other, strict=True)) if pair[0] != pair[1]]
        if len(wrong) == 2 and wrong[1] == wrong[0] + 1:
            return one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]
        return len(wrong) == 1
    short, long = sorted((one, other), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
