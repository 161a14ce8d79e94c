"""Every page can be reached: from a menu, or in another way that is written down here."""

import pytest
from flask import Flask

from advicedesk.web.navigation import MENU

REACHED_OTHERWISE = {
    "web.start": "the brand in every page's head",
    "web.healthz": "asked by machines",
    "web.readyz": "asked by machines",
    "accessibility.statement": "the foot of every page",
    "web.style": "typed by developers and translators: no part of the work",
    "web.privacy_notice": "the foot of every page",
    "accounts.sign_in": "whoever is not signed in is led there",
    "accounts.set_up": "the link that the first run prints",
    "accounts.preferences": "a tab beside the password",
    "accounts.add_staff_member": "a button on the list of staff",
    "palette.page": "the box in every page's head, without script",
    "palette.entries": "asked by the palette",
    "directory.find_service_points": "asked by the picker of places",
    "visits.today_list": "asked by the page Today",
    "visits.recent_list": "asked by the log page",
    "desks.add_desk": "a button on the list of desks",
    "directory.authorities": "a tab beside the service points",
    "directory.import_directory": "a button on the list of service points",
    "directory.add_authority": "a button on the list of authorities",
    "directory.add_service_point": "a button on the list of service points",
    "referrals.asking": "a button on the follow-up list",
    "referrals.stubs": "a button on the follow-up list",
    "early_warnings.early_warnings": "the card on Today, and a button on the month",
    "releases.releases": "the month's own buttons",
    "releases.new_release": "a button on a month that is over",
    "open_data.open_data": "a link beside its setting; other sites lead there",
    "open_data.catalog_file": "a link on the page of open data",
    "open_times.open_times": "a button on the month",
    "statistics.export": "the month's own buttons",
    "statistics.report_form": "a form in the month's list of files",
    "statistics.circulation": "a button on the month",
    "statistics.export_circulation": "the buttons of circulation",
    "offline.service_worker": "the browser's worker",
    "offline.offline_page": "shown in place of any page without the network",
    "offline.empty_log_form": "shown as the log page without the network",
    "offline.token": "asked by the script that sends what was kept",
}


def _pages(app: Flask) -> set[str]:
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments and rule.endpoint != "static"
    }


def test_every_page_is_in_a_menu_or_reached_otherwise(app: Flask) -> None:
    in_menus = {entry.endpoint for entry in MENU}
    assert sorted(_pages(app) - in_menus - REACHED_OTHERWISE.keys()) == []


def test_nothing_is_listed_that_is_no_page(app: Flask) -> None:
    in_menus = {entry.endpoint for entry in MENU}
    assert sorted((in_menus | REACHED_OTHERWISE.keys()) - _pages(app)) == []


@pytest.mark.parametrize("entry", MENU, ids=lambda entry: entry.endpoint)
def test_a_menu_offers_a_page_only_to_those_it_opens_for(app: Flask, entry: object) -> None:
    from advicedesk.web.access import OPEN, access_of

    access = access_of(entry.endpoint)  # type: ignore[attr-defined]
    assert access == OPEN or set(entry.roles) <= set(access)  # type: ignore[attr-defined]
