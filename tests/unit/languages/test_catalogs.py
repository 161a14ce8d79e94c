"""Catalogs follow the sources, are whole in every language, and never break a page."""

import os
from collections.abc import Callable
from gettext import GNUTranslations
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from click.testing import CliRunner

from advicedesk.cli import command
from advicedesk.languages import catalog_files, catalogs
from advicedesk.languages.catalog_faults import Kind, find_faults
from advicedesk.languages.catalog_files import DOMAINS, Domain
from advicedesk.languages.registry import SLIPS, STAFF

MAPPING = """
[[mappings]]
method = "ignore"
pattern = "advicedesk/slips/**"

[[mappings]]
method = "python"
pattern = "advicedesk/**.py"

[[mappings]]
method = "jinja2"
pattern = "templates/**.html"
trimmed = "true"
silent = "false"
"""
PYTHON = """
from flask_babel import gettext as _, lazy_gettext, ngettext
_("Save")
# Translators: on a button
lazy_gettext("Print %(size)s")
ngettext("%(num)s visit", "%(num)s visits", 2)
"""
TEMPLATE = """<p>{{ _("Read <b>this</b>") }}</p>
{% trans count=visits|length %}One need{% pluralize %}{{ count }} needs{% endtrans %}
"""
FINNISH = {
    "Save": "Tallenna",
    "Print %(size)s": "Tulosta %(size)s",
    "%(num)s visit": ("%(num)s käynti", "%(num)s käyntiä"),
    "Read <b>this</b>": "Lue <b>tämä</b>",
    "One need": ("Yksi asia", "%(count)s asiaa"),
}
Change = Callable[[Catalog], None]


@pytest.fixture
def domain(tmp_path: Path) -> Domain:
    """Return a small project with sources and no catalogs yet."""
    sources = {
        "translations/messages.toml": MAPPING,
        "advicedesk/visits/views.py": PYTHON,
        "advicedesk/slips/texts.py": '_("Only on slips")\n',
        "templates/visits/today.html": TEMPLATE,
        "tests/test_it.py": '_("Not a text of ours")\n',
    }
    for name, text in sources.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Domain("messages", ("fi",), tmp_path / "translations")


@pytest.fixture
def whole(domain: Domain) -> Domain:
    """Return the project with its Finnish catalog complete."""
    catalogs.update(domain)
    _change(domain, _translate)
    return domain


def _translate(catalog: Catalog) -> None:
    for message in catalog:
        if message.id:
            first = message.id if isinstance(message.id, str) else message.id[0]
            message.string = FINNISH[first]


def _change(domain: Domain, change: Change) -> None:
    path = domain.catalog("fi")
    catalog = catalog_files.read_catalog(path, "fi")
    change(catalog)
    catalog_files.write_catalog(path, catalog)


def _kinds(domain: Domain) -> list[Kind]:
    return [fault.kind for fault in catalogs.check(domain)]


def test_texts_of_code_and_templates_are_extracted_and_those_of_slips_are_not(
    domain: Domain,
) -> None:
    template = catalogs.extract(domain)
    found = {message.id if isinstance(message.id, str) else message.id[0] for message in template}
    assert found - {""} == set(FINNISH)
    assert template["Print %(size)s"].auto_comments == ["on a button"]


def test_update_starts_catalogs_and_changes_nothing_the_second_time(domain: Domain) -> None:
    assert catalogs.update(domain) == [domain.template, domain.catalog("fi")]
    assert catalogs.update(domain) == []


def test_update_keeps_translations_though_lines_move_and_drops_what_is_gone(
    whole: Domain, tmp_path: Path
) -> None:
    source = tmp_path / "advicedesk/visits/views.py"
    source.write_text("\n\n\n" + PYTHON)
    assert catalogs.update(whole) == []
    source.write_text(PYTHON.replace('_("Save")', '_("Save this")'))
    catalogs.update(whole)
    text = whole.catalog("fi").read_text()
    assert "Tulosta" in text
    assert "Tallenna" not in text
    assert _kinds(whole) == [Kind.UNTRANSLATED]


def test_a_whole_catalog_has_no_faults(whole: Domain) -> None:
    assert catalogs.check(whole) == []


def test_without_template_and_catalog_both_are_missed(domain: Domain) -> None:
    assert _kinds(domain) == [Kind.STALE, Kind.NO_CATALOG]


def test_a_new_text_in_the_source_makes_template_and_catalog_stale(
    whole: Domain, tmp_path: Path
) -> None:
    (tmp_path / "advicedesk/new.py").write_text('_("New text")\n')
    faults = catalogs.check(whole)
    assert [fault.kind for fault in faults] == [Kind.STALE, Kind.MISSING]
    assert str(faults[0]) == "translations/messages.pot: the template is stale"
    assert '"New text"' in str(faults[1])


def test_a_text_that_left_the_source_makes_the_catalog_stale(whole: Domain, tmp_path: Path) -> None:
    (tmp_path / "templates/visits/today.html").write_text(TEMPLATE.splitlines()[0])
    assert _kinds(whole) == [Kind.STALE, Kind.LEFT_OVER]


def test_fuzzy_texts_are_not_whole_and_not_compiled(whole: Domain) -> None:
    def doubt(catalog: Catalog) -> None:
        catalog["Save"].flags.add("fuzzy")

    _change(whole, doubt)
    assert _kinds(whole) == [Kind.FUZZY]
    catalogs.build(whole)
    assert _compiled(whole).gettext("Save") == "Save"


def test_obsolete_texts_are_not_kept(whole: Domain) -> None:
    path = whole.catalog("fi")
    path.write_text(path.read_text() + '\n#~ msgid "Old"\n#~ msgstr "Vanha"\n')
    assert _kinds(whole) == [Kind.OBSOLETE]


def test_a_fault_is_told_with_its_file_line_and_text(whole: Domain) -> None:
    def break_it(catalog: Catalog) -> None:
        catalog["Print %(size)s"].string = "Tulosta"

    _change(whole, break_it)
    (fault,) = catalogs.check(whole)
    lines = whole.catalog("fi").read_text().splitlines()
    line = lines.index('msgid "Print %(size)s"') + 1
    place = f"translations/fi/LC_MESSAGES/messages.po:{line}"
    assert str(fault) == f'{place}: placeholders differ: "Print %(size)s"'


@pytest.mark.parametrize(
    ("source", "translation", "faults"),
    [
        ("Save", "Tallenna", []),
        ("Save", "", [Kind.UNTRANSLATED]),
        ("Save", " Tallenna", [Kind.EDGES]),
        ("Save\n", "Tallenna", [Kind.EDGES]),
        ("%(a)s of %(b)s", "%(b)s: %(a)s", []),
        ("%(a)s of %(b)s", "%(a)s", [Kind.PLACEHOLDERS]),
        ("%(a)s", "%(A)s", [Kind.PLACEHOLDERS]),
        ("%(a)s", "%(a)d", [Kind.PLACEHOLDERS]),
        ("%(a)s", "%(a) s", [Kind.PLACEHOLDERS]),
        ("%(a)s", "%(a)s %(b)s", [Kind.PLACEHOLDERS]),
        ("%s and %s", "%s ja %s", []),
        ("%s and %s", "%s", [Kind.PLACEHOLDERS]),
        ("Add {}", "Lisää {}", []),
        ("Add {}", "Lisää", [Kind.PLACEHOLDERS]),
        ("{first} more", "{toinen} lisää", [Kind.PLACEHOLDERS]),
        ("half", "50 %", [Kind.PLACEHOLDERS]),
        ("50%% of it", "50 %% siitä", []),
        ("50%% of it", "50 % siitä", [Kind.PLACEHOLDERS]),
        ("50 % of it", "50 % siitä", []),
        ("<b>Now</b>", "<b>Nyt</b>", []),
        ("<b>Now</b>", "Nyt", [Kind.TAGS]),
        ("<b>Now</b>", "<b>Nyt<b>", [Kind.TAGS]),
        ('<a href="%(url)s">x</a>', '<a href="%(url)s">y</a>', []),
        ("Now", "Nyt<script>", [Kind.TAGS]),
        ("a < b", "a < b", []),
    ],
)
def test_a_text_keeps_placeholders_tags_and_edges(
    source: str, translation: str, faults: list[Kind]
) -> None:
    catalog = Catalog(locale="fi")
    message = catalog.add(source, translation)
    assert list(find_faults(catalog, message)) == faults


VISITS = ("%(num)s visit", "%(num)s visits")
ARABIC = ["لا زيارات", "زيارة واحدة", "زيارتان", *["%(num)s زيارات"] * 3]


@pytest.mark.parametrize(
    ("language", "source", "forms", "faults"),
    [
        ("fi", VISITS, ["%(num)s käynti", "%(num)s käyntiä"], []),
        ("fi", VISITS, ["yksi käynti", "%(num)s käyntiä"], []),
        ("fi", ("one visit", "%(num)s visits"), ["%(num)s käynti", "%(num)s käyntiä"], []),
        ("fi", VISITS, ["käynti", "käyntiä"], [Kind.PLACEHOLDERS]),
        ("fi", VISITS, ["%(num)s käynti", ""], [Kind.PLURALS]),
        ("fi", VISITS, ["", ""], [Kind.UNTRANSLATED]),
        ("fi", VISITS, ["%(num)s käyntiä"], [Kind.PLURALS]),
        ("fi", ("%(who)s: one", "%(who)s: %(num)s"), ["yksi", "%(who)s: %(num)s"], ["lost"]),
        ("fi", ("<b>one</b>", "<b>%(num)s</b>"), ["<b>1</b>", "%(num)s"], [Kind.TAGS]),
        ("ar", VISITS, ARABIC, []),
        ("ar", VISITS, ARABIC[1:3], [Kind.PLURALS]),
        ("ru", VISITS, ["%(num)s визит", "%(num)s визита", "%(num)s визитов"], []),
        # in Russian the first form is also for 21
        ("ru", VISITS, ["один визит", "%(num)s визита", "%(num)s визитов"], ["lost"]),
    ],
)
def test_every_plural_form_is_there_and_says_its_number_when_it_has_several(
    language: str, source: tuple[str, str], forms: list[str], faults: list[Kind]
) -> None:
    catalog = Catalog(locale=language)
    message = catalog.add(source, forms)
    wanted = [Kind.PLACEHOLDERS if fault == "lost" else fault for fault in faults]
    assert list(find_faults(catalog, message)) == wanted


def _compiled(domain: Domain) -> GNUTranslations:
    with domain.compiled("fi").open("rb") as file:
        return GNUTranslations(file)


def test_only_changed_catalogs_are_compiled(whole: Domain) -> None:
    os.utime(whole.catalog("fi"), (1, 1))
    assert catalogs.build(whole) == ([whole.compiled("fi")], [])
    assert _compiled(whole).gettext("Save") == "Tallenna"
    assert _compiled(whole).ngettext("%(num)s visit", "%(num)s visits", 2) == "%(num)s käyntiä"
    assert catalogs.build(whole) == ([], [])
    path = whole.catalog("fi")
    later = whole.compiled("fi").stat().st_mtime + 1
    os.utime(path, (later, later))
    assert catalogs.build(whole) == ([whole.compiled("fi")], [])


@pytest.mark.parametrize("translation", ["Tulosta %(koko)s", "Tulosta %(size)s <b>"])
def test_a_text_that_would_break_a_page_is_not_compiled_and_the_old_catalog_stays(
    whole: Domain, translation: str
) -> None:
    catalogs.build(whole)

    def break_it(catalog: Catalog) -> None:
        catalog["Print %(size)s"].string = translation

    _change(whole, break_it)
    later = whole.compiled("fi").stat().st_mtime + 1
    os.utime(whole.catalog("fi"), (later, later))
    built, faults = catalogs.build(whole)
    assert built == []
    assert len(faults) == 1
    assert _compiled(whole).gettext("Print %(size)s") == "Tulosta %(size)s"


def test_a_catalog_with_gaps_is_compiled_and_shows_the_source_there(domain: Domain) -> None:
    catalogs.update(domain)
    built, faults = catalogs.build(domain)
    assert (len(built), faults) == (1, [])
    assert _compiled(domain).gettext("Save") == "Save"
    assert _compiled(domain).ngettext("%(num)s visit", "%(num)s visits", 2) == "%(num)s visits"


def test_without_a_catalog_there_is_nothing_to_compile(domain: Domain) -> None:
    assert catalogs.build(domain) == ([], [])
    assert catalogs.list_uncompiled(domain) == ["fi"]


@pytest.mark.parametrize("content", [b'msgid "a"\nnonsense\n', b'msgid "a"\nmsgstr "\xff"\n'])
def test_a_catalog_that_cannot_be_read_is_told(whole: Domain, content: bytes) -> None:
    whole.catalog("fi").write_bytes(content)
    assert _kinds(whole) == [Kind.UNREADABLE]
    assert [fault.kind for fault in catalogs.build(whole)[1]] == [Kind.UNREADABLE]


def test_the_share_is_whole_only_when_nothing_is_missing(whole: Domain) -> None:
    (share,) = catalogs.list_shares(whole)
    assert (share.percent, share.translated, share.total, share.fuzzy) == (100, 5, 5, 0)

    def forget(catalog: Catalog) -> None:
        catalog["Save"].string = ""
        catalog["Print %(size)s"].flags.add("fuzzy")

    _change(whole, forget)
    (share,) = catalogs.list_shares(whole)
    assert (share.percent, share.translated, share.total, share.fuzzy) == (60, 3, 5, 1)


def test_nothing_is_translated_before_there_is_a_template(domain: Domain) -> None:
    (share,) = catalogs.list_shares(domain)
    assert (share.percent, share.total) == (0, 0)


def test_staff_pages_need_no_catalog_in_the_language_of_the_source() -> None:
    languages = {domain.name: domain.languages for domain in DOMAINS}
    assert languages == {
        "messages": tuple(code for code in STAFF if code != "en"),
        "slips": SLIPS,
    }


@pytest.fixture
def told(whole: Domain, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str, str]]:
    """Return a function that runs `advicedesk translations` in the small project."""
    monkeypatch.setattr(catalog_files, "DOMAINS", (whole,))

    def run(*words: str) -> tuple[int, str, str]:
        outcome = CliRunner().invoke(command, ["translations", *words])
        return outcome.exit_code, outcome.stdout, outcome.stderr

    return run


def test_the_commands_answer_with_paths_figures_and_a_status(
    told: Callable[..., tuple[int, str, str]],
) -> None:
    assert told("update") == (0, "", "")
    assert told("compile") == (0, "translations/fi/LC_MESSAGES/messages.mo\n", "")
    assert told("check") == (0, "", "")
    exit_code, out, _err = told("status")
    assert exit_code == 0
    assert out.splitlines()[1] == "messages\tfi\t100\t5/5\t0\tno"


def test_the_commands_fail_when_something_is_wrong(
    whole: Domain, told: Callable[..., tuple[int, str, str]]
) -> None:
    def break_it(catalog: Catalog) -> None:
        catalog["Print %(size)s"].string = "Tulosta %(koko)s"

    _change(whole, break_it)
    for name in ("check", "compile"):
        exit_code, out, err = told(name)
        assert (exit_code, out) == (1, "")
        assert "placeholders differ" in err
        assert "1 faults" not in err


def test_an_installed_package_has_no_sources_to_extract_from(
    told: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("advicedesk.paths.TRANSLATIONS", tmp_path / "translations")
    exit_code, _out, err = told("update")
    assert exit_code == 1
    assert "checkout" in err
