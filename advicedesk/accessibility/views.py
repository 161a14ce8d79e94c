"""The statement and its feedback form, open to everyone; the administrator's list and answers."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import Field

from advicedesk.accessibility import operations, queries
from advicedesk.accessibility.brake import Brake
from advicedesk.accessibility.errors import FeedbackUnknown, TooMuchFeedback
from advicedesk.accessibility.forms import AnswerForm, FeedbackForm, ReplyCodeForm
from advicedesk.accessibility.models import Feedback
from advicedesk.accessibility.promise import ANSWER_DAYS, days_left, due_on
from advicedesk.accessibility.reply_codes import normalise
from advicedesk.accessibility.statement import read_statement
from advicedesk.accessibility.words import METHOD_WORDS, REASON_WORDS, SHORTCOMING_WORDS
from advicedesk.database import db, utc_now, writing
from advicedesk.languages import registry
from advicedesk.roles import Role
from advicedesk.web.access import open_to_everyone, requires_role
from advicedesk.web.templating import local_day, ui_language

blueprint = Blueprint("accessibility", __name__, url_prefix="/accessibility")
_BRAKE = "advicedesk_feedback_brake"


@blueprint.get("")
@open_to_everyone
def statement() -> Any:
    """Show the accessibility statement with its feedback form."""
    return _statement_page(FeedbackForm(formdata=None))


@blueprint.post("")
@open_to_everyone
def send_feedback() -> Any:
    """Take in feedback and lead its sender to the page of the answer."""
    form = FeedbackForm()
    if not form.validate():
        return _statement_page(form, 422)
    try:
        _brake().take(request.remote_addr or "")
    except TooMuchFeedback as error:
        _refuse(form.told, _too_much_words(error))
        return (*_statement_page(form, 429), {"Retry-After": str(error.retry_after)})
    with writing.writing():
        reply_code = operations.send_feedback(
            told=form.told.data,
            wants_other_form=form.wants_other_form.data,
            ui_language=ui_language(),
        )
        db.session.commit()
    flash(_("Thank you. Your message has come in."))
    return redirect(url_for("accessibility.answer", reply_code=reply_code), 303)


@blueprint.post("/answer")
@open_to_everyone
def find_answer() -> Any:
    """Lead whoever types a reply code to its page."""
    form = ReplyCodeForm()
    if form.validate():
        try:
            queries.get_by_reply_code(form.reply_code.data)
        except FeedbackUnknown:
            _refuse(form.reply_code, _("No message has this code. Old messages are deleted."))
        else:
            shown = normalise(form.reply_code.data)
            wanted = url_for("accessibility.answer", reply_code=shown)
            return redirect(wanted, 303)
    return _statement_page(FeedbackForm(formdata=None), 422, form)


@blueprint.get("/answer/<reply_code>")
@open_to_everyone
def answer(reply_code: str) -> Any:
    """Show the holder of a reply code what became of the message."""
    try:
        found = queries.get_by_reply_code(reply_code)
    except FeedbackUnknown:
        abort(404)
    return render_template(
        "accessibility/answer.html",
        feedback=found,
        reply_code=normalise(reply_code),
        due_on=_due_on(found),
    )


@blueprint.get("/feedback/")
@requires_role(Role.ADMINISTRATOR)
def feedback_list() -> Any:
    """List the feedback, what waits first."""
    return render_template(
        "accessibility/feedback_list.html",
        waiting=queries.list_waiting(),
        done=queries.list_done(),
        days_left=_days_left,
        answer_days=ANSWER_DAYS,
    )


@blueprint.get("/feedback/<uuid:public_id>")
@requires_role(Role.ADMINISTRATOR)
def feedback(public_id: UUID) -> Any:
    """Show one message and a place for its answer."""
    found = _feedback(public_id)
    return _feedback_page(found, AnswerForm(formdata=None, obj=found))


@blueprint.post("/feedback/<uuid:public_id>")
@requires_role(Role.ADMINISTRATOR)
def answer_feedback(public_id: UUID) -> Any:
    """Keep the answer; whoever holds the reply code reads it."""
    form = AnswerForm()
    if not form.validate():
        return _feedback_page(_feedback(public_id), form, 422)
    with writing.writing():
        operations.answer_feedback(feedback=_feedback(public_id), answer=form.answer.data)
        db.session.commit()
    flash(_("Saved."))
    return redirect(url_for("accessibility.feedback_list"), 303)


@blueprint.post("/feedback/<uuid:public_id>/close")
@requires_role(Role.ADMINISTRATOR)
def close_feedback(public_id: UUID) -> Any:
    """Mark as done what needs no answer."""
    with writing.writing():
        operations.close_feedback(feedback=_feedback(public_id))
        db.session.commit()
    flash(_("Saved."))
    return redirect(url_for("accessibility.feedback_list"), 303)


def _statement_page(
    form: FeedbackForm, status: int = 200, code_form: ReplyCodeForm | None = None
) -> tuple[str, int]:
    page = render_template(
        "accessibility/statement.html",
        form=form,
        code_form=code_form or ReplyCodeForm(formdata=None),
        statement=read_statement(),
        methods=METHOD_WORDS,
        reasons=REASON_WORDS,
        shortcomings=SHORTCOMING_WORDS,
        unread=[
            language.language_code
            for language in registry.staff_languages()
            if not language.is_native_reviewed("messages")
        ],
    )
    return page, status


def _feedback_page(found: Feedback, form: AnswerForm, status: int = 200) -> tuple[str, int]:
    page = render_template(
        "accessibility/feedback.html",
        feedback=found,
        form=form,
        days_left=_days_left(found),
        due_on=_due_on(found),
    )
    return page, status


def _feedback(public_id: UUID) -> Feedback:
    try:
        return queries.get_feedback(str(public_id))
    except FeedbackUnknown:
        abort(404)


def _days_left(found: Feedback) -> int:
    return days_left(local_day(found.sent_at), local_day(utc_now()))


def _due_on(found: Feedback) -> Any:
    return due_on(local_day(found.sent_at))


def _refuse(field: Field, words: str) -> None:
    field.errors = [*field.errors, words]


def _too_much_words(error: TooMuchFeedback) -> str:
    minutes = -(-error.retry_after // 60)
    return str(
        ngettext(
            "Many messages came from here. Wait %(num)s minute, then send this one.",
            "Many messages came from here. Wait %(num)s minutes, then send this one.",
            minutes,
        )
    )


def _brake() -> Brake:
    kept: Brake = current_app.extensions.setdefault(_BRAKE, Brake(current_app.secret_key))  # type: ignore[arg-type]
    return kept
