"""Secret tokens: how they are made, and what is kept of them."""

import hashlib
import hmac
import secrets


def new_token() -> str:
    """Return a secret that nobody can guess."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """Return what is kept of a secret token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def keyed_hash(key: str, *parts: str) -> str:
    """Return a hash that only this installation can compute: what people type stays unreadable.

    People type their password into the name field; a table of plain hashes would give it away.
    """
    text = "\x00".join(parts).encode("utf-8", "replace")
    return hmac.new(key.encode(), text, hashlib.sha256).hexdigest()
