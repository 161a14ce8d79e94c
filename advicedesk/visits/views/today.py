"""Today: the desk staff's first page, its live part, and undoing what was just saved."""

from collections.abc import Callable
from typing import Any

from flask import Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from advicedesk.accounts.models import StaffMember
from advicedesk.database import db, writing
from advicedesk.visits import operations, queries, today_page
from advicedesk.visits.errors import UndoTimeOver, VisitWithdrawn
from advicedesk.visits.today_page import Wanted
from advicedesk.visits.views.visits import STAFF, blueprint
from advicedesk.web import start_cards
from advicedesk.web.access import asked_by_itself, requires_role


@blueprint.get("/today")
@requires_role(*STAFF)
def today() -> Any:
    """Show this desk's day and what waits for the reader."""
    context = today_page.today_context(current_user, Wanted.of(request.args))
    return render_template("visits/today.html", cards=start_cards.drawn(), **context)


@blueprint.get("/today/list")
@asked_by_itself
@requires_role(*STAFF)
def today_list() -> Any:
    """Answer the live part of Today when it has changed."""
    wanted = Wanted.of(request.args)
    return _when_changed(
        today_page.version(wanted),
        lambda: render_template("visits/_live.html", **today_page.live_context(wanted)),
    )


@blueprint.get("/today/recent")
@asked_by_itself
@requires_role(*STAFF)
def recent_list() -> Any:
    """Answer the log page's side panel when it has changed."""
    return _when_changed(
        today_page.version(Wanted()),
        lambda: render_template("visits/_recent_list.html", **today_page.recent_context()),
    )


def _when_changed(version: str, drawn: Callable[[], str]) -> Response:
    if request.if_none_match.contains(version):
        answer = make_response("", 304)
    else:
        answer = make_response(drawn())
    answer.set_etag(version)
    return answer


@blueprint.post("/<uuid:public_id>/undo")
@requires_role(*STAFF)
def undo_visit(public_id: Any) -> Any:
    """Undo a visit that was just saved: withdrawn, audited; only by whoever logged it."""
    found = queries.find_visit_at(
        str(public_id), [desk.id for desk in current_user.desks()]
    ) or abort(404)
    if found.staff_member_id != current_user.id:
        abort(403)
    with writing.writing():
        try:
            operations.undo_visit(
                visit=found, staff_member=db.session.get_one(StaffMember, current_user.id)
            )
            db.session.commit()
        except VisitWithdrawn:
            pass
        except UndoTimeOver:
            flash(_("It is too late to undo. Withdraw the visit here, with a reason."), "warning")
            return redirect(url_for("visits.visit", public_id=public_id), 303)
    flash(_("Undone. The visit is not counted any more."))
    return redirect(url_for("visits.today"), 303)
