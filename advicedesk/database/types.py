"""Column types of the house: moments in UTC, names per language, lists of codes."""

import uuid
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import JSON, DateTime, Dialect, Enum
from sqlalchemy.types import TypeDecorator

SomeEnum = TypeVar("SomeEnum", bound=StrEnum)

Names = JSON
"""A name in several languages: {language code: text}."""

CodedList = JSON
"""A list of codes: [code, ...]."""


class UtcMoment(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; SQLite forgets the zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments and store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment must know its zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give back an aware moment."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def coded(enum: type[SomeEnum]) -> Enum:
    """Return a column type that stores an enum's values as text with a check constraint."""
    return Enum(
        enum,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        length=40,
        name=enum.__name__.lower(),
        create_constraint=True,
        validate_strings=True,
    )


def utc_now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)


def new_public_id() -> str:
    """Return a random id (UUID version 4) that tells nothing of the moment it was made."""
    return str(uuid.uuid4())
