"""An uploaded table is kept under a secret name, for its owner only, and not for long."""

import os
import stat
from pathlib import Path

import pytest

from advicedesk.web import kept_files


def test_a_file_is_kept_until_it_is_forgotten(tmp_path: Path) -> None:
    token = kept_files.keep(tmp_path, b"a table")
    path = tmp_path / kept_files.FOLDER / token
    assert kept_files.find(tmp_path, token) == b"a table"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    kept_files.forget(tmp_path, token)
    assert kept_files.find(tmp_path, token) is None
    kept_files.forget(tmp_path, token)


def test_what_was_kept_too_long_is_not_given_out_and_goes_with_the_next(tmp_path: Path) -> None:
    token = kept_files.keep(tmp_path, b"a table")
    path = tmp_path / kept_files.FOLDER / token
    os.utime(path, (0, 0))
    assert kept_files.find(tmp_path, token) is None
    kept_files.keep(tmp_path, b"another")
    assert not path.exists()


@pytest.mark.parametrize("token", ["", "../desk.db", "x" * 31, "x" * 31 + "/", "x" * 32])
def test_no_other_file_can_be_asked_for(tmp_path: Path, token: str) -> None:
    (tmp_path / "desk.db").write_text("everything")
    assert kept_files.find(tmp_path, token) is None
    kept_files.forget(tmp_path, token)
    assert (tmp_path / "desk.db").exists()


def test_nothing_kept_is_nothing_to_forget(tmp_path: Path) -> None:
    kept_files.forget_old(tmp_path)
    assert list(tmp_path.iterdir()) == []
