"""What stays of a release: its figures as they were shown, when and by whom; and apart from it
the true counts that it hides."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advicedesk.accounts.models import StaffMember
from advicedesk.database import Base, UtcMoment, new_public_id
from advicedesk.privacy.columns import guarded_text

REASON_LENGTH = 500


class Release(Base):
    """One version of the report of some months; it is never changed, at most withdrawn."""

    __tablename__ = "report_release"
    __table_args__ = (
        UniqueConstraint("scope_code", "span", "version"),
        CheckConstraint("version >= 1", name="versions_begin_at_one"),
        CheckConstraint("threshold >= 3", name="threshold_protects"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True, default=new_public_id)
    scope_code: Mapped[str] = mapped_column(String(40))  # a desk's, or `all`
    desk_codes: Mapped[list[str]] = mapped_column(JSON)  # which desks they were
    span: Mapped[str] = mapped_column(String(20))  # 2026-10, 2026-Q4, 2026, 2026-08--2026-10
    version: Mapped[int]
    threshold: Mapped[int]
    released_at: Mapped[datetime] = mapped_column(UtcMoment)
    released_by_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"))
    # why there is another version
    reason: Mapped[str | None] = guarded_text(REASON_LENGTH)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    withdrawn_because: Mapped[str | None] = guarded_text(REASON_LENGTH)
    figures: Mapped[Any] = mapped_column(JSON, deferred=True)  # as figures.told_report tells them

    released_by: Mapped[StaffMember] = relationship(foreign_keys=[released_by_id])
    withdrawn_by: Mapped[StaffMember | None] = relationship(foreign_keys=[withdrawn_by_id])


class HiddenCounts(Base):
    """The true counts behind a release's hidden cells, which the next release is proved beside.

    They never leave this room: no page and no file reads this table. Without them a later release
    could be proved safe only by taking readers for knowing more than they can, and hide more. They
    tell no more than the visits do from which the desk counted them, and name nobody.
    """

    __tablename__ = "report_release_hidden"

    release_id: Mapped[int] = mapped_column(ForeignKey("report_release.id"), primary_key=True)
    counts: Mapped[Any] = mapped_column(JSON)  # as figures.told_hidden tells them
