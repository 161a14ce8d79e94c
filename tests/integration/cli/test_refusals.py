"""What cannot be done is one line on standard error, never a trace."""

from pathlib import Path

import pytest

from .commands import Result, advicedesk


def _is_one_line(result: Result, word: str) -> bool:
    lines = result.errors.strip().splitlines()
    return result.status != 0 and len(lines) == 1 and word in lines[0] and not result.output


@pytest.mark.parametrize("words", [("report", "2026-10"), ("purge",)])
def test_a_database_that_was_never_set_up_is_one_line(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    assert _is_one_line(advicedesk(tmp_path, *words), "ADVICEDESK_DATABASE_URL")


@pytest.mark.parametrize("command", ["run", "report"])
def test_a_server_that_does_not_answer_is_one_line_without_its_password(
    tmp_path: Path, command: str
) -> None:
    words = {"run": ("run", "--port", "0"), "report": ("report", "2026-10")}[command]
    away = "postgresql+psycopg://desk:a-password@127.0.0.1:1/desk"
    result = advicedesk(tmp_path, *words, DATABASE_URL=away)
    assert _is_one_line(result, "ADVICEDESK_DATABASE_URL")
    assert "a-password" not in result.errors


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BASE_URL", "http://[bad"),
        ("BASE_URL", "https://desk.example:99999"),
        ("BASE_URL", "https://:443"),
        ("DATABASE_URL", "sqlite:///"),
        ("DATABASE_URL", "postgresql+psycopg://desk@host:port/desk"),
    ],
)
def test_an_address_that_cannot_be_one_is_one_line_that_names_it(
    tmp_path: Path, name: str, value: str
) -> None:
    result = advicedesk(tmp_path, "run", "--port", "0", **{name: value})
    assert _is_one_line(result, f"ADVICEDESK_{name}")


def test_a_report_that_cannot_be_written_is_one_line(seeded_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "gone" / "report.xlsx"
    result = advicedesk(seeded_folder, "report", "2026-10", "--out", str(target))
    assert _is_one_line(result, "cannot be written")


def test_a_backup_is_refused_wherever_its_bytes_are_damaged(
    seeded_folder: Path, tmp_path: Path
) -> None:
    whole = tmp_path / "desk.backup"
    assert advicedesk(seeded_folder, "backup", str(whole)).status == 0
    content = whole.read_bytes()
    for number in range(12):
        damaged = tmp_path / f"damaged-{number}.backup"
        begin = len(content) * number // 12
        damaged.write_bytes(content[:begin] + b"\xff" * 400 + content[begin + 400 :])
        folder = tmp_path / f"elsewhere-{number}"
        folder.mkdir()
        assert _is_one_line(advicedesk(folder, "restore", str(damaged)), "nothing was changed")
