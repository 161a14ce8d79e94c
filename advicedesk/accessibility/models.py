"""Feedback on accessibility: what somebody wrote, and the answer; nobody's name or address."""

from datetime import datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from advicedesk.database import Base, UtcMoment
from advicedesk.database.types import new_public_id
from advicedesk.privacy.columns import guarded_text

TEXT_LENGTH = 1500


class Feedback(Base):
    """One message; it waits until it is answered or closed."""

    __tablename__ = "accessibility_feedback"
    __table_args__ = (CheckConstraint("told IS NOT NULL", name="tells_something"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True, default=new_public_id)
    reply_code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    sent_at: Mapped[datetime] = mapped_column(UtcMoment)
    # the pages' language, in which the answer is best understood
    ui_language: Mapped[str] = mapped_column(String(10))
    told: Mapped[str] = guarded_text(TEXT_LENGTH)
    wants_other_form: Mapped[bool] = mapped_column(default=False)
    answer: Mapped[str | None] = guarded_text(TEXT_LENGTH)
    done_at: Mapped[datetime | None] = mapped_column(UtcMoment, index=True)
