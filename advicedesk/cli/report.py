"""`advicedesk report`: the month as a file, the same bytes as the page's download."""

import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from advicedesk.cli.starting import application, refuse


@click.command()
@click.argument("month")
@click.option(
    "--desk", "desk_code", default="all", show_default=True, help="A desk's code, or all."
)
@click.option("--format", "form", default="xlsx", show_default=True, help="xlsx, csv or tidy.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Default: stdout.")
@click.option("--language", help="Default: the organisation's first working language.")
def report(month: str, desk_code: str, form: str, out: Path | None, language: str | None) -> None:
    """Write the protected report of MONTH (YYYY-MM)."""
    app = application()
    with app.test_request_context():
        content = _made(month, desk_code, form, language)
    if out is None:
        sys.stdout.buffer.write(content)
        return
    try:
        out.write_bytes(content)
    except OSError as error:
        raise refuse(f"{out} cannot be written: {error.strerror}") from None
    click.echo(str(out), err=True)


def _made(month: str, desk_code: str, form: str, language: str | None) -> bytes:
    from flask import current_app
    from flask_babel import force_locale

    from advicedesk.languages.registry import STAFF
    from advicedesk.statistics import making, queries
    from advicedesk.statistics.months import Month, NotAMonth
    from advicedesk.statistics.publication import FORMATS, write_report

    try:
        asked = Month.parse(month)
    except NotAMonth:
        raise refuse(f"not a month such as 2026-10: {month[:20]}") from None
    if form not in FORMATS:
        raise refuse(f"no such format: {form[:20]}; there are {', '.join(FORMATS)}")
    organisation = queries.find_organisation()
    desks = [one for one in queries.list_desks() if desk_code == one.desk_code]
    if desk_code == "all":
        desks = queries.together(queries.list_desks())
    if organisation is None or not desks:
        raise refuse(f"no such desk: {desk_code[:40]}")
    spoken = language or organisation.working_languages[0]
    if spoken not in STAFF:
        raise refuse(f"no such language: {spoken[:20]}; there are {', '.join(STAFF)}")
    zone = ZoneInfo(current_app.config["ADVICEDESK"].timezone)
    with force_locale(spoken):
        scope = making.Scope(desk_code, tuple(desks))
        made = making.make_report(scope, asked, zone, organisation.suppression_threshold)
        day = making.made_at(datetime.now(zone), zone)
        return write_report(made, making.report_words(), scope.name, day, form)
