"""`advicedesk backup`, `restore` and `check`."""

import json
import shutil
import sqlite3
import stat
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from .commands import advicedesk


@pytest.fixture
def folder(seeded_folder: Path, tmp_path: Path) -> Path:
    """Return the data folder of a working desk."""
    data = tmp_path / "working"
    data.mkdir()
    shutil.copyfile(seeded_folder / "desk.db", data / "desk.db")
    return data


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """Return the data folder of another machine: nothing is in it."""
    data = tmp_path / "elsewhere"
    data.mkdir()
    return data


def rows(folder: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "desk.db")) as database:
        return database.execute(statement).fetchall()


def change(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "desk.db")) as database, database:
        database.execute(statement)


def backed_up(folder: Path) -> Path:
    file = folder.parent / "desk.backup"
    result = advicedesk(folder, "backup", str(file))
    assert result.status == 0, result.errors
    return file


def test_a_backup_is_one_file_that_only_its_owner_reads(folder: Path) -> None:
    file = backed_up(folder)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with zipfile.ZipFile(file) as archive:
        assert sorted(archive.namelist()) == ["desk.db", "manifest.json"]
        assert len(json.loads(archive.read("manifest.json"))["sha256"]) == 64
    assert sorted(path.name for path in folder.parent.iterdir()) == ["desk.backup", "working"]


def test_a_backup_holds_what_is_only_in_the_write_ahead_log_yet(
    folder: Path, elsewhere: Path
) -> None:
    with closing(sqlite3.connect(folder / "desk.db", isolation_level=None)) as writer:
        writer.execute("PRAGMA journal_mode=WAL")
        writer.execute("UPDATE organisation SET name = 'Written just now'")
        file = backed_up(folder)
    assert advicedesk(elsewhere, "restore", str(file)).status == 0
    assert rows(elsewhere, "SELECT name FROM organisation") == [("Written just now",)]


def test_a_backup_never_goes_over_another_file(folder: Path) -> None:
    file = backed_up(folder)
    before = file.read_bytes()
    result = advicedesk(folder, "backup", str(file))
    assert result.status == 1
    assert "there already" in result.errors
    assert file.read_bytes() == before


def test_a_backup_that_cannot_be_written_is_told_in_one_line(folder: Path) -> None:
    result = advicedesk(folder, "backup", "/nowhere/at/all/desk.backup")
    assert result.status == 1
    assert len(result.errors.splitlines()) == 1


def test_an_empty_database_is_not_backed_up(elsewhere: Path) -> None:
    assert advicedesk(elsewhere, "backup", str(elsewhere / "x")).status == 1


def test_restoring_gives_the_same_desk_and_ends_all_sign_ins(folder: Path, elsewhere: Path) -> None:
    change(
        folder,
        "INSERT INTO staff_member (id, public_id, username, display_name, uses_shortcuts,"
        " created_at) VALUES (9, 'p', 'aino', 'Aino', 1, '2026-01-01 10:00:00')",
    )
    change(
        folder,
        "INSERT INTO sign_in (token_hash, staff_member_id, started_at)"
        " VALUES ('h', 9, '2026-01-01 10:00:00')",
    )
    result = advicedesk(elsewhere, "restore", str(backed_up(folder)))
    assert result.status == 0, result.errors
    assert rows(elsewhere, "SELECT username FROM staff_member") == [("aino",)]
    assert rows(elsewhere, "SELECT count(*) FROM sign_in WHERE ended_at IS NULL") == [(0,)]
    checked = advicedesk(elsewhere, "check")
    assert checked.status == 0, checked.errors


def test_a_database_in_use_is_replaced_only_when_told(folder: Path) -> None:
    file = backed_up(folder)
    change(folder, "UPDATE organisation SET name = 'Changed since'")
    refused = advicedesk(folder, "restore", str(file))
    assert refused.status == 1
    assert "--replace" in refused.errors
    assert rows(folder, "SELECT name FROM organisation") == [("Changed since",)]
    assert advicedesk(folder, "restore", str(file), "--replace").status == 0
    assert rows(folder, "SELECT name FROM organisation") == [("Espoo",)]


def test_a_damaged_backup_changes_nothing(folder: Path) -> None:
    file = backed_up(folder)
    sound = file.read_bytes()
    before = (folder / "desk.db").read_bytes()
    step = len(sound) // 5
    for place in range(step, len(sound) - 100, step):
        file.write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
        result = advicedesk(folder, "restore", str(file), "--replace")
        assert result.status == 1, place
        assert "nothing was changed" in result.errors
    file.write_bytes(sound[: len(sound) // 2])
    assert advicedesk(folder, "restore", str(file), "--replace").status == 1
    assert (folder / "desk.db").read_bytes() == before


def test_a_swapped_database_inside_a_backup_is_found(folder: Path) -> None:
    file = backed_up(folder)
    with zipfile.ZipFile(file) as archive:
        manifest, database = archive.read("manifest.json"), archive.read("desk.db")
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", manifest)
        archive.writestr("desk.db", database.replace(b"Espoo", b"Lahti"))
    result = advicedesk(folder, "restore", str(file), "--replace")
    assert result.status == 1
    assert "checksum" in result.errors


def test_a_backup_of_a_newer_version_is_refused(folder: Path, elsewhere: Path) -> None:
    change(folder, "UPDATE alembic_version SET version_num = '9999_years_from_now'")
    file = folder.parent / "newer.backup"
    assert advicedesk(folder, "backup", str(file)).status == 0
    result = advicedesk(elsewhere, "restore", str(file))
    assert result.status == 1
    assert "newer version" in result.errors


def test_no_backup_at_all_is_refused(folder: Path) -> None:
    (folder / "notes.txt").write_text("not a backup")
    assert advicedesk(folder, "restore", str(folder / "notes.txt"), "--replace").status == 1
    assert advicedesk(folder, "restore", str(folder / "none"), "--replace").status == 2


def test_check_says_ok_for_each_proof(folder: Path) -> None:
    result = advicedesk(folder, "check")
    assert result.status == 0, result.errors
    assert result.output.splitlines() == [
        "integrity\tok",
        "foreign keys\tok",
        "migrations\tok",
        "audit trail\tok",
        "kept months\tok",
    ]


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        ("UPDATE desk SET desk_code = desk_code", None),
        (
            "INSERT INTO staff_role (staff_member_id, role, desk_id) VALUES (77, 'counsellor', 1)",
            "foreign keys\t1 rows without what they point to, in staff_role",
        ),
        ("UPDATE alembic_version SET version_num = '0000_nothing'", "migrations\tat 0000_nothing"),
        (
            "INSERT INTO audit_entry (recorded_at, action, subject_kind, subject_id, changes, seal)"
            " VALUES ('2026-01-01 10:00:00', 'visit.log', 'visit', 'v', '{}', 'made up')",
            "audit trail\tentry 1 does not fit the one before it",
        ),
        (
            "INSERT INTO kept_month"
            " (desk_id, month, starts_at, ends_at, counted_by, sizes, counts) VALUES"
            " (1, '2024-03', '2024-02-29 22:00:00', '2024-03-31 21:00:00',"
            " '1 Europe/Helsinki', '[{}, {}]', '[[[[\"visits\"], 1]], [], []]')",
            "kept months\t2024-03 at iso-omena is not what its visits say",
        ),
    ],
)
def test_check_finds_each_fault(folder: Path, fault: str, line: str | None) -> None:
    change(folder, fault)
    result = advicedesk(folder, "check")
    assert result.status == (1 if line else 0)
    assert not line or line in result.output


def test_check_finds_a_damaged_file(folder: Path) -> None:
    database = bytearray((folder / "desk.db").read_bytes())
    database[8192:40960] = bytes(32768)
    (folder / "desk.db").write_bytes(database)
    result = advicedesk(folder, "check")
    assert result.status == 1
    assert "Traceback" not in result.errors


def test_postgresql_is_left_to_its_own_tools(folder: Path) -> None:
    address = "postgresql+psycopg://nobody@127.0.0.1:1/none"
    for words in (("backup", "x"), ("restore", str(folder / "desk.db"))):
        result = advicedesk(folder, *words, DATABASE_URL=address)
        assert result.status == 1
        assert "pg_dump" in result.errors
