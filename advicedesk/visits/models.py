"""Visits, the cases they form, and the needs people came with."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advicedesk.accounts.models import StaffMember
from advicedesk.database import Base, CodedList, UtcMoment, utc_now
from advicedesk.database.types import coded
from advicedesk.desks.models import Desk
from advicedesk.privacy.columns import guarded_text
from advicedesk.referrals.models import Referral


class ContactType(StrEnum):
    """How the contact took place."""

    WALK_IN = "walk_in"
    APPOINTMENT = "appointment"
    PHONE = "phone"
    EMAIL = "email"
    CHAT = "chat"
    VIDEO = "video"
    LETTER = "letter"
    OUTREACH = "outreach"
    THIRD_PARTY = "third_party"


class AskedBy(StrEnum):
    """Who asks."""

    SELF = "self"
    FAMILY_MEMBER = "family_member"
    FRIEND = "friend"
    INTERPRETER_OR_HELPER = "interpreter_or_helper"
    PROFESSIONAL = "professional"
    EMPLOYER = "employer"
    OTHER = "other"


class FirstOrReturning(StrEnum):
    """Whether the client has been here before."""

    FIRST = "first"
    RETURNING = "returning"
    UNKNOWN = "unknown"


class Bridged(StrEnum):
    """How the language was bridged."""

    NONE_NEEDED = "none_needed"
    BILINGUAL_STAFF = "bilingual_staff"
    INTERPRETER_PHONE = "interpreter_phone"
    INTERPRETER_VIDEO = "interpreter_video"
    INTERPRETER_ON_SITE = "interpreter_on_site"
    ACCOMPANYING_ADULT = "accompanying_adult"
    ACCOMPANYING_CHILD = "accompanying_child"
    MACHINE_TRANSLATION = "machine_translation"
    WRITTEN_MATERIAL = "written_material"
    NOT_BRIDGED = "not_bridged"


class InterpreterFailure(StrEnum):
    """What went wrong with the interpreter."""

    NONE_AVAILABLE = "none_available"
    LATE = "late"
    CUT_OFF = "cut_off"
    WRONG_LANGUAGE = "wrong_language"
    NO_SHOW = "no_show"


class CameBy(StrEnum):
    """How they came to the desk."""

    PASSING_BY = "passing_by"
    FRIEND_OR_FAMILY = "friend_or_family"
    IN_HOUSE_SERVICE = "in_house_service"
    AUTHORITY_LETTER = "authority_letter"
    OTHER_AUTHORITY = "other_authority"
    SCHOOL_OR_DAYCARE = "school_or_daycare"
    EMPLOYER = "employer"
    WEB = "web"
    SOCIAL_MEDIA = "social_media"
    NGO = "ngo"
    RETURNING = "returning"
    OTHER = "other"


class AgeBand(StrEnum):
    """Optional profile: age in bands."""

    UNDER_18 = "under_18"
    FROM_18 = "18_24"
    FROM_25 = "25_34"
    FROM_35 = "35_49"
    FROM_50 = "50_64"
    FROM_65 = "65_or_over"


class Municipality(StrEnum):
    """Optional profile: where they live, as near or far."""

    OWN = "own"
    NEIGHBOUR = "neighbour"
    OTHER = "other"


class TimeInCountry(StrEnum):
    """Optional profile: time since the move."""

    UNDER_3_MONTHS = "under_3_months"
    FROM_3_MONTHS = "3_12_months"
    FROM_1_YEAR = "1_3_years"
    FROM_3_YEARS = "3_5_years"
    OVER_5_YEARS = "over_5_years"


class Outcome(StrEnum):
    """How a need ended; none is recorded as none."""

    RESOLVED = "resolved"
    PARTLY_RESOLVED = "partly_resolved"
    REFERRED = "referred"
    WAITING_AUTHORITY = "waiting_authority"
    FOLLOW_UP_PLANNED = "follow_up_planned"
    CLIENT_LEFT = "client_left"
    UNMET = "unmet"


class Case(Base):
    """The thread that visits share, known by its case code only."""

    __tablename__ = "client_case"  # "case" is a word of SQL

    id: Mapped[int] = mapped_column(primary_key=True)
    case_code: Mapped[str] = mapped_column(String(12), unique=True)
    opened_at: Mapped[datetime] = mapped_column(UtcMoment)

    visits: Mapped[list["Visit"]] = relationship(
        back_populates="case", order_by="Visit.started_at.desc()"
    )


class Visit(Base):
    """One contact at the desk."""

    __tablename__ = "visit"
    __table_args__ = (
        CheckConstraint("minutes BETWEEN 0 AND 480", name="minutes_in_a_day"),
        CheckConstraint("people_helped BETWEEN 1 AND 99", name="people_helped"),
        Index("ix_visit_desk_id_started_at", "desk_id", "started_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True)
    # what the form held, so that the same id with other content is refused
    content_seal: Mapped[str] = mapped_column(String(64))
    desk_id: Mapped[int] = mapped_column(ForeignKey("desk.id"))
    staff_member_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"), index=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("client_case.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(UtcMoment, active_history=True)
    logged_at: Mapped[datetime] = mapped_column(UtcMoment, default=utc_now)
    contact_type: Mapped[ContactType] = mapped_column(
        coded(ContactType), default=ContactType.WALK_IN
    )
    asked_by: Mapped[AskedBy] = mapped_column(coded(AskedBy), default=AskedBy.SELF)
    people_helped: Mapped[int] = mapped_column(default=1)
    children_present: Mapped[bool | None]
    first_or_returning: Mapped[FirstOrReturning] = mapped_column(
        coded(FirstOrReturning), default=FirstOrReturning.UNKNOWN
    )
    client_language: Mapped[str] = mapped_column(String(20))
    service_language: Mapped[str] = mapped_column(String(20))
    bridged: Mapped[Bridged] = mapped_column(coded(Bridged))
    interpreter_minutes: Mapped[int | None]
    interpreter_failure: Mapped[InterpreterFailure | None] = mapped_column(
        coded(InterpreterFailure)
    )
    minutes: Mapped[int]
    came_by: Mapped[CameBy | None] = mapped_column(coded(CameBy))
    age_band: Mapped[AgeBand | None] = mapped_column(coded(AgeBand))
    municipality: Mapped[Municipality | None] = mapped_column(coded(Municipality))
    time_in_country: Mapped[TimeInCountry | None] = mapped_column(coded(TimeInCountry))
    note: Mapped[str | None] = guarded_text()
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    withdrawn_reason: Mapped[str | None] = mapped_column(String(40))

    desk: Mapped[Desk] = relationship()
    staff_member: Mapped[StaffMember | None] = relationship()
    case: Mapped[Case] = relationship(back_populates="visits", lazy="joined")
    needs: Mapped[list["Need"]] = relationship(
        back_populates="visit", order_by="Need.position", cascade="all, delete-orphan"
    )
    corrections: Mapped[list["Correction"]] = relationship(
        back_populates="visit", order_by="Correction.id"
    )

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether the visit is kept out of all figures."""
        return self.withdrawn_at is not None

    @property
    def referrals(self) -> list[Referral]:
        """Return everybody's sending on, of all needs."""
        return [referral for need in self.needs for referral in need.referrals]


class Need(Base):
    """Why the person came: a topic, what the desk did about it, and how it ended."""

    __tablename__ = "need"
    __table_args__ = (Index("ix_need_desk_id_started_at", "desk_id", "started_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    position: Mapped[int]
    # carried from the visit: the month's figures spare a join
    desk_id: Mapped[int] = mapped_column(ForeignKey("desk.id"))
    started_at: Mapped[datetime] = mapped_column(UtcMoment, active_history=True)
    topic: Mapped[str] = mapped_column(String(40))
    subtopic: Mapped[str | None] = mapped_column(String(40))
    acts: Mapped[list[str]] = mapped_column(CodedList, default=list)
    outcome: Mapped[Outcome | None] = mapped_column(coded(Outcome))
    unmet_reasons: Mapped[list[str]] = mapped_column(CodedList, default=list)

    visit: Mapped[Visit] = relationship(back_populates="needs")
    referrals: Mapped[list[Referral]] = relationship(back_populates="need", order_by=Referral.id)


class Correction(Base):
    """What a visit was before it was corrected or withdrawn; a note is named, never kept."""

    __tablename__ = "correction"

    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), index=True)
    staff_member_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    corrected_at: Mapped[datetime] = mapped_column(UtcMoment, default=utc_now)
    before: Mapped[dict[str, Any]] = mapped_column(JSON)

    visit: Mapped[Visit] = relationship(back_populates="corrections")
    staff_member: Mapped[StaffMember | None] = relationship()


class ImportLesson(Base):
    """What a word or a header of the organisation's own tables means: taught once, then known."""

    __tablename__ = "import_lesson"
    __table_args__ = (UniqueConstraint("column_name", "said"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    column_name: Mapped[str] = mapped_column(String(20))
    said: Mapped[str | None] = guarded_text(60)
    # a code of the column; empty for a header that is not read, "-" for a word that says nothing
    code: Mapped[str] = mapped_column(String(80))
    taught_at: Mapped[datetime] = mapped_column(UtcMoment, default=utc_now)
