"""What supervisors answered to an early warning: nothing of a client, codes and a guarded note."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advicedesk.accounts.models import StaffMember
from advicedesk.database import Base, UtcMoment, new_public_id
from advicedesk.database.types import coded
from advicedesk.desks.models import Desk
from advicedesk.privacy.columns import guarded_text
from advicedesk.statistics.early_warnings.series import Grain

NOTE_LENGTH = 500


class WarningAnswer(Base):
    """One warning's answer; the warning itself is computed anew whenever it is shown."""

    __tablename__ = "early_warning_answer"
    __table_args__ = (UniqueConstraint("desk_id", "grain", "first_day", "series"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True, default=new_public_id)
    desk_id: Mapped[int] = mapped_column(ForeignKey("desk.id"))
    grain: Mapped[Grain] = mapped_column(coded(Grain))
    first_day: Mapped[date]
    # kind, topic and language or authority, as series.Series writes them
    series: Mapped[str] = mapped_column(String(75))
    note: Mapped[str | None] = guarded_text(NOTE_LENGTH)
    assigned_to_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    # an explained period is left out of this series' later pasts
    is_explained: Mapped[bool] = mapped_column(default=False)
    muted_until: Mapped[date | None]
    answered_at: Mapped[datetime] = mapped_column(UtcMoment)

    desk: Mapped[Desk] = relationship()
    assigned_to: Mapped[StaffMember | None] = relationship()
