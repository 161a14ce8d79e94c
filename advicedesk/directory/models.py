"""Authorities and their service points."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advicedesk.database import Base, CodedList, Names, UtcMoment, new_public_id, utc_now
from advicedesk.database.types import coded
from advicedesk.privacy.columns import guarded_text

LONGEST_ASK_FOR = 80


class Authority(Base):
    """An office that answers for services: Kela, the city, a wellbeing services county."""

    __tablename__ = "authority"
    __table_args__ = (CheckConstraint("office_language IN ('fi', 'sv')", name="office_language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True, default=new_public_id)
    names: Mapped[dict[str, str]] = mapped_column(Names)
    office_language: Mapped[str] = mapped_column(String(2), default="fi")
    source: Mapped[str] = mapped_column(String(20), default="by_hand")
    feed_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]

    service_points: Mapped[list["ServicePoint"]] = relationship(back_populates="authority")


class DirectoryFeed(Base):
    """An address that the directory is fetched from, and what it answered last."""

    __tablename__ = "directory_feed"

    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(String(500), unique=True)
    # what the server calls the version that was imported
    etag: Mapped[str | None] = mapped_column(String(200))
    last_modified: Mapped[str | None] = mapped_column(String(60))
    content_hash: Mapped[str | None] = mapped_column(String(64))
    imported_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    checked_at: Mapped[datetime] = mapped_column(UtcMoment, default=utc_now)


class PlaceKind(StrEnum):
    """How a service point is reached."""

    OFFICE = "office"
    PHONE_SERVICE = "phone_service"
    LINK_ONLY = "link_only"


class ServicePoint(Base):
    """A place, or a phone service, to which a client can be sent."""

    __tablename__ = "service_point"
    __table_args__ = (Index("ix_service_point_retired_at", "retired_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True, default=new_public_id)
    authority_id: Mapped[int | None] = mapped_column(ForeignKey("authority.id"), index=True)
    kind: Mapped[PlaceKind] = mapped_column(coded(PlaceKind), default=PlaceKind.OFFICE)
    names: Mapped[dict[str, str]] = mapped_column(Names)
    # per language: {"fi": "Suomenlahdentie 1, 02230 Espoo", "sv": ...}
    addresses: Mapped[dict[str, str]] = mapped_column(Names, default=dict)
    postal_code: Mapped[str | None] = mapped_column(String(12))
    # what only the desk knows; an import never changes these seven
    house: Mapped[str | None] = mapped_column(String(120))
    floor: Mapped[str | None] = mapped_column(String(40))
    counter: Mapped[str | None] = mapped_column(String(40))
    walking_hints: Mapped[dict[str, str]] = mapped_column(Names, default=dict)
    entrance: Mapped[str | None] = mapped_column(String(40))
    # what or whom to ask for at the counter, as the slip says it
    ask_for: Mapped[str | None] = guarded_text(LONGEST_ASK_FOR)
    takes_numbers: Mapped[bool] = mapped_column(default=False, server_default=false())
    # [{"number": "+358...", "languages": ["fi", ...]}, ...]
    phones: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    emails: Mapped[list[str]] = mapped_column(JSON, default=list)
    links: Mapped[list[str]] = mapped_column(JSON, default=list)
    service_languages: Mapped[list[str]] = mapped_column(CodedList, default=list)
    descriptions: Mapped[dict[str, str]] = mapped_column(Names, default=dict)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    # the hours sets as `opening_hours.to_json` writes them
    opening_hours: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    hours_known_on: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(20), default="by_hand")
    feed_id: Mapped[str | None] = mapped_column(String(64), unique=True)
    # the feed's own word for its authority, known before the authority's name is
    feed_authority_id: Mapped[str | None] = mapped_column(String(64))
    # the address that it was fetched from last
    feed_url: Mapped[str | None] = mapped_column(String(500))
    gone_from_feed_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    retired_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    changed_at: Mapped[datetime] = mapped_column(UtcMoment, default=utc_now, index=True)

    authority: Mapped[Authority | None] = relationship(back_populates="service_points")


class NotOffered(Base):
    """A desk offers no place of an authority, or not this one; the row goes when it does again."""

    __tablename__ = "not_offered"
    __table_args__ = (
        CheckConstraint(
            "(authority_id IS NULL) != (service_point_id IS NULL)", name="one_thing_each"
        ),
        UniqueConstraint("desk_id", "authority_id"),
        UniqueConstraint("desk_id", "service_point_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_id: Mapped[int] = mapped_column(ForeignKey("desk.id"))
    authority_id: Mapped[int | None] = mapped_column(ForeignKey("authority.id"))
    service_point_id: Mapped[int | None] = mapped_column(ForeignKey("service_point.id"))
    since: Mapped[datetime] = mapped_column(UtcMoment, default=utc_now)
