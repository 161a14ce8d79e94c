"""Asking the authorities: whom to phone, and one page to work through in the call."""

from typing import Any

from flask import abort, redirect, request, url_for
from flask_login import current_user

from advicedesk.database import db, writing
from advicedesk.directory.errors import AuthorityUnknown
from advicedesk.directory.models import Authority
from advicedesk.directory.queries import get_authority
from advicedesk.referrals import operations, pages, queries
from advicedesk.referrals.models import ConfirmedBy, Referral
from advicedesk.referrals.operations import WhatHappened
from advicedesk.referrals.statuses import CALL_ANSWERS
from advicedesk.referrals.views.pages import AT_DESK, blueprint, own, seen_at_desk
from advicedesk.web.access import requires_role


@blueprint.get("/asking")
@requires_role(*AT_DESK)
def asking() -> Any:
    """Show whom to phone, each authority once."""
    return pages.asking_page(seen_at_desk())


@blueprint.get("/authorities/<uuid:public_id>/call")
@requires_role(*AT_DESK)
def call(public_id: Any) -> Any:
    """Show all that is open at an authority, with what the telephone may tell."""
    found = _authority(public_id)
    seen = seen_at_desk()
    return pages.call_page(found, queries.list_open_to_authority(found.id, seen), seen)


@blueprint.post("/authorities/<uuid:public_id>/call")
@requires_role(*AT_DESK)
def record_call(public_id: Any) -> Any:
    """Record what the call told of each referral; of the rest, that it was asked."""
    found = _authority(public_id)
    with writing.writing():
        _record(queries.list_open_to_authority(found.id, seen_at_desk()))
        db.session.commit()
    return redirect(url_for("referrals.asking"), 303)


@blueprint.get("/<uuid:public_id>/call")
@requires_role(*AT_DESK)
def call_place(public_id: Any) -> Any:
    """Show all that is open where this referral leads, of which no authority is known."""
    seen = seen_at_desk()
    found = own(public_id, seen)
    return pages.place_call_page(found, queries.list_open_alike(found, seen), seen)


@blueprint.post("/<uuid:public_id>/call")
@requires_role(*AT_DESK)
def record_place_call(public_id: Any) -> Any:
    """Record what the call told, as of an authority's."""
    seen = seen_at_desk()
    found = own(public_id, seen)
    with writing.writing():
        _record(queries.list_open_alike(found, seen))
        db.session.commit()
    return redirect(url_for("referrals.asking"), 303)


def _record(listed: list[Referral]) -> None:
    told = {answer.value: answer for answer in CALL_ANSWERS}
    on_page = [one for one in listed if one.public_id in request.form.getlist("asked")]
    for referral in on_page:
        answer = told.get(request.form.get(f"answer-{referral.public_id}", ""))
        if answer:
            operations.hear_answer(
                referral=referral,
                happened=WhatHappened(status=answer, confirmed_by=ConfirmedBy.RECEIVER_PHONE),
                staff_member_id=current_user.id,
            )
    operations.note_asked(referrals=on_page, staff_member_id=current_user.id)


def _authority(public_id: Any) -> Authority:
    try:
        return get_authority(str(public_id))
    except AuthorityUnknown:
        abort(404)
