"""The administrator's pages of topics, acts and reasons."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_babel import gettext as _

from advicedesk.codelists import errors, operations, pages, queries
from advicedesk.codelists.forms import AddListedCodeForm, NamesForm, RetireListedCodeForm
from advicedesk.codelists.models import CodeList, ListedCode
from advicedesk.database import db, utc_now, writing
from advicedesk.roles import Role
from advicedesk.web.access import requires_role
from advicedesk.web.templating import local_day, named

blueprint = Blueprint("codelists", __name__, url_prefix="/codelists")


@blueprint.get("/")
@requires_role(Role.ADMINISTRATOR)
def code_lists() -> Any:
    """Show one list with its order, or the part of it that wants looking at."""
    code_list = _code_list(request.args.get("code_list", CodeList.TOPIC))
    shown = request.args.get("show", pages.Shown.ALL.value)
    if shown not in list(pages.Shown):
        abort(404)
    return pages.list_page(code_list, pages.Shown(shown), request.args.get("open", ""))


@blueprint.get("/<code_list>/add")
@requires_role(Role.ADMINISTRATOR)
def add_listed_code(code_list: str) -> Any:
    """Ask for a new code."""
    form = _add_form(_code_list(code_list))
    if form.parent_code is not None:
        form.parent_code.data = request.args.get("parent_code", "")
    return pages.add_page(form, code_list)


@blueprint.post("/<code_list>/add")
@requires_role(Role.ADMINISTRATOR)
def save_listed_code(code_list: str) -> Any:
    """Add a code to a list."""
    wanted = _code_list(code_list)
    form = _add_form(wanted)
    if not form.validate():
        return pages.add_page(form, code_list, 422)
    try:
        with writing.writing():
            listed = operations.add_listed_code(
                code_list=wanted,
                short_code=form.short_code.data,
                parent_code=form.parent_code.data if form.parent_code else None,
                names=form.names(),
            )
            db.session.commit()
    except (errors.CodeMalformed, errors.CodeTaken, errors.ParentUnknown, errors.NothingNamed) as e:
        _refuse(form, e)
        return pages.add_page(form, code_list, 422)
    return _to_list(listed)


@blueprint.get("/<code_list>/code/<path:full_code>")
@requires_role(Role.ADMINISTRATOR)
def listed_code(code_list: str, full_code: str) -> Any:
    """Show one code: its names, and whether it is offered."""
    listed = _listed(code_list, full_code)
    return pages.code_page(listed, _names_form(listed), _retire_form())


@blueprint.post("/<code_list>/rename/<path:full_code>")
@requires_role(Role.ADMINISTRATOR)
def rename_listed_code(code_list: str, full_code: str) -> Any:
    """Give a code other names."""
    listed = _listed(code_list, full_code)
    form = _names_form(listed, is_sent=True)
    if not form.validate():
        return pages.code_page(listed, form, _retire_form(), 422)
    try:
        with writing.writing():
            operations.rename_listed_code(listed=listed, names=form.names())
            db.session.commit()
    except errors.NothingNamed:
        form.refuse_names()
        return pages.code_page(listed, form, _retire_form(), 422)
    return _back_to(listed)


@blueprint.post("/<code_list>/retire/<path:full_code>")
@requires_role(Role.ADMINISTRATOR)
def retire_listed_code(code_list: str, full_code: str) -> Any:
    """Offer a code no more from a day on."""
    listed = _listed(code_list, full_code)
    form = RetireListedCodeForm()
    if not form.validate():
        return pages.code_page(listed, _names_form(listed), form, 422)
    try:
        with writing.writing():
            operations.retire_listed_code(listed=listed, from_day=form.from_day.data)
            db.session.commit()
    except errors.LastOfItsList:
        form.from_day.errors = [
            _("This is the last one that can be chosen. Add another one first.")
        ]
        return pages.code_page(listed, _names_form(listed), form, 422)
    return _back_to(listed)


@blueprint.post("/<code_list>/bring-back/<path:full_code>")
@requires_role(Role.ADMINISTRATOR)
def bring_back_listed_code(code_list: str, full_code: str) -> Any:
    """Offer a retired code again."""
    listed = _listed(code_list, full_code)
    with writing.writing():
        operations.bring_back_listed_code(listed=listed)
        db.session.commit()
    return _back_to(listed)


@blueprint.post("/<code_list>/move")
@requires_role(Role.ADMINISTRATOR)
def move_listed_code(code_list: str) -> Any:
    """Move a code: one place by the button `up` or `down`, or `moved` to the place `to`."""
    fields = request.form
    wanted = fields.get("up") or fields.get("down") or fields.get("moved") or ""
    listed = _listed(code_list, wanted)
    with writing.writing():
        operations.move_listed_code(listed=listed, to=_place(listed))
        db.session.commit()
    return _to_list(listed)


def _place(listed: ListedCode) -> int:
    """Return the place among its siblings at which a code is wanted; the first is 0."""
    place = queries.list_siblings(listed).index(listed)
    if "up" in request.form or "down" in request.form:
        return place + (-1 if "up" in request.form else 1)
    to = request.form.get("to", "")
    return int(to[:4]) if to.isascii() and to.isdecimal() else place


def _to_list(listed: ListedCode) -> Any:
    """Lead to a code's row in its list; a topic's subtopics are unfolded for it."""
    topic, slash, _subtopic = listed.full_code.partition("/")
    address = url_for(
        "codelists.code_lists",
        code_list=listed.code_list.value,
        open=topic if slash else None,
        _anchor=listed.full_code.replace("/", "-"),
    )
    return redirect(address, 303)


def _code_list(text: str) -> CodeList:
    if text not in list(CodeList):
        abort(404)
    return CodeList(text)


def _listed(code_list: str, full_code: str) -> ListedCode:
    return queries.find_listed_code(_code_list(code_list), full_code) or abort(404)


def _back_to(listed: ListedCode) -> Any:
    flash(_("Saved."))
    address = url_for(
        "codelists.listed_code", code_list=listed.code_list.value, full_code=listed.full_code
    )
    return redirect(address, 303)


def _add_form(code_list: CodeList) -> Any:
    form = AddListedCodeForm.with_languages(pages.name_labels())()
    if code_list is not CodeList.TOPIC:
        del form.parent_code
        return form
    topics = queries.code_lists().choices[CodeList.TOPIC]
    form.parent_code.choices = [("", _("None: a topic of its own"))] + [
        (topic.full_code, named(topic.names)) for topic in topics
    ]
    return form


def _names_form(listed: ListedCode, *, is_sent: bool = False) -> Any:
    stored = {f"name_{language}": name for language, name in listed.names.items()}
    form_class = NamesForm.with_languages(pages.name_labels())
    return form_class(data=stored) if is_sent else form_class(formdata=None, data=stored)


def _retire_form() -> RetireListedCodeForm:
    return RetireListedCodeForm(formdata=None, from_day=local_day(utc_now()))


def _refuse(form: Any, error: Exception) -> None:
    if isinstance(error, errors.NothingNamed):
        form.refuse_names()
    elif isinstance(error, errors.CodeTaken):
        form.short_code.errors = [_("The list has this code already.")]
    elif isinstance(error, errors.ParentUnknown):
        form.parent_code.errors = [_("There is no such topic.")]
    else:
        form.short_code.errors = [_("Use small letters a-z, digits and _, at most 31 signs.")]
