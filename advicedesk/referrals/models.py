"""Referrals, what happened to them, and the slips printed."""

import secrets
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from advicedesk.accounts.models import StaffMember
from advicedesk.database import Base, CodedList, UtcMoment, new_public_id, utc_now
from advicedesk.database.types import coded
from advicedesk.desks.models import Desk
from advicedesk.directory.models import Authority, ServicePoint
from advicedesk.privacy.columns import guarded_text

if TYPE_CHECKING:
    from advicedesk.visits.models import Need  # by name only: visits is above


class ReferralKind(StrEnum):
    """How someone is sent on."""

    SIGNPOST = "signpost"
    REFERRAL = "referral"
    WARM_REFERRAL = "warm_referral"
    ADVOCACY = "advocacy"


class Urgency(StrEnum):
    """By when the client should go."""

    TODAY = "today"
    WITHIN_3_DAYS = "within_3_days"
    WITHIN_2_WEEKS = "within_2_weeks"


class ReferralStatus(StrEnum):
    """Where a referral is in its life."""

    GIVEN = "given"
    ACKNOWLEDGED = "acknowledged"
    ACCEPTED = "accepted"
    COMPLETED = "completed"
    REROUTED = "rerouted"
    REJECTED = "rejected"
    WITHDRAWN_BY_CLIENT = "withdrawn_by_client"
    DID_NOT_GO = "did_not_go"
    UNREACHABLE = "unreachable"
    NO_FEEDBACK = "no_feedback"


OPEN_STATUSES = (ReferralStatus.GIVEN, ReferralStatus.ACKNOWLEDGED, ReferralStatus.ACCEPTED)


class ConfirmedBy(StrEnum):
    """How the desk knows what happened."""

    RECEIVER_LINK = "receiver_link"
    RECEIVER_PARTNER = "receiver_partner"
    RECEIVER_PHONE = "receiver_phone"
    SLIP_RETURNED = "slip_returned"
    CLIENT_TOLD = "client_told"
    COUNSELLOR_SAW = "counsellor_saw"


class RejectedReason(StrEnum):
    """Why the receiver did not take it."""

    NOT_COMPETENT = "not_competent"
    OUTSIDE_AREA = "outside_area"
    NOT_ELIGIBLE = "not_eligible"
    NO_CAPACITY = "no_capacity"
    DOCUMENT_MISSING = "document_missing"
    LANGUAGE = "language"
    WRONG_TIME = "wrong_time"
    OTHER = "other"


class Referral(Base):
    """A client sent on for one need, to a service point or to a place named freely."""

    __tablename__ = "referral"
    __table_args__ = (
        CheckConstraint(
            "service_point_id IS NOT NULL OR authority_name IS NOT NULL", name="has_a_target"
        ),
        Index("ix_referral_desk_id_given_at", "desk_id", "given_at"),
        Index("ix_referral_desk_id_status", "desk_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(36), unique=True, default=new_public_id)
    slip_token: Mapped[str] = mapped_column(
        String(43), unique=True, default=lambda: secrets.token_urlsafe(24)
    )
    # short, on the part of the slip that is given back
    stub_code: Mapped[str | None] = mapped_column(String(5), unique=True, index=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("need.id"), index=True)
    desk_id: Mapped[int] = mapped_column(ForeignKey("desk.id"))
    service_point_id: Mapped[int | None] = mapped_column(ForeignKey("service_point.id"), index=True)
    authority_id: Mapped[int | None] = mapped_column(ForeignKey("authority.id"), index=True)
    authority_name: Mapped[str | None] = guarded_text(160)
    kind: Mapped[ReferralKind] = mapped_column(coded(ReferralKind), default=ReferralKind.REFERRAL)
    urgency: Mapped[Urgency] = mapped_column(coded(Urgency), default=Urgency.WITHIN_2_WEEKS)
    # codes of slip_texts.BRING, or a short text as written
    bring: Mapped[list[str]] = mapped_column(CodedList, default=list)
    booked_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    interpreter_language: Mapped[str | None] = mapped_column(String(20))
    status: Mapped[ReferralStatus] = mapped_column(
        coded(ReferralStatus), default=ReferralStatus.GIVEN
    )
    confirmed_by: Mapped[ConfirmedBy | None] = mapped_column(coded(ConfirmedBy))
    rejected_reason: Mapped[RejectedReason | None] = mapped_column(coded(RejectedReason))
    rerouted_to_id: Mapped[int | None] = mapped_column(ForeignKey("service_point.id"))
    # an answer came that does not agree with the one that counts; both are steps
    is_contradicted: Mapped[bool] = mapped_column(default=False, server_default=false())
    # when the desk last phoned the authority about it
    asked_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    # when the visit took place (local month decides the report), spared a join
    given_at: Mapped[datetime] = mapped_column(UtcMoment, active_history=True)
    due_on: Mapped[date] = mapped_column(index=True)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    completed_at: Mapped[datetime | None] = mapped_column(UtcMoment)
    closed_at: Mapped[datetime | None] = mapped_column(UtcMoment)

    need: Mapped["Need"] = relationship("Need", back_populates="referrals")
    desk: Mapped[Desk] = relationship()
    service_point: Mapped[ServicePoint | None] = relationship(foreign_keys=[service_point_id])
    rerouted_to: Mapped[ServicePoint | None] = relationship(foreign_keys=[rerouted_to_id])
    authority: Mapped[Authority | None] = relationship()
    steps: Mapped[list["ReferralStep"]] = relationship(
        back_populates="referral", order_by="ReferralStep.id"
    )
    slips: Mapped[list["Slip"]] = relationship(back_populates="referral", order_by="Slip.id")

    @property
    def is_open(self) -> bool:
        """Tell whether the desk still waits for an answer."""
        return self.status in OPEN_STATUSES


class ReferralStep(Base):
    """One change in a referral's life."""

    __tablename__ = "referral_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"), index=True)
    status: Mapped[ReferralStatus] = mapped_column(coded(ReferralStatus))
    taken_at: Mapped[datetime] = mapped_column(UtcMoment, default=utc_now)
    staff_member_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))
    confirmed_by: Mapped[ConfirmedBy | None] = mapped_column(coded(ConfirmedBy))
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    rerouted_to_id: Mapped[int | None] = mapped_column(ForeignKey("service_point.id"))
    # kept beside the answer that counts; the referral's status did not follow it
    is_contradiction: Mapped[bool] = mapped_column(default=False, server_default=false())

    referral: Mapped[Referral] = relationship(back_populates="steps")
    rerouted_to: Mapped[ServicePoint | None] = relationship()
    staff_member: Mapped[StaffMember | None] = relationship()


class Slip(Base):
    """A paper that was printed: which languages, which size, when, by whom."""

    __tablename__ = "slip"

    id: Mapped[int] = mapped_column(primary_key=True)
    referral_id: Mapped[int] = mapped_column(ForeignKey("referral.id"), index=True)
    client_language: Mapped[str] = mapped_column(String(20))
    office_language: Mapped[str] = mapped_column(String(20))
    paper_size: Mapped[str] = mapped_column(String(8))
    printed_at: Mapped[datetime] = mapped_column(UtcMoment, default=utc_now)
    staff_member_id: Mapped[int | None] = mapped_column(ForeignKey("staff_member.id"))

    referral: Mapped[Referral] = relationship(back_populates="slips")
