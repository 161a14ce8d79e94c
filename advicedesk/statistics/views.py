"""The month on screen and as files, for supervisors and administrators."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response, abort, render_template, request
from flask_login import current_user

from advicedesk.desks.models import Desk
from advicedesk.languages.locale import ui_language
from advicedesk.languages.registry import html_tag
from advicedesk.roles import Role
from advicedesk.statistics import making, queries
from advicedesk.statistics.files import (
    FORMATS,
    FileToMake,
    NoSuchTable,
    content_type,
    file_name,
    write_file,
)
from advicedesk.statistics.making import ALL, Scope
from advicedesk.statistics.months import Month, NotAMonth, Span
from advicedesk.statistics.open_times.queries import calendars_of
from advicedesk.statistics.pages import month_context
from advicedesk.statistics.report_forms.errors import FormRefused
from advicedesk.statistics.report_forms.writing import FORM_FORMATS, titles_of_forms, write_form
from advicedesk.web.access import requires_role
from advicedesk.web.fields import desk_zone

blueprint = Blueprint("statistics", __name__, url_prefix="/statistics")
READERS = (Role.SUPERVISOR, Role.ADMINISTRATOR)


def _own_desk_ids() -> list[int]:
    return [desk.id for desk in current_user.desks(Role.SUPERVISOR)]


def _readable() -> list[Desk]:
    """Return a supervisor's own desks, for an administrator all."""
    is_administrator = current_user.has_role(Role.ADMINISTRATOR)
    return queries.list_desks(None if is_administrator else _own_desk_ids())


def _scope(readable: list[Desk]) -> Scope:
    """Return the desks asked for; what the reader may not see is 404."""
    asked = request.args.get("desk", "")
    if not readable:
        abort(404)
    if asked in ("", ALL):
        one = readable[0] if not asked and len(readable) == 1 else None
        together = tuple(queries.together(readable))
        return Scope(one.desk_code if one else ALL, (one,) if one else together)
    chosen = tuple(desk for desk in readable if desk.desk_code == asked)
    return Scope(asked, chosen) if chosen else abort(404)


def _span() -> Span:
    """Return the months asked for: one, or all until another."""
    asked = request.args.get("month")
    if not asked:
        return Span.of(Month.of(datetime.now(desk_zone()).date()))
    try:
        first = Month.parse(asked)
        return Span(first, Month.parse(request.args.get("until") or asked))
    except NotAMonth:
        abort(404)


def _is_internal(scope: Scope) -> bool:
    """Tell whether the reader supervises all of the desks, and so sees small figures."""
    own = set(_own_desk_ids())
    return all(desk.id in own for desk in scope.desks)


def _threshold() -> int:
    organisation = queries.find_organisation()
    return organisation.suppression_threshold if organisation else 5


@blueprint.get("/")
@requires_role(*READERS)
def month() -> Any:
    """Show the month; only a desk's own supervisors see its small figures."""
    readable = _readable()
    scope, asked = _scope(readable), _span()
    is_internal = _is_internal(scope)
    threshold = _threshold()
    calendars = calendars_of([desk.id for desk in scope.desks])
    without = [desk for desk in scope.desks if not calendars[desk.id].weeks]
    report = making.make_report(scope, asked, desk_zone(), None if is_internal else threshold)
    return render_template(
        "statistics/month.html",
        scope=scope,
        span=asked,
        desks=readable,
        is_internal=is_internal,
        hours_unknown=bool(without),
        hours_desk=next(iter(without), scope.desks[0]),
        threshold=threshold,
        report_forms=titles_of_forms(),
        **month_context(report),
    )


@blueprint.get("/export")
@requires_role(*READERS)
def export() -> Any:
    """Return the month as a file; files are always protected."""
    form = request.args.get("format", "xlsx")
    if form not in FORMATS:
        abort(404)
    scope, asked, zone = _scope(_readable()), _span(), desk_zone()
    report = making.make_report(scope, asked, zone, _threshold())
    day = making.made_at(datetime.now(zone), zone)
    file = FileToMake(report, scope, day, request.args.get("table", ""))
    try:
        answer = Response(write_file(file, form), content_type=content_type(file, form))
    except NoSuchTable:
        abort(404)
    return _attached(answer, file_name(file, form))


@blueprint.get("/form")
@requires_role(*READERS)
def report_form() -> Any:
    """Return somebody's form, filled from the protected report."""
    form = request.args.get("format", "xlsx")
    if form not in FORM_FORMATS:
        abort(404)
    scope, asked, zone = _scope(_readable()), _span(), desk_zone()
    report = making.make_report(scope, asked, zone, _threshold())
    file = FileToMake(report, scope, making.made_at(datetime.now(zone), zone))
    try:
        made = write_form(file, request.args.get("form", ""), form)
    except FormRefused:
        abort(404)
    return _attached(Response(made.content, content_type=made.content_type), made.name)


def _attached(answer: Response, name: str) -> Response:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Content-Language"] = html_tag(ui_language())
    return answer


@blueprint.get("/circulation")
@requires_role(*READERS)
def circulation() -> Any:
    """Show who sends whom where; only a desk's own supervisors see its small figures."""
    from advicedesk.statistics.circulation.making import make_circulation
    from advicedesk.statistics.circulation.pages import circulation_context

    readable = _readable()
    scope, asked, threshold = _scope(readable), _span(), _threshold()
    is_internal = _is_internal(scope)
    report = make_circulation(scope, asked, desk_zone(), None if is_internal else threshold)
    return render_template(
        "statistics/circulation.html",
        scope=scope,
        span=asked,
        desks=readable,
        is_internal=is_internal,
        threshold=threshold,
        **circulation_context(report, scope),
    )


@blueprint.get("/circulation/export")
@requires_role(*READERS)
def export_circulation() -> Any:
    """Return circulation as a file; files are always protected."""
    from advicedesk.statistics.circulation.files import (
        WRITERS,
        circulation_file_name,
        write_circulation,
    )
    from advicedesk.statistics.circulation.making import make_circulation

    form = request.args.get("format", "xlsx")
    if form not in WRITERS:
        abort(404)
    scope, asked, zone = _scope(_readable()), _span(), desk_zone()
    report = make_circulation(scope, asked, zone, _threshold())
    day = making.made_at(datetime.now(zone), zone)
    content = write_circulation(report, form, scope.name, day)
    answer = Response(content, content_type=FORMATS[form].content_type)
    return _attached(answer, circulation_file_name(report, form))
