"""`advicedesk purge`: what went is told, and is nowhere on the disk."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from .commands import advicedesk

SECRET_WORDS = "wants to see the doctor about a rare thing"


@pytest.fixture
def folder(seeded_folder: Path, tmp_path: Path) -> Path:
    """Return a data folder with one old note."""
    shutil.copyfile(seeded_folder / "desk.db", tmp_path / "desk.db")
    with closing(sqlite3.connect(tmp_path / "desk.db")) as database, database:
        database.execute(
            "INSERT INTO client_case (id, case_code, opened_at) VALUES (1, 'ABCD', '2020-01-01')"
        )
        database.execute(
            "INSERT INTO visit (public_id, content_seal, desk_id, case_id, started_at, logged_at,"
            " contact_type, asked_by, people_helped, first_or_returning, client_language,"
            " service_language, bridged, minutes, note) VALUES ('v', 's', 1, 1,"
            " '2020-01-01 10:00:00', '2020-01-01 10:00:00', 'walk_in', 'self', 1, 'first', 'ar',"
            " 'ar', 'bilingual_staff', 15, ?)",
            (SECRET_WORDS,),
        )
    return tmp_path


def files_that_hold(folder: Path, words: str) -> list[str]:
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and words.encode() in path.read_bytes()
    ]


def test_a_purged_note_is_nowhere_in_the_data_folder(folder: Path) -> None:
    assert files_that_hold(folder, SECRET_WORDS)
    result = advicedesk(folder, "purge")
    assert result.status == 0, result.errors
    assert "visit\tnotes\t1" in result.output.splitlines()
    assert files_that_hold(folder, SECRET_WORDS) == []


def test_a_table_that_was_uploaded_and_left_goes_too(folder: Path) -> None:
    (folder / "imports").mkdir()
    left = folder / "imports" / ("x" * 32)
    left.write_text("a desk's own table")
    os.utime(left, (0, 0))
    assert advicedesk(folder, "purge", "--dry-run").status == 0
    assert left.exists()
    assert advicedesk(folder, "purge").status == 0
    assert not left.exists()


def test_a_dry_run_tells_the_same_and_takes_nothing(folder: Path) -> None:
    result = advicedesk(folder, "purge", "--dry-run")
    assert result.status == 0, result.errors
    assert result.output == advicedesk(folder, "purge").output
    assert "visit\tnotes\t0" in advicedesk(folder, "purge").output


def test_the_log_in_use_is_told_of_so_that_purge_is_run_again(folder: Path) -> None:
    assert advicedesk(folder, "check").status == 0  # makes the write-ahead log
    with closing(sqlite3.connect(folder / "desk.db", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM visit").fetchone()
        result = advicedesk(folder, "purge")
    assert result.status == 1
    assert "run purge again" in result.errors
    assert advicedesk(folder, "purge").status == 0
