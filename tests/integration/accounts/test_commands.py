"""`advicedesk init` and `advicedesk add-staff`: what they make, print and refuse."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import create_engine, text

from advicedesk.cli import command
from advicedesk.config import read_settings
from tests.factories.database import SECRET

PASSWORD = "a boat goes over the lake"
INIT = ["init", "--organisation", "Espoo", "--desk", "iso-omena=Iso Omena", "--desk", "kala=Kala"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point the commands to a data folder of the test's own."""
    monkeypatch.setenv("ADVICEDESK_DATA", str(tmp_path))
    monkeypatch.setenv("ADVICEDESK_SECRET_KEY", SECRET)
    monkeypatch.delenv("ADVICEDESK_DATABASE_URL", raising=False)
    return tmp_path


def run(*arguments: str, typed: str | None = None) -> Result:
    """Run the command line."""
    return CliRunner().invoke(command, list(arguments), input=typed)


def rows(sql: str) -> list[tuple[object, ...]]:
    """Read the database of the settings."""
    engine = create_engine(read_settings().database_url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(sql))]
    engine.dispose()
    return found


def ready(folder: Path) -> None:
    """Set up with a password on standard input."""
    result = run(*INIT, "--administrator", "mikael", "--password-file", "-", typed=PASSWORD + "\n")
    assert result.exit_code == 0, result.output


def test_init_makes_an_empty_database_ready(folder: Path) -> None:
    file = folder / "password"
    file.write_text(PASSWORD + "\n")
    result = run(*INIT, "--administrator", "Mikael", "--password-file", str(file))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "ready" in result.stderr
    assert rows("SELECT desk_code, name FROM desk ORDER BY id") == [
        ("iso-omena", "Iso Omena"),
        ("kala", "Kala"),
    ]
    assert rows("SELECT username FROM staff_member WHERE password_hash IS NOT NULL") == [
        ("mikael",)
    ]
    assert rows("SELECT count(*) FROM listed_code")[0][0]


def test_init_without_a_password_prints_one_link(folder: Path) -> None:
    result = run(*INIT, "--administrator", "mikael")
    assert result.exit_code == 0
    link = r"http://127\.0\.0\.1:8000/accounts/choose-password/[\w-]{40,}\n"
    assert re.fullmatch(link, result.stdout)


def test_links_use_the_settings_address(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVICEDESK_BASE_URL", "https://desk.example/")
    result = run(*INIT, "--administrator", "mikael")
    assert result.stdout.startswith("https://desk.example/accounts/choose-password/")


def test_init_refuses_what_is_set_up_already(folder: Path) -> None:
    ready(folder)
    result = run(*INIT, "--administrator", "second")
    assert result.exit_code == 1
    assert "already set up" in result.stderr
    assert result.stdout == ""
    assert rows("SELECT count(*) FROM staff_member") == [(1,)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--administrator", "a b"], "--administrator"),
        (["--administrator", "mikael", "--desk", "Iso Omena"], "CODE=NAME"),
        (["--administrator", "mikael", "--desk", "Upper=Name"], "CODE=NAME"),
        (["--administrator", "mikael", "--desk", "kala=Again"], "given twice"),
        (["--administrator", "mikael", "--organisation", " "], "--organisation"),
        (["--administrator", "mikael", "--working-language", "zz"], "no such language"),
        (["--administrator", "mikael", "--password-file", "/no/such/file"], "password file"),
    ],
)
def test_init_refuses_in_one_line_and_makes_nothing(
    folder: Path, arguments: list[str], words: str
) -> None:
    result = run(*INIT, *arguments)
    assert result.exit_code == 1
    assert words in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    if (folder / "desk.db").exists():
        assert rows("SELECT count(*) FROM organisation") == [(0,)]


@pytest.mark.parametrize("password", ["short", "mikael123456", "passwordpassword", "x" * 1001])
def test_init_refuses_a_weak_password_without_repeating_it(folder: Path, password: str) -> None:
    result = run(*INIT, "--administrator", "mikael", "--password-file", "-", typed=password)
    assert result.exit_code == 1
    assert password not in result.output


def test_init_needs_its_options() -> None:
    assert run("init").exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "held"),
    [
        (["--role", "counsellor", "--desk", "kala", "--desk", "iso-omena"], ["counsellor"] * 2),
        (["--role", "supervisor", "--desk", "kala"], ["supervisor"]),
        (["--role", "administrator"], ["administrator"]),
        (["--role", "partner", "--authority", "kela"], ["partner"]),
    ],
)
def test_staff_of_each_role_are_added(folder: Path, arguments: list[str], held: list[str]) -> None:
    ready(folder)
    add_kela()
    result = run("add-staff", "aino", *arguments)
    assert result.exit_code == 0, result.output
    assert "/accounts/choose-password/" in result.stdout
    found = rows(
        "SELECT role FROM staff_role JOIN staff_member ON staff_member.id = staff_member_id"
        " WHERE username = 'aino'"
    )
    assert [role for (role,) in found] == held


def add_kela() -> None:
    """Add an authority to the directory."""
    engine = create_engine(read_settings().database_url)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO authority (public_id, names, office_language, source)"
                """ VALUES ('00000000-0000-4000-8000-000000000001', '{"fi": "Kela"}', 'fi', 'x')"""
            )
        )
    engine.dispose()


def test_staff_are_added_with_a_password_from_standard_input(folder: Path) -> None:
    ready(folder)
    result = run(
        "add-staff", "aino", "--role", "administrator", "--name", "Aino V.", "--password-file", "-",
        typed=PASSWORD,
    )  # fmt: skip
    assert result.exit_code == 0
    assert result.stdout == ""
    assert rows("SELECT display_name FROM staff_member WHERE username = 'aino'") == [("Aino V.",)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["aino", "--role", "counsellor"], "--desk"),
        (["aino", "--role", "administrator", "--desk", "kala"], "--desk"),
        (["aino", "--role", "counsellor", "--desk", "nowhere"], "no such desk"),
        (["aino", "--role", "partner"], "--authority"),
        (["aino", "--role", "partner", "--authority", "Nobody"], "not in the directory"),
        (["mikael", "--role", "administrator"], "username already"),
        (["a b", "--role", "administrator"], "USERNAME"),
    ],
)
def test_add_staff_refuses_in_one_line(folder: Path, arguments: list[str], words: str) -> None:
    ready(folder)
    result = run("add-staff", *arguments)
    assert result.exit_code == 1
    assert words in result.stderr
    assert result.stdout == ""
    assert rows("SELECT count(*) FROM staff_member") == [(1,)]


def test_add_staff_needs_a_set_up_desk(folder: Path) -> None:
    result = run("add-staff", "aino", "--role", "administrator")
    assert result.exit_code == 1
    assert "not set up" in result.stderr


def test_a_password_is_one_line_of_plain_text(folder: Path) -> None:
    two_lines = "a boat goes\nover the lake"
    result = run(*INIT, "--administrator", "mikael", "--password-file", "-", typed=two_lines)
    assert result.exit_code == 1
    assert "one line" in result.stderr


def test_two_inits_at_once_make_one_organisation(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready(folder)
    monkeypatch.setattr("advicedesk.cli.init._refuse_when_set_up", lambda: None)
    result = run(*INIT, "--administrator", "second")
    assert result.exit_code == 1
    assert "already set up" in result.stderr


def test_working_languages_may_be_given(folder: Path) -> None:
    given = ("--working-language", "fi", "--working-language", "so")
    assert run(*INIT, "--administrator", "mikael", *given).exit_code == 0
    assert rows("SELECT working_languages FROM organisation") == [('["fi", "so"]',)]
