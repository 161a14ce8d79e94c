"""What the pages of accounts share: the blueprint, and where an answer leads."""

from typing import Any
from urllib.parse import quote, unquote

from flask import Blueprint, Response, current_app, redirect, request, url_for
from flask_login import current_user
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RoutingException

from advicedesk.accounts import devices, signing_in
from advicedesk.accounts.models import StaffMember
from advicedesk.accounts.own_site import own_path

blueprint = Blueprint("accounts", __name__)


def myself() -> StaffMember:
    """Return the signed-in person itself, not the proxy of it."""
    person: StaffMember = current_user._get_current_object()
    return person


@blueprint.app_template_global()
def this_page() -> str:
    """Return the path of this page for a form that leads back to it, without secrets."""
    path = quote(request.path)
    asked = request.query_string.decode("ascii", "replace")
    whole = f"{path}?{asked}" if asked and "token" not in request.args else path
    return own_path(whole) or "/"


def lead_to(wanted: str | None) -> Any:
    """Lead to a path of this site, or to the start."""
    path = own_path(wanted)
    if path is None or not _is_a_page(path):
        return redirect(url_for("web.start"), 303)
    return redirect(request.script_root + path, 303)


def welcome(staff_member: StaffMember, token: str, wanted: str | None = None) -> Response:
    """Begin the sign-in in this browser, remember the browser, lead on."""
    signing_in.begin(staff_member, token)
    answer: Response = lead_to(wanted)
    devices.remember(answer, staff_member.username)
    return answer


def _is_a_page(path: str) -> bool:
    # a form that was refused stands at an address that answers no GET
    try:
        current_app.url_map.bind("").match(unquote(path.partition("?")[0]), method="GET")
    except RoutingException:
        return True  # a missing slash at the end is mended by another redirect
    except HTTPException:
        return False
    return True
