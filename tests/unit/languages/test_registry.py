"""Every language of the table has a direction, names and something that Babel can parse."""

import subprocess
import sys

import pytest
from babel import Locale

from advicedesk.languages import registry

EVERY = registry.all_languages()


def test_the_table_has_the_languages_of_the_desk_and_the_three_that_are_not_spoken() -> None:
    codes = [language.language_code for language in EVERY]
    assert len(codes) == len(set(codes)) == 134
    assert {"und", "mul", "fi-x-selko", "ckb", "kmr", "prs", "cnr"} <= set(codes)


@pytest.mark.parametrize("language", EVERY, ids=lambda language: language.language_code)
def test_every_language_is_whole(language: registry.Language) -> None:
    assert language.direction in ("ltr", "rtl")
    assert all(language.names[code] for code in ("fi", "sv", "en"))
    assert bool(language.endonym) == (language.language_code not in ("und", "mul"))
    assert isinstance(registry.locale_of(language.language_code), Locale)


@pytest.mark.parametrize("in_language", ["fi", "sv", "ar", "ru"])
def test_no_name_falls_back_to_english_where_slips_and_pages_are_read(in_language: str) -> None:
    english = {language.names["en"] for language in EVERY}
    latin = {
        language.language_code
        for language in EVERY
        if in_language in ("ar", "ru")
        and registry.name(language.language_code, in_language) in english
    }
    assert latin == set()
    assert all(registry.name(language.language_code, in_language) for language in EVERY)


@pytest.mark.parametrize("in_language", ["fi", "sv", "en", "ar", "ru"])
def test_no_two_languages_have_one_name(in_language: str) -> None:
    names = [registry.name(language.language_code, in_language) for language in EVERY]
    assert sorted(name for name in set(names) if names.count(name) > 1) == []


@pytest.mark.parametrize(
    ("language_code", "in_language", "name"),
    [
        ("kmr", "fi", "kurmandži (pohjoiskurdi)"),
        ("kmr", "ar", "الكردية الكرمانجية"),
        ("prs", "ar", "الدارية"),
        ("ckb", "sv", "sorani (centralkurdiska)"),
        ("und", "fi", "kieli ei tiedossa"),
        ("und", "ar", "اللغة غير معروفة"),
        ("mul", "sv", "flera språk"),
        ("fi-x-selko", "en", "plain Finnish"),
        ("fi-x-selko", "ar", "الفنلندية المبسطة"),
        ("so", "ar", "الصومالية"),
        ("so", "et", "somaali"),
        ("so", "fi-x-selko", "somali"),
        ("prs", "et", "dari"),
        ("prs", "tr", "Darice"),
        ("kmr", "zh", "库尔德语"),
        ("ar", "prs", "عربی"),
        ("prs", "ckb", "دەری"),
        ("so", "xx-no-such", "Somali"),
        ("tlh", "fi", "tlh"),
    ],
)
def test_a_language_is_named_in_the_language_of_the_page(
    language_code: str, in_language: str, name: str
) -> None:
    assert registry.name(language_code, in_language) == name


def test_direction_follows_the_table_and_an_unknown_code_reads_from_the_left() -> None:
    rtl = {language.language_code for language in EVERY if language.direction == "rtl"}
    assert {"ar", "fa", "prs", "ckb", "ur", "ps", "he", "pnb", "haz", "aii"} <= rtl
    assert not {"ku", "kmr", "pa", "uz"} & rtl
    assert registry.direction("ar") == "rtl"
    assert registry.direction("no-such") == "ltr"


def test_staff_and_slips_have_their_own_languages() -> None:
    assert tuple(one.language_code for one in registry.staff_languages()) == registry.STAFF
    assert tuple(one.language_code for one in registry.slip_languages()) == registry.SLIPS
    somali, dari, lao = map(registry.get_language, ("so", "prs", "lo"))
    assert (somali.for_staff, somali.for_slips) == (True, True)
    assert (dari.for_staff, dari.for_slips) == (False, True)
    assert (lao.for_staff, lao.for_slips) == (False, False)


@pytest.mark.parametrize("in_language", registry.SLIPS)
def test_the_languages_of_slips_have_names_in_each_others_words(in_language: str) -> None:
    scripts = {registry.get_language(code).script for code in registry.SLIPS} - {"Latn"}
    assert registry.get_language(in_language).script in scripts | {"Latn"}
    for code in registry.SLIPS:
        name = registry.name(code, in_language)
        assert name
        if registry.get_language(in_language).script != "Latn":
            assert not name.isascii(), (code, name)


def test_every_language_of_slips_is_shared_by_those_who_write_alike() -> None:
    for spoken, read in (("yue", "zh"), ("ku", "kmr"), ("haz", "prs"), ("lo", "lo")):
        assert registry.read_as(spoken) == read


def test_no_catalog_counts_as_read_by_a_native_reader_before_one_has_read_it() -> None:
    assert not any(
        language.is_native_reviewed(catalog)
        for language in registry.all_languages()
        for catalog in ("messages", "slips")
    )


def test_an_unknown_code_is_no_language() -> None:
    assert registry.find_language("no-such") is None
    assert not registry.is_known("no-such")
    assert registry.html_tag("no-such") == "und"
    assert registry.html_tag("fi-x-selko") == "fi-x-selko"
    with pytest.raises(KeyError):
        registry.get_language("no-such")


def test_importing_reads_no_table() -> None:
    program = (
        "import pathlib; pathlib.Path.open = None\n"
        "from advicedesk.languages import registry, search, formats"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
