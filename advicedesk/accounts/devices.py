"""Known devices: a signed cookie of a browser in which somebody has signed in before.

It opens nothing. It only gives that person a count of their own at the brake, so that whoever
guesses at the account from elsewhere cannot lock its person out.
"""

from flask import Response, current_app, request
from itsdangerous import BadData, URLSafeTimedSerializer

from advicedesk.accounts.tokens import keyed_hash, new_token
from advicedesk.accounts.usernames import tidy

_LASTS = 180 * 24 * 3600
_MOST_PEOPLE = 12


def known_device(username: str) -> str | None:
    """Return this browser's id when the person has signed in here before."""
    cookie = _read()
    return str(cookie["device"]) if _mark_of(username) in cookie["people"] else None


def remember(response: Response, username: str) -> None:
    """Mark this browser as one in which the person has signed in."""
    cookie = _read()
    mark = _mark_of(username)
    people = [mark, *(other for other in cookie["people"] if other != mark)][:_MOST_PEOPLE]
    response.set_cookie(
        _name(),
        _serializer().dumps({"device": cookie["device"] or new_token(), "people": people}),
        max_age=_LASTS,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )


def _read() -> dict[str, list[str] | str]:
    try:
        found: dict[str, list[str] | str] = _serializer().loads(
            request.cookies.get(_name(), ""), max_age=_LASTS
        )
    except BadData:
        return {"device": "", "people": []}
    return found


def _name() -> str:
    return "__Host-advicedesk-device" if request.is_secure else "advicedesk-device"


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="known device")


def _mark_of(username: str) -> str:
    return keyed_hash(current_app.config["SECRET_KEY"], "device mark", tidy(username))[:24]
