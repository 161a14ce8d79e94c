"""The follow-up list, and one referral with the form that says what became of it.

The form stands on the list too: `show` and `page` then lead back, `next` to the row that follows.
"""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user

from advicedesk.database import db, writing
from advicedesk.directory.queries import public_id_named
from advicedesk.referrals import operations, pages, queries
from advicedesk.referrals.errors import (
    NothingToTakeBack,
    ReasonMissing,
    ReferralAlreadyClosed,
    SamePlace,
    ServicePointUnknown,
    StatusCannotFollow,
)
from advicedesk.referrals.forms import ReferralStatusForm
from advicedesk.referrals.models import Referral, ReferralStatus
from advicedesk.referrals.queries import FollowUpTab, Seen
from advicedesk.referrals.statuses import may_take_back, offered, settling
from advicedesk.referrals.views.pages import AT_DESK, blueprint, own, seen_at_desk, seen_by_me
from advicedesk.roles import Role
from advicedesk.web.access import requires_role

# what was recorded last, offered once for undoing: [public id, status]
_RECORDED = "recorded_referral"


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
    seen = seen_by_me()
    recorded = _recorded_last(seen)
    return pages.follow_up_page(tab, pages.scope_of(seen), int(asked[:6]), recorded)


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
    if not found.is_open and form.over.data != found.status:
        return pages.referral_page(found, form, seen, 409)
    if form.validate_on_submit():
        with writing.writing():
            try:
                operations.change_status(
                    referral=found, happened=form.happened(), staff_member_id=current_user.id
                )
                db.session.commit()
                session[_RECORDED] = [found.public_id, form.status.data]
                return _back_to_list()
            except (StatusCannotFollow, ReasonMissing, ServicePointUnknown, SamePlace) as refusal:
                pages.refuse(form, refusal)
            except ReferralAlreadyClosed:
                return pages.referral_page(found, form, seen, 409)
    return pages.referral_page(found, form, seen, 422)


@blueprint.post("/<uuid:public_id>/take-back")
@requires_role(*AT_DESK, Role.PARTNER)
def take_back_step(public_id: Any) -> Any:
    """Undo what was recorded last; a closed referral is open again."""
    seen = seen_by_me()
    found = own(public_id, seen)
    try:
        recorded = ReferralStatus(request.form.get("recorded", ""))
    except ValueError:
        abort(400)
    if not may_take_back(found, is_partner=_is_partner_of(found)):
        return _taken_back(public_id, _not_undone(), "warning")
    place = pages.place_name(found)
    with writing.writing():
        try:
            operations.take_back_step(
                referral=found, recorded=recorded, staff_member_id=current_user.id
            )
            db.session.commit()
        except NothingToTakeBack:
            return _taken_back(public_id, _not_undone(), "warning")
    return _taken_back(public_id, _("%(place)s: undone.", place=place))


@blueprint.post("/<uuid:public_id>/send-on")
@requires_role(*AT_DESK)
def send_on(public_id: Any) -> Any:
    """Give a referral to the place that the receiver named, and show its slip."""
    found = own(public_id, seen_at_desk())
    with writing.writing():
        try:
            given = operations.send_on(referral=found, staff_member_id=current_user.id)
            address = url_for("referrals.slip", public_id=given.public_id)
            db.session.commit()
        except ServicePointUnknown:
            abort(409)
    return redirect(address, 303)


def _not_undone() -> str:
    return str(_("It has changed meanwhile. Nothing was undone."))


def _taken_back(public_id: Any, message: str, kind: str = "message") -> Any:
    flash(message, kind)
    return _back_to_list(str(public_id))


def _is_partner_of(found: Referral) -> bool:
    """Tell whether the person sees the referral as the office to which the client was sent."""
    return found.desk_id not in seen_by_me().desk_ids


def _form(found: Referral, **options: Any) -> ReferralStatusForm:
    """Return the form of a desk, or of the partner to whom the client was sent."""
    is_partner = _is_partner_of(found)
    choices = (
        offered(found.status, is_partner=is_partner)
        if found.is_open or is_partner
        else settling(found.status)
    )
    return ReferralStatusForm(choices, is_partner=is_partner, find_place=public_id_named, **options)


def _recorded_last(seen: Seen) -> Referral | None:
    """Return the referral whose change may be undone on this page, and forget it."""
    public_id, status = session.pop(_RECORDED, None) or (None, None)
    found = queries.find_referral(public_id, seen) if public_id else None
    return found if found is not None and found.status == status else None


def _back_to_list(focus: str = "") -> Any:
    """Lead back to the list as it stood, to the row that comes next."""
    tab, page = request.form.get("show", ""), request.form.get("page", "")
    is_later_page = page.isascii() and page.isdecimal() and int(page[:6]) > 1
    shown: dict[str, Any] = {
        "show": tab if tab in list(FollowUpTab) else None,
        "page": page if is_later_page else None,
    }
    try:
        row = f"referral-{UUID(focus or request.form.get('next', ''))}"
    except ValueError:
        row = None
    return redirect(url_for("referrals.follow_up", **shown, _anchor=row), 303)
