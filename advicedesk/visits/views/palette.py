"""The search box of every page: a case code, a topic, a place, an authority or a command."""

from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from advicedesk.visits import case_codes, pages, palette, queries
from advicedesk.web.access import requires_role
from advicedesk.web.forms import clean_text, without_hidden_signs
from advicedesk.web.palette import LONGEST, Entry, find, find_meant

blueprint = Blueprint("palette", __name__, url_prefix="/find")


@blueprint.get("/")
@requires_role()
def page() -> Any:
    """Show the box by itself, with all commands under it."""
    return _results("", [entry for entry in palette.list_entries() if entry.kind == "command"])


@blueprint.post("/")
@requires_role()
def results() -> Any:
    """Lead to what was surely meant, or show what may have been: the word travels in the body."""
    typed = clean_text(without_hidden_signs(request.form.get("wanted", "")))[:LONGEST]
    entries = palette.list_entries(typed)
    code = _case_code(typed)
    if code:
        return redirect(url_for("cases.case", case_code=code), 303)
    meant = find_meant(entries, typed)
    if meant is not None and meant.fields is None:
        return redirect(meant.url, 303)
    found = find(entries, typed)
    if not found and palette.may_open("cases.case") and case_codes.is_well_formed(typed):
        return pages.unknown_case_page()
    return _results(typed, found)


def _case_code(typed: str) -> str | None:
    """Return the code of a case of the person's own desks, if one was typed."""
    desk_ids = [desk.id for desk in current_user.desks()]
    found = queries.find_case(typed) if desk_ids else None
    if found is None or not queries.list_visits_of_case(found, desk_ids):
        return None
    return found.case_code


def _results(typed: str, found: list[Entry]) -> str:
    return render_template(
        "palette/results.html", typed=typed, found=found, kind_words=palette.KIND_WORDS
    )


@blueprint.get("/entries")
@requires_role()
def entries() -> Any:
    """Answer all that the person may open by name, for finding while one types."""
    rows = [_row(entry) for entry in palette.list_entries()]
    if palette.may_open("visits.today"):
        label = str(palette.COVER)
        rows.insert(
            1,
            {
                "label": label,
                "hint": _("Command"),
                "terms": label.lower() + " cover",
                "cover": True,
            },
        )
    return jsonify(entries=rows, elsewhere=palette.places_elsewhere())


def _row(entry: Entry) -> dict[str, Any]:
    row: dict[str, Any] = {
        "label": entry.label,
        "hint": str(palette.KIND_WORDS[entry.kind]),
        "terms": entry.terms,
        "url": entry.url,
    }
    if entry.fields is not None:
        row["fields"] = dict(entry.fields)
    if entry.language:
        row["language"] = entry.language
    return row
