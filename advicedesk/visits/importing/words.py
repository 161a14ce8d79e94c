"""What is wrong with a file or a row, in words; a value of the file is never repeated."""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext, lazy_gettext

from advicedesk.privacy.fields import KIND_WORDS
from advicedesk.visits.importing.own_table import Question, QuestionKind
from advicedesk.visits.importing.rows import Problem, RowFault
from advicedesk.visits.importing.sheets import FileFault, FileRefused

FAULT_WORDS: dict[RowFault, Any] = {
    RowFault.WRONG_CELLS: lazy_gettext("more or fewer cells than the header"),
    RowFault.MISSING: lazy_gettext("empty"),
    RowFault.NO_TIME: lazy_gettext("not a local date and time like 2026-11-24T10:42"),
    RowFault.CLOCK_CHANGE: lazy_gettext("the clock was never at this time that day"),
    RowFault.IN_FUTURE: lazy_gettext("in the future"),
    RowFault.OTHER_DESK: lazy_gettext("not a desk this import is for"),
    RowFault.UNKNOWN_CODE: lazy_gettext("a code that is not known"),
    RowFault.NO_NUMBER: lazy_gettext("not a whole number from 0 to 480"),
    RowFault.TOO_MANY: lazy_gettext("too many entries"),
    RowFault.TOO_LONG: lazy_gettext("too long"),
    RowFault.HIDDEN_SIGNS: lazy_gettext("holds hidden signs"),
    RowFault.REASONS_NEED_UNMET: lazy_gettext("reasons are for the outcome unmet only"),
}
_FILE_WORDS: dict[FileFault, Any] = {
    FileFault.NOT_UTF8: lazy_gettext("The file is not UTF-8 text. Save it as CSV UTF-8 or xlsx."),
    FileFault.NOT_A_TABLE: lazy_gettext("The file cannot be read as a table."),
    FileFault.NO_ROWS: lazy_gettext("The file holds no visits."),
    FileFault.TOO_MANY_ROWS: lazy_gettext("The file is too large. Import it in parts."),
    FileFault.BAD_MAPPING: lazy_gettext(
        'The mapping must be TOML: [columns], then lines like minutes = "Kesto".'
    ),
}


def problem_words(problem: Problem, column_name: Callable[[str], str] = str) -> str:
    """Say what is wrong with a row, without its number."""
    if problem.fault is RowFault.IDENTIFIER:
        kinds = ", ".join(str(KIND_WORDS[kind]) for kind in problem.kinds)
        what = gettext("holds %(kinds)s", kinds=kinds) if kinds else gettext("names a person")
    else:
        what = str(FAULT_WORDS[problem.fault])
    return f"{column_name(problem.column)}: {what}" if problem.column else what


_QUESTION_WORDS: dict[QuestionKind, Any] = {
    QuestionKind.YEAR: lazy_gettext("Which year do dates without one belong to?"),
    QuestionKind.SAME_DAY: lazy_gettext("Does an empty date mean the date above?"),
    QuestionKind.MINUTES_MEANT: lazy_gettext("Are large numbers in the column of hours minutes?"),
    QuestionKind.EQUAL_ROWS: lazy_gettext("Are two equal rows two visits?"),
    QuestionKind.PEOPLE: lazy_gettext("Is a group one visit with that many people?"),
}


def question_words(question: Question, column_name: Callable[[str], str] = str) -> str:
    """Ask what only the desk can know; a word is shown, it was looked through before."""
    if question.kind is QuestionKind.WORD:
        asked = gettext("What does “%(words)s” mean?", words=question.word[:60])
        return f"{asked} ({column_name(question.column)})"
    return str(_QUESTION_WORDS[question.kind])


def refusal_words(refusal: FileRefused) -> str:
    """Say why a whole file is refused."""
    if refusal.fault is FileFault.WRONG_HEADER:
        said = [gettext("The first row must name the columns.")]
        if refusal.missing:
            said.append(gettext("Missing: %(columns)s.", columns=", ".join(refusal.missing)))
        if refusal.unknown:
            said.append(gettext("Not known: %(columns)s.", columns=_names(refusal.unknown)))
        return " ".join(said)
    words = str(_FILE_WORDS[refusal.fault])
    if refusal.unknown:
        words += " " + gettext("Not known: %(columns)s.", columns=_names(refusal.unknown))
    if refusal.line:
        words += " " + gettext("Look at line %(line)s.", line=refusal.line)
    return words


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(name or "–" for name in names)
