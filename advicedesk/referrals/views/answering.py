"""The slip's own page, which its QR code opens: to be read by the client, answered by the receiver.

Nobody signs in. A GET changes nothing; what makes the POST safe is told in `answering`.
"""

from typing import Any

from flask import Response, abort, current_app, make_response, redirect, request, url_for

from advicedesk.database import db, utc_now, writing
from advicedesk.printing.coverage import GlyphMissing
from advicedesk.referrals import answering_pages, operations, queries
from advicedesk.referrals.answering import AnswerBrake, form_token, is_form_token
from advicedesk.referrals.errors import (
    NothingToTakeBack,
    ReasonMissing,
    SamePlace,
    ServicePointUnknown,
    TooLateToTakeBack,
    TooManyAnswers,
)
from advicedesk.referrals.models import ConfirmedBy, Referral, ReferralStatus, RejectedReason
from advicedesk.referrals.operations import WhatHappened
from advicedesk.referrals.views.pages import public_slips
from advicedesk.web.access import open_to_everyone

_BRAKE = "advicedesk_answer_brake"
_ANSWERS = {"arrived": ReferralStatus.ACKNOWLEDGED, "done": ReferralStatus.COMPLETED}
_OWN = ("same-origin", "none", None)


@public_slips.get("/<slip_token>")
@open_to_everyone
def slip_page(slip_token: str) -> Any:
    """Show the slip's text to whoever scans its QR code, and the receiver's three answers."""
    found = _found(slip_token)
    page = answering_pages.slip_page(found, form_token(_key(), slip_token), utc_now())
    return _hidden_from_search(page, 200)


@public_slips.get("/<slip_token>/slip.png")
@open_to_everyone
def slip_picture(slip_token: str) -> Any:
    """Return the slip as a picture to be kept; what cannot be drawn is shown by the page.

    The paper has no second QR code for it: the page behind the first offers it.
    """
    found = _found(slip_token)
    # pictures are counted apart: a client who saves a few must not stop the receiver's answer
    _brake_at(found, f"{slip_token}/slip.png")
    try:
        answer = _hidden_from_search(answering_pages.picture(found), 200)
    except GlyphMissing:
        return redirect(url_for("slips.slip_page", slip_token=slip_token), 303)
    answer.mimetype = "image/png"
    answer.headers["Content-Disposition"] = 'attachment; filename="slip.png"'
    return answer


@public_slips.get("/<slip_token>/not-ours")
@open_to_everyone
def not_ours(slip_token: str) -> Any:
    """Ask the receiver where the client should go instead, and find places by name."""
    found = _found(slip_token)
    page = answering_pages.not_ours_page(found, form_token(_key(), slip_token), utc_now())
    return _hidden_from_search(page, 200)


@public_slips.post("/<slip_token>")
@open_to_everyone
def answer_slip(slip_token: str) -> Any:
    """Take in the receiver's answer; the same answer twice is one."""
    found = _found(slip_token)
    _check_form(found)
    with writing.writing():
        try:
            operations.hear_answer(referral=found, happened=_happened(), staff_member_id=None)
            db.session.commit()
        except (ServicePointUnknown, SamePlace, ReasonMissing):
            return _hidden_from_search(
                answering_pages.not_ours_page(
                    found, form_token(_key(), slip_token), utc_now(), is_refused=True
                ),
                422,
            )
    return _back(slip_token)


@public_slips.post("/<slip_token>/take-back")
@open_to_everyone
def take_back_answer(slip_token: str) -> Any:
    """Undo the last answer that was given on this page, for some minutes."""
    found = _found(slip_token)
    _check_form(found)
    with writing.writing():
        try:
            operations.take_back_answer(referral=found)
            db.session.commit()
        except NothingToTakeBack:
            return _back(slip_token)
        except TooLateToTakeBack:
            return _hidden_from_search(answering_pages.too_late_page(found), 409)
    return _back(slip_token, taken="1")


def _found(slip_token: str) -> Referral:
    """Return the referral whose slip has the address; answer with a page when there is none."""
    found = queries.find_referral_by_token(slip_token) if slip_token.isprintable() else None
    if found is None:
        abort(_hidden_from_search(answering_pages.no_slip_page(), 404))
    days = current_app.config["ADVICEDESK"].slip_page_days
    if found.need.visit.is_withdrawn or queries.is_expired(found, days, utc_now()):
        abort(_hidden_from_search(answering_pages.expired_page(found), 410))
    return found


def _check_form(found: Referral) -> None:
    """Refuse a form from elsewhere, an old one, or one too many."""
    is_own = request.headers.get("Sec-Fetch-Site") in _OWN
    sent = request.form.get("form_token", "")
    if not is_own or not is_form_token(_key(), found.slip_token, sent):
        page = answering_pages.slip_page(found, form_token(_key(), found.slip_token), utc_now())
        abort(_hidden_from_search(page, 400))
    _brake_at(found, found.slip_token)


def _brake_at(found: Referral, counted: str) -> None:
    """Refuse one request too many."""
    try:
        _brake().take(counted, request.remote_addr or "")
    except TooManyAnswers as error:
        answer = _hidden_from_search(answering_pages.too_many_page(found), 429)
        answer.headers["Retry-After"] = str(error.retry_after)
        abort(answer)


def _happened() -> WhatHappened:
    answer, place = request.form.get("answer", ""), request.form.get("place", "")
    by = ConfirmedBy.RECEIVER_LINK
    if answer in _ANSWERS:
        return WhatHappened(status=_ANSWERS[answer], confirmed_by=by)
    if answer != "not_ours":
        abort(400)
    if place:
        return WhatHappened(status=ReferralStatus.REROUTED, confirmed_by=by, rerouted_to=place)
    return WhatHappened(
        status=ReferralStatus.REJECTED,
        confirmed_by=by,
        rejected_reason=RejectedReason.NOT_COMPETENT,
    )


def _back(slip_token: str, **arguments: str) -> Any:
    language = request.form.get("language") or None
    shown: dict[str, Any] = {"slip_token": slip_token, "language": language, **arguments}
    return redirect(f"{url_for('slips.slip_page', **shown)}#answer", 303)


def _key() -> str:
    return str(current_app.secret_key)


def _brake() -> AnswerBrake:
    kept: AnswerBrake = current_app.extensions.setdefault(_BRAKE, AnswerBrake(_key()))
    return kept


def _hidden_from_search(page: str | bytes, status: int) -> Response:
    answer = make_response(page, status)
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
