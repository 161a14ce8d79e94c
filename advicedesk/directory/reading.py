"""Reading all places at once, tens of thousands of them: rows, no objects, little of it parsed."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Text, cast, select

from advicedesk.database import db
from advicedesk.directory.models import Authority, ServicePoint
from advicedesk.directory.places import Place, Stored
from advicedesk.languages.search import fold

_STORED = tuple(Stored.__dataclass_fields__)
_PLACES = select(
    ServicePoint.id,
    ServicePoint.public_id,
    ServicePoint.authority_id,
    ServicePoint.kind,
    ServicePoint.postal_code,
    ServicePoint.house,
    ServicePoint.floor,
    ServicePoint.counter,
    ServicePoint.latitude,
    ServicePoint.longitude,
    ServicePoint.source,
    ServicePoint.gone_from_feed_at,
    ServicePoint.retired_at,
    cast(ServicePoint.names, Text).label("names"),
    *(cast(getattr(ServicePoint, name), Text).label(name) for name in _STORED),
)
_AUTHORITIES = select(Authority.id, Authority.public_id, Authority.names)


def read_places() -> tuple[Place, ...]:
    """Return all places in the order of their names."""
    authorities: dict[int | None, tuple[str | None, Mapping[str, str]]] = {
        authority_id: (public_id, names)
        for authority_id, public_id, names in db.session.execute(_AUTHORITIES)
    }
    authorities[None] = (None, {})
    places = [_place(row, *authorities[row.authority_id]) for row in db.session.execute(_PLACES)]
    return tuple(sorted(places, key=lambda one: fold(next(iter(one.names.values()), ""))))


def _place(row: Any, authority: str | None, authority_names: Mapping[str, str]) -> Place:
    return Place(
        id=row.id,
        public_id=row.public_id,
        names=json.loads(row.names),
        authority_public_id=authority,
        authority_names=authority_names,
        kind=row.kind,
        postal_code=row.postal_code,
        house=row.house,
        floor=row.floor,
        counter=row.counter,
        latitude=row.latitude,
        longitude=row.longitude,
        source=row.source,
        gone_from_feed_at=row.gone_from_feed_at,
        retired_at=row.retired_at,
        stored=Stored(
            row.addresses,
            row.phones,
            row.emails,
            row.links,
            row.service_languages,
            row.opening_hours,
        ),
    )
