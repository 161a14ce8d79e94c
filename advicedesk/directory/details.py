"""What a form or an import says of a service point or an authority: plain values."""

from dataclasses import dataclass, field
from typing import Any

from advicedesk.directory.models import PlaceKind


@dataclass(frozen=True)
class AuthorityDetails:
    """An authority as it was told."""

    names: dict[str, str]
    office_language: str = "fi"


@dataclass(frozen=True)
class LocalDetails:
    """What only the desk knows of a service point; an import never touches it."""

    house: str | None = None
    floor: str | None = None
    counter: str | None = None
    walking_hints: dict[str, str] = field(default_factory=dict)
    entrance: str | None = None
    ask_for: str | None = None
    takes_numbers: bool = False


@dataclass(frozen=True)
class ServicePointDetails:
    """A service point as it was told; `opening_hours` as `opening_hours.to_json` writes them."""

    names: dict[str, str]
    authority: str | None = None
    kind: PlaceKind = PlaceKind.OFFICE
    addresses: dict[str, str] = field(default_factory=dict)
    postal_code: str | None = None
    phones: tuple[dict[str, Any], ...] = ()
    emails: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    service_languages: tuple[str, ...] = ()
    opening_hours: tuple[dict[str, Any], ...] = ()
