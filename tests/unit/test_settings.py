"""Settings: the environment's names, their defaults, and one line for the first bad one."""

from pathlib import Path

import pytest

from advicedesk.config import BadSetting, read_settings

SECRET = "s" * 32


def settings(folder: Path, **given: str) -> dict[str, str]:
    environment = {"DATA": str(folder), "SECRET_KEY": SECRET} | given
    return {f"ADVICEDESK_{name}": value for name, value in environment.items()}


def test_nothing_needs_to_be_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    read = read_settings({})
    assert read.data_folder == tmp_path / "instance"
    assert read.database_url == f"sqlite:///{tmp_path / 'instance' / 'desk.db'}"
    assert read.is_sqlite
    assert (read.base_url, read.trusted_proxies, read.timezone) == (None, 0, "Europe/Helsinki")
    assert (read.log, read.idle_minutes, read.signed_in_hours) == ("text", 60, 12)
    assert read.hours_old_after_days == 14


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = read_settings(settings(tmp_path, SECRET_KEY=""))
    second = read_settings(settings(tmp_path, SECRET_KEY=""))
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600


def test_the_address_for_qr_codes_has_no_slash_at_its_end(tmp_path: Path) -> None:
    read = read_settings(settings(tmp_path, BASE_URL="https://desk.example/advice/"))
    assert read.base_url == "https://desk.example/advice"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "mysql://somewhere/desk"),
        ("SECRET_KEY", "short"),
        ("BASE_URL", "desk.example"),
        ("BASE_URL", "https://desk.example/?case=1"),
        ("TRUSTED_PROXIES", "-1"),
        ("TRUSTED_PROXIES", "11"),
        ("TIMEZONE", "Europe/Nowhere"),
        ("TIMEZONE", "../secrets"),
        ("LOG", "loud"),
        ("IDLE_MINUTES", "0"),
        ("IDLE_MINUTES", "٣٠"),
        ("SIGNED_IN_HOURS", "twelve"),
    ],
)
def test_a_bad_setting_is_named_in_one_line(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting) as refusal:
        read_settings(settings(tmp_path, **{name: value}))
    assert str(refusal.value).startswith(f"ADVICEDESK_{name}: ")
    assert "\n" not in str(refusal.value)


def test_postgresql_wants_a_secret_of_its_own(tmp_path: Path) -> None:
    address = "postgresql+psycopg://desk@db/desk"
    with pytest.raises(BadSetting, match="ADVICEDESK_SECRET_KEY"):
        read_settings(settings(tmp_path, DATABASE_URL=address, SECRET_KEY=""))
    read = read_settings(settings(tmp_path, DATABASE_URL=address))
    assert not read.is_sqlite


def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BadSetting, match="ADVICEDESK_DATA"):
        read_settings(settings(tmp_path / "file" / "folder", SECRET_KEY=""))
