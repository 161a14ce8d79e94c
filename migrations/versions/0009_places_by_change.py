"""The newest change among many thousand service points is found without reading them all.

No model of the application is imported here: tables are declared as they were.
"""

from alembic import op

revision = "0009_places_by_change"
down_revision = "0008_kept_months"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_service_point_changed_at"), "service_point", ["changed_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_service_point_changed_at"), table_name="service_point")
