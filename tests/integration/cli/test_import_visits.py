"""`advicedesk import-visits`: what it says, how it ends, and what is in the database then."""

import io
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, Insert, event

from advicedesk.cli.import_visits import _watched
from advicedesk.visits.importing.sheets import COLUMNS

from .commands import Result, advicedesk

HETU = "131052-308T"
ROW = "2026-08-03T10:05,iso-omena,walk_in,ar,ar,bilingual_staff,20,work,information,Kela,referred,,"
TABLE = ",".join(COLUMNS) + "\n"


@pytest.fixture
def run(seeded_folder: Path, tmp_path: Path) -> Callable[..., Result]:
    """Return a runner of the command on rows: run("a row", "--dry-run", status=0)."""
    shutil.copyfile(seeded_folder / "desk.db", tmp_path / "desk.db")

    def run(content: str, *options: str, status: int = 0) -> Result:
        (tmp_path / "visits.csv").write_text(content)
        result = advicedesk(tmp_path, "import-visits", str(tmp_path / "visits.csv"), *options)
        assert result.status == status, result.errors
        return result

    return run


def summary(result: Result) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(result.output)
    return told


def count(folder: Path, table: str) -> int:
    with closing(sqlite3.connect(folder / "desk.db")) as database:
        found: int = database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
    return found


def test_it_tells_in_numbers_what_was_added(run: Callable[..., Result], tmp_path: Path) -> None:
    content = f"{TABLE}{ROW}\n{ROW}\n"
    assert summary(run(content)) == {
        "rows": 2,
        "added": 2,
        "already_there": 0,
        "problems": 0,
        "questions": 0,
        "notes_left_out": [],
        "dry_run": False,
    }
    again = summary(run(content))
    assert (again["added"], again["already_there"]) == (0, 2)
    assert count(tmp_path, "visit") == 2


def test_what_is_wrong_is_told_by_its_line_and_nothing_is_taken(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    result = run(f"{TABLE}{ROW}\n{ROW.replace('walk_in', 'pigeon')}\n", status=1)
    assert "line 3: contact_type: a code that is not known" in result.errors
    assert "nothing was imported: 1 problem(s)" in result.errors
    assert "pigeon" not in result.errors
    assert (summary(result)["added"], summary(result)["problems"]) == (0, 1)
    assert count(tmp_path, "visit") == 0


def test_a_note_that_names_a_person_is_told_by_line_and_kind_never_by_value(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    content = f"{TABLE}{ROW}\n{ROW}hetu {HETU}\n"
    result = run(content, status=1)
    assert "line 3: note: holds a personal identity code" in result.errors
    assert "308" not in result.output + result.errors
    result = run(content, "--on-identifier", "drop-note")
    assert "line 3: note: holds a personal identity code: left out" in result.errors
    assert (summary(result)["added"], summary(result)["notes_left_out"]) == (2, [3])
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("desk.db*"))
    assert HETU.encode() not in stored


def test_a_dry_run_tells_and_takes_nothing(run: Callable[..., Result], tmp_path: Path) -> None:
    told = summary(run(f"{TABLE}{ROW}\n", "--dry-run"))
    assert (told["added"], told["dry_run"]) == (1, True)
    assert count(tmp_path, "visit") == count(tmp_path, "audit_entry") == 0


def test_a_desk_given_fills_empty_cells_and_refuses_another_desk(
    run: Callable[..., Result],
) -> None:
    empty = ROW.replace("iso-omena", "")
    assert "line 2: desk: empty" in run(f"{TABLE}{empty}\n", status=1).errors
    assert summary(run(f"{TABLE}{empty}\n", "--desk", "kalajarvi"))["added"] == 1
    other = run(f"{TABLE}{ROW}\n", "--desk", "kalajarvi", status=1)
    assert "line 2: desk: not a desk this import is for" in other.errors
    assert run(TABLE, "--desk", "tapiola", status=1).errors == "Error: --desk: no such desk\n"


def test_another_header_is_refused_in_words(run: Callable[..., Result]) -> None:
    errors = run("colour,size\nred,5\n", status=1).errors
    assert "Missing: started_at, desk" in errors
    assert "Look at line 2." in run(f'{TABLE}"open', status=1).errors


def test_a_mapping_names_their_columns(run: Callable[..., Result], tmp_path: Path) -> None:
    mapping = tmp_path / "m.toml"
    mapping.write_text('[columns]\nminutes = "kesto"\n')
    content = f"{TABLE.replace('minutes', 'kesto')}{ROW}\n"
    assert summary(run(content, "--mapping", str(mapping)))["added"] == 1
    for wrong in ("kesto", '[columns]\nduration = "kesto"'):
        mapping.write_text(wrong)
        errors = run(content, "--mapping", str(mapping), status=1).errors
        assert "The mapping must be TOML" in errors
    assert "Not known: duration." in errors


OWN_TABLE = "Päivä;Klo;Kieli;Kesto (h);Asia\n{rows}\n"


def test_a_desks_own_table_is_taken_only_with_a_mapping(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    table = OWN_TABLE.format(rows="1.9.2026;10.15;arabia;0,5;kela-juttu\nYHTEENSÄ;;;0,5;")
    refused = run(table, status=1)
    assert 'client_language = "Kieli"' in refused.errors
    assert "line 2: What does “kela-juttu” mean?" in refused.errors
    mapping = tmp_path / "m.toml"
    proposed = refused.errors[refused.errors.index("[columns]") : refused.errors.index("Error")]
    mapping.write_text(f'{proposed}\n"kela-juttu" = "social"\n')
    assert count(tmp_path, "visit") == 0
    told = summary(run(table, "--mapping", str(mapping), "--desk", "iso-omena"))
    assert (told["added"], told["questions"]) == (1, 0)
    assert summary(run(table, "--mapping", str(mapping), "--desk", "iso-omena"))["added"] == 0


def test_a_mapping_answers_for_the_whole_file(run: Callable[..., Result], tmp_path: Path) -> None:
    rows = "1.9.;10.15;arabia;0,5;Kela\n;11;somali;30;asumistuki"
    table = OWN_TABLE.format(rows=rows)
    mapping = tmp_path / "m.toml"
    mapping.write_text("[answers]\nyear = 2026\nsame_day = true\n")
    assert "hours minutes?" in run(table, "--mapping", str(mapping), status=1).errors
    mapping.write_text("[answers]\nyear = 2026\nsame_day = true\nminutes_meant = true\n")
    told = run(table, "--mapping", str(mapping), "--desk", "iso-omena")
    assert summary(told)["added"] == 2


def test_a_terminal_sees_how_far_it_is_and_a_timer_sees_nothing(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(f"{TABLE}{ROW}\n").errors == ""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    seen = Terminal()
    monkeypatch.setattr("sys.stderr", seen)
    assert list(_watched("reading", range(3))) == [0, 1, 2]
    assert "reading" in seen.getvalue()
    assert "100%" in seen.getvalue()


def test_rows_that_say_different_things_are_stored_together(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    rows = "\n".join(ROW + note for note in ["", "Jono 40 min"] * 20)
    statements: list[Any] = []

    def count_it(_connection: Any, statement: Any, *_more: Any) -> None:
        if isinstance(statement, Insert) and statement.table.name == "visit":
            statements.append(statement)

    event.listen(Engine, "before_execute", count_it)
    try:
        assert summary(run(f"{TABLE}{rows}\n"))["added"] == 40
    finally:
        event.remove(Engine, "before_execute", count_it)
    assert len(statements) == 1


def test_nothing_is_imported_before_the_set_up(tmp_path: Path) -> None:
    file = tmp_path / "visits.csv"
    file.write_text(f"{TABLE}{ROW}\n")
    result = advicedesk(tmp_path, "import-visits", str(file))
    assert result.status == 1
    assert "not set up yet" in result.errors
