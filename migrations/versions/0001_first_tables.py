"""The first tables.

No model of the application is imported here: tables are declared as they were.
Both directions; a NOT NULL column in steps (add with server default, fill, drop default).
"""

import sqlalchemy as sa
from alembic import op

revision = "0001_first_tables"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "authority",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("office_language", sa.String(length=2), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("feed_id", sa.String(length=64), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "office_language IN ('fi', 'sv')", name=op.f("ck_authority_office_language")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority")),
        sa.UniqueConstraint("feed_id", name=op.f("uq_authority_feed_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_authority_public_id")),
    )
    op.create_table(
        "client_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_code", sa.String(length=12), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_client_case")),
        sa.UniqueConstraint("case_code", name=op.f("uq_client_case_case_code")),
    )
    op.create_table(
        "desk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("house", sa.String(length=120), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("office_language", sa.String(length=2), nullable=False),
        sa.Column("asks_profile", sa.Boolean(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("office_language IN ('fi', 'sv')", name=op.f("ck_desk_office_language")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk")),
        sa.UniqueConstraint("desk_code", name=op.f("uq_desk_desk_code")),
    )
    op.create_table(
        "listed_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "code_list",
            sa.Enum(
                "topic",
                "act",
                "unmet_reason",
                name="codelist",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("full_code", sa.String(length=81), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["listed_code.id"], name=op.f("fk_listed_code_parent_id_listed_code")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listed_code")),
        sa.UniqueConstraint(
            "code_list", "full_code", name=op.f("uq_listed_code_code_list_full_code")
        ),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("working_languages", sa.JSON(), nullable=False),
        sa.Column("suppression_threshold", sa.Integer(), nullable=False),
        sa.Column("note_days", sa.Integer(), nullable=False),
        sa.Column("no_feedback_days", sa.Integer(), nullable=False),
        sa.Column("set_up_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_organisation_only_one")),
        sa.CheckConstraint("no_feedback_days >= 1", name=op.f("ck_organisation_feedback_has_time")),
        sa.CheckConstraint("note_days >= 1", name=op.f("ck_organisation_notes_are_kept_some_days")),
        sa.CheckConstraint(
            "suppression_threshold >= 3", name=op.f("ck_organisation_threshold_protects")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_table(
        "service_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("authority_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "office",
                "phone_service",
                "link_only",
                name="placekind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("addresses", sa.JSON(), nullable=False),
        sa.Column("postal_code", sa.String(length=12), nullable=True),
        sa.Column("house", sa.String(length=120), nullable=True),
        sa.Column("floor", sa.String(length=40), nullable=True),
        sa.Column("counter", sa.String(length=40), nullable=True),
        sa.Column("walking_hints", sa.JSON(), nullable=False),
        sa.Column("phones", sa.JSON(), nullable=False),
        sa.Column("emails", sa.JSON(), nullable=False),
        sa.Column("links", sa.JSON(), nullable=False),
        sa.Column("service_languages", sa.JSON(), nullable=False),
        sa.Column("descriptions", sa.JSON(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("opening_hours", sa.JSON(), nullable=False),
        sa.Column("hours_known_on", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("feed_id", sa.String(length=64), nullable=True),
        sa.Column("gone_from_feed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_service_point_authority_id_authority")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_point")),
        sa.UniqueConstraint("feed_id", name=op.f("uq_service_point_feed_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_service_point_public_id")),
    )
    with op.batch_alter_table("service_point", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_service_point_authority_id"), ["authority_id"], unique=False
        )
        batch_op.create_index("ix_service_point_retired_at", ["retired_at"], unique=False)

    op.create_table(
        "staff_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("username", sa.String(length=80), nullable=False),
        sa.Column("display_name", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=True),
        sa.Column("uses_shortcuts", sa.Boolean(), nullable=False),
        sa.Column("current_desk_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deactivated_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["current_desk_id"], ["desk.id"], name=op.f("fk_staff_member_current_desk_id_desk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_member")),
        sa.UniqueConstraint("public_id", name=op.f("uq_staff_member_public_id")),
        sa.UniqueConstraint("username", name=op.f("uq_staff_member_username")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_member_id", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=64), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_member_id"],
            ["staff_member.id"],
            name=op.f("fk_audit_entry_staff_member_id_staff_member"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("seal", name=op.f("uq_audit_entry_seal")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_audit_entry_recorded_at"), ["recorded_at"], unique=False
        )
        batch_op.create_index(
            "ix_audit_entry_subject", ["subject_kind", "subject_id"], unique=False
        )

    op.create_table(
        "one_time_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "set_up",
                "choose_password",
                name="linkpurpose",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("staff_member_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_member_id"],
            ["staff_member.id"],
            name=op.f("fk_one_time_link_staff_member_id_staff_member"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_time_link_token_hash")),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_member_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_member_id"],
            ["staff_member.id"],
            name=op.f("fk_sign_in_staff_member_id_staff_member"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_sign_in_staff_member_id"), ["staff_member_id"], unique=False
        )

    op.create_table(
        "staff_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_member_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "counsellor",
                "supervisor",
                "administrator",
                "partner",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("desk_id", sa.Integer(), nullable=True),
        sa.Column("authority_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(role IN ('counsellor', 'supervisor') AND desk_id IS NOT NULL AND authority_id IS NULL) OR (role = 'partner' AND authority_id IS NOT NULL AND desk_id IS NULL) OR (role = 'administrator' AND desk_id IS NULL AND authority_id IS NULL)",
            name=op.f("ck_staff_role_role_has_its_place"),
        ),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_staff_role_authority_id_authority")
        ),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_staff_role_desk_id_desk")),
        sa.ForeignKeyConstraint(
            ["staff_member_id"],
            ["staff_member.id"],
            name=op.f("fk_staff_role_staff_member_id_staff_member"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_role")),
        sa.UniqueConstraint(
            "staff_member_id",
            "role",
            "desk_id",
            "authority_id",
            name=op.f("uq_staff_role_staff_member_id_role_desk_id_authority_id"),
        ),
    )
    with op.batch_alter_table("staff_role", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_staff_role_staff_member_id"), ["staff_member_id"], unique=False
        )

    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("content_seal", sa.String(length=64), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("staff_member_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("logged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "contact_type",
            sa.Enum(
                "walk_in",
                "appointment",
                "phone",
                "email",
                "chat",
                "video",
                "letter",
                "outreach",
                "third_party",
                name="contacttype",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "asked_by",
            sa.Enum(
                "self",
                "family_member",
                "friend",
                "interpreter_or_helper",
                "professional",
                "employer",
                "other",
                name="askedby",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("people_helped", sa.Integer(), nullable=False),
        sa.Column("children_present", sa.Boolean(), nullable=True),
        sa.Column(
            "first_or_returning",
            sa.Enum(
                "first",
                "returning",
                "unknown",
                name="firstorreturning",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("client_language", sa.String(length=20), nullable=False),
        sa.Column("service_language", sa.String(length=20), nullable=False),
        sa.Column(
            "bridged",
            sa.Enum(
                "none_needed",
                "bilingual_staff",
                "interpreter_phone",
                "interpreter_video",
                "interpreter_on_site",
                "accompanying_adult",
                "accompanying_child",
                "machine_translation",
                "written_material",
                "not_bridged",
                name="bridged",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("interpreter_minutes", sa.Integer(), nullable=True),
        sa.Column(
            "interpreter_failure",
            sa.Enum(
                "none_available",
                "late",
                "cut_off",
                "wrong_language",
                "no_show",
                name="interpreterfailure",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column(
            "came_by",
            sa.Enum(
                "passing_by",
                "friend_or_family",
                "in_house_service",
                "authority_letter",
                "other_authority",
                "school_or_daycare",
                "employer",
                "web",
                "social_media",
                "ngo",
                "returning",
                "other",
                name="cameby",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "age_band",
            sa.Enum(
                "under_18",
                "18_24",
                "25_34",
                "35_49",
                "50_64",
                "65_or_over",
                name="ageband",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "municipality",
            sa.Enum(
                "own",
                "neighbour",
                "other",
                name="municipality",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "time_in_country",
            sa.Enum(
                "under_3_months",
                "3_12_months",
                "1_3_years",
                "3_5_years",
                "over_5_years",
                name="timeincountry",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("note", sa.String(length=200), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=40), nullable=True),
        sa.CheckConstraint("minutes BETWEEN 0 AND 480", name=op.f("ck_visit_minutes_in_a_day")),
        sa.CheckConstraint("people_helped BETWEEN 1 AND 99", name=op.f("ck_visit_people_helped")),
        sa.ForeignKeyConstraint(
            ["case_id"], ["client_case.id"], name=op.f("fk_visit_case_id_client_case")
        ),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_visit_desk_id_desk")),
        sa.ForeignKeyConstraint(
            ["staff_member_id"],
            ["staff_member.id"],
            name=op.f("fk_visit_staff_member_id_staff_member"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("public_id", name=op.f("uq_visit_public_id")),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_case_id"), ["case_id"], unique=False)
        batch_op.create_index(
            "ix_visit_desk_id_started_at", ["desk_id", "started_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_visit_staff_member_id"), ["staff_member_id"], unique=False
        )

    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("staff_member_id", sa.Integer(), nullable=True),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_member_id"],
            ["staff_member.id"],
            name=op.f("fk_correction_staff_member_id_staff_member"),
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_correction_visit_id_visit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_correction_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "need",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("subtopic", sa.String(length=40), nullable=True),
        sa.Column("acts", sa.JSON(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "resolved",
                "partly_resolved",
                "referred",
                "waiting_authority",
                "follow_up_planned",
                "client_left",
                "unmet",
                name="outcome",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("unmet_reasons", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_need_desk_id_desk")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_need_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need")),
    )
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.create_index("ix_need_desk_id_started_at", ["desk_id", "started_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_need_visit_id"), ["visit_id"], unique=False)

    op.create_table(
        "referral",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("slip_token", sa.String(length=43), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("service_point_id", sa.Integer(), nullable=True),
        sa.Column("authority_id", sa.Integer(), nullable=True),
        sa.Column("authority_name", sa.String(length=160), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "signpost",
                "referral",
                "warm_referral",
                "advocacy",
                name="referralkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "urgency",
            sa.Enum(
                "today",
                "within_3_days",
                "within_2_weeks",
                name="urgency",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("bring", sa.JSON(), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("interpreter_language", sa.String(length=20), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "given",
                "acknowledged",
                "accepted",
                "completed",
                "rerouted",
                "rejected",
                "withdrawn_by_client",
                "did_not_go",
                "unreachable",
                "no_feedback",
                name="referralstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "confirmed_by",
            sa.Enum(
                "receiver_link",
                "receiver_partner",
                "receiver_phone",
                "slip_returned",
                "client_told",
                "counsellor_saw",
                name="confirmedby",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "rejected_reason",
            sa.Enum(
                "not_competent",
                "outside_area",
                "not_eligible",
                "no_capacity",
                "document_missing",
                "language",
                "wrong_time",
                "other",
                name="rejectedreason",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("rerouted_to_id", sa.Integer(), nullable=True),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("completed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "service_point_id IS NOT NULL OR authority_name IS NOT NULL",
            name=op.f("ck_referral_has_a_target"),
        ),
        sa.ForeignKeyConstraint(
            ["authority_id"], ["authority.id"], name=op.f("fk_referral_authority_id_authority")
        ),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_referral_desk_id_desk")),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_referral_need_id_need")),
        sa.ForeignKeyConstraint(
            ["rerouted_to_id"],
            ["service_point.id"],
            name=op.f("fk_referral_rerouted_to_id_service_point"),
        ),
        sa.ForeignKeyConstraint(
            ["service_point_id"],
            ["service_point.id"],
            name=op.f("fk_referral_service_point_id_service_point"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
        sa.UniqueConstraint("public_id", name=op.f("uq_referral_public_id")),
        sa.UniqueConstraint("slip_token", name=op.f("uq_referral_slip_token")),
    )
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_referral_authority_id"), ["authority_id"], unique=False
        )
        batch_op.create_index("ix_referral_desk_id_given_at", ["desk_id", "given_at"], unique=False)
        batch_op.create_index("ix_referral_desk_id_status", ["desk_id", "status"], unique=False)
        batch_op.create_index(batch_op.f("ix_referral_due_on"), ["due_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_referral_need_id"), ["need_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_referral_service_point_id"), ["service_point_id"], unique=False
        )

    op.create_table(
        "referral_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "given",
                "acknowledged",
                "accepted",
                "completed",
                "rerouted",
                "rejected",
                "withdrawn_by_client",
                "did_not_go",
                "unreachable",
                "no_feedback",
                name="referralstatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_member_id", sa.Integer(), nullable=True),
        sa.Column(
            "confirmed_by",
            sa.Enum(
                "receiver_link",
                "receiver_partner",
                "receiver_phone",
                "slip_returned",
                "client_told",
                "counsellor_saw",
                name="confirmedby",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_referral_step_referral_id_referral")
        ),
        sa.ForeignKeyConstraint(
            ["staff_member_id"],
            ["staff_member.id"],
            name=op.f("fk_referral_step_staff_member_id_staff_member"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral_step")),
    )
    with op.batch_alter_table("referral_step", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_referral_step_referral_id"), ["referral_id"], unique=False
        )

    op.create_table(
        "slip",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("client_language", sa.String(length=20), nullable=False),
        sa.Column("office_language", sa.String(length=20), nullable=False),
        sa.Column("paper_size", sa.String(length=8), nullable=False),
        sa.Column("printed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("staff_member_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referral.id"], name=op.f("fk_slip_referral_id_referral")
        ),
        sa.ForeignKeyConstraint(
            ["staff_member_id"],
            ["staff_member.id"],
            name=op.f("fk_slip_staff_member_id_staff_member"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip")),
    )
    with op.batch_alter_table("slip", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slip_referral_id"), ["referral_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("slip", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slip_referral_id"))

    op.drop_table("slip")
    with op.batch_alter_table("referral_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_step_referral_id"))

    op.drop_table("referral_step")
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_referral_service_point_id"))
        batch_op.drop_index(batch_op.f("ix_referral_need_id"))
        batch_op.drop_index(batch_op.f("ix_referral_due_on"))
        batch_op.drop_index("ix_referral_desk_id_status")
        batch_op.drop_index("ix_referral_desk_id_given_at")
        batch_op.drop_index(batch_op.f("ix_referral_authority_id"))

    op.drop_table("referral")
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_need_visit_id"))
        batch_op.drop_index("ix_need_desk_id_started_at")

    op.drop_table("need")
    with op.batch_alter_table("correction", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_correction_visit_id"))

    op.drop_table("correction")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_staff_member_id"))
        batch_op.drop_index("ix_visit_desk_id_started_at")
        batch_op.drop_index(batch_op.f("ix_visit_case_id"))

    op.drop_table("visit")
    with op.batch_alter_table("staff_role", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_staff_role_staff_member_id"))

    op.drop_table("staff_role")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_staff_member_id"))

    op.drop_table("sign_in")
    op.drop_table("one_time_link")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_entry_subject")
        batch_op.drop_index(batch_op.f("ix_audit_entry_recorded_at"))

    op.drop_table("audit_entry")
    op.drop_table("staff_member")
    with op.batch_alter_table("service_point", schema=None) as batch_op:
        batch_op.drop_index("ix_service_point_retired_at")
        batch_op.drop_index(batch_op.f("ix_service_point_authority_id"))

    op.drop_table("service_point")
    op.drop_table("organisation")
    op.drop_table("listed_code")
    op.drop_table("desk")
    op.drop_table("client_case")
    op.drop_table("authority")
