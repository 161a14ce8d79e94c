"""What is asked of the demo's open pages; the questions to the browser are in probes.js."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from tests.browser.demo_desk import DemoDesk, signed_in, window

_PROBES = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
# one page of every kind that people work with; the whole list is axe's
IMPORTANT = {
    "": ("/sign-in", "/accessibility", "/s/"),
    "leena": (
        "/visits/log",
        "/visits/today",
        "/visits/",
        "/cases/",
        "/referrals/",
        "/referrals/?show=late",
        "/slip",
        "/directory/",
        "/edit",
        "/statistics/",
    ),
    "mikko": (
        "/accounts/staff/add",
        "/accounts/password",
        "/desks/",
        "/codelists/",
        "/codelists/topic/code/childcare",
        "/privacy/audit",
        "/accessibility/feedback/",
    ),
}


def ask(page: Page, *probes: str) -> list[str]:
    """Ask an open page by the names of probes; return the faults with the page's address."""
    address = page.url.partition("/")[2]
    return [
        f"{address} {fault}" for probe in probes for fault in page.evaluate(f"{_PROBES}.{probe}()")
    ]


def stop(page: Page) -> dict[str, Any] | None:
    """Judge the place where the focus stands; None when it has left the page."""
    found: dict[str, Any] | None = page.evaluate(f"{_PROBES}.stop()")
    return found


def important_pages(demo: DemoDesk) -> dict[str, list[str]]:
    """Return the demo's addresses of the important pages by who opens them."""
    found: dict[str, list[str]] = {}
    for username, wanted in IMPORTANT.items():
        addresses = demo.pages[username]
        found[username] = [next(one for one in addresses if _fits(one, end)) for end in wanted]
    return found


def _fits(address: str, wanted: str) -> bool:
    if wanted in ("/slip", "/edit"):
        return address.endswith(wanted)
    if wanted in ("/visits/", "/cases/", "/s/"):
        return address.startswith(wanted) and address not in ("/visits/log", "/visits/today")
    return address == wanted


def opened(browser: Browser, demo: DemoDesk, language: str, **options: Any) -> Iterator[Page]:
    """Open the important pages one after another, in a language."""
    for username, addresses in important_pages(demo).items():
        page = window(browser, demo, language, **options)
        signed_in(page, demo, username)
        if username:
            page.click(f"footer button[value={language}]")
        for address in addresses:
            answer = page.goto(address)
            assert answer, address
            assert answer.ok, (address, answer.status)
            yield page
        page.context.close()


def controls_without_name(page: Page) -> list[str]:
    """Return what can have the focus but has no name with a letter or digit in it, as the
    browser tells assistive technology."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    faults = []
    for node in nodes:
        properties = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
        role = node.get("role", {}).get("value", "")
        if node.get("ignored") or not properties.get("focusable") or role in _WHOLE_PAGE:
            continue
        name = node.get("name", {}).get("value", "")
        if not any(sign.isalnum() for sign in name):
            faults.append(f"{page.url}: {role} without a name")
    return faults


_WHOLE_PAGE = {"RootWebArea", "main", "dialog", "generic"}
