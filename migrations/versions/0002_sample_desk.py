"""A desk may be a sample: its data are made up.

No model of the application is imported here: tables are declared as they were.
Both directions; a NOT NULL column in steps (add with server default, fill, drop default).
"""

import sqlalchemy as sa
from alembic import op

revision = "0002_sample_desk"
down_revision = "0001_first_tables"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "desk", sa.Column("is_sample", sa.Boolean(), server_default=sa.false(), nullable=False)
    )


def downgrade() -> None:
    op.drop_column("desk", "is_sample")
