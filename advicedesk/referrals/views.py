"""Pages of referrals: the follow-up list, closing one, its slip, and the slip's own page."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from advicedesk.database import db, writing
from advicedesk.languages import registry
from advicedesk.printing.coverage import GlyphMissing
from advicedesk.printing.documents import PaperSize
from advicedesk.printing.pdf import slip_pdf
from advicedesk.referrals import operations, queries
from advicedesk.referrals.composing import compose
from advicedesk.referrals.errors import (
    ReasonMissing,
    ReferralAlreadyClosed,
    ServicePointUnknown,
    StatusCannotFollow,
)
from advicedesk.referrals.forms import DOORS, ENDS, ReferralStatusForm
from advicedesk.referrals.models import Referral, RejectedReason
from advicedesk.referrals.words import WORDS, bring_word
from advicedesk.roles import Role
from advicedesk.web.access import open_to_everyone, requires_role
from advicedesk.web.fields import desk_zone

blueprint = Blueprint("referrals", __name__, url_prefix="/referrals")
slips = Blueprint("slips", __name__, url_prefix="/s")
blueprints = (blueprint, slips)
AT_DESK = (Role.COUNSELLOR, Role.SUPERVISOR)


def _desk_ids() -> list[int]:
    return [desk.id for desk in current_user.desks()]


def _authority_ids() -> list[int]:
    return [role.authority_id for role in current_user.roles if role.role is Role.PARTNER]


def _own(public_id: Any) -> Referral:
    found = queries.find_referral(str(public_id), _desk_ids(), _authority_ids())
    return found or abort(404)


def _words(code: Any) -> str:
    return str(WORDS[code]) if code is not None else ""


@blueprint.get("/")
@requires_role(*AT_DESK, Role.PARTNER)
def follow_up() -> Any:
    """Show what waits for an answer, the most overdue first."""
    try:
        tab = queries.FollowUpTab(request.args.get("show", "open"))
    except ValueError:
        abort(404)
    now = datetime.now(desk_zone())
    scope: dict[str, Any] = {
        "desk_ids": _desk_ids(),
        "authority_ids": _authority_ids(),
        "today": now.date(),
        "month_start": now.replace(day=1, hour=0, minute=0, second=0, microsecond=0),
    }
    return render_template(
        "referrals/follow_up.html",
        referrals=queries.list_follow_up(tab=tab, **scope),
        counts=queries.count_follow_up(**scope),
        tab=tab,
        today=now.date(),
        words=_words,
    )


@blueprint.get("/<uuid:public_id>")
@requires_role(*AT_DESK, Role.PARTNER)
def referral(public_id: Any) -> Any:
    """Show one referral and the form that records what happened."""
    return _referral_page(_own(public_id), ReferralStatusForm(formdata=None))


def _referral_page(found: Referral, form: ReferralStatusForm, status: int = 200) -> Any:
    page = render_template(
        "referrals/referral.html",
        referral=found,
        form=form,
        doors=DOORS,
        ends=ENDS,
        reasons=list(RejectedReason),
        places=_places(),
        words=_words,
        bring_word=bring_word,
        is_partner=found.desk_id not in _desk_ids(),
        today=datetime.now(desk_zone()).date(),
    )
    return page, status


def _places() -> Any:
    from advicedesk.directory.queries import list_service_points

    return list_service_points()


@blueprint.post("/<uuid:public_id>")
@requires_role(*AT_DESK, Role.PARTNER)
def change_referral(public_id: Any) -> Any:
    """Record what became of a referral."""
    found = _own(public_id)
    form = ReferralStatusForm()
    if form.validate_on_submit():
        with writing.writing():
            try:
                operations.change_status(
                    referral=found, happened=form.happened(), staff_member_id=current_user.id
                )
                db.session.commit()
                return redirect(url_for("referrals.follow_up"), 303)
            except ReferralAlreadyClosed:
                form.status.errors = [_("It was closed already.")]
            except (StatusCannotFollow, ReasonMissing, ServicePointUnknown):
                form.status.errors = [_("This cannot follow what happened before.")]
    return _referral_page(_own(public_id), form, 422)


def _paper(found: Referral) -> tuple[PaperSize, str]:
    """Return the size and the client's language that were asked for, or the usual ones."""
    try:
        size = PaperSize(request.values.get("size") or "a5")
    except ValueError:
        abort(400)
    offered = {language.language_code for language in registry.slip_languages()}
    spoken = found.need.visit.client_language
    language = request.values.get("language") or (spoken if spoken in offered else "en")
    if language not in offered:
        abort(404)
    return size, language


@blueprint.get("/<uuid:public_id>/slip")
@requires_role(*AT_DESK)
def slip(public_id: Any) -> Any:
    """Show the slip on a page that prints well, with its sizes and languages."""
    found = queries.find_referral(str(public_id), _desk_ids()) or abort(404)
    size, language = _paper(found)
    return render_template(
        "referrals/slip.html",
        referral=found,
        slip=compose(found, language),
        size=size,
        language=language,
        languages=registry.slip_languages(),
        sizes=list(PaperSize),
        prints="print" in request.args,
    )


@blueprint.get("/<uuid:public_id>/slip.pdf")
@requires_role(*AT_DESK)
def slip_file(public_id: Any) -> Any:
    """Return the slip as a PDF; what was printed is recorded by the page's own button."""
    found = queries.find_referral(str(public_id), _desk_ids()) or abort(404)
    size, language = _paper(found)
    try:
        content = slip_pdf(compose(found, language), size)
    except GlyphMissing as missing:
        return _unprintable(missing)
    answer = Response(content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'inline; filename="slip.pdf"'
    return answer


def _unprintable(missing: GlyphMissing) -> Any:
    reason = _(
        "A name on it has a sign that no font here can draw: %(sign)s", sign=str(missing)[-40:]
    )
    return (
        render_template(
            "errors/error.html", heading=_("The slip cannot be printed"), reason=reason, status=422
        ),
        422,
    )


@blueprint.post("/<uuid:public_id>/slip")
@requires_role(*AT_DESK)
def print_slip(public_id: Any) -> Any:
    """Record that a slip is printed, and open it."""
    found = queries.find_referral(str(public_id), _desk_ids()) or abort(404)
    size, language = _paper(found)
    with writing.writing():
        operations.print_slip(
            referral=found,
            client_language=language,
            office_language=compose(found, language).office_language,
            paper_size=size.value,
            staff_member_id=current_user.id,
        )
        db.session.commit()
    return redirect(
        url_for("referrals.slip_file", public_id=public_id, size=size.value, language=language), 303
    )


@slips.get("/<slip_token>")
@open_to_everyone
def slip_page(slip_token: str) -> Any:
    """Show the slip's text to whoever scans its QR code; nothing can be changed here."""
    found = queries.find_referral_by_token(slip_token[:64]) or abort(404)
    offered = {language.language_code for language in registry.slip_languages()}
    spoken = found.need.visit.client_language
    language = spoken if spoken in offered else "en"
    return render_template("referrals/slip_page.html", slip=compose(found, language))
