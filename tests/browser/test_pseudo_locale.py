"""Every page in a language 40 % longer and its right-to-left twin: nothing is left untranslated,
nothing is clipped, nothing is pushed sideways."""

import re
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from advicedesk import paths
from advicedesk.codelists.seed import read_table
from advicedesk.extensions import babel
from advicedesk.languages import formats, registry
from tests.browser.demo_desk import DemoDesk, served_demo, signed_in, window
from tests.browser.pages import SEEN
from tests.factories.pseudo_locale import LEFT_TO_RIGHT, RIGHT_TO_LEFT, make_translations, pseudo

_WORD = re.compile(r"[A-Za-z]{3,}")
_TRANSLATED = re.compile(r"⟦[^⟦⟧]*⟧")
# key names, units and file kinds are the same in every language
_SAME_EVERYWHERE = {"shift", "ctrl", "esc", "tab", "enter", "min", "csv", "xlsx", "utf"}
# long words of other languages on /style; the headings of the canonical csv
_SAME_EVERYWHERE |= {"aufenthaltserlaubnisverl", "ngerungsantragsformular", "kansanel"}
_SAME_EVERYWHERE |= {"kelaitoksen", "asumistukihakemuslomakkeet", "advicedesk", "desk", "bridged"}
_SAME_EVERYWHERE |= {"minutes", "topics", "acts", "outcome", "note"}
# addresses, and names that programs read
_MACHINE = re.compile(r"\S*\w[._@]\w\S*|\b[0-9A-Z]+(?:-[0-9A-Z]+)+\b")
CLIPPED = """() => [...document.querySelectorAll(
    "main button, main .chip, main .pill, main .tile, main th")]
  .filter((one) => one.checkVisibility() && !one.closest(".table-scroll, .hidden")
    && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== "visible")
  .map((one) => one.textContent.trim().slice(0, 60))"""


@pytest.fixture(scope="module")
def pseudo_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[DemoDesk, set[str]]]:
    """Return the demo with pseudo-locales, and the words of what its database holds."""
    folder = tmp_path_factory.mktemp("pseudo-desk")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            paths, "TRANSLATIONS", make_translations(tmp_path_factory.mktemp("translations"))
        )
        # one for all applications of the process: it may hold the real texts
        babel.__dict__.pop("domain_instance", None)
        with served_demo(folder) as demo:
            yield (
                demo,
                (
                    _words_kept(folder / "desk.db")
                    | _words_of_languages()
                    | _words_written_by_data()
                ),
            )
        babel.__dict__.pop("domain_instance", None)


def _words_kept(path: Path) -> set[str]:
    database = sqlite3.connect(path)
    tables = [
        name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type='table'")
    ]
    found: set[str] = set()
    for table in tables:
        for row in database.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - names of its own
            found.update(
                word.lower()
                for value in row
                if isinstance(value, str)
                for word in _WORD.findall(value)
            )
    database.close()
    return found


def _words_written_by_data() -> set[str]:
    """Return the words of code lists, dates and spans of days: data in each language."""
    texts = [value for row in read_table() for value in row.values()]
    for language in (LEFT_TO_RIGHT, RIGHT_TO_LEFT):
        for month in range(1, 13):
            day = date(2026, month, 2 + month)
            texts += [formats.format_long_day(day, language), formats.format_day(day, language)]
            texts += [formats.format_month(day, language), formats.format_short_day(day, language)]
        texts += [formats.format_in_days(days, language) for days in range(-60, 61)]
        texts += [formats.weekday_name(at, language) for at in range(7)]
        texts += [formats.weekday_name(at, language, "abbreviated") for at in range(7)]
    return {word.lower() for text in texts for word in _WORD.findall(text)}


def _words_of_languages() -> set[str]:
    names = [
        name
        for language in registry.all_languages()
        for name in (
            language.endonym,
            registry.name(language.language_code, LEFT_TO_RIGHT),
            registry.name(language.language_code, RIGHT_TO_LEFT),
        )
    ]
    return {word.lower() for name in names for word in _WORD.findall(name)}


def _untranslated(texts: list[str], known: set[str]) -> list[str]:
    return [
        text
        for text in texts
        if any(
            not _is_known(word, known)
            for word in _WORD.finditer(_MACHINE.sub(" ", _TRANSLATED.sub(" ", text)))
        )
    ]


def _is_known(word: re.Match[str], known: set[str]) -> bool:
    """Tell whether a word is of the data; in a picture it may be cut short."""
    text = word[0].lower()
    is_cut = word.string[word.end() :].startswith("…")
    return text in known or (is_cut and any(one.startswith(text) for one in known))


@pytest.mark.parametrize(("language", "width"), [(LEFT_TO_RIGHT, 1280), (RIGHT_TO_LEFT, 390)])
def test_no_page_has_untranslated_or_clipped_text(
    browser: Browser, pseudo_demo: tuple[DemoDesk, set[str]], language: str, width: int
) -> None:
    demo, kept = pseudo_demo
    known = kept | _SAME_EVERYWHERE
    found = []
    for username, addresses in demo.pages.items():
        page = window(browser, demo, language, viewport={"width": width, "height": 844})
        signed_in(page, demo, username)
        if username:
            page.click(f"footer button[value={language}]")
        for address in addresses:
            page.goto(address)
            if not address.startswith("/s/"):
                found += [(address, text) for text in _untranslated(page.evaluate(SEEN), known)]
            found += [(address, f"clipped: {text}") for text in page.evaluate(CLIPPED)]
            over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            if over > 1:
                found.append((address, f"{over} px sideways"))
        page.context.close()
    assert not found, "\n".join(map(str, found))


def test_a_pseudo_text_keeps_placeholders_and_tags_and_is_longer() -> None:
    assert pseudo("Use at least %(count)s <b>signs</b>.").startswith(
        "⟦Ûšé åţ ļéåšţ %(count)s <b>šîgñš</b>."
    )
    assert len(pseudo("Save the visit")) >= 1.4 * len("Save the visit")
    assert _untranslated(["⟦Šåvé⟧", "Save", "24.11."], set()) == ["Save"]
    assert _untranslated(["Kelan palv…", "Saving…"], {"kelan", "palvelupiste"}) == ["Saving…"]
