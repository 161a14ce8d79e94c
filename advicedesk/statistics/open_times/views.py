"""A desk's opening hours, kept by its supervisors and by administrators."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from advicedesk.database import db, utc_now, writing
from advicedesk.desks.models import Desk
from advicedesk.desks.queries import list_desks
from advicedesk.directory.hours_text import format_day
from advicedesk.directory.opening_hours import grid
from advicedesk.languages.formats import weekday_name
from advicedesk.languages.locale import ui_language
from advicedesk.roles import Role
from advicedesk.statistics.open_times import operations, queries
from advicedesk.statistics.open_times.calendar import OpeningCalendar, Week
from advicedesk.statistics.open_times.forms import OpenTimesForm
from advicedesk.web.access import requires_role
from advicedesk.web.fields import desk_zone

blueprint = Blueprint("open_times", __name__, url_prefix="/statistics/opening-hours")
KEEPERS = (Role.SUPERVISOR, Role.ADMINISTRATOR)


@blueprint.get("/")
@requires_role(*KEEPERS)
def open_times() -> Any:
    """Show the week that holds on a day, and the days that differ."""
    desk = _desk()
    calendar = queries.calendar_of(desk.id)
    form = OpenTimesForm(_weekdays(), formdata=None)
    form.fill(calendar, _asked_day(), _shown_from())
    return _page(desk, calendar, form)


@blueprint.post("/")
@requires_role(*KEEPERS)
def save_open_times() -> Any:
    """Keep a week from its day on, and the days that differ."""
    desk = _desk()
    form = OpenTimesForm(_weekdays())
    if not form.validate():
        return _page(desk, queries.calendar_of(desk.id), form, 422)
    with writing.writing():
        before = queries.calendar_of(desk.id)
        operations.save_open_times(
            desk=desk,
            week=form.told_week(),
            exceptions=form.told_exceptions(before, _shown_from()),
        )
        db.session.commit()
    flash(_("Saved."))
    return redirect(url_for("open_times.open_times", desk=desk.desk_code), 303)


def _desks() -> list[Desk]:
    if current_user.has_role(Role.ADMINISTRATOR):
        return list_desks(with_closed=True)
    own: list[Desk] = current_user.desks(Role.SUPERVISOR)
    return own


def _desk() -> Desk:
    """Return the desk that is asked for, or the first; another one is 404."""
    desks, asked = _desks(), request.args.get("desk")
    found = [desk for desk in desks if asked in (None, desk.desk_code)]
    return found[0] if found else abort(404)


def _today() -> date:
    return utc_now().astimezone(desk_zone()).date()


def _asked_day() -> date:
    try:
        return date.fromisoformat(request.args.get("day") or _today().isoformat())
    except ValueError:
        abort(404)


def _shown_from() -> date:
    """Return from when days are shown: reports compare with the year before."""
    return date(_today().year - 1, 1, 1)


def _weekdays() -> list[str]:
    return [weekday_name(number, ui_language()) for number in range(7)]


def _week_text(week: Week) -> str:
    if not week.is_known:
        return str(_("Hours unknown"))
    days = zip(_weekdays(), grid(week.hours).values(), strict=True)
    return " · ".join(f"{name} {format_day(spans)}" for name, spans in days if spans)


def _page(
    desk: Desk, calendar: OpeningCalendar, form: OpenTimesForm, status: int = 200
) -> tuple[str, int]:
    form.offer_rows()
    page = render_template(
        "statistics/open_times.html",
        desk=desk,
        form=form,
        weeks=[(week.first, _week_text(week)) for week in reversed(calendar.weeks)],
    )
    return page, status
