"""The page that imports a desk's own table: upload, look at it as understood, then take it."""

from functools import partial
from pathlib import Path
from typing import Any

from flask import current_app, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from advicedesk.database import db, utc_now, writing
from advicedesk.roles import Role
from advicedesk.visits import operations, pages
from advicedesk.visits.forms import ImportVisitsForm
from advicedesk.visits.importing.answering import QUESTION_FIELDS, AnswersForm, column_name
from advicedesk.visits.importing.mapping import OwnMapping
from advicedesk.visits.importing.own_table import Answers
from advicedesk.visits.importing.reading import Desks, OnIdentifier, Reading, read_visits
from advicedesk.visits.importing.sheets import COLUMNS, FileRefused
from advicedesk.visits.importing.words import problem_words, refusal_words
from advicedesk.visits.pages import visit_words
from advicedesk.visits.views.visits import blueprint
from advicedesk.web import kept_files
from advicedesk.web.access import requires_role
from advicedesk.web.fields import desk_zone

SHOWN_VISITS = 10
SHOWN_PROBLEMS = 200
_KEPT = "kept_import"
_ANSWERS = "import_answers"  # of the file that waits; what was taught is kept in the database


@blueprint.get("/import")
@requires_role(Role.SUPERVISOR)
def import_visits() -> Any:
    """Ask for a file; or show the one that waits, as it is understood."""
    token, on_identifier = session.get(_KEPT, ("", ""))
    content = kept_files.find(_folder(), token)
    if content is None:
        return _page(ImportVisitsForm(formdata=None))
    reading = _read(content, on_identifier)
    return _page(None, reading, token, pages.import_answers_form(reading, None))


@blueprint.post("/import")
@requires_role(Role.SUPERVISOR)
def import_visits_post() -> Any:
    """Keep the file for the next step, when it can be read at all."""
    form = ImportVisitsForm()
    if not form.validate_on_submit():
        return _page(form), 422
    content = form.file.data.read()
    on_identifier = OnIdentifier.DROP_NOTE if form.drops_notes.data else OnIdentifier.REFUSE
    try:
        _read(content, on_identifier)
    except FileRefused as refusal:
        form.file.errors = [refusal_words(refusal)]
        return _page(form), 422
    _forget()
    session[_KEPT] = (kept_files.keep(_folder(), content), on_identifier.value)
    return redirect(url_for("visits.import_visits"), 303)


@blueprint.post("/import/answers")
@requires_role(Role.SUPERVISOR)
def answer_import() -> Any:
    """Keep what was taught and answered, and show the table as it is understood now."""
    token, on_identifier = session.get(_KEPT, ("", ""))
    content = kept_files.find(_folder(), token)
    if content is None or request.form.get("shown") != token:
        flash(_("The file is not kept any more. Send it again."))
        return redirect(url_for("visits.import_visits"), 303)
    reading = _read(content, on_identifier)
    form = pages.import_answers_form(reading, request.form)
    if reading.own is None or form is None or not form.validate_on_submit():
        return _page(None, reading, token, form), 422
    session[_ANSWERS] = session.get(_ANSWERS, {}) | form.answers(reading.questions)
    with writing.writing():
        operations.teach_import(
            words=form.words(reading.questions), headers=form.columns(reading.own)
        )
        db.session.commit()
    return redirect(url_for("visits.import_visits"), 303)


@blueprint.post("/import/confirm")
@requires_role(Role.SUPERVISOR)
def confirm_import() -> Any:
    """Take all rows of the file that was shown, or none."""
    token, on_identifier = session.get(_KEPT, ("", ""))
    content = kept_files.find(_folder(), token)
    if content is None or request.form.get("shown") != token:
        flash(_("The file is not kept any more. Send it again."))
        return redirect(url_for("visits.import_visits"), 303)
    reading = _read(content, on_identifier)
    if not reading.is_sound:
        return _page(None, reading, token, pages.import_answers_form(reading, None)), 422
    staff_member_id = current_user.id
    with writing.writing():
        added = operations.import_visits(visits=reading.visits, staff_member_id=staff_member_id)
        db.session.commit()
    _forget()
    flash(ngettext("%(num)s visit was added.", "%(num)s visits were added.", added))
    return redirect(url_for("visits.import_visits"), 303)


@blueprint.post("/import/cancel")
@requires_role(Role.SUPERVISOR)
def cancel_import() -> Any:
    """Forget the file."""
    _forget()
    return redirect(url_for("visits.import_visits"), 303)


def _folder() -> Path:
    folder: Path = current_app.config["ADVICEDESK"].data_folder
    return folder


def _forget() -> None:
    session.pop(_ANSWERS, None)
    kept_files.forget(_folder(), session.pop(_KEPT, ("", ""))[0])
    kept_files.forget_old(_folder())


def _read(content: bytes, on_identifier: str) -> Reading:
    supervised = [desk.desk_code for desk in current_user.desks(Role.SUPERVISOR)]
    working = current_user.working_desk
    own = working.desk_code if working and working.desk_code in supervised else supervised[0]
    return read_visits(
        content,
        desks=Desks(allowed=supervised, default=own),
        zone=desk_zone(),
        now=utc_now(),
        mapping=OwnMapping({}, answers=Answers(**session.get(_ANSWERS, {}))),
        on_identifier=OnIdentifier(on_identifier),
    )


def _page(
    form: ImportVisitsForm | None,
    reading: Reading | None = None,
    token: str = "",
    answers: AnswersForm | None = None,
) -> str:
    return render_template(
        "visits/import_visits.html",
        form=form,
        reading=reading,
        token=token,
        answers=answers,
        question_fields=QUESTION_FIELDS,
        columns=COLUMNS,
        # a table of the desk's own make has no column called by our codes
        problem_words=partial(
            problem_words, column_name=column_name if reading and reading.own else str
        ),
        desks=current_user.desks(Role.SUPERVISOR),
        shown_visits=SHOWN_VISITS,
        most_megabytes=current_app.config["MAX_CONTENT_LENGTH"] // 1024**2,
        shown_problems=SHOWN_PROBLEMS,
        **visit_words(),
    )
