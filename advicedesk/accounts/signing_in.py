"""Being signed in: the token and the times in the signed cookie, the row on the server."""

from datetime import datetime, timedelta

from flask import Flask, Response, current_app, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_login import current_user, login_user, logout_user

from advicedesk.accounts.models import StaffMember
from advicedesk.accounts.queries import find_sign_in
from advicedesk.accounts.throttle import Throttle
from advicedesk.config import Settings
from advicedesk.database import utc_now
from advicedesk.extensions import login_manager
from advicedesk.web.access import is_asked_by_itself, is_same_for_everyone

_TOKEN = "sign_in"  # noqa: S105 - the name of a key in the session
_SEEN = "seen_at"
_LANGUAGE = "language"
_THROTTLE = "advicedesk_throttle"


class SchemeFollowingSession(SecureCookieSessionInterface):
    """Keeps the cookie to https where the request came by it, behind trusted proxies too."""

    def get_cookie_name(self, app: Flask) -> str:
        """Return the name; `__Host-` binds it to this host over https."""
        name = super().get_cookie_name(app)
        return f"__Host-{name}" if request.is_secure else name

    def get_cookie_secure(self, app: Flask) -> bool:
        """Tell whether the cookie is for https only."""
        return request.is_secure

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Leave what is the same for all without a cookie: kept by it, it would be fetched anew."""
        is_for_all = is_same_for_everyone(request.endpoint, response.status_code)
        if request.endpoint != "static" and not is_for_all:
            super().save_session(app, session, response)


def begin(staff_member: StaffMember, token: str) -> None:
    """Sign a person in: a new session; what an earlier one held is gone, but for the language."""
    language = session.get(_LANGUAGE)
    session.clear()
    session[_TOKEN] = token
    session[_SEEN] = int(utc_now().timestamp())
    if language:
        session[_LANGUAGE] = language
    session.permanent = True
    login_user(staff_member)


def end() -> None:
    """Forget here who was signed in, but for the language of the pages."""
    language = session.get(_LANGUAGE)
    logout_user()
    session.clear()
    if language:
        session[_LANGUAGE] = language


def throttle() -> Throttle:
    """Return the brake of the application at hand."""
    brake: Throttle = current_app.extensions[_THROTTLE]
    return brake


def is_over(started_at: datetime, seen_at: int, settings: Settings, now: datetime) -> bool:
    """Tell whether a sign-in has reached its absolute or its idle limit."""
    too_old = now - started_at > timedelta(hours=settings.signed_in_hours)
    too_idle = now.timestamp() - seen_at > settings.idle_minutes * 60
    return too_old or too_idle


def _load_staff_member(staff_member_id: str) -> StaffMember | None:
    token = session.get(_TOKEN)
    if not token or request.endpoint == "static":
        return None
    found = find_sign_in(token)
    if found is None or str(found.staff_member_id) != staff_member_id:
        return None
    settings: Settings = current_app.config["ADVICEDESK"]
    if not found.staff_member.is_active or is_over(
        found.started_at, session.get(_SEEN, 0), settings, utc_now()
    ):
        return None
    return found.staff_member


def _note_time() -> None:
    if request.endpoint == "static" or not session.get(_TOKEN):
        return
    if is_asked_by_itself(request.endpoint):
        return  # an open page alone keeps nobody signed in
    settings: Settings = current_app.config["ADVICEDESK"]
    now = int(utc_now().timestamp())
    # often enough for the shortest idle limit, seldom enough to leave the cookie as it is
    step = min(60, settings.idle_minutes * 6)
    if now - session.get(_SEEN, 0) > step and current_user.is_authenticated:
        session[_SEEN] = now  # after it was decided that the person is still signed in


def install(app: Flask) -> None:
    """Tell Flask-Login how to find who is signed in, and keep the time of the last page."""
    app.session_interface = SchemeFollowingSession()
    app.extensions[_THROTTLE] = Throttle(app.config["SECRET_KEY"])
    login_manager.user_loader(_load_staff_member)
    app.before_request(_note_time)
