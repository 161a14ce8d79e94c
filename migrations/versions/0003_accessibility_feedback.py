"""Feedback on accessibility, and who supervises it.

No model of the application is imported here: tables are declared as they were.
Both directions; a NOT NULL column in steps (add with server default, fill, drop default).
"""

import sqlalchemy as sa
from alembic import op

revision = "0003_accessibility_feedback"
down_revision = "0002_sample_desk"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "accessibility_feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=36), nullable=False),
        sa.Column("reply_code_hash", sa.String(length=64), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ui_language", sa.String(length=10), nullable=False),
        sa.Column("told", sa.String(length=1500), nullable=True),
        sa.Column("wants_other_form", sa.Boolean(), nullable=False),
        sa.Column("answer", sa.String(length=1500), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "told IS NOT NULL", name=op.f("ck_accessibility_feedback_tells_something")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accessibility_feedback")),
        sa.UniqueConstraint("public_id", name=op.f("uq_accessibility_feedback_public_id")),
        sa.UniqueConstraint(
            "reply_code_hash", name=op.f("uq_accessibility_feedback_reply_code_hash")
        ),
    )
    op.create_index(
        op.f("ix_accessibility_feedback_done_at"), "accessibility_feedback", ["done_at"]
    )
    op.add_column("organisation", sa.Column("oversight", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("organisation", "oversight")
    op.drop_index(op.f("ix_accessibility_feedback_done_at"), table_name="accessibility_feedback")
    op.drop_table("accessibility_feedback")
