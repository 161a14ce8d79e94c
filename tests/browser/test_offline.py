"""A network that drops: the log page opens and saves, nothing is lost and nothing stored twice."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from advicedesk.accounts.models import StaffMember, StaffRole
from advicedesk.database import db
from advicedesk.roles import Role
from advicedesk.visits.models import Visit
from tests.browser.conftest import find_chromium
from tests.browser.device import (
    KEPT,
    PILL,
    READY,
    at_the_start,
    keeps_nothing,
    kept,
    open_log,
    save,
    sign_in_by_page,
    type_visit,
)
from tests.browser.failing_server import FailingServer, failing_server
from tests.factories.staff import desk_by_code


@pytest.fixture
def server(app: Flask) -> Iterator[FailingServer]:
    """Return a server that fails as it is told."""
    with failing_server(app) as running:
        yield running


@pytest.fixture
def address(server: FailingServer) -> str:
    """Serve the application by the server that fails."""
    return server.address


@pytest.fixture
def ready_page(open_desk: Callable[..., Page], counsellor: StaffMember) -> Page:
    """Return the log page of a device that is ready to work without the network."""
    page = open_desk(counsellor)
    open_log(page)
    page.wait_for_function(READY)
    return page


def visits() -> list[Visit]:
    db.session.rollback()
    return list(db.session.scalars(select(Visit).order_by(Visit.logged_at, Visit.id)))


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def wait_until_sent(page: Page) -> None:
    expect(page.locator(PILL)).to_be_hidden()


def saves_on_the_device(page: Page, count: int) -> None:
    """Wait for the next empty form, with the pill on it."""
    expect(page.locator(PILL)).to_contain_text(str(count), timeout=10_000)
    page.wait_for_selector("[data-kept-note]")
    at_the_start(page)


def test_the_page_opens_and_saves_without_the_network_and_sends_in_order_when_it_returns(
    ready_page: Page, server: FailingServer
) -> None:
    ready_page.context.set_offline(True)
    ready_page.reload()
    for count, topic in enumerate(("work", "health", "studies"), 1):
        at_the_start(ready_page)
        assert ready_page.locator("[data-kept-form]").count() == 1
        type_visit(ready_page, topic=topic)
        save(ready_page)
        saves_on_the_device(ready_page, count)
    assert visits() == []
    ready_page.context.set_offline(False)
    wait_until_sent(ready_page)
    assert [visit.needs[0].topic for visit in visits()] == ["work", "health", "studies"]
    assert len(server.sent) == 3


def test_another_page_says_that_there_is_no_network_and_leads_to_the_form(
    ready_page: Page,
) -> None:
    ready_page.context.set_offline(True)
    ready_page.goto("/visits/today")
    assert ready_page.locator("h1").inner_text() == "There is no network"
    ready_page.click("main a.button-main")
    at_the_start(ready_page)


def test_a_network_that_is_cut_in_the_middle_of_a_save_loses_and_doubles_nothing(
    ready_page: Page, server: FailingServer
) -> None:
    type_visit(ready_page)
    server.fails = "silent"
    save(ready_page)
    wait_until(lambda: len(server.sent) == 1)
    server.plug.pull_out()
    saves_on_the_device(ready_page, 1)
    server.fails = ""
    server.speaks.set()  # what had arrived before the cut is stored, but nobody was told
    wait_until(lambda: len(visits()) == 1)
    server.plug.put_in()
    ready_page.click(PILL)
    ready_page.click("[data-device-send]")
    wait_until_sent(ready_page)
    assert len(server.sent) > 1
    assert len(visits()) == 1


def test_a_server_that_is_silent_for_five_seconds_stores_the_visit_once(
    ready_page: Page, server: FailingServer
) -> None:
    type_visit(ready_page)
    server.fails = "silent"
    save(ready_page)
    expect(ready_page.locator("main button.button-main")).to_contain_text("Saving…")
    saves_on_the_device(ready_page, 1)
    server.fails = ""
    server.speaks.set()
    ready_page.reload()
    wait_until_sent(ready_page)
    assert len(visits()) == 1
    assert len(server.sent) > 1


def test_a_visit_whose_answer_was_lost_is_not_stored_twice(
    ready_page: Page, server: FailingServer
) -> None:
    type_visit(ready_page)
    server.fails = "answer-lost"
    save(ready_page)
    saves_on_the_device(ready_page, 1)
    assert len(visits()) == 1
    server.fails = ""
    ready_page.reload()
    wait_until_sent(ready_page)
    assert len(visits()) == 1


def test_a_visit_that_is_saved_at_once_never_shows_as_waiting(ready_page: Page) -> None:
    ready_page.evaluate(
        """() => {
          const said = document.querySelector("[data-device-said]");
          new MutationObserver(() => sessionStorage.setItem("spoken", "1"))
            .observe(said, { childList: true });
        }"""
    )
    type_visit(ready_page)
    save(ready_page)
    ready_page.wait_for_url(lambda url: not url.endswith("/visits/log"))
    assert ready_page.evaluate("() => sessionStorage.getItem('spoken')") is None
    assert len(visits()) == 1


def test_two_tabs_send_each_visit_once(ready_page: Page, server: FailingServer) -> None:
    other = ready_page.context.new_page()
    other.faults = []  # type: ignore[attr-defined]
    other.goto("/visits/today")
    server.fails = "broken"
    for topic in ("work", "health"):
        type_visit(ready_page, topic=topic)
        save(ready_page)
        at_the_start_again = ready_page.locator("[data-kept-note]")
        expect(at_the_start_again).to_be_visible()
        at_the_start(ready_page)
    expect(other.locator(PILL)).to_contain_text("2")
    server.fails = ""
    server.sent.clear()
    for page in (ready_page, other):
        page.evaluate("dispatchEvent(new Event('online'))")
    wait_until_sent(ready_page)
    wait_until_sent(other)
    assert len(server.sent) == 2
    assert len(visits()) == 2


def test_a_refused_visit_comes_back_in_the_form_with_the_messages(
    ready_page: Page, server: FailingServer
) -> None:
    ready_page.context.set_offline(True)
    type_visit(ready_page, note="Soita 040 123 4567")
    save(ready_page)
    saves_on_the_device(ready_page, 1)
    ready_page.context.set_offline(False)
    ready_page.click(PILL)
    expect(ready_page.locator("[data-device-mend]")).to_be_visible()
    assert "040" not in ready_page.locator("[data-device-dialog]").inner_text()
    ready_page.click("[data-device-mend]")
    ready_page.wait_for_selector("#refused")
    assert ready_page.input_value("#note") == "Soita 040 123 4567"
    expect(ready_page.locator(PILL)).to_be_hidden()
    ready_page.fill("#note", "Wants a job near home")
    save(ready_page)
    ready_page.wait_for_url(lambda url: not url.endswith("/visits/log"))
    assert [visit.note for visit in visits()] == ["Wants a job near home"]
    keeps_nothing(ready_page, "drafts")


def test_a_lapsed_sign_in_keeps_what_waits_and_says_so(
    ready_page: Page, counsellor: StaffMember
) -> None:
    ready_page.context.set_offline(True)
    type_visit(ready_page)
    save(ready_page)
    saves_on_the_device(ready_page, 1)
    ready_page.context.clear_cookies()
    ready_page.context.set_offline(False)
    ready_page.click(PILL)
    expect(ready_page.locator("[data-device-sign-in]")).to_be_visible()
    assert kept(ready_page) == 1
    ready_page.click("[data-device-sign-in]")
    expect(ready_page.locator("[data-waiting]")).to_be_visible()
    sign_in_by_page(ready_page, counsellor)
    wait_until(lambda: len(visits()) == 1)
    wait_until_sent(ready_page)


def test_what_is_kept_cannot_be_read_and_is_bound_to_person_and_desk(
    ready_page: Page, counsellor: StaffMember
) -> None:
    ready_page.context.set_offline(True)
    type_visit(ready_page, note="Halusi iltapaikan")
    save(ready_page)
    saves_on_the_device(ready_page, 1)
    (record,) = ready_page.evaluate(KEPT, "queue")
    assert (record["staff"], record["desk"]) == (counsellor.public_id, "iso-omena")
    as_text = ready_page.evaluate(
        f"""async () => {{
          const [record] = await ({KEPT})("queue"), [key] = await ({KEPT})("keys");
          const bytes = new TextDecoder("latin1").decode(record.locked);
          return JSON.stringify([bytes, Object.keys(record), key.extractable]);
        }}"""
    )
    assert "iltapaikan" not in as_text
    assert as_text.endswith("false]")


def test_another_person_on_the_same_device_neither_sees_nor_sends_what_waits(
    ready_page: Page, make_staff: Callable[..., StaffMember]
) -> None:
    ready_page.context.set_offline(True)
    type_visit(ready_page)
    save(ready_page)
    saves_on_the_device(ready_page, 1)
    ready_page.context.clear_cookies()
    ready_page.context.set_offline(False)
    db.session.rollback()  # a reading transaction left open could not write
    sign_in_by_page(ready_page, make_staff("daniel", Role.COUNSELLOR))
    open_log(ready_page)
    ready_page.wait_for_function(READY)
    expect(ready_page.locator(PILL)).to_be_hidden()
    assert visits() == []
    assert kept(ready_page) == 1


def test_what_cannot_be_read_is_never_thrown_away_unasked(
    ready_page: Page, server: FailingServer
) -> None:
    ready_page.context.set_offline(True)
    type_visit(ready_page)
    save(ready_page)
    saves_on_the_device(ready_page, 1)
    ready_page.evaluate(
        """() => new Promise((resolve) => {
          const asked = indexedDB.open("advicedesk", 1);
          asked.onsuccess = () => {
            const keys = asked.result.transaction("keys", "readwrite").objectStore("keys");
            const cleared = keys.clear();
            cleared.onsuccess = () => { asked.result.close(); resolve(); };
          };
        })"""
    )
    ready_page.context.set_offline(False)
    ready_page.evaluate("deviceSending.send()")
    assert kept(ready_page) == 1
    assert server.sent == []


def test_what_was_typed_at_one_desk_waits_until_that_desk_is_chosen(
    ready_page: Page, counsellor: StaffMember
) -> None:
    db.session.rollback()
    kalajarvi = desk_by_code("kalajarvi").id
    counsellor.roles.append(StaffRole(role=Role.COUNSELLOR, desk_id=kalajarvi))
    db.session.commit()
    ready_page.context.set_offline(True)
    type_visit(ready_page)
    save(ready_page)
    saves_on_the_device(ready_page, 1)
    db.session.rollback()
    counsellor.current_desk_id = kalajarvi
    db.session.commit()
    ready_page.context.set_offline(False)
    ready_page.goto("/visits/today")
    ready_page.click(PILL)
    expect(ready_page.locator("[data-device-dialog]")).to_contain_text("another desk")
    assert visits() == []
    db.session.rollback()
    counsellor.current_desk_id = None
    db.session.commit()
    ready_page.goto("/visits/today")
    wait_until_sent(ready_page)
    assert [visit.desk.desk_code for visit in visits()] == ["iso-omena"]


def _sign_out(page: Page) -> None:
    page.click("summary.avatar")
    page.click("form[action='/sign-out'] button")


def test_signing_out_with_a_queue_warns_and_may_send_first(
    ready_page: Page, server: FailingServer
) -> None:
    server.fails = "broken"
    type_visit(ready_page)
    save(ready_page)
    saves_on_the_device(ready_page, 1)
    _sign_out(ready_page)
    dialog = ready_page.locator("[data-sign-out-dialog]")
    expect(dialog).to_contain_text("1 visit")
    dialog.locator("[data-send-first]").click()
    expect(dialog).to_contain_text("Not everything could be sent")
    dialog.locator("[data-close]").click()
    server.fails = ""
    _sign_out(ready_page)
    dialog.locator("[data-send-first]").click()
    ready_page.wait_for_url("**/sign-in")
    assert len(visits()) == 1


def test_signing_out_deletes_what_waits_the_key_and_the_kept_form(
    ready_page: Page, server: FailingServer
) -> None:
    server.fails = "broken"
    type_visit(ready_page)
    save(ready_page)
    saves_on_the_device(ready_page, 1)
    _sign_out(ready_page)
    ready_page.click("[data-delete]")
    ready_page.wait_for_url("**/sign-in")
    keeps_nothing(ready_page, "keys", "queue", "drafts")
    assert ready_page.evaluate("caches.keys()") == []
    assert visits() == []


def test_only_the_empty_form_and_the_offline_page_are_kept_of_the_pages(
    ready_page: Page, make_visit: Callable[..., Visit]
) -> None:
    db.session.rollback()
    make_visit()
    ready_page.goto("/visits/today")
    kept_pages = ready_page.evaluate(
        """async () => {
          const found = [];
          for (const name of await caches.keys()) {
            const cache = await caches.open(name);
            for (const { url } of await cache.keys()) found.push(new URL(url).pathname);
          }
          return found.filter((path) => !path.startsWith("/static/") && !path.endsWith(".json"));
        }"""
    )
    assert sorted(kept_pages) == ["/offline", "/visits/log/empty"]


def _with_a_folder(browser: Browser, folder: Path, address: str) -> BrowserContext:
    return browser.browser_type.launch_persistent_context(
        folder,
        executable_path=find_chromium(),
        args=["--no-sandbox", "--disable-gpu"],
        base_url=address,
        locale="en",
    )


def test_a_browser_that_was_closed_sends_what_waited_when_it_comes_back(
    browser: Browser, server: FailingServer, counsellor: StaffMember, tmp_path: Path
) -> None:
    context = _with_a_folder(browser, tmp_path / "browser", server.address)
    page = context.pages[0]
    sign_in_by_page(page, counsellor)
    open_log(page)
    server.fails = "silent"
    type_visit(page)
    save(page)
    expect(page.locator("main button.button-main")).to_contain_text("Saving…")
    page.wait_for_function(f"() => ({KEPT})('queue').then((rows) => rows.length === 1)")
    cookies = context.cookies()
    context.close()
    server.fails = ""
    server.speaks.set()
    context = _with_a_folder(browser, tmp_path / "browser", server.address)
    context.add_cookies(cookies)  # type: ignore[arg-type]
    page = context.pages[0]
    page.goto("/visits/today")
    page.wait_for_function(f"() => ({KEPT})('queue').then((rows) => rows.length === 0)")
    context.close()
    assert len(visits()) == 1
