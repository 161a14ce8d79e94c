"""`next` and `back` stay inside the site."""

import pytest

from advicedesk.accounts.own_site import own_path


@pytest.mark.parametrize(
    "path", ["/", "/visits/today", "/statistics/?month=2026-11&desk=all", "/cases/K7RM-4TWD"]
)
def test_paths_of_the_site_are_kept(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize(
    "wanted",
    [
        None,
        "",
        "visits/today",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/visits\r\nSet-Cookie: a=b",
        "/a\\..\\b",
        " /visits",
        "https://evil.example/",
        "https:/evil.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "/" + "a" * 2001,
        "/\x00",
    ],
)
def test_whatever_leads_elsewhere_is_refused(wanted: str | None) -> None:
    assert own_path(wanted) is None
