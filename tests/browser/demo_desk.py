"""A served desk with the made-up demo in it: staff of every role, visits, referrals."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from flask_migrate import upgrade
from playwright.sync_api import Browser, Page
from sqlalchemy import select

from advicedesk.accounts.models import StaffMember
from advicedesk.app import create_app
from advicedesk.database import db, utc_now, writing
from advicedesk.demo import filling, staff
from advicedesk.desks.operations import change_open_data
from advicedesk.desks.queries import get_desk, get_organisation
from advicedesk.referrals.models import Referral
from advicedesk.statistics.disclosure.sums import DEFAULT_THRESHOLD
from advicedesk.statistics.making import Scope
from advicedesk.statistics.months import Month, Span
from advicedesk.statistics.releases.candidates import make_candidate
from advicedesk.statistics.releases.operations import release_report
from tests.browser.serving import served
from tests.factories.accessibility import sent_feedback
from tests.factories.database import settings_for

HELSINKI = ZoneInfo("Europe/Helsinki")


class DemoDesk:
    """The address, a password for each username, and an address of every kind of page."""

    def __init__(
        self, address: str, passwords: dict[str, str], pages: dict[str, list[str]]
    ) -> None:
        self.address = address
        self.passwords = passwords
        self.pages = pages


@contextmanager
def served_demo(folder: Path) -> Iterator[DemoDesk]:
    """Fill a database in a folder with two months and serve it."""
    app = create_app(settings_for(folder))
    with app.app_context():
        upgrade()
        people = staff.new_people()
        hashes = staff.password_hashes(people)
        with writing.writing():
            filling.fill(
                people=people, hashes=hashes, rng=Random(7), now=utc_now(), zone=HELSINKI, months=2
            )
            db.session.commit()
        passwords = {person.username: person.password for person in people}
        feedback, reply_code = sent_feedback()
        sent_feedback("Kalenteri ei toimi näppäimillä.", days_ago=15, language="fi")
        pages = _pages(feedback.public_id, reply_code)
        with app.test_request_context():
            _add_release(pages)
        db.session.remove()
    try:
        with served(app) as port:
            yield DemoDesk(f"http://127.0.0.1:{port}", passwords, pages)
    finally:
        with app.app_context():
            db.engine.dispose()


def window(browser: Browser, demo: DemoDesk, language: str, **options: Any) -> Page:
    """Open a browser's window on the demo."""
    context = browser.new_context(
        base_url=demo.address, locale=language, reduced_motion="reduce", **options
    )
    return context.new_page()


def signed_in(page: Page, demo: DemoDesk, username: str) -> None:
    """Sign one of the demo's people in; nobody when no name is given."""
    if not username:
        return
    page.goto("/sign-in")
    page.fill("[name=username]", username)
    page.fill("[name=password]", demo.passwords[username])
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "sign-in" not in url)


def _pages(feedback_id: str, reply_code: str) -> dict[str, list[str]]:
    """Return the address of every page by who opens it."""
    referral = db.session.scalars(
        select(Referral)
        .where(Referral.service_point_id.is_not(None), Referral.status == "given")
        .order_by(Referral.given_at.desc())
    ).first()
    assert referral is not None
    visit = referral.need.visit
    person = db.session.scalars(select(StaffMember).order_by(StaffMember.id)).first()
    assert person is not None
    assert referral.service_point is not None
    place = referral.service_point.public_id
    authority = referral.authority.public_id if referral.authority else ""
    return {
        "": [
            "/sign-in",
            "/accessibility",
            "/privacy-notice",
            f"/s/{referral.slip_token}",
            f"/s/{referral.slip_token}/not-ours",
            f"/accessibility/answer/{reply_code}",
            "/offline",
        ],
        "leena": [
            "/visits/log",
            "/visits/log/empty",
            "/guide",
            "/visits/today",
            f"/visits/{visit.public_id}",
            f"/visits/{visit.public_id}/correct",
            f"/cases/{visit.case.case_code}",
            "/cases/000-001",
            "/referrals/",
            "/referrals/?show=late",
            "/referrals/stubs",
            "/referrals/asking",
            f"/referrals/authorities/{authority}/call",
            f"/referrals/{referral.public_id}",
            f"/referrals/{referral.public_id}/call",
            f"/referrals/{referral.public_id}/slip",
            "/directory/",
            f"/directory/service-points/{place}",
            f"/directory/service-points/{place}/edit",
            "/directory/service-points/add",
            "/directory/authorities",
            "/directory/authorities/add",
            f"/directory/authorities/{authority}/edit",
            f"/referrals/authorities/{authority}",
            "/visits/today?topic=housing&whose=mine",
            "/find/",
            "/statistics/",
            "/statistics/circulation",
            "/statistics/early-warnings/",
            "/visits/import",
        ],
        "mikko": [
            "/",
            "/accounts/staff/",
            "/accounts/staff/add",
            f"/accounts/staff/{person.public_id}",
            "/accounts/password",
            "/accounts/preferences",
            "/desks/",
            "/desks/add",
            "/desks/iso-omena",
            "/codelists/",
            "/codelists/topic/add",
            "/codelists/topic/code/childcare",
            "/privacy/audit",
            "/accessibility/feedback/",
            f"/accessibility/feedback/{feedback_id}",
            "/statistics/?desk=all",
            "/statistics/circulation?desk=all",
            "/style",
        ],
        "kerttu": ["/referrals/", "/visits/log"],
    }


def _add_release(pages: dict[str, list[str]]) -> None:
    """Release the month before as open data, and add the addresses of all that shows it."""
    month = Month.of(utc_now().astimezone(HELSINKI).date()).shifted(-1)
    scope = Scope("iso-omena", (get_desk("iso-omena"),))
    candidate = make_candidate(scope, Span.of(month), HELSINKI, DEFAULT_THRESHOLD)
    supervisor = db.session.scalars(
        select(StaffMember).where(StaffMember.username == "leena")
    ).one()
    organisation = get_organisation()
    terms = {"is_on": True, "licence": "CC BY 4.0", "licence_url": "https://example.fi/by"}
    with writing.writing():
        made = release_report(candidate=candidate, reason=None, released_by_id=supervisor.id)
        change_open_data(organisation=organisation, given={**terms, "contact": "data@example.fi"})
        db.session.commit()
    released = f"/open-data/iso-omena/{month}/"
    pages[""] += ["/open-data/", released, f"{released}v1/"]
    pages["leena"] += [
        "/statistics/opening-hours/?desk=iso-omena",
        "/statistics/releases/",
        f"/statistics/releases/new?month={month.shifted(-1)}&desk=iso-omena",
        f"/statistics/releases/{made.public_id}",
        "/directory/import",
    ]
