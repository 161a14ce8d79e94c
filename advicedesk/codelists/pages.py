"""What the administrator's pages of the code lists show: a list, one code, a form for a new one."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from advicedesk.codelists import queries
from advicedesk.codelists.choices import Choice
from advicedesk.codelists.models import CodeList, ListedCode
from advicedesk.codelists.use_of_codes import use_by_desk, use_of_codes
from advicedesk.database import utc_now
from advicedesk.languages import formats, registry
from advicedesk.web.templating import local, local_day, named, ui_language

LIST_NAMES = {
    CodeList.TOPIC: lazy_gettext("Topics"),
    CodeList.ACT: lazy_gettext("What the desk did"),
    CodeList.UNMET_REASON: lazy_gettext("Why a need was not met"),
}


class Shown(StrEnum):
    """Which codes of a list are shown; only the whole list has an order to change."""

    ALL = "all"
    UNNAMED = "unnamed"
    UNUSED = "unused"
    RETIRED = "retired"


_SHOWN_WORDS = {
    Shown.ALL: lazy_gettext("All"),
    Shown.UNNAMED: lazy_gettext("A name is missing"),
    Shown.UNUSED: lazy_gettext("Not used this year"),
    Shown.RETIRED: lazy_gettext("Retired"),
}


def languages_of_names() -> list[str]:
    """Return the languages in which codes are named."""
    return queries.working_languages() or [
        language.language_code for language in registry.staff_languages()
    ]


def list_page(code_list: CodeList, shown: Shown, open_topic: str) -> str:
    """Render one list: its order, what is retired, what lacks a name, what is used."""
    today = local_day(utc_now())
    choices = queries.code_lists().choices[code_list]
    every = [one for choice in choices for one in (choice, *choice.subtopics)]
    use = use_of_codes(code_list, year_start())
    languages = languages_of_names()
    parts = {
        Shown.ALL: every,
        Shown.UNNAMED: [one for one in every if _missing(one.names, languages)],
        Shown.UNUSED: [one for one in every if _is_unused(one, use, today)],
        Shown.RETIRED: [one for one in every if _is_retired(one, today)],
    }
    return render_template(
        "codelists/code_lists.html",
        code_list=code_list,
        list_names=LIST_NAMES,
        choices=choices,
        shown=shown,
        shown_words=_SHOWN_WORDS,
        parts=parts,
        open_topic=open_topic,
        use=use,
        missing=lambda names: [
            registry.name(code, ui_language()) for code in _missing(names, languages)
        ],
        topic_of=lambda code: named(_topic_names(code)),
        month_of=month_of,
        today=today,
    )


def code_page(listed: ListedCode, form: Any, retire_form: Any, status: int = 200) -> Any:
    """Render one code: its names as they are shown, who used it, whether it is offered."""
    languages = languages_of_names()
    today: date = local_day(utc_now())
    page = render_template(
        "codelists/listed_code.html",
        listed=listed,
        form=form,
        retire_form=retire_form,
        today=today,
        languages=languages,
        missing=_missing(listed.names, languages),
        parent_names=_topic_names(listed.full_code) if listed.parent_id else None,
        use=use_of_codes(listed.code_list, year_start()).get(listed.full_code),
        desks=use_by_desk(listed.code_list, listed.full_code, year_start()),
        month_of=month_of,
    )
    return page, status


def add_page(form: Any, code_list: str, status: int = 200) -> Any:
    """Render the form of a new code."""
    page = render_template(
        "codelists/add_listed_code.html",
        form=form,
        code_list=CodeList(code_list),
        list_names=LIST_NAMES,
    )
    return page, status


def name_labels() -> dict[str, str]:
    """Return {language code: label of its name field}."""
    return {
        code: _("Name, %(language)s", language=registry.name(code, ui_language()))
        for code in languages_of_names()
    }


def _missing(names: dict[str, str], languages: list[str]) -> list[str]:
    return [code for code in languages if not names.get(code)]


def _is_retired(one: Choice, today: date) -> bool:
    return one.valid_to is not None and one.valid_to < today


def _is_unused(one: Choice, use: dict[str, Any], today: date) -> bool:
    found = use.get(one.full_code)
    return not _is_retired(one, today) and (found is None or found.this_year == 0)


def _topic_names(full_code: str) -> dict[str, str]:
    topic = full_code.partition("/")[0]
    return queries.names_of(CodeList.TOPIC).get(topic, {"en": topic})


def year_start() -> datetime:
    """Return when this year began by the desk's clock."""
    now = local(utc_now())
    return now.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)


def month_of(moment: datetime) -> str:
    """Return the month of a moment in the page's language."""
    return formats.format_month(local_day(moment), ui_language())
