"""A desk's own table read with what the organisation knows: its lists, its taught words."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import select

from advicedesk.codelists.models import CodeList
from advicedesk.codelists.queries import names_of
from advicedesk.database import db
from advicedesk.languages import registry
from advicedesk.languages.search import fold
from advicedesk.visits.importing.grids import read_grid
from advicedesk.visits.importing.own_table import Answers, OwnTable, read_table
from advicedesk.visits.importing.own_words import Taught, Vocabulary
from advicedesk.visits.models import Bridged, ContactType, ImportLesson, Outcome

HEADER = "header"  # the column under which taught headers are kept
_FILE_LANGUAGES = ("fi", "sv", "en")
_LISTS = {
    "topics": CodeList.TOPIC,
    "acts": CodeList.ACT,
    "unmet_reasons": CodeList.UNMET_REASON,
}
_ENUMS = {"bridged": Bridged, "outcome": Outcome, "contact_type": ContactType}


def read_own(content: bytes, answers: Answers, also_taught: Taught) -> OwnTable:
    """Read a table of any make; raise FileRefused when there is none in it."""
    taught = _taught() | dict(also_taught)
    columns = {said: code for (column, said), code in taught.items() if column == HEADER}
    answers = Answers(**{**vars(answers), "columns": {**columns, **answers.columns}})
    return read_table(read_grid(content), vocabulary(taught), answers)


def vocabulary(taught: dict[tuple[str, str], str] | None = None) -> Vocabulary:
    """Return the words that rows are read with."""
    names = {column: _folded_names(code_list) for column, code_list in _LISTS.items()}
    for column, enum in _ENUMS.items():
        names[column] = {fold(member.value): member.value for member in enum}
    return Vocabulary(
        names=names,
        find_language=lambda word: _language_names().get(fold(word)),
        taught=_taught() if taught is None else taught,
    )


def codes_of(column: str) -> Sequence[str]:
    """Return the codes that a word of a column may be taught to mean."""
    if column.endswith("_language"):
        return [language.language_code for language in registry.all_languages()]
    return list(dict.fromkeys(vocabulary({}).names[column].values()))


def _taught() -> dict[tuple[str, str], str]:
    lessons = db.session.execute(
        select(ImportLesson.column_name, ImportLesson.said, ImportLesson.code)
    )
    return {(column, said or ""): code for column, said, code in lessons}


def _folded_names(code_list: CodeList) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, names in names_of(code_list).items():
        found[fold(code)] = code
        for language in _FILE_LANGUAGES:
            if language in names:
                found.setdefault(fold(names[language]), code)
    return found


@cache
def _language_names() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in registry.all_languages():
        for name in (*language.names.values(), language.endonym, language.language_code):
            if name:
                found.setdefault(fold(name), language.language_code)
    return found
