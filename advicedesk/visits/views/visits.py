"""Pages of visits: log, one visit, correct, withdraw; and the thread of a case."""

from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import OperationalError

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db, new_public_id, utc_now, writing
from advicedesk.languages import registry
from advicedesk.referrals.errors import ServicePointUnknown
from advicedesk.roles import Role
from advicedesk.visits import operations, pages, queries
from advicedesk.visits.case_page import case_page
from advicedesk.visits.errors import (
    CaseCodeUnknown,
    NeedHasReferrals,
    NothingChanged,
    PublicIdTaken,
    StartedOutOfRange,
    VisitWithdrawn,
)
from advicedesk.visits.forms import LogVisitForm, LookUpForm, WithdrawVisitForm
from advicedesk.visits.models import Visit
from advicedesk.visits.offer import language_options
from advicedesk.visits.undoing import may_undo
from advicedesk.visits.words import WITHDRAWAL_REASONS
from advicedesk.web.access import open_to_everyone, requires_role

blueprint = Blueprint("visits", __name__, url_prefix="/visits")
cases = Blueprint("cases", __name__, url_prefix="/cases")
STAFF = (Role.COUNSELLOR, Role.SUPERVISOR)


def _desk_ids() -> list[int]:
    return [desk.id for desk in current_user.desks()]


@blueprint.get("/log")
@requires_role(*STAFF)
def log_visit() -> Any:
    """Show the empty form, or one that continues the case whose page led here."""
    form = pages.log_form(formdata=None)
    form.public_id.data = new_public_id()
    form.started_at.data = pages.local_minute(utc_now())
    form.case_code.data = session.pop("continue_case", "")
    return pages.log_page(form)


@blueprint.post("/log")
@requires_role(*STAFF)
def log_visit_post() -> Any:
    """Log the visit; or add a need to the form when that button was pressed."""
    form = pages.log_form(formdata=request.form)
    if "add_need" in request.form or "add_referral" in request.form:
        return pages.log_page(pages.grown(form))
    if not form.validate_on_submit():
        return pages.log_page(form, 422)
    try:
        return _stored(form)
    except OperationalError as error:  # the writer's turn is over: the page is only read
        return pages.unstored_page(form, error)


def _stored(form: LogVisitForm) -> Any:
    desk, public_id = current_user.working_desk, form.public_id.data
    # plain values: nobody is asked for anew when it is the writer's turn
    at = {"desk_id": desk.id, "desk_code": desk.desk_code, "staff_member_id": current_user.id}
    with writing.writing():
        try:
            operations.log_visit(public_id=public_id, details=form.details(), **at)
            db.session.commit()
            return _saved(public_id)
        except (CaseCodeUnknown, StartedOutOfRange, ServicePointUnknown) as refusal:
            pages.refuse(form, refusal)
        except PublicIdTaken:
            return pages.taken_page(form, _own(public_id))
    return pages.log_page(form, 422)


def _own(public_id: str) -> Visit | None:
    return queries.find_visit_at(public_id, _desk_ids())


def _saved(public_id: str) -> Any:
    session["saved_visit"] = public_id
    if request.form.get("print_slip"):
        referral = pages.first_referral(public_id)
        if referral is not None:
            return redirect(url_for("referrals.slip", public_id=referral, print=1), 303)
        flash(_("The visit is saved. Nobody was sent on, so there is no slip to print."))
    return redirect(url_for("visits.visit", public_id=public_id), 303)


@blueprint.get("/languages/<language>.json")
@open_to_everyone
def language_names(language: str) -> Any:
    """Answer the picker's languages, the same for everybody: kept until the address changes."""
    if language not in registry.STAFF:
        abort(404)
    answer = Response(language_options(language), mimetype="application/json")
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


@blueprint.get("/<uuid:public_id>")
@requires_role(*STAFF)
def visit(public_id: Any) -> Any:
    """Show one visit of an own desk."""
    found = _own(str(public_id)) or abort(404)
    return render_template(
        "visits/visit.html",
        visit=found,
        is_just_saved=session.pop("saved_visit", None) == found.public_id,
        can_undo=may_undo(found, current_user.id, utc_now()),
        form=WithdrawVisitForm(formdata=None),
        reasons=WITHDRAWAL_REASONS,
        **pages.visit_words(),
    )


@blueprint.get("/<uuid:public_id>/correct")
@requires_role(*STAFF)
def correct_visit(public_id: Any) -> Any:
    """Show the form with what the visit says now."""
    found = _correctable(public_id)
    return pages.log_page(pages.filled_form(found), correcting=found)


@blueprint.post("/<uuid:public_id>/correct")
@requires_role(*STAFF)
def correct_visit_post(public_id: Any) -> Any:
    """Correct the visit; what was before is kept."""
    found = _correctable(public_id)
    form = pages.log_form(formdata=request.form, visit=found)
    if "add_need" in request.form or "add_referral" in request.form:
        return pages.log_page(pages.grown(form), correcting=found)
    form.public_id.data = found.public_id
    try:
        if form.validate_on_submit() and _corrected(form, found):
            return redirect(url_for("visits.visit", public_id=public_id), 303)
    except OperationalError as error:
        return pages.unstored_page(form, error, _correctable(public_id))
    return pages.log_page(form, 422, correcting=_correctable(public_id))


def _corrected(form: LogVisitForm, found: Visit) -> bool:
    with writing.writing():
        try:
            operations.correct_visit(
                visit=found,
                details=form.details(),
                staff_member=db.session.get_one(StaffMember, current_user.id),
                positions=form.positions(),
            )
            db.session.commit()
        except NothingChanged:
            pass
        except (StartedOutOfRange, ServicePointUnknown, NeedHasReferrals) as refusal:
            pages.refuse(form, refusal)
            return False
    return True


def _correctable(public_id: Any) -> Visit:
    found = _own(str(public_id)) or abort(404)
    may = found.staff_member_id == current_user.id or found.desk in current_user.desks(
        Role.SUPERVISOR
    )
    if not may:
        abort(403)
    if found.is_withdrawn:
        abort(404)
    return found


@blueprint.post("/<uuid:public_id>/withdraw")
@requires_role(*STAFF)
def withdraw_visit(public_id: Any) -> Any:
    """Withdraw the visit: out of all figures, with a reason."""
    found = _correctable(public_id)
    form = WithdrawVisitForm()
    if not form.validate_on_submit():
        page = render_template(
            "visits/visit.html",
            visit=found,
            is_just_saved=False,
            can_undo=False,
            form=form,
            reasons=WITHDRAWAL_REASONS,
            **pages.visit_words(),
        )
        return page, 422
    with writing.writing():
        try:
            operations.withdraw_visit(
                visit=found,
                reason=form.reason.data,
                staff_member=db.session.get_one(StaffMember, current_user.id),
            )
            db.session.commit()
        except VisitWithdrawn:
            pass
    flash(_("The visit is withdrawn. It is not counted any more."))
    return redirect(url_for("visits.visit", public_id=public_id), 303)


@cases.post("/")
@requires_role(*STAFF)
def look_up() -> Any:
    """Lead from a typed case code to its thread: the code travels in the body, not a query."""
    form = LookUpForm()
    typed = (form.case_code.data or "").strip()
    found = queries.find_case(typed) if form.validate_on_submit() else None
    if found is None or not queries.list_visits_of_case(found, _desk_ids()):
        return pages.unknown_case_page()
    return redirect(url_for("cases.case", case_code=found.case_code), 303)


@cases.get("/<case_code>")
@requires_role(*STAFF)
def case(case_code: str) -> Any:
    """Show the thread of a case."""
    found = queries.find_case(case_code)
    visits = queries.list_visits_of_case(found, _desk_ids()) if found else []
    if found is None or not visits:
        return pages.unknown_case_page()
    if case_code != found.case_code:
        return redirect(url_for("cases.case", case_code=found.case_code), 303)
    return case_page(found, visits)


@cases.post("/<case_code>/continue")
@requires_role(*STAFF)
def continue_case(case_code: str) -> Any:
    """Open the form with this case's code in it; no address carries the code."""
    found = queries.find_case(case_code) or abort(404)
    session["continue_case"] = found.case_code
    return redirect(url_for("visits.log_visit"), 303)
