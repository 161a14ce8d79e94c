"""The administrator's pages of topics, acts and reasons."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from advicedesk.codelists import errors, operations, queries
from advicedesk.codelists.forms import AddListedCodeForm, NamesForm, RetireListedCodeForm
from advicedesk.codelists.models import CodeList, ListedCode
from advicedesk.database import db, utc_now, writing
from advicedesk.languages import registry
from advicedesk.roles import Role
from advicedesk.web.access import requires_role
from advicedesk.web.templating import local_day, named, ui_language

blueprint = Blueprint("codelists", __name__, url_prefix="/codelists")

LIST_NAMES = {
    CodeList.TOPIC: lazy_gettext("Topics"),
    CodeList.ACT: lazy_gettext("What the desk did"),
    CodeList.UNMET_REASON: lazy_gettext("Why a need was not met"),
}


@blueprint.get("/")
@requires_role(Role.ADMINISTRATOR)
def code_lists() -> Any:
    """Show one list with its order and what is retired."""
    code_list = _code_list(request.args.get("code_list", CodeList.TOPIC))
    return render_template(
        "codelists/code_lists.html",
        code_list=code_list,
        list_names=LIST_NAMES,
        choices=queries.code_lists().choices[code_list],
        today=local_day(utc_now()),
    )


@blueprint.get("/<code_list>/add")
@requires_role(Role.ADMINISTRATOR)
def add_listed_code(code_list: str) -> Any:
    """Ask for a new code."""
    form = _add_form(_code_list(code_list))
    if form.parent_code is not None:
        form.parent_code.data = request.args.get("parent_code", "")
    return _add_page(form, code_list)


@blueprint.post("/<code_list>/add")
@requires_role(Role.ADMINISTRATOR)
def save_listed_code(code_list: str) -> Any:
    """Add a code to a list."""
    wanted = _code_list(code_list)
    form = _add_form(wanted)
    if not form.validate():
        return _add_page(form, code_list, 422)
    try:
        with writing.writing():
            listed = operations.add_listed_code(
                code_list=wanted,
                short_code=form.short_code.data,
                parent_code=form.parent_code.data if form.parent_code else None,
                names=form.names(),
            )
            anchor = _anchor(listed)
            db.session.commit()
    except (errors.CodeMalformed, errors.CodeTaken, errors.ParentUnknown, errors.NothingNamed) as e:
        _refuse(form, e)
        return _add_page(form, code_list, 422)
    return redirect(url_for("codelists.code_lists", code_list=code_list, _anchor=anchor), 303)


@blueprint.get("/<code_list>/code/<path:full_code>")
@requires_role(Role.ADMINISTRATOR)
def listed_code(code_list: str, full_code: str) -> Any:
    """Show one code: its names, and whether it is offered."""
    listed = _listed(code_list, full_code)
    return _code_page(listed, _names_form(listed), _retire_form())


@blueprint.post("/<code_list>/rename/<path:full_code>")
@requires_role(Role.ADMINISTRATOR)
def rename_listed_code(code_list: str, full_code: str) -> Any:
    """Give a code other names."""
    listed = _listed(code_list, full_code)
    form = _names_form(listed, is_sent=True)
    if not form.validate():
        return _code_page(listed, form, _retire_form(), 422)
    try:
        with writing.writing():
            operations.rename_listed_code(listed=listed, names=form.names())
            db.session.commit()
    except errors.NothingNamed:
        form.refuse_names()
        return _code_page(listed, form, _retire_form(), 422)
    return _back_to(listed)


@blueprint.post("/<code_list>/retire/<path:full_code>")
@requires_role(Role.ADMINISTRATOR)
def retire_listed_code(code_list: str, full_code: str) -> Any:
    """Offer a code no more from a day on."""
    listed = _listed(code_list, full_code)
    form = RetireListedCodeForm()
    if not form.validate():
        return _code_page(listed, _names_form(listed), form, 422)
    try:
        with writing.writing():
            operations.retire_listed_code(listed=listed, from_day=form.from_day.data)
            db.session.commit()
    except errors.LastOfItsList:
        form.from_day.errors = [_("Nothing else of this list can be chosen then.")]
        return _code_page(listed, _names_form(listed), form, 422)
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
    """Move a code one place: the button `up` or `down` names it."""
    is_up = "up" in request.form
    listed = _listed(code_list, request.form.get("up") or request.form.get("down") or "")
    with writing.writing():
        operations.move_listed_code(listed=listed, up=is_up)
        db.session.commit()
    anchor = _anchor(listed)
    return redirect(url_for("codelists.code_lists", code_list=code_list, _anchor=anchor), 303)


def _code_list(text: str) -> CodeList:
    if text not in list(CodeList):
        abort(404)
    return CodeList(text)


def _listed(code_list: str, full_code: str) -> ListedCode:
    return queries.find_listed_code(_code_list(code_list), full_code) or abort(404)


def _anchor(listed: ListedCode) -> str:
    return listed.full_code.replace("/", "-")


def _back_to(listed: ListedCode) -> Any:
    flash(_("Saved."))
    address = url_for(
        "codelists.listed_code", code_list=listed.code_list.value, full_code=listed.full_code
    )
    return redirect(address, 303)


def _labels() -> dict[str, str]:
    codes = queries.working_languages() or [
        language.language_code for language in registry.staff_languages()
    ]
    return {
        code: _("Name, %(language)s", language=registry.name(code, ui_language())) for code in codes
    }


def _add_form(code_list: CodeList) -> Any:
    form = AddListedCodeForm.with_languages(_labels())()
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
    form_class = NamesForm.with_languages(_labels())
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


def _add_page(form: Any, code_list: str, status: int = 200) -> Any:
    return (
        render_template(
            "codelists/add_listed_code.html",
            form=form,
            code_list=CodeList(code_list),
            list_names=LIST_NAMES,
        ),
        status,
    )


def _code_page(listed: ListedCode, form: Any, retire_form: Any, status: int = 200) -> Any:
    today: date = local_day(utc_now())
    return (
        render_template(
            "codelists/listed_code.html",
            listed=listed,
            form=form,
            retire_form=retire_form,
            today=today,
        ),
        status,
    )
