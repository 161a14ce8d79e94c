"""The report as a file: every format there is, the same for the page and the command.

Files for people and programs of one language are in the page's language; PX holds three languages
in one file and is the same from every page.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import force_locale
from flask_babel import gettext as _

from advicedesk.exports.csv_fi import write_csv_fi
from advicedesk.exports.json_stat import write_json_stat
from advicedesk.exports.package import write_package
from advicedesk.exports.px import write_px
from advicedesk.exports.table import Publication
from advicedesk.exports.tidy import write_tidy
from advicedesk.exports.xlsx import write_xlsx
from advicedesk.languages.locale import ui_language
from advicedesk.statistics import publication
from advicedesk.statistics.making import Scope, report_words, span_name
from advicedesk.statistics.months import Span
from advicedesk.statistics.printed import print_report
from advicedesk.statistics.relabelled import relabelled
from advicedesk.statistics.report import Report

PX_LANGUAGES = ("fi", "sv", "en")
CSV, ZIP = "text/csv; charset=utf-8", "application/zip"


class NoSuchTable(ValueError):
    """The report has no table of this name."""


@dataclass(frozen=True, slots=True)
class FileToMake:
    """What a file is made of: a protected report, whose it is, and the day it is made."""

    report: Report
    scope: Scope
    made_at: datetime
    table: str = ""  # one table by its machine name; empty for all

    def told_report(self) -> Report:
        """Return the report in the language at hand, of one table where only one is asked for."""
        report = relabelled(self.report, report_words(), _period_name)
        if self.table:
            return replace(report, tables={self.table: report.tables[self.table]})
        return report

    def told(self) -> Publication:
        """Return everything the file says, in the language at hand."""
        report, words = self.told_report(), report_words()
        made = publication.make_publication(report, words, self.scope.name, self.made_at)
        return replace(
            made,
            language=ui_language(),
            place=self.scope.name,
            hidden_title=_("Hidden figure"),
            unknown_title=_("Not known"),
        )

    def told_in_px_languages(self) -> list[Publication]:
        """Return the same in each language of a PX file, the main one first."""
        told = []
        for language in PX_LANGUAGES:
            with force_locale(language):
                told.append(self.told())
        return told


@dataclass(frozen=True, slots=True)
class FileFormat:
    """One format: how it is written, how its name ends, what kind of file it is.

    `all_ending` is for the file of all tables, where that is another kind of file.
    """

    write: Callable[[FileToMake], bytes]
    ending: str
    content_type: str
    all_ending: str = ""
    all_content_type: str = ""


def _one_language(write: Callable[[Publication], bytes]) -> Callable[[FileToMake], bytes]:
    return lambda file: write(file.told())


def _px(file: FileToMake) -> bytes:
    return write_px(file.told_in_px_languages())


def _pdf(file: FileToMake) -> bytes:
    return print_report(file.told_report(), file.told())


FORMATS: dict[str, FileFormat] = {
    "xlsx": FileFormat(
        _one_language(write_xlsx),
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "pdf": FileFormat(_pdf, ".pdf", "application/pdf"),
    "csv": FileFormat(_one_language(write_csv_fi), ".csv", CSV),
    "tidy": FileFormat(_one_language(write_tidy), "-tidy.csv", CSV),
    "package": FileFormat(_one_language(write_package), "-package.zip", ZIP),
    "px": FileFormat(_px, ".px", "application/octet-stream", "-px.zip", ZIP),
    "json-stat": FileFormat(_one_language(write_json_stat), ".json", "application/json"),
}


def write_file(file: FileToMake, form: str) -> bytes:
    """Return the report in one of the formats; raise NoSuchTable for a table it has not."""
    if file.table and file.table not in file.report.tables:
        raise NoSuchTable(file.table)
    return FORMATS[form].write(file)


def file_name(file: FileToMake, form: str) -> str:
    """Return the stable name of a report's file; raw figures say so in it."""
    whole = publication.file_stem(file.report)
    if file.table:
        return f"{whole}-{file.table.replace('_', '-')}{FORMATS[form].ending}"
    return whole + (FORMATS[form].all_ending or FORMATS[form].ending)


def content_type(file: FileToMake, form: str) -> str:
    """Return what kind of file it is."""
    of_all = "" if file.table else FORMATS[form].all_content_type
    return of_all or FORMATS[form].content_type


def _period_name(code: str) -> str:
    return span_name(Span.parse(code))
