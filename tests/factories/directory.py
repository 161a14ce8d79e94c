"""Authorities and service points, made through the operations."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from flask import Flask

from advicedesk.database import db, writing
from advicedesk.directory import operations
from advicedesk.directory.details import AuthorityDetails, LocalDetails, ServicePointDetails
from advicedesk.directory.models import Authority, ServicePoint
from advicedesk.directory.opening_hours import HoursSet, to_json, weekly

TODAY = date(2026, 11, 24)
OFFICE_HOURS = weekly(
    {**{day: [(time(9), time(16))] for day in range(5)}, 5: [], 6: []},
)
LOCAL = tuple(LocalDetails.__dataclass_fields__)


@pytest.fixture
def make_authority(app: Flask) -> Callable[..., Authority]:
    """Return a maker of authorities: make_authority(fi="Kela", sv="FPA")."""

    def make(office_language: str = "fi", **names: str) -> Authority:
        with writing.writing():
            authority = operations.add_authority(
                details=AuthorityDetails(names or {"fi": "Kansaneläkelaitos"}, office_language)
            )
            authority_id = authority.id
            db.session.commit()
        return db.session.get_one(Authority, authority_id)

    return make


@pytest.fixture
def make_service_point(app: Flask) -> Callable[..., ServicePoint]:
    """Return a maker of places: make_service_point({"en": "Kela"}, floor="2", hours=[...])."""

    def make(
        names: dict[str, str] | None = None,
        *,
        hours: list[HoursSet] | None = None,
        phones: list[str] | None = None,
        **fields: Any,
    ) -> ServicePoint:
        local = {name: fields.pop(name) for name in LOCAL if name in fields}
        authority = fields.pop("authority", None)
        with writing.writing():
            added = operations.add_service_point(
                details=ServicePointDetails(
                    names=names or {"fi": "Kela, Iso Omena", "en": "Kela – Iso Omena"},
                    authority=authority.public_id if authority else None,
                    phones=tuple({"number": one, "languages": ["fi"]} for one in phones or ()),
                    opening_hours=tuple(to_json([OFFICE_HOURS] if hours is None else hours)),
                    **fields,
                ),
                local=LocalDetails(**local),
                today=TODAY,
            )
            service_point_id = added.id
            db.session.commit()
        return db.session.get_one(ServicePoint, service_point_id)

    return make


@pytest.fixture
def an_authority(make_authority: Callable[..., Authority]) -> Authority:
    """Return Kela."""
    return make_authority(fi="Kansaneläkelaitos", sv="Folkpensionsanstalten", en="Kela")


@pytest.fixture
def a_service_point(
    make_service_point: Callable[..., ServicePoint], an_authority: Authority
) -> ServicePoint:
    """Return Kela's place in the house of Iso Omena: open on weekdays from 9 to 16."""
    return make_service_point(
        authority=an_authority,
        addresses={"fi": "Suomenlahdentie 1, 02230 Espoo"},
        postal_code="02230",
        house="Iso Omena",
        floor="2",
        counter="4",
        walking_hints={"en": "Up the escalator, past the library, on the left."},
        phones=["020692210"],
        service_languages=("fi", "sv", "en"),
    )
