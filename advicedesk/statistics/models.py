"""What statistics keep: the figures of months as far as they are over, counted once."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from advicedesk.database import Base, UtcMoment


class KeptMonth(Base):
    """One desk's counted month; it goes as soon as anything in that month changes."""

    __tablename__ = "kept_month"
    __table_args__ = (UniqueConstraint("desk_id", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_id: Mapped[int] = mapped_column(ForeignKey("desk.id"))
    month: Mapped[str] = mapped_column(String(7))  # 2026-10
    starts_at: Mapped[datetime] = mapped_column(UtcMoment)
    # the end of the month, or of the last day that was over when it was counted
    ends_at: Mapped[datetime] = mapped_column(UtcMoment)
    # by which code, and in which time zone; others are counted anew
    counted_by: Mapped[str] = mapped_column(String(50))
    # visits by language and needs by subtopic, which decide what stands alone for a year
    sizes: Mapped[Any] = mapped_column(JSON)
    counts: Mapped[Any] = mapped_column(JSON, deferred=True)
