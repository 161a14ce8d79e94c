"""The figures of months that are over, counted once.

No model of the application is imported here: tables are declared as they were.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008_kept_months"
down_revision = "0007_import_lessons"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_month",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counted_by", sa.String(length=50), nullable=False),
        sa.Column("sizes", sa.JSON(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["desk_id"], ["desk.id"], name=op.f("fk_kept_month_desk_id_desk")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_month")),
        sa.UniqueConstraint("desk_id", "month", name=op.f("uq_kept_month_desk_id_month")),
    )


def downgrade() -> None:
    op.drop_table("kept_month")
