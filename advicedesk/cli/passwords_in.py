"""A password for a command: read from a file or standard input, never from the arguments."""

import sys
from pathlib import Path

from advicedesk.accounts import passwords
from advicedesk.accounts.credentials import hash_chosen
from advicedesk.accounts.errors import PasswordTooWeak
from advicedesk.cli.starting import refuse

_WORDS = {
    passwords.Weakness.TOO_SHORT: f"must have at least {passwords.LEAST} characters",
    passwords.Weakness.TOO_LONG: f"must have at most {passwords.MOST} characters",
    passwords.Weakness.LIKE_USERNAME: "may not be the username",
    passwords.Weakness.TOO_COMMON: "is used by too many people",
}


def read_hash(password_file: str | None, username: str) -> str | None:
    """Return the hash of the password in a file (`-`: standard input), or None without a file."""
    if password_file is None:
        return None
    try:
        is_standard_input = password_file == "-"  # noqa: S105 - a file's name
        text = sys.stdin.read() if is_standard_input else Path(password_file).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise refuse("the password file cannot be read as UTF-8 text") from None
    password = text.rstrip("\r\n")
    if not password.isprintable():
        raise refuse("the password must be one line of plain text")
    try:
        return hash_chosen(password, username)
    except PasswordTooWeak as error:
        raise refuse(f"the password {_WORDS[error.weakness]}") from None
