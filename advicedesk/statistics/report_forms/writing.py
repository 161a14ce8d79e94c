"""A filled form as a file, the same for the page and the command."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from flask import current_app
from flask_babel import gettext as _

from advicedesk.exports.table import Note, Publication
from advicedesk.statistics import publication
from advicedesk.statistics.files import CSV, FORMATS, FileToMake
from advicedesk.statistics.making import report_words
from advicedesk.statistics.report_forms.filling import Fillers, fill
from advicedesk.statistics.report_forms.shelf import find_crosswalk, find_form, list_forms
from advicedesk.web.templating import named

FORM_FORMATS = ("xlsx", "csv")


@dataclass(frozen=True, slots=True)
class FormFile:
    """A form as a file: its stable name, its content and what kind of file it is."""

    name: str
    content: bytes
    content_type: str


def write_form(file: FileToMake, form_name: str, file_format: str) -> FormFile:
    """Fill a form from the file's report; raise FormRefused when it cannot be."""
    from advicedesk.exports.csv_fi import write_csv_fi
    from advicedesk.exports.xlsx import write_xlsx

    told = _told(file, form_name)
    is_csv = file_format == "csv"
    return FormFile(
        name=f"{publication.file_stem(file.report)}-{form_name}{FORMATS[file_format].ending}",
        content=write_csv_fi(told) if is_csv else write_xlsx(told),
        content_type=CSV if is_csv else FORMATS[file_format].content_type,
    )


def titles_of_forms() -> dict[str, str]:
    """Return what the forms are called in the page's language, by their names."""
    forms = list_forms(current_app.config["ADVICEDESK"].data_folder)
    return {name: named(dict(form.title)) for name, form in forms.items()}


def _told(file: FileToMake, form_name: str) -> Publication:
    folder = current_app.config["ADVICEDESK"].data_folder
    form = find_form(folder, form_name)
    told = file.told()
    fillers = Fillers(
        words=report_words(),
        name_of=lambda names: named(dict(names)),
        find_crosswalk=partial(find_crosswalk, folder),
        in_no_class=_in_no_class,
    )
    title = named(dict(form.title))
    about = (Note(title, named(dict(form.about))),) if form.about else ()
    return replace(
        told,
        title=f"{title}. {told.title}",
        tables=fill(form, file.told_report(), fillers),
        notes=(*about, *told.notes),
    )


def _in_no_class(topics: Sequence[str]) -> str:
    return str(_("In no class: %(topics)s", topics=", ".join(topics)))
