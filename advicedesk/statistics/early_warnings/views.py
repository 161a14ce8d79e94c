"""A desk's early warnings, each with its page of answers; for the desk's own supervisors only."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from advicedesk.database import db, utc_now, writing
from advicedesk.desks.models import Desk
from advicedesk.roles import Role
from advicedesk.statistics.early_warnings import findings, operations, queries
from advicedesk.statistics.early_warnings.card import least_count
from advicedesk.statistics.early_warnings.findings import Finding
from advicedesk.statistics.early_warnings.forms import AnswerForm
from advicedesk.statistics.early_warnings.words import warning_words
from advicedesk.statistics.months import Month
from advicedesk.web.access import requires_role
from advicedesk.web.fields import desk_zone

blueprint = Blueprint("early_warnings", __name__, url_prefix="/statistics/early-warnings")


def _desk() -> Desk:
    """Return the supervisor's desk that is asked for; another one is 404."""
    own: list[Desk] = current_user.desks(Role.SUPERVISOR)
    asked = request.args.get("desk")
    if asked:
        return next((desk for desk in own if desk.desk_code == asked), None) or abort(404)
    working: Desk | None = current_user.working_desk
    return working if working and working in own else own[0]


def _today() -> date:
    return utc_now().astimezone(desk_zone()).date()


@blueprint.get("/")
@requires_role(Role.SUPERVISOR)
def early_warnings() -> Any:
    """List what is rare, with its causes, and how far ahead of need the desk was."""
    desk, zone, least, today = _desk(), desk_zone(), least_count(), _today()
    found = findings.find(desk.id, utc_now(), zone, least)
    last_month = Month.of(today).shifted(-1)
    return render_template(
        "statistics/early_warnings.html",
        desk=desk,
        desks=current_user.desks(Role.SUPERVISOR),
        findings=found,
        causes=lambda finding: findings.causes_of(desk.id, finding.judgement, zone, least),
        prevention=findings.prevention_of(desk.id, last_month, today, zone),
        last_month=last_month.first_day,
        threshold=least,
        words=warning_words(least),
    )


@blueprint.get("/<grain>/<day>/<series>")
@requires_role(Role.SUPERVISOR)
def early_warning(grain: str, day: str, series: str) -> Any:
    """Show one warning and what was answered to it."""
    desk, finding = _finding(grain, day, series)
    answer = finding.answer
    form = _form(desk, formdata=None, obj=answer)
    form.assigned_to.data = answer.assigned_to.public_id if answer and answer.assigned_to else ""
    return _page(desk, finding, form)


@blueprint.post("/<grain>/<day>/<series>")
@requires_role(Role.SUPERVISOR)
def answer_warning(grain: str, day: str, series: str) -> Any:
    """Keep the answer."""
    desk, finding = _finding(grain, day, series)
    form = _form(desk)
    if not form.validate():
        return _page(desk, finding, form), 422
    colleagues = {one.public_id: one for one in queries.list_colleagues(desk.id)}
    told = operations.Told(
        note=form.note.data,
        assigned_to=colleagues.get(form.assigned_to.data),
        is_explained=form.is_explained.data,
        muted_until=form.muted_until.data,
    )
    period = finding.judgement.period
    with writing.writing():
        operations.answer_warning(
            desk_id=desk.id,
            grain=period.grain,
            first_day=period.first,
            series=finding.judgement.series,
            told=told,
        )
        db.session.commit()
    flash(_("Saved."))
    return redirect(url_for("early_warnings.early_warnings", desk=desk.desk_code), 303)


def _finding(grain: str, day: str, series: str) -> tuple[Desk, Finding]:
    try:
        first_day = date.fromisoformat(day)
    except ValueError:
        abort(404)
    desk = _desk()
    found = findings.find(desk.id, utc_now(), desk_zone(), least_count())
    return desk, findings.find_one(found, grain, first_day, series) or abort(404)


def _form(desk: Desk, **given: Any) -> AnswerForm:
    colleagues = [(one.public_id, one.display_name) for one in queries.list_colleagues(desk.id)]
    return AnswerForm(colleagues, _today(), **given)


def _page(desk: Desk, finding: Finding, form: AnswerForm) -> str:
    least = least_count()
    return render_template(
        "statistics/early_warning.html",
        desk=desk,
        finding=finding,
        causes=findings.causes_of(desk.id, finding.judgement, desk_zone(), least),
        other_desks=[
            (one.name, *findings.at_other_desk(one.id, finding.judgement, desk_zone()))
            for one in current_user.desks(Role.SUPERVISOR)
            if one.id != desk.id
        ],
        form=form,
        words=warning_words(least),
    )
