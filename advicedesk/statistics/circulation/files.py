"""Circulation as a file: the same tables in the formats of tables."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from flask_babel import gettext as _

from advicedesk.exports.csv_fi import write_csv_fi
from advicedesk.exports.table import Publication
from advicedesk.exports.tidy import write_tidy
from advicedesk.exports.xlsx import write_xlsx
from advicedesk.languages.locale import ui_language
from advicedesk.statistics import publication
from advicedesk.statistics.circulation.words import CirculationWords
from advicedesk.statistics.files import FORMATS
from advicedesk.statistics.making import report_words
from advicedesk.statistics.report import Report

WRITERS: dict[str, Callable[[Publication], bytes]] = {
    "xlsx": write_xlsx,
    "csv": write_csv_fi,
    "tidy": write_tidy,
}


def write_circulation(report: Report, form: str, place: str, made_at: datetime) -> bytes:
    """Return circulation in one of its formats; `place` is what the desk or all are called."""
    words = CirculationWords(report_words())
    made = publication.make_publication(report, words, place, made_at)
    told = replace(
        made,
        language=ui_language(),
        place=place,
        hidden_title=_("Hidden figure"),
        unknown_title=_("Not known"),
    )
    return WRITERS[form](told)


def circulation_file_name(report: Report, form: str) -> str:
    """Return the stable name of the file."""
    return f"{publication.file_stem(report)}-circulation{FORMATS[form].ending}"
