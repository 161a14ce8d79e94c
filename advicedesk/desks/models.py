"""The organisation (one row) and its desks."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, String, false
from sqlalchemy.orm import Mapped, mapped_column

from advicedesk.database import Base, UtcMoment, utc_now


class Organisation(Base):
    """Who runs the desks, and the rules that hold for all of them."""

    __tablename__ = "organisation"
    __table_args__ = (
        CheckConstraint("id = 1", name="only_one"),
        CheckConstraint("suppression_threshold >= 3", name="threshold_protects"),
        CheckConstraint("note_days >= 1", name="notes_are_kept_some_days"),
        CheckConstraint("no_feedback_days >= 1", name="feedback_has_time"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    working_languages: Mapped[list[str]] = mapped_column(JSON)
    suppression_threshold: Mapped[int] = mapped_column(default=5)
    note_days: Mapped[int] = mapped_column(default=30)
    no_feedback_days: Mapped[int] = mapped_column(default=45)
    # who supervises accessibility: {field: text}; what is not given is the country's own
    oversight: Mapped[dict[str, str] | None] = mapped_column(JSON)
    # whether releases are given out as open data: {field: text}, `is_on` true or false
    open_data: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    set_up_at: Mapped[datetime] = mapped_column(UtcMoment, default=utc_now)


class Desk(Base):
    """One advice desk; `house` names the building it shares with other services."""

    __tablename__ = "desk"
    __table_args__ = (CheckConstraint("office_language IN ('fi', 'sv')", name="office_language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    house: Mapped[str | None] = mapped_column(String(120))
    address: Mapped[str | None] = mapped_column(String(200))
    phone: Mapped[str | None] = mapped_column(String(40))
    # WGS84; how far places are is reckoned from here
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    office_language: Mapped[str] = mapped_column(String(2), default="fi")
    asks_profile: Mapped[bool] = mapped_column(default=False)
    closed_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    # made-up data for trying things out: never counted with the others, can be taken away whole
    is_sample: Mapped[bool] = mapped_column(default=False, server_default=false())
