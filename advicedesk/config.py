"""Settings: one frozen object read from the environment; a bad value stops the start."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo


class BadSetting(Exception):
    """A setting that cannot be used; the message is one line that names it."""


@dataclass(frozen=True)
class Settings:
    """What the environment says; CONTRACT's names are in README, "Settings"."""

    data_folder: Path
    database_url: str
    secret_key: str
    base_url: str | None
    trusted_proxies: int
    timezone: str
    log: str
    idle_minutes: int
    signed_in_hours: int
    hours_old_after_days: int
    slip_page_days: int
    follow_up_quiet_days: int
    follow_up_days: tuple[int, ...]

    @property
    def is_sqlite(self) -> bool:
        """Tell whether the data folder holds the database."""
        return self.database_url.startswith("sqlite")


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings from the environment, raising BadSetting for the first bad one."""
    values = os.environ if environment is None else environment
    data_folder = Path(values.get("ADVICEDESK_DATA") or "instance").absolute()
    database_url = values.get("ADVICEDESK_DATABASE_URL") or f"sqlite:///{data_folder / 'desk.db'}"
    is_file = database_url.startswith("sqlite:///") and len(database_url) > len("sqlite:///")
    is_server = database_url.startswith("postgresql+psycopg://") and _parts(database_url)
    if not is_file and not is_server:
        raise BadSetting(
            "ADVICEDESK_DATABASE_URL: must be sqlite:///FILE or postgresql+psycopg://…"
        )
    return Settings(
        data_folder=data_folder,
        database_url=database_url,
        secret_key=_secret_key(values, data_folder, database_url),
        base_url=_base_url(values.get("ADVICEDESK_BASE_URL")),
        trusted_proxies=_number(values, "ADVICEDESK_TRUSTED_PROXIES", 0, 0, 10),
        timezone=_timezone(values.get("ADVICEDESK_TIMEZONE") or "Europe/Helsinki"),
        log=_one_of(values, "ADVICEDESK_LOG", ("text", "json")),
        idle_minutes=_number(values, "ADVICEDESK_IDLE_MINUTES", 60, 1, 1440),
        signed_in_hours=_number(values, "ADVICEDESK_SIGNED_IN_HOURS", 12, 1, 720),
        hours_old_after_days=_number(values, "ADVICEDESK_HOURS_OLD_AFTER_DAYS", 14, 1, 3650),
        slip_page_days=_number(values, "ADVICEDESK_SLIP_PAGE_DAYS", 90, 1, 1000),
        follow_up_quiet_days=_number(values, "ADVICEDESK_FOLLOW_UP_QUIET_DAYS", 3, 0, 30),
        follow_up_days=_rising(values.get("ADVICEDESK_FOLLOW_UP_DAYS") or "9,21"),
    )


def _number(values: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = values.get(name) or str(default)
    if not (text.isascii() and text.isdigit()) or not least <= int(text) <= most:
        raise BadSetting(f"{name}: must be a whole number from {least} to {most}")
    return int(text)


def _rising(text: str) -> tuple[int, ...]:
    parts = [part.strip() for part in text.split(",")]
    is_each = all(part.isascii() and part.isdigit() and len(part) <= 3 for part in parts)
    days = tuple(int(part) for part in parts) if is_each else ()
    if not days or days[0] < 1 or list(days) != sorted(set(days)):
        raise BadSetting(
            "ADVICEDESK_FOLLOW_UP_DAYS: must be rising numbers of days with commas, such as 9,21"
        )
    return days


def _one_of(values: Mapping[str, str], name: str, allowed: tuple[str, ...]) -> str:
    text = values.get(name) or allowed[0]
    if text not in allowed:
        raise BadSetting(f"{name}: must be one of {', '.join(allowed)}")
    return text


def _base_url(text: str | None) -> str | None:
    if not text:
        return None
    parts = _parts(text)
    if (
        parts is None
        or parts.scheme not in ("http", "https")
        or not parts.hostname
        or parts.query
        or parts.fragment
    ):
        raise BadSetting("ADVICEDESK_BASE_URL: must be an http or https address without a query")
    return text.rstrip("/")


def _parts(address: str) -> SplitResult | None:
    """Split an address; None when its host or port cannot be one."""
    try:
        parts = urlsplit(address)
        return parts if parts.port != 0 else None
    except ValueError:
        return None


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise BadSetting(f"ADVICEDESK_TIMEZONE: no such time zone: {name[:40]}") from None
    return name


def _secret_key(values: Mapping[str, str], data_folder: Path, database_url: str) -> str:
    given = values.get("ADVICEDESK_SECRET_KEY")
    if given:
        if len(given) < 32:
            raise BadSetting("ADVICEDESK_SECRET_KEY: must have at least 32 characters")
        return given
    if not database_url.startswith("sqlite"):
        raise BadSetting("ADVICEDESK_SECRET_KEY: must be set when the database is PostgreSQL")
    return _kept_secret(data_folder / "secret.key")


def _kept_secret(path: Path) -> str:
    """Return the key kept in the data folder, made once, readable by its owner only."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    except OSError as error:
        raise BadSetting(f"ADVICEDESK_DATA: cannot be written: {error.strerror}") from None
    return path.read_text()
