"""One row per code of a code list."""

from datetime import date
from enum import StrEnum

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advicedesk.database import Base, Names
from advicedesk.database.types import coded


class CodeList(StrEnum):
    """Which list a code belongs to."""

    TOPIC = "topic"
    ACT = "act"
    UNMET_REASON = "unmet_reason"


class ListedCode(Base):
    """A code with its names; a subtopic has a parent topic and is coded `topic/subtopic`."""

    __tablename__ = "listed_code"
    __table_args__ = (UniqueConstraint("code_list", "full_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code_list: Mapped[CodeList] = mapped_column(coded(CodeList))
    full_code: Mapped[str] = mapped_column(String(81))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("listed_code.id"))
    names: Mapped[dict[str, str]] = mapped_column(Names)
    position: Mapped[int] = mapped_column(default=0)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]

    parent: Mapped["ListedCode | None"] = relationship(
        remote_side="ListedCode.id", back_populates="subtopics"
    )
    subtopics: Mapped[list["ListedCode"]] = relationship(
        back_populates="parent", order_by="ListedCode.position"
    )

    @property
    def short_code(self) -> str:
        """Return the last part of the code: `fee` of `childcare/fee`."""
        return self.full_code.rpartition("/")[2]

    def is_valid_on(self, day: date) -> bool:
        """Tell whether the code may be chosen on a day."""
        return not (
            (self.valid_from and day < self.valid_from) or (self.valid_to and day > self.valid_to)
        )
