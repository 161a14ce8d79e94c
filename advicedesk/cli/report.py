"""`advicedesk report`: the month as a file, the same bytes as the page's download."""

import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from advicedesk.cli.starting import application, refuse

if TYPE_CHECKING:
    from advicedesk.statistics.files import FileToMake
    from advicedesk.statistics.months import Span


EVERY = "all"  # in the place of one format


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the command was asked for; no month is the month that ended last."""

    month: str | None
    until: str | None
    desk_code: str
    form: str
    language: str | None
    table: str
    report_form: str


@click.command()
@click.argument("month", required=False)
@click.option("--until", help="A later month: the report is of all months to this one.")
@click.option("--previous-month", is_flag=True, help="The month that ended last, for a timer.")
@click.option(
    "--desk", "desk_code", default="all", show_default=True, help="A desk's code, or all."
)
@click.option(
    "--format",
    "form",
    default="xlsx",
    show_default=True,
    help="xlsx, csv, pdf, tidy, package, px or json-stat; all of them with `all`, into a folder.",
)
@click.option(
    "--form", "report_form", default="", metavar="NAME", help="A report form, as xlsx or csv."
)
@click.option("--table", default="", help="One table only, by its name in the tidy file.")
@click.option(
    "--out", type=click.Path(path_type=Path), help="A file, or a folder. Default: stdout."
)
@click.option("--language", help="Default: the organisation's first working language.")
def report(
    month: str | None, until: str | None, previous_month: bool, out: Path | None, **choices: str
) -> None:
    """Write the protected report of MONTH (YYYY-MM), or of MONTH until another.

    A timer on the first days of a month keeps a folder up to date, each file under a name that
    stays: advicedesk report --previous-month --format all --out FOLDER
    """
    if bool(month) == previous_month or (until and not month):
        raise refuse("give either a month such as 2026-10 or --previous-month")
    asked = _Asked(month, until, **choices)
    # a timer may be there before its folder
    is_folder = out is not None and (out.is_dir() or (previous_month and not out.suffix))
    if asked.form == EVERY and not (is_folder or (out and not out.suffix)):
        raise refuse("give a folder for all formats: --out FOLDER")
    app = application()
    with app.test_request_context():
        made = _made(asked)
    for name, content in made:
        _put(out, name, content, is_folder=is_folder or asked.form == EVERY)


def _put(out: Path | None, name: str, content: bytes, *, is_folder: bool) -> None:
    if out is None:
        sys.stdout.buffer.write(content)
        return
    file = out / name if is_folder else out
    try:
        if is_folder:
            out.mkdir(parents=True, exist_ok=True)
        _write_whole(file, content)
    except OSError as error:
        raise refuse(f"{file} cannot be written: {error.strerror}") from None
    click.echo(str(file), err=True)


def _write_whole(file: Path, content: bytes) -> None:
    """Write a file that is either the old one or the new one, whoever fetches it meanwhile."""
    if not file.parent.is_dir() or (file.exists() and not file.is_file()):
        file.write_bytes(content)
        return
    unfinished = file.with_name(f".{file.name}.unfinished")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)


def _made(asked: _Asked) -> list[tuple[str, bytes]]:
    from flask_babel import force_locale

    from advicedesk.languages.registry import STAFF
    from advicedesk.statistics import queries
    from advicedesk.statistics.files import FORMATS, NoSuchTable, file_name, write_file

    if asked.form not in (EVERY, *FORMATS):
        raise refuse(f"no such format: {asked.form[:20]}; there are {', '.join(FORMATS)}")
    forms = list(FORMATS) if asked.form == EVERY else [asked.form]
    organisation = queries.find_organisation()
    spoken = asked.language or (organisation.working_languages[0] if organisation else STAFF[0])
    if spoken not in STAFF:
        raise refuse(f"no such language: {spoken[:20]}; there are {', '.join(STAFF)}")
    with force_locale(spoken):
        file = _counted(asked)
        if asked.report_form:
            return [_filled(file, asked)]
        try:
            return [(file_name(file, form), write_file(file, form)) for form in forms]
        except NoSuchTable:
            names = ", ".join(file.report.tables)
            raise refuse(f"no such table: {asked.table[:40]}; there are {names}") from None


def _filled(file: "FileToMake", asked: _Asked) -> tuple[str, bytes]:
    from advicedesk.statistics.report_forms.errors import FormRefused
    from advicedesk.statistics.report_forms.writing import (
        FORM_FORMATS,
        titles_of_forms,
        write_form,
    )

    if asked.form not in FORM_FORMATS:
        raise refuse(f"a form is written as {' or '.join(FORM_FORMATS)}")
    try:
        made = write_form(file, asked.report_form, asked.form)
    except FormRefused as refusal:
        there = ", ".join(titles_of_forms())
        raise refuse(f"--form: {refusal}; forms that can be used: {there}") from None
    return made.name, made.content


def _counted(asked: _Asked) -> "FileToMake":
    from flask import current_app

    from advicedesk.statistics import making, queries
    from advicedesk.statistics.files import FileToMake

    zone = ZoneInfo(current_app.config["ADVICEDESK"].timezone)
    now = datetime.now(zone)
    span = _span(asked, now)
    organisation = queries.find_organisation()
    desks = [one for one in queries.list_desks() if asked.desk_code == one.desk_code]
    if asked.desk_code == making.ALL:
        desks = queries.together(queries.list_desks())
    if organisation is None or not desks:
        raise refuse(f"no such desk: {asked.desk_code[:40]}")
    scope = making.Scope(asked.desk_code, tuple(desks))
    made = making.make_report(scope, span, zone, organisation.suppression_threshold)
    return FileToMake(made, scope, making.made_at(now, zone), asked.table)


def _span(asked: _Asked, now: datetime) -> "Span":
    from advicedesk.statistics.months import Month, NotAMonth, Span

    if asked.month is None:
        return Span.of(Month.of(now.date()).shifted(-1))
    try:
        first = Month.parse(asked.month)
        return Span(first, Month.parse(asked.until or asked.month))
    except NotAMonth:
        told = " ".join(filter(None, (asked.month[:20], asked.until and asked.until[:20])))
        raise refuse(f"not a month such as 2026-10, or not within a year: {told}") from None
