"""Working without the network: the worker in the browser, the form it keeps, what it asks first.

A script that sends a form itself cannot read where a redirect leads. It says `X-Sent-By: script`
and is told in `X-Leads-To`. It also says whose form it is, so that a visit that was typed by one
person at one desk is never stored for another who has signed in since.
"""

import json
from typing import Any

from flask import Blueprint, Response, abort, jsonify, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from advicedesk import paths
from advicedesk.roles import Role
from advicedesk.visits import pages
from advicedesk.visits.device import device_values, files_version
from advicedesk.web.access import asked_by_itself, open_to_everyone, requires_role

blueprint = Blueprint("offline", __name__)
blueprint.add_app_template_global(device_values)
STAFF = (Role.COUNSELLOR, Role.SUPERVISOR)


@blueprint.get("/service-worker.js")
@open_to_everyone
def service_worker() -> Any:
    """Give the browser's worker; it is another one whenever a file of the pages has changed."""
    values = {
        "version": files_version(),
        "log": url_for("visits.log_visit"),
        "empty": url_for("offline.empty_log_form"),
        "offline": url_for("offline.offline_page"),
        "files": url_for("static", filename=""),
    }
    script = (paths.STATIC / "js" / "service_worker.js").read_text(encoding="utf-8")
    text = f"const VALUES = {json.dumps(values)};\n{script}"
    return Response(text, mimetype="text/javascript")


@blueprint.get("/offline")
@open_to_everyone
def offline_page() -> Any:
    """Show what a browser shows instead of a page that it cannot fetch."""
    return render_template("errors/offline.html", heading=_("There is no network"))


@blueprint.get("/visits/log/empty")
@asked_by_itself
@requires_role(*STAFF)
def empty_log_form() -> Any:
    """Show the form that a device keeps: no visit of anybody is on it."""
    form = pages.log_form(formdata=None)
    form.public_id.data = form.started_at.data = form.case_code.data = ""
    return pages.log_page(form)


@blueprint.get("/visits/log/token")
@asked_by_itself
@requires_role(*STAFF)
def token() -> Any:
    """Give a fresh token to whoever is about to send what was kept."""
    return jsonify(csrf_token=generate_csrf())


@blueprint.before_app_request
def _refuse_the_visits_of_others() -> None:
    typed_by, typed_at = (request.headers.get(name) for name in ("X-Typed-By", "X-Typed-At"))
    if typed_by is None or not current_user.is_authenticated:
        return
    desk = current_user.working_desk
    if current_user.public_id != typed_by or desk is None or desk.desk_code != typed_at:
        abort(412)


@blueprint.after_app_request
def _tell_the_script_where_it_leads(response: Response) -> Response:
    if request.headers.get("X-Sent-By") == "script" and response.status_code == 303:
        response.headers["X-Leads-To"] = response.headers.pop("Location")
        response.status_code = 204
        response.set_data(b"")
        del response.headers["Content-Type"]
    return response
