"""The follow-up list, and one referral with the form that says what became of it."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from advicedesk.database import db, writing
from advicedesk.referrals import operations, pages
from advicedesk.referrals.errors import (
    ReasonMissing,
    ReferralAlreadyClosed,
    SamePlace,
    ServicePointUnknown,
    StatusCannotFollow,
)
from advicedesk.referrals.forms import ReferralStatusForm
from advicedesk.referrals.models import Referral
from advicedesk.referrals.queries import FollowUpTab
from advicedesk.referrals.statuses import offered
from advicedesk.referrals.views.pages import AT_DESK, blueprint, own, seen_by_me
from advicedesk.referrals.words import word
from advicedesk.roles import Role
from advicedesk.web.access import requires_role


@blueprint.get("/")
@requires_role(*AT_DESK, Role.PARTNER)
def follow_up() -> Any:
    """Show what waits for an answer, the most overdue first."""
    asked = request.args.get("page", "1")
    is_page = asked.isascii() and asked.isdecimal() and int(asked[:6]) > 0
    try:
        tab = FollowUpTab(request.args.get("show", FollowUpTab.OPEN.value))
    except ValueError:
        abort(404)
    if not is_page:
        abort(404)
    return pages.follow_up_page(tab, pages.scope_of(seen_by_me()), int(asked[:6]))


@blueprint.get("/<uuid:public_id>")
@requires_role(*AT_DESK, Role.PARTNER)
def referral(public_id: Any) -> Any:
    """Show one referral and the form that records what happened."""
    seen = seen_by_me()
    found = own(public_id, seen)
    return pages.referral_page(found, _form(found, formdata=None), seen)


@blueprint.post("/<uuid:public_id>")
@requires_role(*AT_DESK, Role.PARTNER)
def change_referral(public_id: Any) -> Any:
    """Record what became of a referral."""
    seen = seen_by_me()
    found = own(public_id, seen)
    form = _form(found)
    if not found.is_open:
        return pages.referral_page(found, form, seen, 409)
    if form.validate_on_submit():
        place = pages.place_name(found)
        with writing.writing():
            try:
                operations.change_status(
                    referral=found, happened=form.happened(), staff_member_id=current_user.id
                )
                db.session.commit()
                return _recorded(place, form)
            except (StatusCannotFollow, ReasonMissing, ServicePointUnknown, SamePlace) as refusal:
                pages.refuse(form, refusal)
            except ReferralAlreadyClosed:
                return pages.referral_page(found, form, seen, 409)
    return pages.referral_page(found, form, seen, 422)


def _form(found: Referral, **options: Any) -> ReferralStatusForm:
    """Return the form of a desk, or of the partner to whom the client was sent."""
    is_partner = found.desk_id not in seen_by_me().desk_ids
    choices = offered(found.status, is_partner=is_partner)
    return ReferralStatusForm(choices, is_partner=is_partner, **options)


def _recorded(place: str, form: ReferralStatusForm) -> Any:
    happened = word(form.status.member)
    flash(_("%(place)s: %(happened)s. Saved.", place=place, happened=happened))
    return redirect(url_for("referrals.follow_up"), 303)
