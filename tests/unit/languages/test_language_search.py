"""The picker finds a language by its own name, its names in the UI languages, or its code."""

import re

import pytest

from advicedesk import paths
from advicedesk.languages import registry, search


def _codes(query: str, limit: int = 8) -> list[str]:
    return [language.language_code for language in search.find(query, limit)]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("soranî", "ckb"),
        ("sorani", "ckb"),
        ("Sorani kurdi", "ckb"),
        ("kurdish sor", "ckb"),
        ("کوردیی ناوەندی", "ckb"),
        ("كوردي ناوەندی", "ckb"),
        ("سۆرانی", "ckb"),
        ("kurdi", "ku"),
        ("kurmandzi", "kmr"),
        ("kurmandži", "kmr"),
        ("kurmanji", "kmr"),
        ("arabia", "ar"),
        ("ARABISKA", "ar"),
        ("العربية", "ar"),
        ("somaliska", "so"),
        ("viro", "et"),
        ("eesti", "et"),
        ("venäjä", "ru"),
        ("venaja", "ru"),
        ("русский", "ru"),
        ("persia", "fa"),
        ("farsi", "fa"),
        ("فارسي", "fa"),
        ("dari", "prs"),
        ("kiina", "zh"),
        ("mandariini", "zh"),
        ("中文", "zh"),
        ("norsk", "no"),
        ("norsk bokmål", "nb"),
        ("turkce", "tr"),
        ("azerbaycan", "az"),
        ("ozbek", "uz"),
        ("viittomakieli", "fse"),
        ("selko", "fi-x-selko"),
        ("lättläst", "fi-x-selko"),
        ("ei tiedossa", "und"),
        ("several languages", "mul"),
        ("ckb", "ckb"),
        ("fi", "fi"),
        ("ti", "ti"),
        ("arbia", "ar"),
        ("arbaia", "ar"),
        ("somalli", "so"),
        ("ukraina", "uk"),
    ],
)
def test_a_typed_word_finds_its_language_first(query: str, first: str) -> None:
    assert _codes(query)[:1] == [first]


@pytest.mark.parametrize(
    ("query", "several"),
    [
        ("kurdi", {"ku", "kmr", "ckb", "sdh"}),
        ("کوردی", {"ku", "kmr", "ckb", "sdh"}),
        ("kiina", {"zh", "cmn", "yue"}),
        ("saame", {"se", "smn", "sms"}),
        ("panjabi", {"pa", "pnb"}),
    ],
)
def test_a_word_for_several_languages_finds_them_all(query: str, several: set[str]) -> None:
    assert several <= set(_codes(query))


@pytest.mark.parametrize(
    "language", registry.all_languages(), ids=lambda language: language.language_code
)
def test_every_language_is_found_by_each_of_its_names_and_its_code(
    language: registry.Language,
) -> None:
    typed = [*language.names.values(), language.endonym, language.language_code]
    missed = [one for one in typed if one and language not in search.find(one, 3)]
    assert missed == []


@pytest.mark.parametrize("query", ["", "  ", "!?", "qqqq", "12345", "'; --", "x" * 100_000])
def test_nothing_is_found_for_what_names_no_language(query: str) -> None:
    assert _codes(query) == []


def test_no_more_are_found_than_wanted() -> None:
    assert len(_codes("a", 3)) == 3


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("arabia", "ar"),
        ("ar", "ar"),
        ("kurdi", "ku"),
        ("somal", "so"),
        ("farsi", "fa"),
        ("kurmanji", "kmr"),
        ("tuntematon", "und"),
    ],
)
def test_a_name_in_full_or_a_lone_beginning_is_surely_meant(query: str, meant: str) -> None:
    language = search.find_meant(query)
    assert language is not None
    assert language.language_code == meant


@pytest.mark.parametrize("query", ["", "a", "arbaia", "mandariini", "saame", "qqqq"])
def test_a_slip_of_the_finger_or_several_languages_are_not_surely_meant(query: str) -> None:
    assert search.find_meant(query) is None


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Soranî", "sorani"),
        ("ISLANTI", "islanti"),
        ("kurmandži", "kurmandzi"),
        ("Türkçe", "turkce"),
        ("ırkçı", "irkci"),
        ("İstanbul", "istanbul"),
        ("bokmål/Øst", "bokmal ost"),
        ("Tiếng Việt", "tieng viet"),
        ("đ ß", "d ss"),
        ("كوردي", "کوردی"),
        ("عربى", "عربی"),
        ("S'gaw  Karen", "s gaw karen"),
        ("fi-x-selko", "fi x selko"),
        ("كُردِيّ", "کردی"),
    ],
)
def test_folding_takes_accents_case_and_punctuation_away(text: str, folded: str) -> None:
    assert search.fold(text) == folded
    assert search.fold(folded) == folded


def test_the_page_folds_letters_as_the_server_does() -> None:
    script = (paths.STATIC / "js" / "picker.js").read_text()
    body = script[script.index("function fold") : script.index("let pickers")]
    replaced = {
        one: letter
        for wanted, letter in re.findall(r'\.replace\(/\[?([^\\\]/^]+)\]?/g, "(.+?)"\)', body)
        for one in wanted
    }
    assert replaced == {one: search.fold(one) for one in "ıøđßيىك"}
    for step in ('normalize("NFKD")', r"\p{M}", "toLowerCase()", r"[^\p{L}\p{N}]+", "trim()"):
        assert step in body


@pytest.mark.parametrize("ui_language", registry.STAFF)
def test_search_terms_begin_with_the_name_on_the_page(ui_language: str) -> None:
    for language in registry.all_languages():
        shown = search.fold(registry.name(language.language_code, ui_language))
        terms = search.search_terms(language, ui_language)
        assert terms.startswith(shown)
        assert search.fold(terms) == terms


def test_search_terms_have_every_name_whole() -> None:
    terms = search.search_terms(registry.get_language("nb"), "fi")
    assert all(name in terms for name in ("norjan bokmal", "norsk bokmal", "norwegian bokmal"))
    assert " nb" in terms
