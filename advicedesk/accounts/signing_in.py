"""Being signed in: the row on the server, the times in the signed cookie, the end of both."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from flask import Flask, current_app, request, session
from flask_login import login_user, logout_user
from sqlalchemy import select, update

from advicedesk.accounts.models import SignIn, StaffMember
from advicedesk.config import Settings
from advicedesk.database import db, utc_now
from advicedesk.extensions import login_manager

_TOKEN = "sign_in"  # noqa: S105 - the name of a key in the session
_SEEN = "seen_at"


def token_hash(token: str) -> str:
    """Return what is kept of a secret token."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed_hash(text: str) -> str:
    """Return a hash that only this installation can compute: what people type stays unreadable."""
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def begin(staff_member: StaffMember) -> None:
    """Sign a person in: a new row, a new session; what an earlier session held is gone."""
    session.clear()
    token = secrets.token_urlsafe(32)
    db.session.add(SignIn(token_hash=token_hash(token), staff_member_id=staff_member.id))
    db.session.flush()
    session[_TOKEN] = token
    session[_SEEN] = int(utc_now().timestamp())
    session.permanent = True
    login_user(staff_member)


def end_this() -> None:
    """Sign the person out here."""
    token = session.get(_TOKEN)
    if token:
        db.session.execute(
            update(SignIn)
            .where(SignIn.token_hash == token_hash(token), SignIn.ended_at.is_(None))
            .values(ended_at=utc_now())
        )
    logout_user()
    session.clear()


def end_all(staff_member: StaffMember, *, but_this: bool = False) -> int:
    """End the person's sign-ins everywhere, or everywhere else; return how many."""
    ending = update(SignIn).where(
        SignIn.staff_member_id == staff_member.id, SignIn.ended_at.is_(None)
    )
    if but_this and session.get(_TOKEN):
        ending = ending.where(SignIn.token_hash != token_hash(session[_TOKEN]))
    return db.session.execute(ending.values(ended_at=utc_now())).rowcount or 0  # type: ignore[attr-defined]


def _load_staff_member(staff_member_id: str) -> StaffMember | None:
    token = session.get(_TOKEN)
    if not token or request.endpoint == "static":
        return None
    found = db.session.scalar(
        select(SignIn).where(SignIn.token_hash == token_hash(token), SignIn.ended_at.is_(None))
    )
    if found is None or str(found.staff_member_id) != staff_member_id:
        return None
    settings: Settings = current_app.config["ADVICEDESK"]
    if not found.staff_member.is_active or is_over(
        found.started_at, session.get(_SEEN, 0), settings, utc_now()
    ):
        return None
    return found.staff_member


def is_over(started_at: datetime, seen_at: int, settings: Settings, now: datetime) -> bool:
    """Tell whether a sign-in has reached its absolute or its idle limit."""
    too_old = now - started_at > timedelta(hours=settings.signed_in_hours)
    too_idle = now.timestamp() - seen_at > settings.idle_minutes * 60
    return too_old or too_idle


def install(app: Flask) -> None:
    """Tell Flask-Login how to find who is signed in, and keep the time of the last page."""
    login_manager.user_loader(_load_staff_member)

    @app.before_request
    def note_time() -> None:
        app.config["SESSION_COOKIE_SECURE"] = request.is_secure
        now = int(utc_now().timestamp())
        if session.get(_TOKEN) and now - session.get(_SEEN, 0) > 60:
            from flask_login import current_user

            if current_user.is_authenticated:  # decided before the time moves on
                session[_SEEN] = now
