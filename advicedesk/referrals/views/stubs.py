"""Returned stubs, typed in a row: the code, then one key for the box that was ticked."""

from typing import Any

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user

from advicedesk.database import db, writing
from advicedesk.directory.queries import public_id_named
from advicedesk.referrals import operations, pages, queries
from advicedesk.referrals.errors import SamePlace, ServicePointUnknown
from advicedesk.referrals.forms import StubForm
from advicedesk.referrals.views.pages import AT_DESK, blueprint, seen_at_desk
from advicedesk.web.access import requires_role


@blueprint.get("/stubs")
@requires_role(*AT_DESK)
def stubs() -> Any:
    """Show the row for the next stub, and those typed today."""
    return _page(StubForm(find_place=public_id_named, formdata=None))


@blueprint.post("/stubs")
@requires_role(*AT_DESK)
def record_stub() -> Any:
    """Record what a stub tells, and offer the next."""
    form = StubForm(find_place=public_id_named)
    if not form.validate_on_submit():
        return _page(form, 422)
    found = queries.find_referral_by_stub(form.stub_code.data, seen_at_desk())
    if found is None:
        form.stub_code.errors = [_("No slip of your desks has this code.")]
        return _page(form, 422)
    with writing.writing():
        try:
            operations.hear_answer(
                referral=found, happened=form.happened(), staff_member_id=current_user.id
            )
            db.session.commit()
        except ServicePointUnknown:
            form.rerouted_to.errors = [_("This place is no longer in use. Choose another.")]
            return _page(form, 422)
        except SamePlace:
            form.rerouted_to.errors = [_("They were sent from there. Choose another place.")]
            return _page(form, 422)
    return redirect(url_for("referrals.stubs"), 303)


def _page(form: StubForm, status: int = 200) -> Any:
    return render_template(
        "referrals/stubs.html", form=form, **pages.stubs_shown(seen_at_desk())
    ), status
