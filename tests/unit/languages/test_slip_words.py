"""The slips' catalogs are complete, alike in their places, and readable without a build step."""

import os
import re

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from advicedesk import paths
from advicedesk.languages import registry, slip_words
from advicedesk.languages.catalog_files import folder_of
from advicedesk.languages.partitives import FINNISH_PARTITIVES
from advicedesk.referrals import slip_texts
from tests.factories.slips import SLIP_LANGUAGES

PLACES = re.compile(r"%\(\w+\)s")


def catalog(language):
    with (paths.TRANSLATIONS / folder_of(language) / "LC_MESSAGES" / "slips.po").open(
        "rb"
    ) as source:
        return [message for message in read_po(source) if message.id]


with (paths.TRANSLATIONS / "slips.pot").open("rb") as template:
    known = {message.id for message in read_po(template) if message.id}

every_language = pytest.mark.parametrize("language", SLIP_LANGUAGES)


def test_slips_are_offered_in_the_languages_that_have_a_catalog():
    assert {one.language_code for one in registry.slip_languages()} == set(SLIP_LANGUAGES)
    assert all(slip_words.has_slip_words(language) for language in SLIP_LANGUAGES)
    assert not slip_words.has_slip_words("lo")


def test_the_template_of_catalogs_is_not_stale():
    written = set()
    for name, value in vars(slip_texts).items():
        if name.isupper() and name != "N_":
            written |= set(value.values() if isinstance(value, dict) else [value])
    assert written == known


@every_language
def test_a_catalog_is_complete_and_checked(language):
    messages = catalog(language)
    assert {message.id for message in messages} == known
    assert all(message.string and not message.fuzzy for message in messages)


@every_language
def test_the_places_to_fill_are_those_of_the_source(language):
    for message in catalog(language):
        assert sorted(PLACES.findall(message.id)) == sorted(PLACES.findall(message.string))


@pytest.mark.parametrize("language", sorted({*SLIP_LANGUAGES} - {"en", "fil"}))
def test_no_text_is_left_in_english(language):
    # Filipino has taken words over as they are: "Birth certificate"
    same = {message.id for message in catalog(language) if message.id == message.string}
    assert same <= {slip_texts.DAYS_FROM_TO}


def test_a_text_is_said_in_the_language_with_its_places_filled():
    assert slip_words.say(slip_texts.FLOOR, "fi", {"floor": "2"}) == "2.\u00a0kerros"
    assert slip_words.say(slip_texts.TITLE, "sv") == "Nästa steg"


def test_an_unknown_language_is_said_in_english():
    assert slip_words.say(slip_texts.TITLE, "xx") == slip_texts.TITLE


@pytest.fixture
def folder(tmp_path, monkeypatch):
    home = tmp_path / "fi" / "LC_MESSAGES"
    home.mkdir(parents=True)
    monkeypatch.setattr(paths, "TRANSLATIONS", tmp_path)
    slip_words.slip_gettext.cache_clear()
    yield home
    slip_words.slip_gettext.cache_clear()


def write_catalog(home, translation):
    text = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n{translation}\n'
    (home / "slips.po").write_text(text, encoding="utf-8")


def build(home, age):
    with (home / "slips.po").open("rb") as source, (home / "slips.mo").open("wb") as built:
        write_mo(built, read_po(source))
    written = (home / "slips.po").stat().st_mtime
    os.utime(home / "slips.mo", (written + age, written + age))


def test_a_translation_with_a_wrong_place_gives_way_to_the_source(folder):
    write_catalog(folder, 'msgid "Phone %(number)s"\nmsgstr "Puhelin %(numero)s"')
    assert slip_words.say("Phone %(number)s", "fi", {"number": "1"}) == "Phone 1"


def test_a_built_catalog_is_read_where_it_is_current(folder):
    write_catalog(folder, 'msgid "Phone"\nmsgstr "Puhelin"')
    build(folder, age=5)
    (folder / "slips.po").unlink()
    assert slip_words.say("Phone", "fi") == "Puhelin"


def test_a_stale_built_catalog_is_passed_over(folder):
    write_catalog(folder, 'msgid "Phone"\nmsgstr "Vanha"')
    build(folder, age=-5)
    write_catalog(folder, 'msgid "Phone"\nmsgstr "Puhelin"')
    assert slip_words.say("Phone", "fi") == "Puhelin"


def test_partitives_are_of_known_languages_and_end_as_partitives_do():
    for language_code, word in FINNISH_PARTITIVES.items():
        assert registry.is_known(language_code)
        assert word[-1] in "aä"
