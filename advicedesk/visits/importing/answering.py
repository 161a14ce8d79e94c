"""What the page asks of a desk's own table: a form made from the table's columns and questions."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from wtforms import IntegerField, SelectField
from wtforms.validators import NumberRange, Optional

from advicedesk.languages import registry
from advicedesk.languages.locale import ui_language
from advicedesk.languages.search import fold
from advicedesk.visits.importing.own_reading import codes_of
from advicedesk.visits.importing.own_table import (
    NOT_READ,
    OWN_COLUMNS,
    OwnTable,
    Question,
    QuestionKind,
)
from advicedesk.visits.importing.own_words import LEAVE_OUT, said
from advicedesk.visits.importing.words import question_words
from advicedesk.visits.words import FIELD_WORDS
from advicedesk.web.forms import BaseForm

Pairs = list[tuple[str, str]]
# answer: its name in Answers
YES_OR_NO = {
    QuestionKind.SAME_DAY: "same_day",
    QuestionKind.MINUTES_MEANT: "minutes_meant",
    QuestionKind.EQUAL_ROWS: "equal_rows_are_visits",
    QuestionKind.PEOPLE: "counts_people",
}
QUESTION_FIELDS = ("year", *YES_OR_NO.values())
_NOTHING = ""


class AnswersForm(BaseForm):
    """The columns of the table, and its questions; fields are added for each table."""

    def columns(self, table: OwnTable) -> dict[str, str]:
        """Return {folded header: column} where the desk wants another than was read."""
        return {
            fold(header): self[f"column-{position}"].data
            for position, (header, column) in enumerate(table.headers)
            if header and self[f"column-{position}"].data != column
        }

    def words(self, questions: list[Question]) -> dict[tuple[str, str], str]:
        """Return {(column, folded word): code} of the words that were taught."""
        return {
            (question.column, said(question.word)): self[f"word-{position}"].data
            for position, question in enumerate(questions)
            if question.kind is QuestionKind.WORD and self[f"word-{position}"].data
        }

    def answers(self, questions: list[Question]) -> dict[str, Any]:
        """Return what was answered, by its name in Answers."""
        kinds = {question.kind for question in questions}
        found: dict[str, Any] = {
            name: self[name].data == "yes"
            for kind, name in YES_OR_NO.items()
            if kind in kinds and self[name].data
        }
        if QuestionKind.YEAR in kinds and self["year"].data:
            found["year"] = self["year"].data
        return found


def answers_form(
    table: OwnTable, questions: list[Question], name_of: Callable[[str, str], str], formdata: Any
) -> AnswersForm:
    """Make the form; `name_of` says what a code of a column is called."""
    fields: dict[str, Any] = {}
    for position, (header, column) in enumerate(table.headers):
        if header:
            fields[f"column-{position}"] = SelectField(
                header[:60], choices=dict(_columns()), default=column
            )
    for position, question in enumerate(questions):
        _add_question(fields, position, question, name_of)
    made: AnswersForm = type("MadeAnswersForm", (AnswersForm,), fields)(formdata=formdata)
    return made


def _add_question(
    fields: dict[str, Any],
    position: int,
    question: Question,
    name_of: Callable[[str, str], str],
) -> None:
    label = question_words(question, column_name)
    if question.kind is QuestionKind.WORD:
        fields[f"word-{position}"] = SelectField(
            label, choices=dict(_codes(question, name_of)), default=_NOTHING
        )
    elif question.kind is QuestionKind.YEAR:
        likely = int(question.options[0]) if question.options else None
        fields["year"] = IntegerField(label, [Optional(), NumberRange(2000, 2100)], default=likely)
    else:
        choices = [(_NOTHING, "–"), ("yes", _("Yes")), ("no", _("No"))]
        fields[YES_OR_NO[question.kind]] = SelectField(
            label, choices=dict(choices), default=_NOTHING
        )


def _columns() -> Pairs:
    return [(NOT_READ, _("not read")), *((one, column_name(one)) for one in OWN_COLUMNS)]


def column_name(column: str) -> str:
    """Return what a column of the import is called."""
    own = {
        "date": _("Date"),
        "started_at": _("Date and time"),
        "desk": _("Desk"),
        "topics": _("Why did they come?"),
        "acts": _("We did"),
        "referred_to": _("Sent on to"),
        "outcome": _("It ended"),
        "unmet_reasons": _("Why unmet"),
        "time": _("Time"),
    }
    return own.get(column) or str(FIELD_WORDS[column])


def _codes(question: Question, name_of: Callable[[str, str], str]) -> Pairs:
    likely = [(code, name_of(question.column, code)) for code in question.options]
    every = [
        (code, name_of(question.column, code))
        for code in codes_of(question.column)
        if code not in question.options
    ]
    if question.column.endswith("_language"):
        every.sort(key=lambda pair: fold(pair[1]))
    return [(_NOTHING, "–"), *likely, (LEAVE_OUT, _("leave the word out")), *every]


def language_named(code: str) -> str:
    """Return a language's name on the page."""
    return registry.name(code, ui_language())
