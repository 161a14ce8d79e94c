"""Addresses of one-time links."""

import pytest

from advicedesk.accounts.links import choose_password_address, set_up_address


@pytest.mark.parametrize(
    ("base_url", "begins"),
    [(None, "http://127.0.0.1:8000/"), ("https://desk.example", "https://desk.example/")],
)
def test_links_begin_with_the_settings_address(base_url: str | None, begins: str) -> None:
    assert set_up_address(base_url, "secret") == f"{begins}set-up?token=secret"
    wanted = f"{begins}accounts/choose-password/secret"
    assert choose_password_address(base_url, "secret") == wanted
