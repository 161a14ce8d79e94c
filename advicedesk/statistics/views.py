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


def _threshold() -> int:
    organisation = queries.find_organisation()
    return organisation.suppression_threshold if organisation else 5


@blueprint.get("/")
@requires_role(*READERS)
def month() -> Any:
    """Show the month; only a desk's own supervisors see its small figures."""
    readable = _readable()
    scope, asked = _scope(readable), _span()
    own = set(_own_desk_ids())
    is_internal = all(desk.id in own for desk in scope.desks)
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
    name = file_name(file, form)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Content-Language"] = html_tag(ui_language())
    return answer
