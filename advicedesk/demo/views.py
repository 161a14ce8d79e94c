"""A sample one click away and one click gone; every page says while it is there."""

from random import Random, SystemRandom
from typing import Any

from flask import Blueprint, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from advicedesk.accounts.models import StaffMember
from advicedesk.accounts.queries import get_staff_member
from advicedesk.database import db, writing
from advicedesk.demo import operations, queries
from advicedesk.demo.errors import NoSample, NotEmpty
from advicedesk.roles import Role
from advicedesk.web.access import requires_role
from advicedesk.web.fields import desk_zone

blueprint = Blueprint("demo", __name__, url_prefix="/sample")
# where an administrator lands, and where desks are kept
_OFFERED_ON = ("desks.organisation", "visits.today", "statistics.month", "web.start")


@blueprint.post("/add")
@requires_role(Role.ADMINISTRATOR)
def add_sample() -> Any:
    """Open a sample desk with made-up visits."""
    rng = Random(SystemRandom().getrandbits(64))  # noqa: S311 - draws made-up visits
    try:
        with writing.writing():
            count = operations.add_sample(
                administrator=get_staff_member(current_user.public_id),
                desk_name=_("Example desk (made up)"),
                zone=desk_zone(),
                rng=rng,
            )
            db.session.commit()
    except NotEmpty:
        flash(_("Made-up data can be added only while no visit has been logged."), "warning")
        return redirect(url_for("desks.organisation"), 303)
    flash(
        ngettext(
            "The example desk is ready: %(num)s made-up visit. You work there now.",
            "The example desk is ready: %(num)s made-up visits. You work there now.",
            count,
        )
    )
    return redirect(url_for("web.start"), 303)


@blueprint.post("/remove")
@requires_role(Role.ADMINISTRATOR)
def remove_sample() -> Any:
    """Take the sample away."""
    try:
        with writing.writing():
            operations.remove_sample()
            db.session.commit()
    except NoSample:
        pass  # somebody else was quicker: what was wanted is so
    flash(_("The made-up data are gone. Your own desks and staff are as they were."))
    return redirect(url_for("desks.organisation"), 303)


@blueprint.app_template_global()
def is_sample_here() -> bool:
    """Tell whether made-up data are there; asked once for a page."""
    if "is_sample_here" not in g:
        try:
            g.is_sample_here = queries.has_sample()
        except SQLAlchemyError:  # the page that says what is wrong with the database
            g.is_sample_here = False
    return bool(g.is_sample_here)


@blueprint.app_template_global()
def is_sample_offered() -> bool:
    """Tell whether this page offers its reader a sample: the desk is empty, they administer it."""
    person: StaffMember = current_user
    return (
        request.endpoint in _OFFERED_ON
        and person.is_authenticated
        and person.has_role(Role.ADMINISTRATOR)
        and queries.is_empty()
    )
