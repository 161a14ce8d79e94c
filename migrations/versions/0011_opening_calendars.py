"""When each desk is open: what rates by open hour are worked out from.

No model of the application is imported here: tables are declared as they were.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011_opening_calendars"
down_revision = "0010_releases"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "desk_calendar",
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("weeks", sa.JSON(), nullable=False),
        sa.Column("exceptions", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["desk_id"], ["desk.id"], name=op.f("fk_desk_calendar_desk_id_desk")
        ),
        sa.PrimaryKeyConstraint("desk_id", name=op.f("pk_desk_calendar")),
    )


def downgrade() -> None:
    op.drop_table("desk_calendar")
