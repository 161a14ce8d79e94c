"""The pages of a journey as small objects: found by names, addresses and marks, never by words."""

import re
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

from babel.messages.pofile import read_po
from playwright.sync_api import Page

from advicedesk.languages.registry import direction
from advicedesk.paths import TRANSLATIONS
from tests.factories.staff import PASSWORD

MAIN = "main button.button-main"
# every piece of text a reader sees, but for what says that it is in another language
SEEN = """() => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const holder = walk.currentNode.parentElement;
    if (holder.closest("script, style, template, body [lang], .paper-sheet, textarea")) continue;
    const text = walk.currentNode.textContent.trim().replace(/\\s+/g, " ");
    if (holder.checkVisibility()) found.push(text);
  }
  document.querySelectorAll("[placeholder]").forEach((one) => found.push(one.placeholder));
  return found.filter(Boolean);
}"""


@cache
def source_words(language: str) -> frozenset[str]:
    """Return the English texts a page may not show; none while the catalog is unfinished."""
    folder: Path = TRANSLATIONS / language / "LC_MESSAGES"
    with (folder / "messages.po").open("rb") as source:
        catalog = read_po(source)
    messages = [message for message in catalog if message.id]
    if any(message.fuzzy or not all(_texts(message.string)) for message in messages):
        return frozenset()
    with (folder / "messages.mo").open("rb") as compiled:
        translated = GNUTranslations(compiled)
    return frozenset(
        message.id
        for message in messages
        if isinstance(message.id, str)
        and "%" not in message.id
        and translated.gettext(message.id) != message.id
    )


def _texts(string: str | tuple[str, ...]) -> tuple[str, ...]:
    return (string,) if isinstance(string, str) else tuple(string)


def assert_in_language(page: Page, language: str) -> None:
    """Hold the open page against its language: tag, direction, no English text left."""
    assert page.get_attribute("html", "lang") == language, page.url
    assert page.get_attribute("html", "dir") == direction(language), page.url
    left = source_words(language) & set(page.evaluate(SEEN))
    assert not left, (page.url, sorted(left))


class StaffPages:
    """A browser of one staff member in one language; every page opened is looked at."""

    def __init__(self, page: Page, language: str) -> None:
        self.page = page
        self.language = language

    def look(self) -> None:
        """Hold what is open against the language."""
        self.page.wait_for_load_state()
        assert_in_language(self.page, self.language)

    def open(self, address: str) -> None:
        """Open an address."""
        self.page.goto(address)
        self.look()

    def follow(self, address: str) -> None:
        """Press the first link in the page that leads to an address, or starts or ends with it."""
        self.page.locator(f"a[href='{address}'], main a[href$='{address}']").first.click()
        self.look()

    def send(self, button: str = MAIN) -> None:
        """Press a button that sends a form, and look at the page that answers."""
        with self.page.expect_navigation():
            self.page.locator(button).first.click()
        self.look()

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        """Sign in by the page."""
        self.open("/sign-in")
        self.page.fill("[name=username]", username)
        self.page.fill("[name=password]", password)
        self.send()
        assert not self.page.url.endswith("/sign-in")

    def sign_out(self) -> None:
        """Sign out by the account's menu."""
        self.page.click("summary.avatar")
        self.send("form[action='/sign-out'] button")
        self.page.wait_for_url("**/sign-in")

    def press(self, keys: str) -> None:
        """Press keys written with spaces between them."""
        for key in keys.split():
            self.page.keyboard.press(key)


class LogPage(StaffPages):
    """The form of a visit, by keyboard."""

    def start(self) -> None:
        """Open it from the menu; the cursor stands in the languages."""
        self.follow("/visits/log")
        self.wait()

    def wait(self) -> None:
        """Wait for the script."""
        self.page.wait_for_function("() => document.activeElement.name === 'client_language'")

    def save(self, keys: str = "Control+Enter") -> None:
        """Save by keys."""
        with self.page.expect_navigation():
            self.press(keys)
        self.page.wait_for_url(lambda url: not url.endswith("/visits/log"))
        self.look()

    def case_code(self) -> str:
        """Read the case code off the open page."""
        found = re.search(r"/cases/([0-9A-Z]{3}-[0-9A-Z]{3})", self.page.content())
        assert found, self.page.url
        return found[1]
