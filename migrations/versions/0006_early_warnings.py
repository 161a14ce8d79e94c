"""What supervisors answered to early warnings.

No model of the application is imported here: tables are declared as they were.
Both directions; a NOT NULL column in steps (add with server default, fill, drop default).
"""

import sqlalchemy as sa
from alembic import op

revision = "0006_early_warnings"
down_revision = "0005_referral_answers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "early_warning_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column(
            "grain",
            sa.Enum(
                "day",
                "week",
                "month",
                name="grain",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("series", sa.String(length=75), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.Column("assigned_to_id", sa.Integer(), nullable=True),
        sa.Column("is_explained", sa.Boolean(), nullable=False),
        sa.Column("muted_until", sa.Date(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assigned_to_id"],
            ["staff_member.id"],
            name=op.f("fk_early_warning_answer_assigned_to_id_staff_member"),
        ),
        sa.ForeignKeyConstraint(
            ["desk_id"], ["desk.id"], name=op.f("fk_early_warning_answer_desk_id_desk")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_early_warning_answer")),
        sa.UniqueConstraint(
            "desk_id",
            "grain",
            "first_day",
            "series",
            name=op.f("uq_early_warning_answer_desk_id_grain_first_day_series"),
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_early_warning_answer_public_id")),
    )
    op.create_index(
        op.f("ix_early_warning_answer_assigned_to_id"), "early_warning_answer", ["assigned_to_id"]
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_early_warning_answer_assigned_to_id"), table_name="early_warning_answer")
    op.drop_table("early_warning_answer")
