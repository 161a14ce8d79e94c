"""`advicedesk import-visits`: a desk's own table into visits, all rows or none."""

import json
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

import click

from advicedesk.cli.starting import migrated_application, refuse

if TYPE_CHECKING:
    from advicedesk.visits.importing.reading import Reading

Step = TypeVar("Step")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("import-visits")
@click.argument("file", type=_FILE)
@click.option("--desk", "desk_code", metavar="CODE", help="For rows that name no desk.")
@click.option("--mapping", type=_FILE, help="TOML: [columns], [words.COLUMN], [answers].")
@click.option(
    "--on-identifier",
    type=click.Choice(["refuse", "drop-note"]),
    default="refuse",
    show_default=True,
    help="What becomes of rows whose note leads to a person.",
)
@click.option("--dry-run", is_flag=True, help="Only tell what would be added.")
def import_visits(
    file: Path, desk_code: str | None, mapping: Path | None, on_identifier: str, dry_run: bool
) -> None:
    """Read visits from FILE (csv, xlsx): all rows or none.

    The same file twice adds nothing. A summary goes to standard output as JSON, what is wrong
    to standard error with its line in the file.
    """
    app = migrated_application()
    with app.app_context():
        zone = ZoneInfo(app.config["ADVICEDESK"].timezone)
        reading = _read(file, desk_code, mapping, on_identifier, zone)
        _tell(reading)
        is_given = reading.own is None or mapping is not None
        if not is_given:
            _propose(reading)
        added = _take(reading, dry_run) if reading.is_sound and is_given else 0
        click.echo(json.dumps(_summary(reading, added, dry_run)))
    if not reading.is_sound:
        left = len(reading.problems) + len(reading.questions)
        raise refuse(f"nothing was imported: {left} problem(s)")
    if not is_given:
        raise refuse("nothing was imported: give the mapping above with --mapping")


def _read(
    file: Path, desk_code: str | None, mapping: Path | None, on_identifier: str, zone: ZoneInfo
) -> "Reading":
    from advicedesk.database import utc_now
    from advicedesk.desks.queries import find_organisation
    from advicedesk.visits.importing.mapping import read_mapping
    from advicedesk.visits.importing.reading import OnIdentifier, read_visits
    from advicedesk.visits.importing.sheets import FileRefused
    from advicedesk.visits.importing.words import refusal_words

    if not find_organisation():
        raise refuse("not set up yet: run advicedesk init, or open the set-up link")
    desks = _desks(desk_code)
    try:
        return read_visits(
            _bytes(file),
            desks=desks,
            zone=zone,
            now=utc_now(),
            mapping=read_mapping(_bytes(mapping)) if mapping else None,
            on_identifier=OnIdentifier(on_identifier),
            watch=partial(_watched, "reading"),
        )
    except FileRefused as refusal:
        raise refuse(refusal_words(refusal)) from None


def _watched(label: str, steps: Sequence[Step], /) -> Iterator[Step]:
    """Show a bar to the one at the terminal; a timer's log gets none."""
    with click.progressbar(
        steps, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        yield from bar


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise refuse(f"the file cannot be read: {error.strerror}") from None


def _desks(desk_code: str | None) -> Any:
    from advicedesk.desks.queries import list_desks
    from advicedesk.visits.importing.reading import Desks

    known = {desk.desk_code for desk in list_desks(with_closed=True)}
    if desk_code is None:
        return Desks(allowed=known)
    if desk_code not in known:
        raise refuse("--desk: no such desk")
    return Desks(allowed={desk_code}, default=desk_code)


def _tell(reading: "Reading") -> None:
    from advicedesk.visits.importing.words import problem_words, question_words

    for question in reading.questions:
        click.echo(f"line {question.line}: {question_words(question)}", err=True)
    for problem in reading.problems:
        click.echo(f"line {problem.line}: {problem_words(problem)}", err=True)
    for left_out in reading.dropped_notes:
        click.echo(f"line {left_out.line}: {problem_words(left_out)}: left out", err=True)


def _propose(reading: "Reading") -> None:
    from advicedesk.visits.importing.mapping import proposed

    if reading.own is not None:
        click.echo(proposed(reading.own, reading.questions), err=True)


def _take(reading: "Reading", dry_run: bool) -> int:
    from advicedesk.database import db, writing
    from advicedesk.visits import operations

    with writing.writing():
        added = operations.import_visits(visits=reading.visits, watch=partial(_watched, "adding"))
        if not dry_run:
            db.session.commit()
    return added


def _summary(reading: "Reading", added: int, dry_run: bool) -> dict[str, Any]:
    return {
        "rows": reading.row_count,
        "added": added,
        "already_there": len(reading.visits) - added if reading.is_sound else 0,
        "problems": len(reading.problems),
        "questions": len(reading.questions),
        "notes_left_out": [left_out.line for left_out in reading.dropped_notes],
        "dry_run": dry_run,
    }
