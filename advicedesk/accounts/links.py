"""Addresses of one-time links, as a terminal or an administrator hands them over."""

LOCAL = "http://127.0.0.1:8000"


def set_up_address(base_url: str | None, token: str) -> str:
    """Return the address of the set-up page."""
    return f"{base_url or LOCAL}/set-up?token={token}"


def choose_password_address(base_url: str | None, token: str) -> str:
    """Return the address at which a password is chosen."""
    return f"{base_url or LOCAL}/accounts/choose-password/{token}"
