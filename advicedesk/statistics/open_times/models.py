"""When a desk is open: one row a desk."""

from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from advicedesk.database import Base


class DeskCalendar(Base):
    """A desk's weeks, each from a day on, and the days that differ."""

    __tablename__ = "desk_calendar"

    desk_id: Mapped[int] = mapped_column(ForeignKey("desk.id"), primary_key=True)
    weeks: Mapped[Any] = mapped_column(JSON)
    exceptions: Mapped[Any] = mapped_column(JSON)
