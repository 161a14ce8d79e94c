"""The guide for a new counsellor: one page that fits on one sheet of paper."""

from typing import Any

from flask import Blueprint, render_template
from flask_login import current_user

from advicedesk.visits import guide as contents
from advicedesk.web.access import requires_role

blueprint = Blueprint("guide", __name__)


@blueprint.get("/guide")
@requires_role()
def guide() -> Any:
    """Show how a visit is logged, and what comes after it."""
    desk = current_user.working_desk
    return render_template(
        "visits/guide.html",
        steps=contents.steps(current_user),
        people=contents.whom_to_ask(desk),
        picture=contents.picture(),
        desk=desk,
    )
