"""Pages that belong to no feature: the start, health, the privacy notice."""

import os
from typing import Any

from flask import Blueprint, current_app, jsonify, redirect, render_template
from flask_babel import gettext as _
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from advicedesk.database import db
from advicedesk.database.writing import can_begin_writing
from advicedesk.roles import Role
from advicedesk.web.access import open_to_everyone, requires_role
from advicedesk.web.navigation import menu
from advicedesk.web.start_page import start_page
from advicedesk.web.style_page import style_page

blueprint = Blueprint("web", __name__)


@blueprint.get("/")
@requires_role()
def start() -> Any:
    """Lead desk staff to their day and partners to their clients; others start here."""
    offered = {entry.endpoint: entry.url for entry in menu(True)}
    for endpoint in ("visits.today", "referrals.follow_up"):
        if endpoint in offered:
            return redirect(offered[endpoint], 303)
    return start_page()


@blueprint.get("/healthz")
@open_to_everyone
def healthz() -> Any:
    """Say that the process answers."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@open_to_everyone
def readyz() -> Any:
    """Say whether the database can be used and written."""
    settings = current_app.config["ADVICEDESK"]
    try:
        db.session.execute(text("SELECT count(*) FROM organisation"))
    except SQLAlchemyError:
        return jsonify(status="error", reason="database cannot be used"), 503
    finally:
        db.session.rollback()
    path = db.engine.url.database or ""
    if settings.is_sqlite and not (os.access(path, os.W_OK) and can_begin_writing(path)):
        return jsonify(status="error", reason="database cannot be written"), 503
    return jsonify(status="ok")


@blueprint.get("/privacy-notice")
@open_to_everyone
def privacy_notice() -> Any:
    """Show what is kept, for how long, and what is never asked."""
    return render_template("web/privacy_notice.html", heading=_("Privacy notice"))


@blueprint.get("/style")
@requires_role(Role.ADMINISTRATOR)
def style() -> Any:
    """Show every component in every state."""
    return style_page()
