"""What the words of a desk's own tables mean, taught once.

No model of the application is imported here: tables are declared as they were.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007_import_lessons"
down_revision = "0006_early_warnings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_lesson",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("column_name", sa.String(length=20), nullable=False),
        sa.Column("said", sa.String(length=60), nullable=True),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("taught_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_lesson")),
        sa.UniqueConstraint("column_name", "said", name=op.f("uq_import_lesson_column_name_said")),
    )


def downgrade() -> None:
    op.drop_table("import_lesson")
