"""Who may open a page: every view wears exactly one of these marks; a structure test reads them."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import abort, current_app, redirect, request, url_for
from flask_login import current_user

from advicedesk.roles import Role

View = TypeVar("View", bound=Callable[..., Any])
OPEN = "open to everyone"


def requires_role(*roles: Role) -> Callable[[View], View]:
    """Let in staff who hold one of the roles; all signed-in staff when none is named."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not current_user.is_authenticated:
                return _ask_to_sign_in()
            if roles and not current_user.has_role(*roles):
                abort(403)
            return view(*args, **kwargs)

        guarded.access = roles or tuple(Role)  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return mark


def open_to_everyone(view: View) -> View:
    """Let in everyone, signed in or not."""
    view.access = OPEN  # type: ignore[attr-defined]
    return view


def asked_by_itself(view: View) -> View:
    """Mark what an open page asks again and again: asking is no sign that somebody is there."""
    view.is_asked_by_itself = True  # type: ignore[attr-defined]
    return view


def is_asked_by_itself(endpoint: str | None) -> bool:
    """Tell whether an open page asks for the endpoint without anybody's doing."""
    view = current_app.view_functions.get(endpoint or "")
    return getattr(view, "is_asked_by_itself", False)


def same_for_everyone(view: View) -> View:
    """Mark a file that is the same for every reader: it may be kept on its way, and read by
    programs of other sites."""
    view.is_same_for_everyone = True  # type: ignore[attr-defined]
    return view


def is_same_for_everyone(endpoint: str | None, status: int) -> bool:
    """Tell whether an answer is such a file; a page that says why there is none is not."""
    view = current_app.view_functions.get(endpoint or "")
    return getattr(view, "is_same_for_everyone", False) and status in (200, 304)


def access_of(endpoint: str) -> Any:
    """Return the mark of an endpoint's view: OPEN, a tuple of roles, or None."""
    return getattr(current_app.view_functions[endpoint], "access", None)


def _ask_to_sign_in() -> Any:
    # a case code or another secret in the path must not come back in `next` of an address
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    if wanted in (None, "/") or request.blueprint in ("cases", "referrals"):
        return redirect(url_for("accounts.sign_in"), 303)
    return redirect(url_for("accounts.sign_in", next=wanted), 303)
