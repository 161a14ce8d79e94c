"""Staff members, their roles, their sign-ins and one-time links."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advicedesk.database import Base, UtcMoment, new_public_id, utc_now
from advicedesk.database.types import coded
from advicedesk.desks.models import Desk
from advicedesk.roles import AT_A_DESK, Role

if TYPE_CHECKING:
    from advicedesk.directory.models import Authority  # by name only: directory is above


class StaffMember(Base):
    """Someone who signs in; deactivated, never deleted, so the audit trail keeps its meaning."""

    __tablename__ = "staff_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True, default=new_public_id)
    username: Mapped[str] = mapped_column(String(80), unique=True)
    display_name: Mapped[str] = mapped_column(String(120))
    password_hash: Mapped[str | None] = mapped_column(String(255))
    language: Mapped[str | None] = mapped_column(String(20))
    uses_shortcuts: Mapped[bool] = mapped_column(default=True)
    current_desk_id: Mapped[int | None] = mapped_column(ForeignKey("desk.id"))
    created_at: Mapped[datetime] = mapped_column(UtcMoment, default=utc_now)
    deactivated_at: Mapped[datetime | None] = mapped_column(UtcMoment)

    roles: Mapped[list["StaffRole"]] = relationship(
        back_populates="staff_member", cascade="all, delete-orphan", order_by="StaffRole.id"
    )
    current_desk: Mapped[Desk | None] = relationship()

    # what Flask-Login asks for
    is_authenticated = True
    is_anonymous = False

    @property
    def is_active(self) -> bool:
        """Tell whether this person may sign in."""
        return self.deactivated_at is None

    def get_id(self) -> str:
        """Return the id that Flask-Login keeps in the signed cookie."""
        return str(self.id)

    def has_role(self, *wanted: Role) -> bool:
        """Tell whether the person holds one of the roles anywhere."""
        return any(held.role in wanted for held in self.roles)

    def desks(self, *wanted: Role) -> list[Desk]:
        """Return the desks at which the person holds one of the roles (any, if none is named)."""
        roles = wanted or tuple(AT_A_DESK)
        found = {held.desk.id: held.desk for held in self.roles if held.desk and held.role in roles}
        return sorted(found.values(), key=lambda desk: desk.name)

    @property
    def working_desk(self) -> Desk | None:
        """Return the open desk the person works at now: the one chosen last, else the first."""
        desks = [desk for desk in self.desks() if desk.closed_at is None]
        chosen = [desk for desk in desks if desk.id == self.current_desk_id]
        return (chosen or desks or [None])[0]  # type: ignore[list-item]

    @property
    def initials(self) -> str:
        """Return up to two letters for the account button."""
        return "".join(word[0] for word in self.display_name.split()[:2]).upper()


class StaffRole(Base):
    """One role: at a desk, for an authority (partner), or in the organisation (administrator)."""

    __tablename__ = "staff_role"
    __table_args__ = (
        UniqueConstraint("staff_member_id", "role", "desk_id", "authority_id"),
        CheckConstraint(
            "(role IN ('counsellor', 'supervisor') AND desk_id IS NOT NULL"
            " AND authority_id IS NULL)"
            " OR (role = 'partner' AND authority_id IS NOT NULL AND desk_id IS NULL)"
            " OR (role = 'administrator' AND desk_id IS NULL AND authority_id IS NULL)",
            name="role_has_its_place",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_member_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    role: Mapped[Role] = mapped_column(coded(Role))
    desk_id: Mapped[int | None] = mapped_column(ForeignKey("desk.id"))
    authority_id: Mapped[int | None] = mapped_column(ForeignKey("authority.id"))

    staff_member: Mapped[StaffMember] = relationship(back_populates="roles")
    desk: Mapped[Desk | None] = relationship(lazy="joined")
    authority: Mapped["Authority | None"] = relationship("Authority")


class SignIn(Base):
    """One time somebody signed in; ended on the server's side."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    staff_member_id: Mapped[int] = mapped_column(ForeignKey("staff_member.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(UtcMoment, default=utc_now)
    ended_at: Mapped[datetime | None] = mapped_column(UtcMoment)

    staff_member: Mapped[StaffMember] = relationship(lazy="joined")


class LinkPurpose(StrEnum):
    """What a one-time link is for."""

    SET_UP = "set_up"
    CHOOSE_PASSWORD = "choose_password"  # noqa: S105 - a purpose, not a password


class OneTimeLink(Base):
    """A link that works once and for a while; only the hash of its token is kept."""

    __tablename__ = "one_time_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[LinkPurpose] = mapped_column(coded(LinkPurpose))
    staff_member_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    made_at: Mapped[datetime] = mapped_column(UtcMoment, default=utc_now)
    expires_at: Mapped[datetime] = mapped_column(UtcMoment)
    used_at: Mapped[datetime | None] = mapped_column(UtcMoment)

    staff_member: Mapped[StaffMember | None] = relationship()
