"""The audit trail's page."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, current_app, render_template, request, url_for

from advicedesk.privacy import queries
from advicedesk.privacy.action_words import ACTION_WORDS
from advicedesk.privacy.forms import AuditFilterForm
from advicedesk.privacy.queries import AuditFilter
from advicedesk.roles import Role
from advicedesk.web.access import requires_role

blueprint = Blueprint("privacy", __name__, url_prefix="/privacy")

PAGE_LINES = 50


@blueprint.get("/audit")
@requires_role(Role.ADMINISTRATOR)
def audit_trail() -> Any:
    """Show who changed what and when, the newest first."""
    actions = sorted(ACTION_WORDS.items(), key=lambda pair: str(pair[1]))
    form = AuditFilterForm(actions, queries.list_people(), formdata=request.args)
    is_valid = form.validate()
    found = queries.list_audit_lines(_wanted(form), PAGE_LINES + 1) if is_valid else []
    lines = found[:PAGE_LINES]
    page = render_template(
        "privacy/audit_trail.html",
        form=form,
        lines=lines,
        action_words=ACTION_WORDS,
        in_words=_in_words,
        older=_older(lines[-1].id) if len(found) > PAGE_LINES else "",
    )
    return page, 200 if is_valid else 422


def _wanted(form: AuditFilterForm) -> AuditFilter:
    since = until = None
    if form.day.data:
        since, until = _edges(form.day.data)
    before = request.args.get("before", "")
    return AuditFilter(
        action=form.action.data,
        person=form.person.data,
        since=since,
        until=until,
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None,
    )


def _edges(day: date) -> tuple[datetime, datetime]:
    """Return the two ends of a day as the desk's own clock tells it."""
    zone = ZoneInfo(current_app.config["ADVICEDESK"].timezone)
    midnight = datetime.combine(day, time(), tzinfo=zone)
    return midnight, datetime.combine(day + timedelta(days=1), time(), tzinfo=zone)


def _older(last_id: int) -> str:
    kept: dict[str, Any] = {name: request.args.get(name) for name in ("action", "person", "day")}
    return url_for("privacy.audit_trail", **kept, before=last_id)


def _in_words(value: Any) -> str:
    """Write a change's value: codes as they are, lists with commas."""
    if isinstance(value, list):
        return ", ".join(_in_words(one) for one in value)
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
