"""What tests of a device without the network share: the log page by its marks, what is kept."""

from playwright.sync_api import Page

from advicedesk.accounts.models import StaffMember
from tests.factories.staff import PASSWORD

# the worker runs and has its form and its files
READY = """() => navigator.serviceWorker.controller
  && document.documentElement.dataset.offline === 'ready'"""
PILL = "[data-device-pill]"
# the records of a store, read beside the page's own script
KEPT = """(store) => new Promise((resolve) => {
  const asked = indexedDB.open("advicedesk", 1);
  asked.onsuccess = () => {
    const rows = asked.result.transaction(store).objectStore(store).getAll();
    rows.onsuccess = () => { asked.result.close(); resolve(rows.result); };
  };
})"""


def open_log(page: Page) -> None:
    """Open the form."""
    page.goto("/visits/log")
    at_the_start(page)


def at_the_start(page: Page) -> None:
    """Wait for the form's script."""
    page.wait_for_function("() => document.activeElement.name === 'client_language'")


def type_visit(page: Page, language: str = "ar", topic: str = "work", note: str = "") -> None:
    """Choose a language and a topic, and write a note."""
    page.check(f"[name=client_language][value={language}]", force=True)
    page.check(f"[name=needs-0-topic][value={topic}]", force=True)
    if note:
        page.fill("#note", note)


def save(page: Page) -> None:
    """Save by keys."""
    page.keyboard.press("Control+Enter")


def kept(page: Page, store: str = "queue") -> int:
    """Count what the browser's database holds."""
    return len(page.evaluate(KEPT, store))


def keeps_nothing(page: Page, *stores: str) -> None:
    """Wait until the browser's database holds nothing there: it is emptied beside the page."""
    for store in stores:
        page.wait_for_function(f"async () => !(await ({KEPT})('{store}')).length")


def sign_in_by_page(page: Page, person: StaffMember) -> None:
    """Sign in on whatever page asks for it."""
    if "/sign-in" not in page.url:
        page.goto("/sign-in")
    page.fill("[name=username]", person.username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)
